using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Sides of a branch, of which only one is taken, have one place for what is kept of them.</summary>
public sealed partial class SidesTests
{
    private delegate double Loss(ReadOnlySpan<double> x);

    private delegate double Gradient(ReadOnlySpan<double> x, Span<double> dX);

    /// <summary>Each trip is one of <c>a</c>, before and after which the state is not what it was.</summary>
    [Theory]
    [InlineData("if (a > 0) s *= Math.Exp(a * s); else s *= Math.Exp(-a + s * s);", 1)]
    [InlineData("if (a > 0.5) s *= Math.Exp(a * s); else if (a > 0) s *= Math.Exp(-a * s); else if (a > -0.3) s *= Math.Exp(s - a); else s *= Math.Exp(s * s * a);", 1)]
    // e, the root, and e * e * f.
    [InlineData("if (a > 0) { double e = Math.Exp(a * s), f = Math.Sqrt(e + s); s *= e * e * f; } else s *= Math.Exp(-a + s * s);", 3)]
    [InlineData("if (a > 0) s *= Math.Exp(-a + s * s); else { double e = Math.Exp(a * s), f = Math.Sqrt(e + s); s *= e * e * f; }", 3)]
    // A side's own value is there beside those inside it: e, the other one, and their product.
    [InlineData("if (a > 0) s *= Math.Exp(a * s); else { double e = Math.Exp(-a * s); if (a > -0.3) s *= Math.Exp(s) * e; else s *= Math.Exp(s * s) * e; }", 3)]
    [InlineData("if (a > 0) { double e = Math.Exp(-a * s); if (a > 0.5) s *= Math.Exp(s) * e; else s *= Math.Exp(s * s) * e; } else s *= Math.Exp(a * s);", 3)]
    // One branch after the other: both are taken, and the second has a state of its own.
    [InlineData("if (a > 0) s *= Math.Exp(a * s); if (a > 0.5) s *= Math.Exp(-a * s);", 3)]
    [InlineData("if (a > 0) s *= Math.Exp(a * s); else { if (a > -0.3) s *= Math.Exp(s + a); if (a < -0.1) s *= Math.Exp(s * a); }", 3)]
    [InlineData("if (a > 0) { if (a > 0.5) s *= Math.Exp(s + a); if (a < 0.85) s *= Math.Exp(s * a); } else s *= Math.Exp(a * s);", 3)]
    // Loops of their own have caches of their own; the state before them isn't needed.
    [InlineData("if (a > 0) for (int j = 0; j < 3; j++) s *= Math.Exp(a * s); else for (int j = 0; j < 2; j++) s = Math.Exp(-s);", 2)]
    // Single precision isn't double.
    [InlineData("if (a > 0) s *= Math.Exp(a * s); else s *= MathF.Exp((float)(-a * s));", 1)]
    public void Caches_are_shared(string body, int caches)
    {
        // Beside the state, what follows needs two.
        string text = Check($"double s = 1; for (int i = 0; i < x.Length; i++) {{ double a = x[i]; {body} s = 0.5 + s / (1 + s * s); }} return s * s;");
        Assert.Equal(caches + 3, Caches().Count(text));
    }

    /// <summary>What is the same for all trips of the outer loop is kept once for them all, of which some take one side and some the other.</summary>
    [Fact]
    public void What_is_kept_for_many_trips_has_a_cache_of_its_own()
    {
        string text = Check("double s = 1; for (int i = 0; i < x.Length; i++) for (int j = 0; j < x.Length; j++) { if (x[i] > 0) s *= 0.6 + Math.Exp(-x[j] * x[j]); else s *= 0.4 + Math.Exp(0.3 * x[j]); } return s * s;");
        Assert.Equal(3, Caches().Count(text));
    }

    [Theory]
    [InlineData("double s; if (x[0] > 0) s = Math.Exp(x[0]) * x[1]; else s = Math.Exp(x[1]) * x[0]; return s * s * x[2];", 1)]
    [InlineData("double s; if (x[0] > 0.5) s = Math.Exp(x[0]) * x[1]; else if (x[0] > 0) s = Math.Exp(x[1]) * x[0]; else if (x[1] > 0) s = Math.Exp(x[2]) * x[0]; else s = Math.Exp(x[3]) * x[2]; return s * s * x[2];", 1)]
    [InlineData("double s; if (x[0] > 0) { double e = Math.Exp(x[0]), f = Math.Cosh(e); s = e * e * f * x[1]; } else { double f = Math.Exp(x[1]); s = f * f * x[0]; } return s * s * x[2];", 2)]
    [InlineData("double s; if (x[0] > 0) { double f = Math.Exp(x[1]); s = f * f * x[0]; } else { double e = Math.Exp(x[0]), f = Math.Cosh(e); s = e * e * f * x[1]; } return s * s * x[2];", 2)]
    [InlineData("double s; if (x[0] > 0) s = Math.Exp(x[0]) * x[1]; else { double e = Math.Exp(x[1]) * x[0]; if (x[1] > 0) s = Math.Exp(x[2]) * e; else s = Math.Exp(x[3]) * e; } return s * s * x[2];", 2)]
    [InlineData("double s = 1; if (x[0] > 0) s *= Math.Exp(x[0] * s); if (x[1] > 0) s *= Math.Exp(x[1] * s); else s *= Math.Exp(s); return s * s * x[2];", 2)]
    [InlineData("double s; if (x[0] > 0) s = Math.Exp(x[0]) * x[1]; else if (x[1] > 1) throw new ArgumentException(\"\"); else s = Math.Exp(x[1]) * x[0]; return s * s * x[2];", 1)]
    public void Variables_are_shared(string body, int exponentials)
        => Assert.Equal(exponentials, ExponentialsOf(Check(body)).Distinct().Count());

    /// <summary>A variable that is one of either side has the name of both, or of none.</summary>
    [Theory]
    [InlineData("e", "e", true)]
    [InlineData("e", "f", false)]
    public void Names_say_what_it_is(string then, string otherwise, bool isNamed)
    {
        string text = Check($"double s; if (x[0] > 0) {{ double {then} = Math.Exp(x[0]); s = {then} * {then} * x[1]; }} else {{ double {otherwise} = Math.Exp(x[1]); s = {otherwise} * {otherwise} * x[0]; }} return s * s * x[2];");
        Assert.Equal([then, .. isNamed ? (string[])[] : ["f"]], ExponentialsOf(text).Distinct());
        Assert.Equal(!isNamed, text.Contains("kept = f;", StringComparison.Ordinal));
    }

    /// <summary>What a result further out stands for, it stands for all the way.</summary>
    [Fact]
    public void Names_of_inner_sides_count_outside()
    {
        string text = Check("double s; if (x[0] > 0.5) { double e = Math.Exp(x[0]); s = e * e * x[1]; } else if (x[0] > 0) { double e = Math.Exp(x[1]); s = e * e * x[0]; } else { double g = Math.Exp(x[2]); s = g * g * x[0]; } return s * s * x[2];");
        Assert.DoesNotContain(" e = g;", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("kept = e;").Length - 1);
        Assert.Contains("kept = g;", text, StringComparison.Ordinal);
    }

    /// <summary>A case begins at the switch, not where the one before it ended.</summary>
    [Fact]
    public void Comments_quote_the_switch()
    {
        string text = GeneratorRun.Of($$"""
            {{MarkedSource.Usings}}public static partial class Sample
            {
                [Differentiable]
                public static double F(double x, double y, int k)
                {
                    double a = x, b = y;
                    switch (k)
                    {
                        case 0: a *= Math.Exp(x) * b; break;
                        case 1: b = a * Math.Sin(b * y); a = y; break;
                        case 2: b += x * a; break;
                    }
                    return a * b * b;
                }
            }

            """).SingleText;
        Assert.Contains("// switch (k)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("// break;", text, StringComparison.Ordinal);
    }

    /// <summary>What the exponentials of the forward sweep are assigned to.</summary>
    private static IEnumerable<string> ExponentialsOf(string text) => Exponential().Matches(text).Select(match => match.Groups[1].Value);

    private static string Check(string body)
    {
        GeneratorRun run = GeneratorRun.Of($"{MarkedSource.Usings}public static partial class Sample\n{{\n[Differentiable]\npublic static double F(ReadOnlySpan<double> x)\n{{\n{body}\n}}\n}}\n");
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        using var assembly = new LoadedAssembly(run.Output);
        var loss = assembly.Method<Loss>("Samples.Sample", "F");
        foreach (double[] x in (double[][])[[0.7, -0.4, 1.1, 0.3], [-0.2, 0.9, 0.3, -0.6], [0.2, 0.4, -0.4, 0.6], [-0.7, -0.2, 0.1, 0.8]])
        {
            var dX = new double[4];
            Assert.Equal(loss(x), assembly.Method<Gradient>("Samples.Sample", "FGradient")(x, dX), 1e-12);
            // A conversion to single precision is seen by the difference.
            Differences.Agree(at => loss(at), x, dX, body.Contains("float", StringComparison.Ordinal) ? 2e-2 : 1e-7, run.SingleText, 1e-5);
        }
        return run.SingleText;
    }

    [GeneratedRegex(@"^ *(?:double )?(\w+) = Math\.Exp\(", RegexOptions.Multiline)]
    private static partial Regex Exponential();

    [GeneratedRegex(@"Span<double> \w*[cC]ache\d* =")]
    private static partial Regex Caches();
}
