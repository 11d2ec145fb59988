namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0019: values that are right with derivatives that aren't numbers.</summary>
public sealed class DG0019Tests : RuleTests
{
    protected override string Refused => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double y, double z, double w)
            {
                double q = [|x / z|];
                double r = [|y / w|];
                double s = [|Math.Pow(x, y)|] + [|Math.Log(x - y)|] + [|Math.Log2(1 - x)|] + Root(x + y, y);
                if (w != 0)
                    s += r;
                return z == 0 ? s : q + s;
            }

            private static double Root(double v, double n) => [|Math.Pow(v, 1 / n)|];
        }
        """;

    protected override string Accepted => """
        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double y, double p, double z, ReadOnlySpan<double> a, [NoDiff] double n)
            {
                if (p < 0)
                    throw new ArgumentOutOfRangeException(nameof(p));
                double norm = 0;
                foreach (double e in a)
                    norm += Math.Abs(e);
                double s = Math.Pow(norm, y) + Math.Pow(x * x + 1, y) + Math.Pow(Math.Exp(x), y) + Math.Pow(2, y) + Math.Pow(x, n) + Math.Pow(x, 3) + Math.Pow(p, y);
                if (x > y)
                    s += Math.Log(x - y);
                s += Math.Log(x + y) + Math.Log(n - 1);
                double safe = z == 0 ? 0 : x / z;
                if (z == 0)
                    return s;
                double q = x / z;
                return z > 0 ? q + s : safe;
            }
        }
        """;
}
