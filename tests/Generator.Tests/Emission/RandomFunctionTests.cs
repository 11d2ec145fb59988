using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Printed, compiled and run, random functions do bit for bit what the interpreter of the IR does.</summary>
public sealed class RandomFunctionTests
{
    private const int Functions = 60;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    [InlineData(3000)]
    public void Text_does_what_the_function_does(int start)
    {
        Function[] functions = [.. Enumerable.Range(start, Functions).Select(seed => RandomFunction.Build(seed, "F" + seed))];
        Array.ForEach(functions, IrVerifier.Verify);
        string[] texts = [.. functions.Select(Print)];
        using LoadedAssembly assembly = Emitted.Compile(texts);
        for (int i = 0; i < functions.Length; i++)
        {
            var method = assembly.Method<Method>("Sample.Program", functions[i].Name);
            for (int trial = 0; trial < 3; trial++) Compare(functions[i], method, new Random((start * 31) + (i * 3) + trial), texts[i]);
        }
    }

    private static string Print(Function function) => Emitted.File(Emitted.Method(
        function, "double x; double y; int n; global::System.Span<double> g; global::System.ReadOnlySpan<double> a; out double first; ref double second",
        "double", Emitted.Return, Emitted.Assign("first"), Emitted.Accumulate("second")));

    private static void Compare(Function function, Method method, Random random, string text)
    {
        double x = random.NextDouble(), y = random.NextDouble() - 1, second = 0.5;
        int n = random.Next(5);
        double[] written = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())], read = [.. written.Take(5)];
        double[] expectedWritten = [.. written];

        string expected = Outcome(() => IrInterpreter.Run(function, x, y, n, expectedWritten, (double[])[.. read]) is [double value, double first, double added]
            ? [value, first, 0.5 + added]
            : []);
        string actual = Outcome(() =>
        {
            double value = method(x, y, n, written, read, out double first, ref second);
            return [value, first, second];
        });
        Assert.True(expected == actual && Bits(expectedWritten) == Bits(written), $"expected {expected}, got {actual}\n{text}");
    }

    private static string Outcome(Func<double[]> run)
    {
        try
        {
            return Bits(run());
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return exception.GetType().Name;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IrException)
        {
            return "thrown";
        }
    }

    private static string Bits(double[] values) => string.Join(" ", values.Select(value => double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("X16")));

    private delegate double Method(double x, double y, int n, Span<double> g, ReadOnlySpan<double> a, out double first, ref double second);
}
