namespace DiffGen.Tests.Nist.Models;

/// <summary>Pressure differences over the Pacific: three cycles, of twelve months and of two unknown periods.</summary>
public static partial class Enso
{
    /// <summary>The differences between the model and what was observed.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Residuals(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> xs, [NoDiff] ReadOnlySpan<double> ys, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = Model(b, xs[i]) - ys[i];
    }

    /// <summary>Half the sum of their squares.</summary>
    [Differentiable]
    public static double Cost(ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> xs, [NoDiff] ReadOnlySpan<double> ys)
    {
        double sum = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            double r = Model(b, xs[i]) - ys[i];
            sum += r * r;
        }

        return 0.5 * sum;
    }

    private static double Model(ReadOnlySpan<double> b, double x)
    {
        double year = 2 * Math.PI * x / 12, first = 2 * Math.PI * x / b[3], second = 2 * Math.PI * x / b[6];
        return b[0] + b[1] * Math.Cos(year) + b[2] * Math.Sin(year)
            + b[4] * Math.Cos(first) + b[5] * Math.Sin(first)
            + b[7] * Math.Cos(second) + b[8] * Math.Sin(second);
    }
}
