namespace DiffGen.Tests.Nist.Models;

/// <summary>Monomolecular adsorption: y = b1·b2·x/(1 + b2·x).</summary>
public static partial class Misra1d
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
        => b[0] * b[1] * x / (1 + b[1] * x);
}
