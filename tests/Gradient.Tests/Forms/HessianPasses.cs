namespace DiffGen.Tests.Forms;

/// <summary>Functions whose Hessians are put together of passes that make some trips of their loops only.</summary>
public static partial class HessianPasses
{
    private const Derivatives Forms = Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian;

    public record struct Pair(double A, double B);

    [Differentiable(Forms)]
    public static double Chain(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
            sum += Math.Sin(x[i]) * x[i + 1] * x[i + 1] + Math.Exp(0.3 * x[i]);
        return sum;
    }

    [Differentiable(Forms)]
    public static double Down(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = x.Length - 1; i >= 1; i--)
            sum += x[i] * x[i] * x[i - 1] + Math.Cos(x[i - 1]);
        return sum;
    }

    [Differentiable(Forms)]
    public static double Strided(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i + 1 < x.Length; i += 3)
            sum += x[i] * x[i - 1] * x[i + 1] + x[i + 1] * x[i + 1] * x[i + 1];
        return sum;
    }

    /// <summary>Each trip reads both ends.</summary>
    [Differentiable(Forms)]
    public static double Mirrored(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i] * x[x.Length - 1 - i];
        return sum;
    }

    /// <summary>What is summed is read by all, and may throw.</summary>
    [Differentiable(Forms)]
    public static double Logistic(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int row = 0; row < 3; row++)
        {
            double z = 0;
            for (int i = 0; i < x.Length; i++)
                z += x[i] * Math.Sin(row + i);
            sum += Math.Log(1 + Math.Exp(-z));
        }
        return sum + Weighted(x, [0.5, 2, -1, 3, 1, 0.2, 0.7, 0.1, 1, 1, 1, 1, 1, 1]);
    }

    private static double Weighted(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += weights[i] * x[i] * x[i] * x[0];
        return sum;
    }

    /// <summary>Products that go on from trip to trip, a branch on data, and elements found by others.</summary>
    [Differentiable(Forms)]
    public static double Mixed(ReadOnlySpan<double> x)
    {
        double product = 1, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            product = product * Math.Cos(x[i]) + 0.1 * x[i];
            if (x[i] > 0) sum += x[i] * x[(i * 5 + 2) % x.Length] * product;
        }
        double[] squares = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            squares[i] = x[i] * x[i];
        for (int i = 0; i + 2 < x.Length; i++)
            sum += squares[i + 2] * x[i] / (1 + squares[i]);
        return sum;
    }

    /// <summary>What the reverse sweep carries begins at the first trip.</summary>
    [Differentiable(Forms)]
    public static double Horner(ReadOnlySpan<double> x)
    {
        double sum = 0, up = 0;
        for (int i = x.Length - 1; i >= 0; i--)
            sum = sum * 0.5 + x[i];
        for (int i = 0; i < x.Length; i++)
            up = up * x[0] + x[i] * sum;
        return sum * sum * x[^1] + up;
    }

    /// <summary>A table in a span: rows and columns.</summary>
    [Differentiable(Forms)]
    public static double Table(ReadOnlySpan<double> x)
    {
        int width = Math.Max(1, x.Length / 3), height = x.Length / width;
        double sum = 0;
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
                sum += x[i * width + j] * x[i * width + j] * x[j] + (i > 0 ? x[(i - 1) * width + j] * x[i * width + j] : 0);
        }
        return sum;
    }

    /// <summary>Numbers before and between spans; spans of structs.</summary>
    [Differentiable(Forms)]
    public static double Several(double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<Pair> pairs, ReadOnlySpan<double> y)
    {
        double sum = a * a * b;
        for (int i = 0; i < x.Length; i++)
            sum += a * x[i] * x[i] + Math.Sin(b * x[i]);
        for (int i = 0; i < pairs.Length; i++)
            sum += pairs[i].A * pairs[i].A * pairs[i].B + b * pairs[i].B;
        for (int i = 0; i < Math.Min(x.Length, y.Length); i++)
            sum += x[i] * y[i] * y[i];
        for (int i = 1; i < Math.Min(pairs.Length, y.Length); i++)
            sum += pairs[i - 1].A * pairs[i].B * y[i];
        return sum;
    }

    /// <summary>Before anything is written, whatever pass it would be in.</summary>
    [Differentiable(Forms)]
    public static double Throwing(ReadOnlySpan<double> x, [NoDiff] int last)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (i == last) throw new InvalidOperationException("at the last");
            sum += x[i] * x[i] * x[i];
        }
        return sum;
    }
}
