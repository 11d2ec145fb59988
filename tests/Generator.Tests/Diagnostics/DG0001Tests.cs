namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0001: the containing types are partial.</summary>
public sealed class DG0001Tests : RuleTests
{
    protected override string Refused => """
        public static class Outer
        {
            [Differentiable]
            public static double [|F|](double x) => x * x;
        }
        """;

    protected override string Accepted => """
        public static partial class Outer
        {
            [Differentiable]
            public static double F(double x) => x * x;
        }
        """;
}
