namespace DiffGen.GradBench.Objectives;

/// <summary>The smallest example.</summary>
public static partial class Hello
{
    /// <summary>x².</summary>
    [Differentiable]
    public static double Square(double x) => x * x;
}
