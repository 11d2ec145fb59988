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
        ref double means = ref MemoryMarshal.GetReference(mu), lower = ref MemoryMarshal.GetReference(l);
        ref double dMeans = ref MemoryMarshal.GetReference(dMu), dLower = ref MemoryMarshal.GetReference(dL);
        for (int i = 0; i < n; i++) sum += AddPoint(ref MemoryMarshal.GetReference(x.Slice(i * d, d)), ref means, ref lower, ref dMeans, ref dLower);

        double value = -0.5 * n * d * Math.Log(2 * Math.PI) + sum;
        value -= n * LogSumExp(alpha, dAlpha);
        for (int c = 0; c < k; c++) dAlpha[c] = _dOffsets[c] - n * dAlpha[c];
        value += k * PriorConstant(gamma, m);
        return value - Prior(q, l, gamma, m, dQ, dL);
    }

    /// <summary>Adds a point's derivatives; returns its logarithm of a sum of exponentials.</summary>
    private double AddPoint(ref double point, ref double means, ref double lower, ref double dMeans, ref double dLower)
    {
        ref double terms = ref MemoryMarshal.GetArrayDataReference(_terms), centred = ref MemoryMarshal.GetArrayDataReference(_centred), y = ref MemoryMarshal.GetArrayDataReference(_y);
        ref double offsets = ref MemoryMarshal.GetArrayDataReference(_offsets), dOffsets = ref MemoryMarshal.GetArrayDataReference(_dOffsets);
        ref double diagonals = ref MemoryMarshal.GetArrayDataReference(_diagonals), dDiagonals = ref MemoryMarshal.GetArrayDataReference(_dDiagonals);
        for (int c = 0; c < k; c++)
        {
            int row = c * d;
            Unsafe.Add(ref terms, c) = Unsafe.Add(ref offsets, c) - 0.5 * Squares(
                ref point, ref Unsafe.Add(ref means, row), ref Unsafe.Add(ref lower, c * _below),
                ref Unsafe.Add(ref diagonals, row), ref Unsafe.Add(ref centred, row), ref Unsafe.Add(ref y, row));
        }
        double value = LogSumExp(_terms, _terms);
        for (int c = 0; c < k; c++)
        {
            int row = c * d, below = c * _below;
            double weight = Unsafe.Add(ref terms, c);
            Unsafe.Add(ref dOffsets, c) += weight;
            AddComponent(
                weight, ref Unsafe.Add(ref diagonals, row), ref Unsafe.Add(ref centred, row), ref Unsafe.Add(ref y, row), ref Unsafe.Add(ref lower, below),
                ref Unsafe.Add(ref dDiagonals, row), ref Unsafe.Add(ref dMeans, row), ref Unsafe.Add(ref dLower, below));
        }
        return value;
    }

    /// <summary>|y|² of y = Q (x - µ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Squares(ref double point, ref double mean, ref double lower, ref double diagonal, ref double centred, ref double y)
    {
        for (int j = 0; j < d; j++)
        {
            double difference = Unsafe.Add(ref point, j) - Unsafe.Add(ref mean, j);
            Unsafe.Add(ref centred, j) = difference;
            Unsafe.Add(ref y, j) = Unsafe.Add(ref diagonal, j) * difference;
        }
        double squares = 0;
        for (int column = 0; column < d; column++)
        {
            double factor = Unsafe.Add(ref centred, column), own = Unsafe.Add(ref y, column);
            squares += own * own;
            for (int row = column + 1; row < d; row++)
            {
                Unsafe.Add(ref y, row) += lower * factor;
                lower = ref Unsafe.Add(ref lower, 1);
            }
        }
        return squares;
    }

    /// <summary>The way back: ∂/∂L = -w y (x - µ)ᵀ below the diagonal, ∂/∂µ = w Qᵀ y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddComponent(
        double weight, ref double diagonal, ref double centred, ref double y, ref double lower, ref double dDiagonal, ref double dMean, ref double dLower)
    {
        for (int column = 0; column < d; column++)
        {
            double scaled = -weight * Unsafe.Add(ref centred, column), dFactor = 0;
            for (int row = column + 1; row < d; row++)
            {
                double dy = Unsafe.Add(ref y, row);
                dLower += dy * scaled;
                dFactor += dy * lower;
                lower = ref Unsafe.Add(ref lower, 1);
                dLower = ref Unsafe.Add(ref dLower, 1);
            }
            double own = Unsafe.Add(ref y, column);
            Unsafe.Add(ref dDiagonal, column) += own * scaled;
            Unsafe.Add(ref dMean, column) += weight * (dFactor + own * Unsafe.Add(ref diagonal, column));
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
