namespace DiffGen.Tests.Forms;

/// <summary>Sparse Jacobians and Hessians, each with its dense twin.</summary>
public static partial class SparseForms
{
    private const Derivatives Jacobians = Derivatives.Jacobian | Derivatives.SparseJacobian;
    private const Derivatives Hessians = Derivatives.Hessian | Derivatives.SparseHessian;

    /// <summary>The Broyden tridiagonal residuals.</summary>
    [Differentiable(Jacobians)]
    public static void Broyden([Shape(1000)] ReadOnlySpan<double> x, [Shape(1000)] Span<double> residuals)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double before = i > 0 ? x[i - 1] : 0, after = i + 1 < x.Length ? x[i + 1] : 0;
            residuals[i] = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
        }
    }

    /// <summary>A band of seven, and a last row that has everything.</summary>
    [Differentiable(Jacobians)]
    public static void Arrow([Shape(12)] ReadOnlySpan<double> x, double shift, [Shape(12)] Span<double> y)
    {
        for (int i = 0; i < 11; i++)
        {
            double s = shift;
            for (int j = Math.Max(0, i - 3); j <= Math.Min(11, i + 3); j++)
                s += x[j] * x[i] * (j + 1);
            y[i] = Math.Sin(s);
        }

        y[11] = 0;
        foreach (double v in x)
            y[11] += v * v;
    }

    /// <summary>Few outputs of many inputs, that add to what is there: in reverse.</summary>
    [Differentiable(Jacobians)]
    public static void Wide(double scale, [Shape(40)] ReadOnlySpan<double> x, [Shape(3)] Span<double> y)
    {
        for (int i = 0; i < 20; i++)
        {
            y[0] += scale * x[i] * x[i];
            y[1] *= 1 + 0.1 * x[20 + i];
        }

        y[2] = Math.Floor(x[0]);
    }

    /// <summary>What depends on the data: either side of a branch, a loop of unknown length, an index from the data.</summary>
    [Differentiable(Jacobians)]
    public static void Dynamic([Shape(8)] ReadOnlySpan<double> x, [Shape(6)] Span<double> y, [NoDiff] int pick)
    {
        y[0] = x[0] > 0 ? x[1] * x[1] : x[2];
        double t = x[3];
        while (t > 1)
            t *= 0.5 * x[4];
        y[1] = t;
        y[2] = x[pick];
        double[] copy = new double[8];
        copy[pick] = x[5] * x[5];
        y[3] = copy[0];
        y[4] = Twice(x[6..]);
        for (int i = 0; i < 8; i++)
        {
            if (i == 7)
                break;
            if (x[i] > 100)
                continue;
            y[5] = x[i] * i;
        }
    }

    private static double Twice(ReadOnlySpan<double> tail) => tail.Length == 0 ? 0 : 2 * tail[0] * tail[0] + Twice(tail[1..]);

    /// <summary>The chained Rosenbrock function with a corner: nearly tridiagonal.</summary>
    [Differentiable(Hessians)]
    public static double Chain([Shape(50)] ReadOnlySpan<double> x, double a)
    {
        double s = a * x[3];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double b = x[i + 1] - x[i] * x[i];
            s += b > 0 ? b * b : Math.Exp(b);
        }

        return s + x[0] * x[49];
    }

    /// <summary>The extended Powell singular function: blocks of four.</summary>
    [Differentiable(Hessians)]
    public static double Powell([Shape(1000)] ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i += 4)
        {
            double a = x[i] + 10 * x[i + 1], b = x[i + 2] - x[i + 3], c = x[i + 1] - 2 * x[i + 2], d = x[i] - x[i + 3];
            sum += a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
        }

        return sum;
    }

    /// <summary>An arrowhead: the first variable with each other one, which star colouring does in two passes.</summary>
    [Differentiable(Hessians)]
    public static double Arrowhead([Shape(30)] ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i++)
            sum += x[0] * x[0] * x[i] * x[i] + Math.Cos(x[i]);
        return sum;
    }

    [Differentiable(Hessians | Derivatives.SparseJacobian)]
    public static float Single([Shape(4)] ReadOnlySpan<float> x, float k) => x[0] * x[1] * k + x[3] * x[3] + MathF.Floor(x[2]);
}
