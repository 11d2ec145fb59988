namespace DiffGen.Benchmarks;

/// <summary>Objectives of which every form is measured.</summary>
internal static partial class FormObjectives
{
    private const Derivatives Forms = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Hessian;

    [Differentiable(Forms)]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }
        return sum;
    }

    /// <summary>The extended Powell singular function.</summary>
    [Differentiable(Forms)]
    public static double Powell(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 3 < x.Length; i += 4)
        {
            double a = x[i] + 10 * x[i + 1], b = x[i + 2] - x[i + 3], c = x[i + 1] - 2 * x[i + 2], d = x[i] - x[i + 3];
            sum += a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
        }
        return sum;
    }

    /// <summary>
    /// The negative log-posterior kernel of a Gaussian mixture with a Wishart prior (γ = 1, m = 0): k weights, then k means of d
    /// numbers, then k factors of d logarithms of the diagonal and d(d−1)/2 numbers below it.
    /// </summary>
    [Differentiable(Forms)]
    public static double Mixture(ReadOnlySpan<double> theta, [NoDiff] ReadOnlySpan<double> x, [NoDiff] int d, [NoDiff] int k)
    {
        int factor = d * (d + 1) / 2, n = x.Length / d;
        ReadOnlySpan<double> weights = theta[..k], means = theta.Slice(k, k * d), factors = theta.Slice(k + k * d, k * factor);
        Span<double> terms = new double[k], centred = new double[d];
        double sum = 0;
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<double> point = x.Slice(row * d, d);
            for (int c = 0; c < k; c++)
            {
                ReadOnlySpan<double> own = factors.Slice(c * factor, factor);
                double logs = 0, squares = 0;
                for (int i = 0; i < d; i++)
                    centred[i] = point[i] - means[c * d + i];
                int next = d;
                for (int i = 0; i < d; i++)
                {
                    double q = Math.Exp(own[i]) * centred[i];
                    for (int j = 0; j < i; j++)
                        q += own[next + j] * centred[j];
                    next += i;
                    logs += own[i];
                    squares += q * q;
                }
                terms[c] = weights[c] + logs - 0.5 * squares;
            }
            sum += LogSumExp(terms);
        }
        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            ReadOnlySpan<double> own = factors.Slice(c * factor, factor);
            for (int i = 0; i < d; i++)
                prior += 0.5 * Math.Exp(own[i]) * Math.Exp(own[i]);
            for (int i = d; i < factor; i++)
                prior += 0.5 * own[i] * own[i];
        }
        return sum - n * LogSumExp(weights) + prior;
    }

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        double largest = values[0];
        for (int i = 1; i < values.Length; i++)
            largest = Math.Max(largest, values[i]);
        double sum = 0;
        foreach (double value in values)
            sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The Broyden tridiagonal residuals, of known length.</summary>
    [Differentiable(Derivatives.Jacobian | Derivatives.SparseJacobian)]
    public static void Broyden([Shape(1000)] ReadOnlySpan<double> x, [Shape(1000)] Span<double> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0;
            r[i] = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
        }
    }

    /// <summary>The extended Powell singular function, of known length.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.SparseHessian)]
    public static double PowellBlocks([Shape(1000)] ReadOnlySpan<double> x) => Powell(x);
}
