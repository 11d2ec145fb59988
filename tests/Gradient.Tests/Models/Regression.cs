namespace DiffGen.Tests.Models;

/// <summary>A batched loss that isn't a model's: parameters come in as an argument.</summary>
public static partial class Regression
{
    [Differentiable]
    public static double SquaredError(ReadOnlySpan<double> theta, [Batch] double x, [Batch] double y)
    {
        double error = theta[0] + theta[1] * x + theta[2] * x * x - y;
        return error * error;
    }

    [Differentiable]
    public static double Huber(double slope, double offset, [Batch] double x, [Batch] double y)
    {
        double error = slope * x + offset - y;
        return Math.Abs(error) < 1 ? 0.5 * error * error : Math.Abs(error) - 0.5;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> scratch)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            scratch[i] = a[i] * b[i];
            s += scratch[i] * scratch[i];
        }

        return s;
    }
}
