namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0002: kinds of method.</summary>
public sealed class DG0002Tests : RuleTests
{
    protected override string Refused => """
        public abstract partial class Sample
        {
            [[|Differentiable|]]
            public abstract double F(double x);
        }
        """;

    protected override string Accepted => """
        public sealed partial class Sample
        {
            [Differentiable]
            public double F(double x) => x * x;
        }
        """;
}
