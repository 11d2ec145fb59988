namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>The code fixes as a user applies them: <c>dotnet format analyzers</c> on a project, and a build of what comes out.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public void Dotnet_format_applies_the_fixes_and_the_project_builds()
    {
        using var consumer = new Consumer();
        consumer.Write("Bowl.cs", """
            using DiffGen;

            namespace Consumer;

            public static class Bowl
            {
                public static class Deep
                {
                    [Differentiable]
                    public static double Value(double x, double y) => x * x + y * y;
                }
            }
            """);
        consumer.Write("Unused.cs", """
            using DiffGen;

            namespace Consumer;

            public static partial class Unused
            {
                [Differentiable]
                public static double Value(double x, double y) => x * x;

                [Differentiable]
                public static double Rate(double x, decimal rate) => x * x;
            }
            """);
        consumer.Write("Steps.cs", """
            using DiffGen;

            namespace Consumer;

            public static partial class Steps
            {
                [Differentiable]
                public static double Value(double x) => x * Math.Floor(x) + (int)x;
            }
            """);
        consumer.Write("Slopes.cs", """
            using DiffGen;

            namespace Consumer;

            public static partial class Slopes
            {
                [Differentiable]
                public static double Value(ReadOnlySpan<double> x) => x[0] * x[1];

                [Differentiable]
                public static double Square(double x) => x * x;

                public static double[] Slope(double[] x)
                {
                    double[] g = new double[x.Length];
                    for (int i = 0; i < x.Length; i++)
                    {
                        double[] up = [.. x], down = [.. x];
                        up[i] += 1e-6;
                        down[i] -= 1e-6;
                        g[i] = (Value(up) - Value(down)) / 2e-6;
                    }
                    return g;
                }

                public static double Twice(double x) => (Square(x + 1e-6) - Square(x)) / 1e-6;
            }
            """);
        consumer.Dotnet("restore");
        consumer.Dotnet("format", "analyzers", "--diagnostics", "DG0001", "DG0004", "DG0017", "DG0018", "DG0020", "--severity", "info", "--no-restore");
        string bowl = consumer.Read("Bowl.cs"), unused = consumer.Read("Unused.cs"), steps = consumer.Read("Steps.cs"), slopes = consumer.Read("Slopes.cs");
        Assert.Contains("public static partial class Bowl", bowl, StringComparison.Ordinal);
        Assert.Contains("public static partial class Deep", bowl, StringComparison.Ordinal);
        Assert.Contains("Value(double x, [NoDiff] double y)", unused, StringComparison.Ordinal);
        Assert.Contains("Rate(double x, [NoDiff] decimal rate)", unused, StringComparison.Ordinal);
        Assert.Contains("x * Gradient.Stop(Math.Floor(x)) + Gradient.Stop((int)x)", steps, StringComparison.Ordinal);
        Assert.Contains("double[] g = new double[x.Length];\n        ValueGradient(x, g);\n        return g;", slopes, StringComparison.Ordinal);
        Assert.Contains("SquareGradient(x, out double dX);\n        return dX;", slopes, StringComparison.Ordinal);
        consumer.Dotnet("build", "--no-restore", "-v", "q");
    }
}
