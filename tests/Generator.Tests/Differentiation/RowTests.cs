using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>A Jacobian of two outputs and fifteen inputs, whose rows are pullbacks written out.</summary>
public sealed class RowTests
{
    private const string Source = """
        public static partial class Sample
        {
            [Differentiable(Derivatives.Jacobian | Derivatives.Pullback)]
            public static void F([Shape(11)] ReadOnlySpan<double> a, [Shape(3)] ReadOnlySpan<double> b, double w, [NoDiff] double k, [Shape(2)] Span<double> y)
            {
                double s = Math.Sin(a[0] * b[0]), e = Math.Exp(a[1] - b[1]);
                double t = s * e + a[2] * a[3] / (1 + a[4] * a[4]);
                double l = Math.Log(2 + a[6] * a[6]);
                if (t > k) t = t * a[5] + l * y[1];
                y[0] = w * (t + a[7] * y[0]) - a[8] * b[2] + l;
                y[1] = w * w * (s - t) * a[9] + a[10] * Math.Atan(a[2]);
            }
        }
        """;

    private delegate void Value(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double w, double k, Span<double> y);

    private delegate void Jacobian(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double w, double k, Span<double> y, Span<double> jacobian);

    private delegate void Pullback(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double w, double k, Span<double> y, Span<double> dA, Span<double> dB, ref double dW, Span<double> dY);

    [Fact]
    public void Rows_are_pullbacks_of_unit_vectors()
    {
        GeneratorRun run = Run();
        using var assembly = new LoadedAssembly(run.Output);
        var value = assembly.Method<Value>("Samples.Sample", "F");
        var jacobian = assembly.Method<Jacobian>("Samples.Sample", "FJacobian");
        var pullback = assembly.Method<Pullback>("Samples.Sample", "FPullback");
        var random = new Random(3);
        foreach (double k in (double[])[-100, 100])
        {
            double[] a = Numbers(11), b = Numbers(3), before = Numbers(2), y = [.. before], expected = [.. before], matrix = new double[30];
            Array.Fill(matrix, double.NaN);
            value(a, b, 0.8, k, expected);
            jacobian(a, b, 0.8, k, y, matrix);
            Assert.Equal(expected, y);
            for (int row = 0; row < 2; row++)
            {
                double[] dA = new double[11], dB = new double[3], dY = new double[2];
                double dW = 0;
                dY[row] = 1;
                pullback(a, b, 0.8, k, [.. before], dA, dB, ref dW, dY);
                double[] rowExpected = [.. dA, .. dB, dW];
                for (int column = 0; column < 15; column++)
                    Assert.True(Math.Abs(rowExpected[column] - matrix[(row * 15) + column]) <= 1e-13, $"Row {row}, column {column}: {matrix[(row * 15) + column]} instead of {rowExpected[column]}");
            }
        }

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 0.5)];
    }

    [Fact]
    public void Each_function_is_evaluated_once()
    {
        string text = Run().SingleText;
        int start = text.IndexOf(" FJacobian(", StringComparison.Ordinal), end = text.IndexOf("    /// <summary>", start, StringComparison.Ordinal);
        string body = string.Join('\n', text[start..(end < 0 ? text.Length : end)].Split('\n').Where(line => !line.Contains("//", StringComparison.Ordinal)));
        foreach (string function in (string[])["Math.Sin(", "Math.Cos(", "Math.Exp(", "Math.Log(", "Math.Atan("])
            Assert.True(body.Split(function).Length == 2, $"{function}\n{body}");
        Assert.DoesNotContain("for (", body, StringComparison.Ordinal);
    }

    private static GeneratorRun Run()
    {
        GeneratorRun run = GeneratorRun.Of(MarkedSource.Usings + Source);
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        return run;
    }
}
