namespace DiffGen.GradBench.Objectives;

/// <summary>The logarithm of a sum of exponentials.</summary>
public static partial class Lse
{
    /// <param name="x">The exponents, at least one.</param>
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
            largest = Math.Max(largest, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - largest);
        return largest + Math.Log(sum);
    }
}
