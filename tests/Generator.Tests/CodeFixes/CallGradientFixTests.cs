using DiffGen.CodeFixes;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>DG0020 by the generated gradient.</summary>
public sealed class CallGradientFixTests
{
    private const string Head = """
        using System;
        using DiffGen;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double y) => x * x * y;

            [Differentiable]
            public static double G(ReadOnlySpan<double> x, double c)
            {
                double sum = c;
                foreach (double e in x)
                    sum += e * e;
                return sum;
            }

        """;

    [Fact]
    public void Quotients() => Fixes("""
            public static double Central(double x, double y)
            {
                // By x.
                double h = 1e-6 * Math.Max(1, Math.Abs(x));

                return (F(x + h, y) - F(x - h, y)) / (2 * h);
            }

            public static double Forward(double x, double y, double h = 1e-7) => (F(x, y + h) - F(x, y)) / h; // by y

            public static double Either(double dX, bool first)
            {
                const double h = 1e-6, k = 1e-5;
                if (first)
                {
                    return ((F(dX + h, 2) - F(dX - h, 2)) / 2e-6);
                }

                return (F(3, dX) - F(3, dX - k)) / k;
            }
        }
        """, """
            public static double Central(double x, double y)
            {
                FGradient(x, y, out double dX, out _);
                return dX;
            }

            public static double Forward(double x, double y, double h = 1e-7)
            {
                FGradient(x, y, out _, out double dY);
                return dY;
            } // by y

            public static double Either(double dX, bool first)
            {
                const double h = 1e-6, k = 1e-5;
                if (first)
                {
                    FGradient(dX, 2, out double dX2, out _);
                    return dX2;
                }

                FGradient(3, dX, out _, out double dY);
                return dY;
            }
        }
        """);

    [Fact]
    public void Loops() => Fixes("""
            public static double[] Slope(double[] x, double c)
            {
                const double h = 1e-6;
                int n = x.Length;
                double[] g = new double[n];

                // Element by element.
                for (int i = 0; i < n; i++)
                {
                    double kept = x[i];
                    x[i] = kept + h;
                    double up = G(x, c);
                    x[i] = kept - h;
                    double down = G(x, c);
                    x[i] = kept;
                    g[i] = (up - down) / (2 * h);
                }

                return g;
            }

            public static void Slopes(ReadOnlySpan<double> x, Span<double> slopes)
            {
                double[] p = x.ToArray();
                for (int i = 0; i < x.Length; i++)
                {
                    p[i] += 1e-6;
                    slopes[i] = (G(p, 1) - G(x, 1)) / 1e-6;
                    p[i] -= 1e-6;
                }
            }
        }
        """, """
            public static double[] Slope(double[] x, double c)
            {
                double[] g = new double[x.Length];

                // Element by element.
                GGradient(x, c, g, out _);

                return g;
            }

            public static void Slopes(ReadOnlySpan<double> x, Span<double> slopes)
            {
                GGradient(x, 1, slopes, out _);
            }
        }
        """);

    private static void Fixes(string source, string expected) => FixRun.Fixes(new CallGradientFix(), "DG0020", Head + source, Head + expected);
}
