using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Functions that the forward sweep has evaluated are not evaluated again for a derivative.</summary>
public sealed class AtHandTests
{
    private delegate double Gradient(double x, double y, out double dX, out double dY);

    private delegate double SpanGradient(ReadOnlySpan<double> x, double y, Span<double> dX, out double dY);

    [Fact]
    public void Sine_and_cosine_are_evaluated_once()
        => Check("return Math.Sin(x) * y + Math.Cos(x);", 1, 1, (x, y) => (Math.Sin(x) * y) + Math.Cos(x), (x, y) => ((Math.Cos(x) * y) - Math.Sin(x), Math.Sin(x)));

    [Fact]
    public void What_comes_before_a_branch_serves_its_sides()
        => Check(
            "double c = Math.Cos(x), s = 1; if (y > 0) s = y * Math.Sin(x); return s * y + c;", 2, 1,
            (x, y) => ((y > 0 ? y * Math.Sin(x) : 1) * y) + Math.Cos(x),
            (x, y) => ((y > 0 ? y * y * Math.Cos(x) : 0) - Math.Sin(x), y > 0 ? 2 * y * Math.Sin(x) : 1));

    [Fact]
    public void What_is_on_one_side_does_not_serve_outside()
        => Check(
            "double s = Math.Sin(x); if (y > 0) s *= Math.Cos(x) * y; return s * s;", 1, 2,
            (x, y) => Square(Math.Sin(x) * (y > 0 ? Math.Cos(x) * y : 1)),
            (x, y) => y > 0
                ? (2 * Math.Sin(x) * Math.Cos(x) * y * y * ((Math.Cos(x) * Math.Cos(x)) - (Math.Sin(x) * Math.Sin(x))), 2 * y * Square(Math.Sin(x) * Math.Cos(x)))
                : (2 * Math.Sin(x) * Math.Cos(x), 0));

    [Fact]
    public void What_is_on_one_side_does_not_serve_the_other()
        => Check(
            "double s; if (y > 0) s = Math.Sin(x) * y; else s = Math.Cos(x) * y; return s * s;", 2, 2,
            (x, y) => Square(y * (y > 0 ? Math.Sin(x) : Math.Cos(x))),
            (x, y) => (2 * y * y * Math.Sin(x) * Math.Cos(x) * (y > 0 ? 1 : -1), 2 * y * Square(y > 0 ? Math.Sin(x) : Math.Cos(x))));

    [Fact]
    public void Other_arguments_do_not_serve()
        => Check("return Math.Sin(x) * Math.Cos(y);", 2, 2, (x, y) => Math.Sin(x) * Math.Cos(y), (x, y) => (Math.Cos(x) * Math.Cos(y), -Math.Sin(x) * Math.Sin(y)));

    [Fact]
    public void In_a_loop_too()
    {
        GeneratorRun run = Run("ReadOnlySpan<double> x, double y", "double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Sin(x[i]) * y + Math.Cos(x[i]); return s;");
        Assert.Equal((1, 1), Counts(run));
        using var assembly = new LoadedAssembly(run.Output);
        double[] x = [0.3, -1.25, 2], dX = new double[3];
        assembly.Method<SpanGradient>("Samples.Sample", "FGradient")(x, 0.75, dX, out double dY);
        for (int i = 0; i < x.Length; i++) Assert.Equal((Math.Cos(x[i]) * 0.75) - Math.Sin(x[i]), dX[i], 1e-14);
        Assert.Equal(x.Sum(Math.Sin), dY, 1e-14);
    }

    /// <summary>The last trip's value is not that of the others.</summary>
    [Fact]
    public void What_is_in_a_loop_does_not_serve_outside()
    {
        GeneratorRun run = Run("ReadOnlySpan<double> x, double y", "double c = Math.Sin(y); for (int i = 0; i < x.Length; i++) c *= x[i] * Math.Cos(y); return c;");
        using var assembly = new LoadedAssembly(run.Output);
        var gradient = assembly.Method<SpanGradient>("Samples.Sample", "FGradient");
        gradient(default, 0.75, default, out double dY);
        Assert.Equal(Math.Cos(0.75), dY, 1e-14);
        gradient([2], 0.75, new double[1], out dY);
        Assert.Equal(2 * Math.Cos(1.5), dY, 1e-14);
    }

    private static void Check(string body, int sines, int cosines, Func<double, double, double> value, Func<double, double, (double, double)> derivative)
    {
        GeneratorRun run = Run("double x, double y", body);
        Assert.True((sines, cosines) == Counts(run), run.SingleText);
        using var assembly = new LoadedAssembly(run.Output);
        var gradient = assembly.Method<Gradient>("Samples.Sample", "FGradient");
        foreach ((double x, double y) in ((double, double)[])[(0.3, 0.75), (-1.25, 2), (0.3, -0.75), (2, -1)])
        {
            double actual = gradient(x, y, out double dX, out double dY);
            (double expectedX, double expectedY) = derivative(x, y);
            Assert.Equal(value(x, y), actual, 1e-14);
            Assert.Equal(expectedX, dX, 1e-13);
            Assert.Equal(expectedY, dY, 1e-13);
        }
    }

    private static GeneratorRun Run(string parameters, string body)
    {
        GeneratorRun run = GeneratorRun.Of($"{MarkedSource.Usings}public static partial class Sample\n{{\n[Differentiable]\npublic static double F({parameters})\n{{\n{body}\n}}\n}}\n");
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        return run;
    }

    private static (int Sines, int Cosines) Counts(GeneratorRun run)
    {
        string[] statements = [.. run.SingleText.Split('\n').Where(line => !line.Contains("//", StringComparison.Ordinal))];
        return (Count("Math.Sin("), Count("Math.Cos("));

        int Count(string call) => statements.Sum(line => line.Split(call).Length - 1);
    }

    private static double Square(double x) => x * x;
}
