using System.Globalization;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Which rows are computed together. The functions are of (s, t, x, y, bool, bool, matrix).</summary>
public sealed class PackRowsTests
{
    [Fact]
    public void Two_rows_are_one_register()
        => Assert.Equal(
            """
            %7: f64x2 = pack(%0, %1)
            %8: f64x2 = %7 / %2
            %9: f64x2 = %8 / %3
            %10: f64x2 = %2 / %9
            %11: i32 = 0
            %12: i32 = 0
            %13: f64 = lane(%10, %12)
            %6[%11] = %13
            %14: i32 = 1
            %15: i32 = 1
            %16: f64 = lane(%10, %15)
            %6[%14] = %16
            """,
            Run((b, p) =>
            {
                Value first = b.Scalar(Codes.Divide, p[2], b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, p[0], p[2]), p[3]));
                Value second = b.Scalar(Codes.Divide, p[2], b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, p[1], p[2]), p[3]));
                b.Store(p[6], b.Int32(0), first);
                b.Store(p[6], b.Int32(1), second);
            }));

    [Fact]
    public void Results_of_a_branch_are_a_register()
        => Assert.Equal(
            """
            %7: f64x2 = pack(%0, %1)
            %8: f64x2 = %7 / %2
            %9: f64x2 = %8 / %3
            %10: f64x2 = %2 / %9
            %13: f64x2 = if %4
            {
                %11: f64x2 = %10 * %3
                yield %11
            }
            else
            {
                %12: f64x2 = pack(%2)
                yield %12
            }
            %14: i32 = 0
            %15: i32 = 0
            %16: f64 = lane(%13, %15)
            %6[%14] = %16
            %17: i32 = 1
            %18: i32 = 1
            %19: f64 = lane(%13, %18)
            %6[%17] = %19
            """,
            Run((b, p) =>
            {
                Value first = b.Scalar(Codes.Divide, p[2], b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, p[0], p[2]), p[3]));
                Value second = b.Scalar(Codes.Divide, p[2], b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, p[1], p[2]), p[3]));
                Region then = b.Region(default, () => [b.Scalar(Codes.Multiply, first, p[3]), b.Scalar(Codes.Multiply, second, p[3])]);
                Region otherwise = b.Region(default, () => [p[2], p[2]]);
                Value one = b.Define(Ir.F64), other = b.Define(Ir.F64);
                b.Add(new IfOp([one, other], p[4], then, otherwise));
                b.Store(p[6], b.Int32(0), one);
                b.Store(p[6], b.Int32(1), other);
            }));

    /// <summary>The rows are known by their places: columns beside each other, or one below the other.</summary>
    [Theory, InlineData(1, 2), InlineData(2, 1)]
    public void Rows_are_at_one_distance(int row, int column)
    {
        string text = Run((b, p) =>
        {
            for (int i = 0; i < 2; i++)
            {
                Value own = Chain(b, p, p[i]);
                b.Store(p[6], b.Int32(i * row), own);
                b.Store(p[6], b.Int32((i * row) + column), b.Scalar(Codes.Divide, own, p[2]));
            }
        });
        Assert.Equal(5, Count(text, ": f64x2 = %"));
        Assert.Equal(1, Count(text, "pack("));
    }

    [Theory, InlineData(2, "f64x2", 1), InlineData(3, "f64x4", 1), InlineData(4, "f64x4", 1), InlineData(5, "f64x4", 1), InlineData(6, "f64x4", 1), InlineData(8, "f64x4", 2)]
    public void So_many_rows_are_in_registers(int rows, string type, int registers)
    {
        string text = Run((b, p) => Rows(b, p, rows, Chain));
        Assert.Equal(registers, Count(text, $": {type} = pack("));
        Assert.Equal(rows == 6 ? 1 : 0, rows == 2 ? 0 : Count(text, ": f64x2 = pack("));
    }

    [Theory, InlineData(2, 4), InlineData(4, 4), InlineData(5, 8), InlineData(8, 8)]
    public void Floats_are_twice_as_many(int rows, int lanes)
        => Assert.Equal(1, Count(Run((b, p) => Rows(b, p, rows, Chain), ScalarKind.Float32), $": f32x{lanes} = pack("));

    [Fact]
    public void The_name_that_all_rows_have_is_kept()
        => Assert.Contains(" dA: f64x2 = ", Run((b, p) => Rows(b, p, 2, (b, p, seed) =>
        {
            Value own = b.Scalar(Codes.Divide, seed, p[2]);
            b.Name(own, "dA");
            return Chain(b, p, own);
        })), StringComparison.Ordinal);

    [Fact]
    public void What_all_rows_use_stays_one_number()
    {
        string text = Run((b, p) =>
        {
            Value shared = b.Scalar(Codes.Multiply, p[2], p[3]);
            Rows(b, p, 2, (b, p, seed) => b.Scalar(Codes.Divide, Chain(b, p, seed), shared));
        });
        Assert.Contains("%7: f64 = %2 * %3", text, StringComparison.Ordinal);
        Assert.Contains(" / %7", text, StringComparison.Ordinal);
    }

    /// <summary>The operands of a sum or product may be the other way round.</summary>
    [Fact]
    public void Operands_change_places_where_that_makes_rows_alike()
    {
        string text = Run((b, p) =>
        {
            Value first = Chain(b, p, p[0]), second = Chain(b, p, p[1]);
            b.Store(p[6], b.Int32(0), b.Scalar(Codes.Multiply, first, p[3]));
            b.Store(p[6], b.Int32(1), b.Scalar(Codes.Multiply, p[3], second));
        });
        Assert.Equal(1, Count(text, "pack("));
    }

    [Fact]
    public void What_is_read_and_written_keeps_its_order()
    {
        string text = Run((b, p) =>
        {
            for (int i = 0; i < 2; i++)
            {
                Value old = b.Load(p[6], b.Int32(i));
                b.Store(p[6], b.Int32(i), Chain(b, p, p[i]));
                b.Store(p[6], b.Int32(2 + i), b.Scalar("Math.Abs", old));
            }
        });
        // Row 1 needs no more than its arguments, and what it loads before its store.
        Assert.Equal(["load", "store", "store", "load", "store", "store"], text.Split('\n').Where(line => line.Contains('[', StringComparison.Ordinal)).Select(line => line.StartsWith("%6[", StringComparison.Ordinal) ? "store" : "load"));
    }

    [Fact]
    public void Few_operations_are_not_worth_it()
        => Stays((b, p) => Rows(b, p, 2, (b, p, seed) => b.Scalar(Codes.Add, b.Scalar(Codes.Multiply, seed, p[2]), p[3])));

    /// <summary>One number in all lanes costs half an addition, two numbers side by side one: of six additions, four and a half are saved.</summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Four_additions_saved_are_worth_it(int additions, bool isPacked)
    {
        string text = Run((b, p) => Rows(b, p, 2, (b, p, seed) => Enumerable.Range(0, additions).Aggregate(seed, (sum, _) => b.Scalar(Codes.Add, sum, p[2]))));
        Assert.Equal(isPacked, text.Contains("pack", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_operations_are_not_alike()
        => Stays((b, p) =>
        {
            b.Store(p[6], b.Int32(0), b.Scalar("Math.Abs", Chain(b, p, p[0])));
            b.Store(p[6], b.Int32(1), b.Scalar("Math.Exp", Chain(b, p, p[1])));
        });

    [Fact]
    public void A_row_that_needs_the_other_does_not_run_with_it()
        => Stays((b, p) =>
        {
            Value first = Chain(b, p, p[0]);
            b.Store(p[6], b.Int32(0), first);
            b.Store(p[6], b.Int32(1), Chain(b, p, first));
        });

    /// <summary>In each row one of two quotients needs the other, but not the same one.</summary>
    [Fact]
    public void Rows_that_need_each_other_crosswise_do_not_run_together()
    {
        Function function = Build((b, p) =>
        {
            Value first = Chain(b, p, p[0]), second = Chain(b, p, p[1]);
            Value one = Quotients(b, p, first), other = Quotients(b, p, one), third = Quotients(b, p, second), fourth = Quotients(b, p, third);
            b.Store(p[6], b.Int32(0), one);
            b.Store(p[6], b.Int32(1), other);
            b.Store(p[6], b.Int32(2), fourth);
            b.Store(p[6], b.Int32(3), third);
        });
        Assert.Equal(Outcome(function), Outcome(PackRows.Run(function)));

        static Value Quotients(IrBuilder b, Value[] p, Value x) => b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, x, p[2]), p[3]);
    }

    [Fact]
    public void Branches_on_different_conditions_are_not_alike()
    {
        string text = Run((b, p) =>
        {
            for (int i = 0; i < 2; i++)
            {
                Value seed = b.If(p[4 + i], () => Chain(b, p, p[i]), () => p[i]);
                b.Store(p[6], b.Int32(i), seed);
            }
        });
        Assert.DoesNotContain("f64x2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_type_parameter_do_not()
        => Assert.DoesNotContain("x2", Run((b, p) => Rows(b, p, 2, Chain), ScalarKind.Number), StringComparison.Ordinal);

    [Fact]
    public void Places_that_depend_on_data_are_no_rows()
        => Stays((b, p) =>
        {
            Value length = b.Length(p[6]);
            b.Store(p[6], b.Scalar(Codes.Subtract, length, b.Int32(1)), Chain(b, p, p[0]));
            b.Store(p[6], b.Scalar(Codes.Subtract, length, b.Int32(2)), Chain(b, p, p[1]));
        });

    [Fact]
    public void Random_rows_keep_their_bits()
    {
        int packed = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            Function function = RandomRows.Create(seed, "F", seed % 3 == 0 ? ScalarKind.Float32 : ScalarKind.Float64), result = PackRows.Run(function);
            IrVerifier.Verify(result);
            if (!ReferenceEquals(result, function)) packed++;
            for (int run = 0; run < 3; run++)
            {
                string expected = Outcome(function, run), actual = Outcome(result, run);
                Assert.True(expected == actual, $"seed {seed}, run {run}: {actual} instead of {expected}\n{IrPrinter.Print(function)}\n{IrPrinter.Print(result)}");
            }
        }
        Assert.InRange(packed, 500, 1450);
    }

    /// <summary>A division, so that it is worth it, and some more.</summary>
    private static Value Chain(IrBuilder b, Value[] p, Value seed)
        => b.Scalar(Codes.Divide, p[2], b.Scalar(Codes.Divide, b.Scalar(Codes.Divide, b.Scalar(Codes.Add, seed, p[2]), p[3]), p[2]));

    /// <summary>So many elements of one column.</summary>
    private static void Rows(IrBuilder b, Value[] p, int rows, Func<IrBuilder, Value[], Value, Value> row)
    {
        List<Value> seeds = [p[0], p[1]];
        while (seeds.Count < rows) seeds.Add(b.Scalar(Codes.Add, p[3], seeds[^1]));
        for (int i = 0; i < rows; i++) b.Store(p[6], b.Int32(i), row(b, p, seeds[i]));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static void Stays(Action<IrBuilder, Value[]> body)
    {
        Function function = Build(body);
        Assert.Same(function, PackRows.Run(function));
    }

    private static string Run(Action<IrBuilder, Value[]> body, ScalarKind kind = ScalarKind.Float64) => Ir.Body(PackRows.Run(Build(body, kind)));

    private static Function Build(Action<IrBuilder, Value[]> body, ScalarKind kind = ScalarKind.Float64)
    {
        IrType number = new(kind);
        return Ir.Build([number, number, number, number, Ir.Bool, Ir.Bool, new IrType(kind, IrShape.Buffer)], (b, p) =>
        {
            body(b, p);
            return [];
        });
    }

    private static string Outcome(Function function)
    {
        double[] matrix = new double[4];
        IrInterpreter.Run(function, 0.3, 1.7, -0.4, 2.9, true, false, matrix);
        return string.Join(" ", matrix.Select(Text));
    }

    private static string Outcome(Function function, int seed)
    {
        var random = new Random(seed);
        bool isSingle = function.TypeOf(function.Parameters[0]).Kind == ScalarKind.Float32;
        double[] special = [0.0, -0.0, 1, -3, double.PositiveInfinity, double.NaN];
        int count = RandomRows.Elements(function);
        Array matrix = isSingle ? new float[count] : new double[count], inputs = isSingle ? new float[RandomRows.Inputs] : new double[RandomRows.Inputs];
        for (int i = 0; i < inputs.Length; i++) inputs.SetValue(Next(), i);
        object[] results = IrInterpreter.Run(function, Next(), Next(), Next(), random.Next(2) == 0, inputs, matrix);
        return string.Join(" ", results.Concat(matrix.Cast<object>()).Select(Text));

        object Next()
        {
            double value = random.Next(3) == 0 ? special[random.Next(special.Length)] : (4 * random.NextDouble()) - 2;
            return isSingle ? (object)(float)value : value;
        }
    }

    private static string Text(object value) => Text(value is float single ? single : (double)value);

    private static string Text(double value) => double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("x", CultureInfo.InvariantCulture);
}
