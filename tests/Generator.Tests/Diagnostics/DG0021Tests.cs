namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0021: pullbacks written by hand.</summary>
public sealed class DG0021Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            public static double G(double x, int n) => Math.Round(x);

            [[|PullbackOf(nameof(G))|]]
            public static double GPullback(double x, int n, double seed, ref double dX, ref int dN) => x;
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            public static double G(double x, int n) => Math.Round(x);

            [PullbackOf(nameof(G))]
            public static double GPullback(double x, int n, double seed, ref double dX) => x;
        }
        """;
}
