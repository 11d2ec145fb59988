namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0013: batched parameters.</summary>
public sealed class DG0013Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, [|[Batch] in double y|]) => x * x;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, [Batch] double y) => x * x * y;
        }
        """;
}
