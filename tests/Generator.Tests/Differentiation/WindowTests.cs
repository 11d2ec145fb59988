using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>A window that the primal has made fits: what is made of it again, or of the shadow, isn't checked.</summary>
public sealed class WindowTests
{
    private const string Rows = """
        using DiffGen;
        public static partial class Sample
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double F(ReadOnlySpan<double> x, int rows, int length)
            {
                double product = 1;
                for (int i = 0; i < rows; i++)
                {
                    ReadOnlySpan<double> row = x.Slice(i * length, length);
                    double sum = 0;
                    for (int j = 0; j < row.Length; j++) sum += row[j] * row[j];
                    product *= sum;
                }
                return product;
            }
        }
        """;

    private delegate double Gradient(ReadOnlySpan<double> x, int rows, int length, Span<double> dX);

    private delegate double Jvp(ReadOnlySpan<double> x, int rows, int length, ReadOnlySpan<double> vX, out double dResult);

    private static readonly GeneratorRun _run = GeneratorRun.Of("using System;\n" + Rows);

    [Fact]
    public void Only_the_window_of_the_primal_is_checked()
    {
        GeneratorChecks.Reports_nothing(_run);
        GeneratorChecks.Output_compiles_without_a_warning(_run);
        string text = _run.SingleText;
        // Two derivatives, each with the primal's window.
        Assert.Equal(2, text.Split("x.Slice(").Length - 1);
        Assert.Contains("x.SliceAt(", text, StringComparison.Ordinal);
        Assert.Contains("dX.SliceAt(", text, StringComparison.Ordinal);
        Assert.Contains("vX.SliceAt(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_derivatives_are_right()
    {
        using var assembly = new LoadedAssembly(_run.Output);
        double[] x = [1, 2, 3, -1, 0.5, 2, 9], dX = new double[7];
        double first = 14, second = 5.25;
        Assert.Equal(first * second, assembly.Method<Gradient>("Sample", "FGradient")(x, 2, 3, dX), 1e-12);
        double[] expected = [2 * second, 4 * second, 6 * second, -2 * first, first, 4 * first, 0];
        Assert.Equal(expected, dX);
        var jvp = assembly.Method<Jvp>("Sample", "FJvp");
        for (int i = 0; i < x.Length; i++)
        {
            var direction = new double[7];
            direction[i] = 1;
            jvp(x, 2, 3, direction, out double tangent);
            Assert.Equal(expected[i], tangent, 1e-12);
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, -1)]
    [InlineData(1, 8)]
    public void One_that_does_not_fit_throws_what_the_primal_throws(int rows, int length)
    {
        using var assembly = new LoadedAssembly(_run.Output);
        var gradient = assembly.Method<Gradient>("Sample", "FGradient");
        var jvp = assembly.Method<Jvp>("Sample", "FJvp");
        Assert.Throws<ArgumentOutOfRangeException>(() => gradient(new double[7], rows, length, new double[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => jvp(new double[7], rows, length, new double[7], out _));
        Assert.Equal(1, gradient(new double[7], 0, length, new double[7]));
    }
}
