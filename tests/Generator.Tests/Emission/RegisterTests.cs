using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Tests.Transforms;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Numbers in the lanes of registers as C#.</summary>
public sealed class RegisterTests
{
    private static readonly IrType Pair = new(ScalarKind.Float64) { Lanes = 2 };
    private static readonly IrType Singles = new(ScalarKind.Float32) { Lanes = 4 };

    [Fact]
    public void Numbers_go_in_and_come_out()
        => Assert.Equal(
            """
            Vector128<double> t = Vector128.Create(x, y);
            first = t[0];
            return t[1];
            """,
            Body((b, p) =>
            {
                Value pair = b.Scalar(Pair, Codes.Pack, p[0], p[1]);
                return [b.Scalar(Ir.F64, Codes.Lane, pair, b.Int32(1)), b.Scalar(Ir.F64, Codes.Lane, pair, b.Int32(0))];
            }));

    /// <summary>Products and quotients take a number as it is.</summary>
    [Fact]
    public void A_number_meets_a_register()
        => Assert.Equal(
            """
            Vector128<double> t = 2 * Vector128.Create(x, y) / x - Vector128.Create(y);
            t += Vector128.Create(1.0);
            t = -Vector128.Sqrt(t);
            first = t[0];
            return t[1];
            """,
            Body((b, p) =>
            {
                Value pair = b.Scalar(Pair, Codes.Pack, p[0], p[1]);
                Value scaled = b.Scalar(Pair, Codes.Divide, b.Scalar(Pair, Codes.Multiply, b.Float(ScalarKind.Float64, 2), pair), p[0]);
                Value moved = b.Scalar(Pair, Codes.Subtract, scaled, p[1]);
                b.Name(moved, "t");
                Value raised = b.Scalar(Pair, Codes.Add, moved, b.Float(ScalarKind.Float64, 1));
                b.Name(raised, "t");
                Value root = b.Scalar(Pair, Codes.Negate, b.Scalar(Pair, "Math.Sqrt", raised));
                b.Name(root, "t");
                return [b.Scalar(Ir.F64, Codes.Lane, root, b.Int32(1)), b.Scalar(Ir.F64, Codes.Lane, root, b.Int32(0))];
            }));

    [Fact]
    public void Lanes_that_are_left_over_are_zero()
        => Assert.Contains("Vector128.Create((float)x, (float)y, 0, 0)", Body((b, p) =>
        {
            IrType single = new(ScalarKind.Float32);
            Value pair = b.Scalar(Singles, Codes.Pack, b.Scalar(single, Codes.Convert, p[0]), b.Scalar(single, Codes.Convert, p[1]));
            return [b.Scalar(Ir.F64, Codes.Convert, b.Scalar(single, Codes.Lane, pair, b.Int32(1))), b.Scalar(Ir.F64, Codes.Convert, b.Scalar(single, Codes.Lane, pair, b.Int32(0)))];
        }), StringComparison.Ordinal);

    [Fact]
    public void The_namespace_is_used_where_a_register_is()
    {
        Assert.Contains("using System.Runtime.Intrinsics;\n", Emitted.File(Method((b, p) =>
        {
            Value pair = b.Scalar(Pair, Codes.Pack, p[0], p[1]);
            return [b.Scalar(Ir.F64, Codes.Lane, pair, b.Int32(1)), b.Scalar(Ir.F64, Codes.Lane, pair, b.Int32(0))];
        })), StringComparison.Ordinal);
        Assert.DoesNotContain("Intrinsics", Emitted.File(Method((b, p) => [p[0], p[1]])), StringComparison.Ordinal);
    }

    [Theory, InlineData(0, false), InlineData(1000, false), InlineData(2000, true)]
    public void Rows_in_registers_have_the_bits_of_each(int start, bool isSingle)
    {
        ScalarKind kind = isSingle ? ScalarKind.Float32 : ScalarKind.Float64;
        const int count = 70;
        string type = kind.Keyword();
        Function[] plain = [.. Enumerable.Range(start, count).Select(seed => RandomRows.Create(seed, "Plain" + seed, kind))];
        Function[] packed = [.. plain.Select(function => PackRows.Run(function) with { Name = "Packed" + function.Name })];
        string[] texts = [.. plain.Concat(packed).Select(function => Emitted.File(Emitted.Method(
            function, $"{type} x; {type} y; {type} z; bool c; global::System.ReadOnlySpan<{type}> a; global::System.Span<{type}> j; out {type} first", type, Emitted.Return, Emitted.Assign("first"))))];
        Assert.InRange(texts.Count(text => text.Contains("Vector", StringComparison.Ordinal)), count / 5, count);
        using LoadedAssembly assembly = Emitted.Compile(texts);
        for (int i = 0; i < count; i++)
        {
            for (int run = 0; run < 4; run++)
            {
                string expected = Run(plain[i], run), actual = Run(packed[i], run);
                Assert.True(expected == actual, $"{actual} instead of {expected}\n{texts[i]}\n{texts[count + i]}");
            }
        }

        string Run(Function function, int seed) => kind == ScalarKind.Float64
            ? Outcome(function, seed, x => x, assembly.Method<Filler<double>>("Sample.Program", function.Name))
            : Outcome(function, seed, x => (float)x, assembly.Method<Filler<float>>("Sample.Program", function.Name));
    }

    private static string Outcome<T>(Function function, int seed, Func<double, T> number, Filler<T> method)
    {
        var random = new Random(seed);
        double[] special = [0.0, -0.0, 1, -3, double.NegativeInfinity, double.NaN];
        T[] inputs = [.. Enumerable.Range(0, RandomRows.Inputs).Select(_ => Next())], matrix = new T[RandomRows.Elements(function)];
        T value = method(Next(), Next(), Next(), random.Next(2) == 0, inputs, matrix, out T first);
        return string.Join(" ", matrix.Append(value).Append(first).Select(x => x is float single ? Bits(single) : Bits((double)(object)x!)));

        T Next() => number(random.Next(3) == 0 ? special[random.Next(special.Length)] : (4 * random.NextDouble()) - 2);
    }

    private static string Bits(double value) => double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("X16", System.Globalization.CultureInfo.InvariantCulture);

    private static string Body(Func<IrBuilder, Value[], Value[]> body) => Emitted.Body(Method(body));

    private static GeneratedMethod Method(Func<IrBuilder, Value[], Value[]> body)
        => Emitted.Method(Ir.Build([Ir.F64, Ir.F64], body), "double x; double y; out double first", "double", Emitted.Return, Emitted.Assign("first"));

    private delegate T Filler<T>(T x, T y, T z, bool c, ReadOnlySpan<T> a, Span<T> j, out T first);
}
