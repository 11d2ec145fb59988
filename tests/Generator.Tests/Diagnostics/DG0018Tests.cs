using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0018: parameters that no result depends on.</summary>
public sealed class DG0018Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double [|unused|], double [|limit|], double [|cell|], ReadOnlySpan<double> [|lengthOnly|], Span<double> [|local|])
            {
                double twice = unused * 2;
                double z = x;
                for (int i = 0; i < (int)cell; i++)
                    z = z * x + lengthOnly.Length;
                Span<double> scratch = stackalloc double[2];
                scratch[0] = local[0];
                return z > limit ? z : 2 * z;
            }
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double _, [NoDiff] double c, double stopped, Span<double> scratch, double[] a, double viaScratch, double viaHelper, double swapped, double picked, int n)
            {
                scratch[0] = viaScratch;
                double[] b = a;
                double u = 1, v = swapped;
                (u, v) = (v, u);
                Span<double> t = stackalloc[] { 1, picked };
                double r = n switch { 0 => x, > 1 and var k when k < 7 => t[1] * k, _ => -x };
                return r * Gradient.Stop(stopped) + b[0] + Helper(1, viaHelper) + u + Power(x, n);
            }

            private static double Helper(double a, double b) => a * Twice(b);

            private static double Twice(double v) => 2 * v;

            private static double Power(double v, int n) => n == 0 ? 1 : v * Power(v, n - 1);

            [Differentiable(Derivatives.Pullback)]
            public static void Apply(ReadOnlySpan<double> x, double scale, Span<double> y)
            {
                for (int i = 0; i < x.Length; i++)
                    y[i] = x[i] * scale;
                y.Slice(1).Fill(x[0]);
            }
        }
        """;

    [Fact]
    public void A_helper_that_drops_its_argument_counts() => Check.Triggers("DG0018", """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double [|y|]) => First(x, y);

            private static double First(double a, double b) => a + Math.Sign(b);
        }
        """);

    [Fact]
    public void Refused_methods_get_no_advice() => Check.Triggers("DG0003", """
        public static partial class Sample
        {
            [[|Differentiable|]]
            public static double F([NoDiff] double x) => 1;
        }
        """);

    [Theory]
    [InlineData("double a = x +")]
    [InlineData("Foo(ref x, out var z); return z")]
    [InlineData("var (a, b) = x; (a, ) = b;")]
    [InlineData("switch (x) { case > : return")]
    [InlineData("return x switch { > 0 when => 1, _ =>")]
    [InlineData("foreach (var in x) { } return Math.Pow(x, );")]
    [InlineData("double L(double t) => ; return L(x)(y).z[")]
    public void Half_typed_code_is_survived(string body)
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + "public static partial class Sample { [Differentiable] public static double F(double x, double y) { " + body + " } }");
        Assert.DoesNotContain(AnalyzerRun.Of(run), diagnostic => diagnostic.Id == "DG0018");
    }
}
