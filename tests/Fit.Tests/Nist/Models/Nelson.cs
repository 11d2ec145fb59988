namespace DiffGen.Tests.Nist.Models;

/// <summary>Dielectric breakdown of insulation: log y = b1 - b2·x1·exp(-b3·x2), with x1 and x2 in turn.</summary>
public static partial class Nelson
{
    /// <summary>The differences between the model and what was observed.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Residuals(
        ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> xs, [NoDiff] ReadOnlySpan<double> ys, Span<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = Model(b, xs[2 * i], xs[2 * i + 1]) - Math.Log(ys[i]);
    }

    /// <summary>Half the sum of their squares.</summary>
    [Differentiable]
    public static double Cost(ReadOnlySpan<double> b, [NoDiff] ReadOnlySpan<double> xs, [NoDiff] ReadOnlySpan<double> ys)
    {
        double sum = 0;
        for (int i = 0; i < ys.Length; i++)
        {
            double r = Model(b, xs[2 * i], xs[2 * i + 1]) - Math.Log(ys[i]);
            sum += r * r;
        }

        return 0.5 * sum;
    }

    private static double Model(ReadOnlySpan<double> b, double x1, double x2)
        => b[0] - b[1] * x1 * Math.Exp(-b[2] * x2);
}
