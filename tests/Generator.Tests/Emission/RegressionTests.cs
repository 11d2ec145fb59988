using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Sources whose generated file didn't compile, or not without a warning.</summary>
public sealed class RegressionTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["condition of constants in a while"] = Method("double x, double[] a, int k", "double s = x; while ((4 % 5) < (k * 0)) { s *= a[0]; k++; } return s;"),
        ["comparison out of a byte's range"] = Method("double x, double y", "return (byte)y < -2 ? x : x * y;"),
        ["partial method, attribute on the definition"] = "public static partial class Sample { [Differentiable] public static partial double F(double x); public static partial double F(double x) => G(x) * x; private static partial double G(double x); private static partial double G(double x) => x * x; }",
        ["partial method, attribute on the implementation"] = "public static partial class Sample { public static partial double F(double x); [Differentiable] public static partial double F(double x) => x * x; }",
        ["array field read in a loop"] = "public sealed partial class Sample { private readonly double[] data = [1, 2]; [Differentiable] public double F(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * data[i]; return s; } }",
        ["comparison with itself"] = Method("double x, int k", "double s = x; if (k == k) s *= 2; while (k < k) s *= 3; return s;"),
        ["condition that folds to false"] = Method("double x, int k", "double s = x; while (1 > 2) s *= 3; for (int i = 0; i < 2 - 2; i++) s *= k; return s;"),
        ["constant of an empty switch"] = Method(
            "float l, double v, double[] value, Span<double> left",
            """
            int q = 4;
            foreach (double y in left)
            {
                l -= l;
                for (int value3 = 1; value3 >= 1; value3--)
                {
                    Span<double> w = left.Slice(1, 2);
                    q = (4 & 1);
                }
                switch ((q + q))
                {
                    case > 2:
                        {
                            int e = 0;
                            do
                            {
                                e++;
                            }
                            while (e < 2);
                        }
                        break;
                }
            }
            return v;
            """),
        ["constant of a switch without an effect"] = Method("double x, int k", "int q = 4; switch (q + k) { case > 2: { int e = 0; while (e < 2) e++; } break; } return x * x;"),
        ["constant index out of range"] = Method("double x, double[] a", "int i = -1; if (x > 100) return a[i]; double[] b = new double[2]; if (x > 50) return b[5] + b[i]; return x * a[1];"),
        ["casts of constants out of range"] = Method("double x", "double h = 1e20; int k = (int)h; long l = (long)h; uint u = (uint)-h; byte b = (byte)h; return x * k + l + u + b;"),
        ["division by a constant zero"] = Method("double x, int n", "int z = 0, q = 1; if (n > 100) q = 1 / z; return x * q;"),
        ["overflow of constants"] = Method("double x", "int big = int.MaxValue, one = 1; int w = big + one; return x * w;"),
        ["sign-extended or"] = Method("double x, int n", "long l = 5; l |= n; uint u = 7; return x * (l | (long)n | u);"),
        ["array assigned in both branches"] = Method("double x, double[] a, double[] b, int k", "double[] c; if (k > 2) c = a; else c = b; return c[0] * x;"),
        ["array assigned in a loop"] = Method("double x, double[] a, double[] b, int k", "double s = 0; for (int i = 0; i < 3; i++) { double[] c; if (i > k) c = a; else c = b; s += c[i] * x; } return s;"),
        ["guard that throws"] = Method("double x, int n", "if (n > 2) { throw new InvalidOperationException(); } return x;"),
        ["guard that throws in a loop"] = Method("double x, int n", "double s = x; for (int i = 0; i < n; i++) { if (i > 2) throw new InvalidOperationException(); s += x * x; } return s;"),
        ["helper that throws in a branch"] = Method("double x, int n", "if (n > 2) return Never(x); return x;", Never),
        ["helper that throws in both branches"] = Method("double x, int n", "if (n > 2) return Never(x); return Never(2 * x);", Never),
        ["helper that throws"] = Method("double x", "return Never(x);", Never),
        ["helper that throws in a product"] = Method("double x", "return Never(x) * x;", Never),
        ["helper that throws in a loop"] = Method("double x, double[] a", "double s = 0; for (int i = 0; i < a.Length; i++) s += Never(a[i]) * x; return s;", Never),
        ["helper that throws in a fixed loop"] = Method("double x, double[] a", "double s = 0; for (int i = 0; i < 3; i++) s += Never(x); return s * a[0];", Never),
        ["method that throws"] = Method("double x, double[] a", "a[0] = x; throw new InvalidOperationException();"),
        ["recursive helper with keywords"] = Method("double x", "return Helper(3, x, 2);", "private static double Helper(int @class, double @int, double @double) => @class <= 0 ? @int : Helper(@class - 1, @int * @double, @double) * @int;"),
        ["recursive helper that is unused"] = Method("double x", "double y = Helper(2, x, 1); return 1 + 0 * x;", "private static double Helper(int @class, double @z, double w) { if (Helper(@class - 1, @z, w) < 1) { } return 1; }"),
        ["parameters named like types"] = Method("double Math, double MathF, double Span, double ReadOnlySpan, double[] a, int n", "double s = Math; for (int i = 0; i < n; i++) { double[] b = new double[n]; b[i] = global::System.Math.Sin(s * a[i]); s = b[i] * MathF + Span; } return s * ReadOnlySpan;"),
        ["parameters named like generated locals"] = Method("double workspace, double value, double seed, double t, double trips, int i32Top, double[] cache", "double s = workspace; while (s < t) { s += value * cache[i32Top] + trips; if (s > 5) break; } return s * seed;"),
        ["parameters named like namespaces"] = Method("double DiffGen, double global, Span<double> System, int n", "double s = DiffGen; for (int i = 0; i < n; i++) { System[i] *= s; if (s > 2) s *= 0.5; s += System[i] * global; } return s;"),
        ["parameter named nameof"] = Method("double nameof, double[] a", "return nameof * a[0] * a[0];"),
        ["parameters named like contextual keywords"] = Method("double @var, double @await, double field, double @record, double scoped, double @dynamic, double nint, double @_", "return @var * @await + field * @record * scoped + @dynamic * nint * @_;"),
        ["return in both branches of a loop"] = Method("double x, double[] a", "double s = x; int i = 0; while (i < 5) { s *= a[i & 3]; if (s > 0) { return s; } else { return s * 2; } i++; } return s;"),
        ["loop that always breaks"] = Method("double x, double[] a", "double s = x; int i = 0; do { i++; s *= 2; break; } while (i < 4); return s;"),
        ["branches on constants"] = Method("double x, double[] a", "double s = x; int k = 0; if (Z > 2) { s = x * 2; } else { s = a[0]; } for (int i = 0; i < 0; i++) s *= a[i]; while (k < 1) { k++; if (Z > 1) break; s += a[k]; } return s;", "private const int Z = 3;"),
        ["continue that is always reached"] = Method("double x, double[] a", "double s = x; for (int i = 0; i < 4; i++) { int k = 0; do { k++; if (k > 0) { s += a[i]; } } while (k < 0); if (1 > 0) continue; s = 0; } return s;"),
        ["patterns of NaN"] = Method("double x, double t", "switch (x) { case double.NaN: return t * 3; default: return x is double.NaN ? t : x switch { double.NaN => 3, _ => t * x }; }"),
        ["fill with itself"] = Method("Span<double> a, double x, int n", "a.Slice(n & 1, 2).Fill(a[1] * x); double[] e = new double[4]; e.AsSpan().Fill(a[0]); e.AsSpan(1, n & 3).Fill(x); Span<double> v = e; v[3] *= v[2]; return v[3] + e[1] * a[1] + e[0];"),
        ["views that are rebound"] = Method("double[] a, double[] b, ReadOnlySpan<double> c, double x, int n", "ReadOnlySpan<double> r = n switch { 0 => a, 1 => b, 2 => c, _ => c.Slice(1) }; a[0] = x; b[1] = x * x; double s = 0; for (int i = 0; i < r.Length; i++) { s += r[i] * x; if (i == 1) r = r.Slice(1); } return s;"),
    };

    private const string Never = "private static double Never(double v) { throw new InvalidOperationException(); }";

    public static TheoryData<string> Names() => [.. Sources.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Compiles_without_a_warning(string name)
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings.Replace("namespace Samples;", "", StringComparison.Ordinal) + Sources[name]);
        GeneratorChecks.Reports_nothing(run);
        IReadOnlyList<Diagnostic> refusals = Check.Errors(run);
        Assert.True(refusals.Count == 0, string.Join('\n', refusals));
        GeneratorChecks.Output_compiles_without_a_warning(run);
    }

    [Theory, InlineData("helper that throws"), InlineData("helper that throws in a product")]
    public void What_always_throws_throws(string name)
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings.Replace("namespace Samples;", "", StringComparison.Ordinal) + Sources[name]);
        // The stub of a refused method throws, too.
        GeneratorChecks.Reports_nothing(run);
        using var assembly = new LoadedAssembly(run.Output);
        double dX = 5;
        Assert.Throws<InvalidOperationException>(() => assembly.Method<Gradient>("Sample", "FGradient")(2, out dX));
        Assert.Equal(5, dX);
    }

    private static string Method(string parameters, string body, string members = "") =>
        $"public static partial class Sample\n{{\n{members}\n[Differentiable(Derivatives.Gradient | Derivatives.Pullback)]\npublic static double F({parameters})\n{{\n{body}\n}}\n}}\n";

    private delegate double Gradient(double x, out double dX);
}
