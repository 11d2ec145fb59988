using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0017: steps between an input and the result.</summary>
public sealed class DG0017Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, ReadOnlySpan<double> a)
            {
                double sum = x * [|Math.Floor(a[0])|];
                int cell = [|(int)(x / 2)|];
                sum += cell;
                return sum + Bucket(a[1]) * [|Math.Sign(x)|];
            }

            private static int Bucket(double v) => [|(int)v|];
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, ReadOnlySpan<double> a, [NoDiff] double c)
            {
                double sum = 0;
                for (int i = 0; i < (int)x; i++)
                    sum += a[(int)x % a.Length];
                if (Math.Floor(x) > 2)
                    sum *= x;
                switch ((int)x)
                {
                    case 1:
                        return x;
                }

                double unused = Math.Round(x);
                double[] scratch = new double[(int)x + 1];
                return sum + scratch[0] + a.Slice((int)c)[0] + Math.Floor(c) * a.Length + Gradient.Stop(Math.Floor(x)) + (int)Gradient.Stop(x);
            }
        }
        """;

    [Fact]
    public void A_helper_is_reported_once_and_only_with_an_active_argument() => Check.Triggers("DG0017", """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x) => x * Down(x);

            [Differentiable]
            public static double G(double x) => x + Down(x);

            [Differentiable]
            public static double H(double x, [NoDiff] double c) => x * Up(c);

            private static double Down(double v) => [|Math.Floor(v)|];

            private static double Up(double v) => Math.Ceiling(v);
        }
        """);

    [Fact]
    public void Parameters_of_a_model_are_inputs() => Check.Triggers("DG0017", """
        public sealed partial class Sample
        {
            [Parameter]
            public partial double Bias { get; set; }

            [Parameter(3)]
            public partial Span<double> Weights { get; }

            [Differentiable]
            public double Loss(double x, [Batch] double target) => Bias * x * [|Math.Round(Weights[1])|] + Math.Floor(target) * Weights[(int)Bias];
        }
        """);

    [Fact]
    public void Goes_through_spans_that_a_helper_writes() => Check.Triggers("DG0017", """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x)
            {
                Span<double> t = stackalloc double[2];
                Fill(t, [|(long)x|]);
                return t[1] * x;
            }

            private static void Fill(Span<double> target, double value)
            {
                Span<double> rest = target.Slice(1);
                rest[0] = value;
            }
        }
        """);

    [Fact]
    public void A_helper_with_a_derivative_of_its_own_is_not_looked_into()
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + """
            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x) => Straight(x);

                private static double Straight(double v) => Math.Round(v);

                [PullbackOf(nameof(Straight))]
                private static double StraightThrough(double v, double seed, ref double dV)
                {
                    dV += seed;
                    return Math.Round(v);
                }
            }
            """);
        Assert.DoesNotContain(AnalyzerRun.Of(run), diagnostic => diagnostic.Id is "DG0017" or "DG0018");
    }
}
