using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>What an array of the primal holds when the reverse sweep comes is read from there; what it lost is kept.</summary>
public sealed partial class StoredTests
{
    private delegate double Loss(ReadOnlySpan<double> x, int n);

    private delegate double Gradient(ReadOnlySpan<double> x, int n, Span<double> dX);

    private const string Sum = "double s = 0; for (int k = 0; k < h.Length; k++) s += h[k] * x[k % x.Length]; return s;";

    [Theory]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(x[i]);")]
    [InlineData("var h = new double[x.Length]; for (int i = h.Length - 1; i >= 0; i--) h[i] = Math.Tanh(x[i]);")]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[h.Length - 1 - i] = Math.Tanh(x[i]);")]
    [InlineData("var h = new double[x.Length + n]; for (int i = 0; i < x.Length; i++) h[n + i] = Math.Tanh(x[i]);")]
    // Only the elements of every other trip.
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i += 2) h[i] = Math.Tanh(x[i]);")]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) if (x[i] > 0) h[i] = Math.Tanh(x[i]);")]
    // Rows that lie one after the other.
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) h[i * n + j] = Math.Tanh(x[i] * x[j]);")]
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n; i++) { var row = h.AsSpan(i * n, n); for (int j = 0; j < n; j++) row[j] = Math.Tanh(x[i] * x[j]); }")]
    [InlineData("var h = new double[n * n * n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) h[(i * n + j) * n + k] = Math.Tanh(x[i] * x[j] - x[k]);")]
    // What stood there before is of no account.
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[i] = x[i]; for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(h[i]);")]
    // Trips that share an element, at once or later.
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[i / 2] = Math.Tanh(x[i]);", 1)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[0] = Math.Tanh(x[i]) * h[0] + x[i];", 2)]
    [InlineData("var h = new double[n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) h[j] = Math.Tanh(x[i] * x[j] + h[j]);", 1)]
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) h[i * (n - 1) + j] = Math.Tanh(x[i] * x[j]);", 1)]
    [InlineData("var h = new double[n * n + 1]; for (int i = 0; i < n; i++) for (int j = 0; j <= n; j++) h[i * n + j] = Math.Tanh(x[i] * x[0] + 0.1 * j);", 1)]
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n; i++) for (int j = n - 1; j >= 0; j--) h[i * n + j] = Math.Tanh(x[i] * x[j]);", 1)]
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n; i++) for (int j = 0; j < n - i; j++) h[i * (n - 1) + j] = Math.Tanh(x[i] * x[j]);", null)]
    [InlineData("var h = new double[n * n]; for (int i = 0; i < n - 1; i++) for (int j = -1; j < n; j++) h[i * n + j + 1] = Math.Tanh(x[i] * x[0] + 0.1 * j);", 1)]
    [InlineData("var h = new double[x.Length + 1]; for (int i = 0; i < x.Length; i++) { h[i] = Math.Tanh(x[i]); h[i + 1] = x[i]; }", 1)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(x[i]); for (int i = 0; i < n; i++) h[i] *= x[i];", null)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(x[i]); h[1] = x[0];", 1)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) { h[i] = Math.Tanh(x[i]); if (i > 0) h[i - 1] = x[i]; }", 1)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < h.Length; i++) { if (i > 0) h[i - 1] = x[i]; h[i] = Math.Tanh(x[i]); }", 1)]
    [InlineData("var h = new double[2 * x.Length]; for (int i = 0; i < x.Length; i++) h[i + i] = Math.Tanh(x[i]);", 1)]
    // Its place depends on what is stored: the length of a window, terms that cancel each other, an integer that is moved back by it.
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < n; i++) { double v = Math.Tanh(x[i] * x[0]); int c = (int)(v * 2) + 6; var g = h.AsSpan(0, Math.Min(c, 4)); g[i] = v; }", null)]
    [InlineData("var h = new double[x.Length]; for (int i = 0; i < n; i++) { double v = Math.Tanh(x[i] * x[0]); int c = (int)v; h[i + c - c] = v; }", null)]
    [InlineData("var h = new double[x.Length]; double q = 0; int at = 0; for (int i = 0; i < n; i++) { var g = h.AsSpan(0, Math.Max(i + 1, 4 - at)); double v = Math.Tanh(x[i] * x[0]); g[i] = v; q += x[at] * x[at]; at += (int)(v * v); } h[0] += q;", null)]
    // Rows that are left out: the number of the row may wrap around and come back.
    [InlineData("var h = new double[8]; for (int i = 0; i <= 1 << 29; i += 1 << 29) for (int j = 0; j < 8; j++) h[i * 8 + j] = Math.Tanh(x[j % 4] + x[0] * (i / (1 << 28)));", 1)]
    [InlineData("var h = new double[8]; for (int i = 0; i < 2; i++) if (x[i] != 7) for (int j = 0; j < 4; j++) h[i * 4 + j] = Math.Tanh(x[j] + x[0] * i);", 1)]
    [InlineData("var h = new double[x.Length]; var g = h.AsSpan(0, n); for (int i = 0; i < h.Length; i++) h[i] = Math.Tanh(x[i]); for (int i = 0; i < n; i++) g[i] = x[i] * x[i];", 1)]
    [InlineData("var h = new double[x.Length]; int at = 0; for (int i = 0; i < h.Length; i++) { at = (at + 2) % h.Length; h[at] = Math.Tanh(x[i] + x[at]); }", null)]
    [InlineData("var h = new double[2 * n]; for (int i = 0; i < n; i++) { var g = x[i] > 0 ? h.AsSpan(0, n) : h.AsSpan(1, n); g[i] = Math.Tanh(x[i]); }", 1)]
    public void Of_a_loop(string body, int? caches = 0) => Check(body + Sum, caches);

    /// <summary>The array is one of the trip; what a later loop of the trip reads is kept, with an element for each trip.</summary>
    [Theory]
    [InlineData("for (int j = 0; j < n; j++) t[j] = x[j] - x[r] * x[r] * 2;", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 1)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 1)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) s += t[j] * t[j] * t[j] * x[k];", 1)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = x[j]; for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 2)]
    // Its trips, or elements, are others.
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 1; j < n; j++) s += t[j] * t[j] * t[j] + t[0];", 2)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) s += t[n - 1 - j] * t[n - 1 - j] * t[n - 1 - j];", 2)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j += 2) s += t[j] * t[j] * t[j];", 2)]
    [InlineData("for (int j = 0; j < n; j++) t[n - 1 - j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 2)]
    // It may not have a trip.
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int k = 3; k < n; k++) for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 2)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "if (x[r] > 0) for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j]; s += t[0];", 2)]
    // It reads something else.
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "var u = x[r] > 0 ? t.AsSpan(0, n) : t.AsSpan(1, n - 1); for (int j = 0; j < u.Length; j++) s += u[j] * u[j] * u[j];", 1)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]);", "for (int j = 0; j < n; j++) { var u = x[r] > 0 ? t.AsSpan(0, n) : t.AsSpan(j, n - j); s += u[0] * u[0] * u[0]; }", 2)]
    [InlineData("for (int j = 0; j < n; j++) t[j] = Math.Tanh(x[j] * x[r]); t[1] = x[r];", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 2)]
    [InlineData("for (int j = 0; j < n; j++) { t[j] = Math.Tanh(x[j] * x[r]); t[j] *= x[0]; }", "for (int j = 0; j < n; j++) s += t[j] * t[j] * t[j];", 2)]
    public void Of_a_trip(string first, string second, int caches)
        => Check($"double product = 1; for (int r = 0; r < x.Length; r++) {{ var t = new double[n]; double s = 0.1; {first} {second} product *= 1 + s; }} return product;", caches + 2);

    /// <summary>Two operations are as fast as a load.</summary>
    [Theory]
    [InlineData("x[i] * x[i + 1] - x[0]", true)]
    [InlineData("2 * x[i]", false)]
    public void A_long_computation_is_not_repeated(string stored, bool isRead)
    {
        string text = Check($"var h = new double[x.Length - 1]; double p = 1; for (int i = 0; i < h.Length; i++) {{ double t = {stored}; h[i] = t; p *= 2 + t * t * t; }} {Sum.Replace("return s", "return s + p", StringComparison.Ordinal)}", 1);
        int reverse = text.IndexOf("---- reverse", StringComparison.Ordinal);
        Assert.Equal(isRead, Elements().IsMatch(text[reverse..]));
    }

    private static string Check(string body, int? caches)
    {
        GeneratorRun run = GeneratorRun.Of($"{MarkedSource.Usings}public static partial class Sample\n{{\n[Differentiable]\npublic static double F(ReadOnlySpan<double> x, [NoDiff] int n)\n{{\n{body}\n}}\n}}\n");
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        if (caches is { } expected) Assert.True(expected == Caches().Count(run.SingleText), run.SingleText);
        using var assembly = new LoadedAssembly(run.Output);
        var loss = assembly.Method<Loss>("Samples.Sample", "F");
        foreach (int n in (int[])[4, 3, 2])
        {
            double[] x = [0.7, -0.4, 1.1, 0.3], dX = new double[4];
            Assert.Equal(loss(x, n), assembly.Method<Gradient>("Samples.Sample", "FGradient")(x, n, dX), 1e-12);
            Differences.Agree(at => loss(at, n), x, dX, 1e-7, run.SingleText);
        }
        return run.SingleText;
    }

    [GeneratedRegex(@"Span<double> \w*[cC]ache\d* =")]
    private static partial Regex Caches();

    [GeneratedRegex(@"\bh\.At\(")]
    private static partial Regex Elements();
}
