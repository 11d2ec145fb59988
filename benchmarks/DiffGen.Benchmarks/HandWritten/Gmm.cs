using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.HandWritten;

/// <summary>
/// The gradient of <see cref="GradBench.Objectives.Gmm.Objective"/>: per point forward through all components, then back through them, so that
/// nothing is kept from one point to the next.
/// </summary>
internal sealed class Gmm(int d, int k)
{
    private readonly double[] _diagonals = new double[k * d], _dDiagonals = new double[k * d];
    private readonly double[] _centred = new double[k * d], _y = new double[k * d];
    private readonly double[] _offsets = new double[k], _dOffsets = new double[k], _terms = new double[k];
    private readonly int _below = d * (d - 1) / 2;

    public double Gradient(
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l, ReadOnlySpan<double> x,
        double gamma, int m, Span<double> dAlpha, Span<double> dMu, Span<double> dQ, Span<double> dL)
    {
        int n = x.Length / d;
        CheckLengths(alpha.Length, mu.Length, q.Length, l.Length);
        CheckLengths(dAlpha.Length, dMu.Length, dQ.Length, dL.Length);
        dMu.Clear();
        dL.Clear();
        _dDiagonals.AsSpan().Clear();
        _dOffsets.AsSpan().Clear();
        for (int c = 0; c < k; c++)
        {
            double logs = 0;
            for (int j = c * d; j < (c + 1) * d; j++)
            {
                _diagonals[j] = Math.Exp(q[j]);
                logs += q[j];
            }
            _offsets[c] = alpha[c] + logs;
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += AddPoint(x.Slice(i * d, d), mu, l, dMu, dL);

        double value = -0.5 * n * d * Math.Log(2 * Math.PI) + sum;
        value -= n * LogSumExp(alpha, dAlpha);
        for (int c = 0; c < k; c++) dAlpha[c] = _dOffsets[c] - n * dAlpha[c];
        value += k * PriorConstant(gamma, m);
        return value - Prior(q, l, gamma, m, dQ, dL);
    }

    /// <summary>Adds a point's derivatives; returns its logarithm of a sum of exponentials.</summary>
    private double AddPoint(ReadOnlySpan<double> point, ReadOnlySpan<double> mu, ReadOnlySpan<double> l, Span<double> dMu, Span<double> dL)
    {
        for (int c = 0; c < k; c++)
        {
            _terms[c] = _offsets[c] - 0.5 * Squares(
                ref MemoryMarshal.GetReference(point), ref MemoryMarshal.GetReference(mu.Slice(c * d, d)), ref MemoryMarshal.GetReference(l.Slice(c * _below, _below)),
                ref _diagonals[c * d], ref _centred[c * d], ref _y[c * d]);
        }
        double value = LogSumExp(_terms, _terms);
        for (int c = 0; c < k; c++)
        {
            double weight = _terms[c];
            _dOffsets[c] += weight;
            AddComponent(
                weight, ref _diagonals[c * d], ref _centred[c * d], ref _y[c * d], ref MemoryMarshal.GetReference(l.Slice(c * _below, _below)),
                ref _dDiagonals[c * d], ref MemoryMarshal.GetReference(dMu.Slice(c * d, d)), ref MemoryMarshal.GetReference(dL.Slice(c * _below, _below)));
        }
        return value;
    }

    /// <summary>|y|² of y = Q (x - µ).</summary>
    private double Squares(ref double point, ref double mean, ref double lower, ref double diagonal, ref double centred, ref double y)
    {
        for (int j = 0; j < d; j++)
        {
            double difference = Unsafe.Add(ref point, j) - Unsafe.Add(ref mean, j);
            Unsafe.Add(ref centred, j) = difference;
            Unsafe.Add(ref y, j) = Unsafe.Add(ref diagonal, j) * difference;
        }
        for (int column = 0; column < d; column++)
        {
            double factor = Unsafe.Add(ref centred, column);
            for (int row = column + 1; row < d; row++)
            {
                Unsafe.Add(ref y, row) += lower * factor;
                lower = ref Unsafe.Add(ref lower, 1);
            }
        }
        double squares = 0;
        for (int j = 0; j < d; j++) squares += Unsafe.Add(ref y, j) * Unsafe.Add(ref y, j);
        return squares;
    }

    /// <summary>The way back: ∂/∂y = -w y, ∂/∂L = ∂/∂y (x - µ)ᵀ below the diagonal, ∂/∂µ = -Qᵀ ∂/∂y.</summary>
    private void AddComponent(
        double weight, ref double diagonal, ref double centred, ref double y, ref double lower, ref double dDiagonal, ref double dMean, ref double dLower)
    {
        for (int j = 0; j < d; j++) Unsafe.Add(ref y, j) *= -weight;
        for (int column = 0; column < d; column++)
        {
            double factor = Unsafe.Add(ref centred, column), dFactor = 0;
            for (int row = column + 1; row < d; row++)
            {
                double dy = Unsafe.Add(ref y, row);
                dLower += dy * factor;
                dFactor += dy * lower;
                lower = ref Unsafe.Add(ref lower, 1);
                dLower = ref Unsafe.Add(ref dLower, 1);
            }
            double own = Unsafe.Add(ref y, column);
            Unsafe.Add(ref dDiagonal, column) += own * factor;
            Unsafe.Add(ref dMean, column) -= dFactor + own * Unsafe.Add(ref diagonal, column);
        }
    }

    private double Prior(ReadOnlySpan<double> q, ReadOnlySpan<double> l, double gamma, int m, Span<double> dQ, Span<double> dL)
    {
        double prior = 0, scale = 0.5 * gamma * gamma;
        for (int c = 0; c < k; c++)
        {
            double frobenius = 0, logs = 0;
            for (int j = c * d; j < (c + 1) * d; j++)
            {
                double diagonal = _diagonals[j];
                frobenius += diagonal * diagonal;
                logs += q[j];
                dQ[j] = _dOffsets[c] + m + (_dDiagonals[j] - 2 * scale * diagonal) * diagonal;
            }
            for (int j = c * _below; j < (c + 1) * _below; j++)
            {
                frobenius += l[j] * l[j];
                dL[j] -= 2 * scale * l[j];
            }
            prior += scale * frobenius - m * logs;
        }
        return prior;
    }

    /// <summary>The value, and the gradient: the shares of the exponentials. <paramref name="shares"/> may be <paramref name="values"/>.</summary>
    private static double LogSumExp(ReadOnlySpan<double> values, Span<double> shares)
    {
        double largest = values[0];
        for (int i = 1; i < values.Length; i++) largest = Math.Max(largest, values[i]);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double exp = Math.Exp(values[i] - largest);
            shares[i] = exp;
            sum += exp;
        }
        double inverse = 1 / sum;
        for (int i = 0; i < shares.Length; i++) shares[i] *= inverse;
        return largest + Math.Log(sum);
    }

    private double PriorConstant(double gamma, int m)
    {
        int degrees = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 1; j <= d; j++)
        {
            double argument = 0.5 * (degrees + 1 - j);
            if (argument != Math.Floor(argument)) logGamma += 0.5 * Math.Log(Math.PI);
            for (double factor = argument - 1; factor > 0; factor--) logGamma += Math.Log(factor);
        }
        return degrees * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
    }

    private void CheckLengths(int alpha, int mu, int q, int l)
    {
        if (alpha != k || mu != k * d || q != k * d || l != k * _below) throw new ArgumentException("The parameters are not of k components of d coordinates");
    }
}
