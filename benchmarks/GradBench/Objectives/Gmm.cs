namespace DiffGen.GradBench.Objectives;

/// <summary>The log posterior of a Gaussian mixture with a Wishart prior on the inverse covariances.</summary>
/// <remarks>
/// Component <c>c</c> has the weight <c>alpha[c]</c> (unnormalised, logarithmic), the mean <c>mu[c]</c> (<c>d</c> numbers) and a lower triangular
/// factor of its inverse covariance: <c>exp(q[c])</c> on the diagonal and, column by column, <c>l[c]</c> below it (<c>d(d−1)/2</c> numbers). All
/// arrays are row-major and flat. Source: Srajer, Kukelova, Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some
/// problems in computer vision and machine learning", 2018, with the sign of the prior corrected.
/// </remarks>
public static partial class Gmm
{
    /// <param name="alpha">Logarithmic weights, one per component.</param>
    /// <param name="mu">Means, component by component.</param>
    /// <param name="q">Logarithms of the diagonals, component by component.</param>
    /// <param name="l">What is below the diagonals, component by component.</param>
    /// <param name="x">The points, row by row.</param>
    /// <param name="d">Number of coordinates of a point.</param>
    /// <param name="gamma">Scale of the prior, positive.</param>
    /// <param name="m">Degrees of freedom of the prior beyond <c>d</c>.</param>
    /// <returns>The log posterior up to nothing: all constants are included.</returns>
    [Differentiable]
    public static double Objective(
        ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l,
        [NoDiff] ReadOnlySpan<double> x, [NoDiff] int d, [NoDiff] double gamma, [NoDiff] int m)
    {
        int k = alpha.Length, n = x.Length / d, below = d * (d - 1) / 2;
        double[] diagonals = new double[k * d], offsets = new double[k];
        for (int c = 0; c < k; c++)
        {
            double logs = 0;
            for (int j = 0; j < d; j++)
            {
                diagonals[c * d + j] = Math.Exp(q[c * d + j]);
                logs += q[c * d + j];
            }
            offsets[c] = alpha[c] + logs;
        }

        double[] centred = new double[d], y = new double[d], terms = new double[k];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> point = x.Slice(i * d, d);
            for (int c = 0; c < k; c++)
            {
                ReadOnlySpan<double> mean = mu.Slice(c * d, d), lower = l.Slice(c * below, below);
                for (int j = 0; j < d; j++)
                {
                    centred[j] = point[j] - mean[j];
                    y[j] = diagonals[c * d + j] * centred[j];
                }
                int next = 0;
                for (int column = 0; column < d; column++)
                {
                    for (int row = column + 1; row < d; row++)
                        y[row] += lower[next++] * centred[column];
                }
                double squares = 0;
                for (int j = 0; j < d; j++)
                    squares += y[j] * y[j];
                terms[c] = offsets[c] - 0.5 * squares;
            }
            sum += LogSumExp(terms);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double frobenius = 0, logs = 0;
            for (int j = 0; j < d; j++)
            {
                frobenius += diagonals[c * d + j] * diagonals[c * d + j];
                logs += q[c * d + j];
            }
            for (int j = 0; j < below; j++)
                frobenius += l[c * below + j] * l[c * below + j];
            prior += 0.5 * gamma * gamma * frobenius - m * logs;
        }
        return -0.5 * n * d * Math.Log(2 * Math.PI) + sum - n * LogSumExp(alpha) + k * PriorConstant(d, gamma, m) - prior;
    }

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double largest = values[0];
        for (int i = 1; i < values.Length; i++)
            largest = Math.Max(largest, values[i]);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += Math.Exp(values[i] - largest);
        return largest + Math.Log(sum);
    }

    private static double PriorConstant(int d, double gamma, int m)
    {
        int degrees = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 1; j <= d; j++)
            logGamma += LogGamma(0.5 * (degrees + 1 - j));
        return degrees * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
    }

    /// <summary>The logarithm of Γ at a positive multiple of ½, by its recurrence: Γ(½) = √π, Γ(1) = 1.</summary>
    private static double LogGamma(double x)
    {
        double result = x == Math.Floor(x) ? 0 : 0.5 * Math.Log(Math.PI);
        for (double factor = x - 1; factor > 0; factor--)
            result += Math.Log(factor);
        return result;
    }
}
