using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>What one part of a function makes itself of what another part computes, and what is kept for it.</summary>
public sealed class RecomputationTests
{
    [Fact]
    public void An_element_of_what_is_only_read_is_loaded_again()
        => Assert.Equal(
            """
            %3: i32 = 2
            %4: f64 = %1[%3 proved]
            %5: f64 = %4 * %4
            """,
            OfUser(LoadInput, Square));

    /// <summary>Where it was loaded first, the index is checked.</summary>
    [Fact]
    public void The_part_that_needs_it_first_checks_the_index()
        => Assert.Contains("%1[%3]", Ir.Body(Outlined(Program(LoadInput, Square)).Parts[0]), StringComparison.Ordinal);

    [Fact]
    public void One_that_may_be_written_is_kept() => Assert.Equal(SquareOfKept, OfUser((b, p) => b.Load(p[1], b.Int32(2)), Square));

    [Fact]
    public void One_of_buffers_that_may_overlap_is_kept() => Assert.Equal(SquareOfKept, OfUser(LoadInput, Square, function => function with { ParametersMayAlias = true }));

    /// <summary>A buffer of one element is a reference, and no span.</summary>
    [Fact]
    public void One_of_a_reference_is_kept()
        => Assert.Equal(SquareOfKept, OfUser((b, p) => b.Load(p[2], b.Int32(0)), Square, function => function with { Lengths = [-1, -1, 1] }));

    [Fact]
    public void A_comparison_of_what_is_there_is_made_again()
        => Assert.Equal(
            """
            %2: i32 = 0
            %3: f64 = %1[%2 proved]
            %4: f64 = 2
            %5: bool = %3 > %4
            %7: f64 = if %5
            {
                %6: f64 = %3 * %3
                yield %6
            }
            else
            {
                yield %3
            }
            """,
            OfUser((b, p) => b.Scalar(Codes.Greater, p[0], b.Float(ScalarKind.Float64, 2)), (b, p, above) => b.If(above, () => b.Scalar(Codes.Multiply, p[0], p[0]), () => p[0])));

    /// <summary>x itself isn't needed: to keep the sum takes no more than to keep x.</summary>
    [Fact]
    public void What_takes_a_value_that_is_not_there_is_kept()
        => Assert.Equal(SquareOfKept.Replace("%2: i32 = 0", "%2: i32 = 1", StringComparison.Ordinal), OfUser((b, p) => b.Scalar(Codes.Add, p[0], b.Float(ScalarKind.Float64, 2)), Square));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Few_operations_are_made_again(int operations, bool isMadeAgain)
    {
        string user = OfUser((b, p) => Power(b, p[0], operations), (b, p, power) => b.Scalar(Codes.Subtract, power, p[0]));
        Assert.Equal(isMadeAgain ? operations : 0, user.Split('\n').Count(line => line.Contains(" * ", StringComparison.Ordinal)));
        Assert.Equal(isMadeAgain ? 1 : 2, user.Split('\n').Count(line => line.Contains("proved]", StringComparison.Ordinal)));
    }

    /// <summary>The second step begins at the first, which is there for its own sake.</summary>
    [Fact]
    public void What_is_made_again_is_made_once()
        => Assert.Equal(
            """
            %2: i32 = 0
            %3: f64 = %1[%2 proved]
            %4: f64 = %3 * %3
            %5: f64 = %4 * %3
            %6: f64 = %5 - %4
            %7: f64 = %6 - %3
            """,
            OfUser(
                (b, p) => Power(b, p[0], 2),
                (b, p, power) => b.Scalar(Codes.Subtract, b.Scalar(Codes.Subtract, power, new Value(power.Id - 1)), p[0])));

    /// <summary>Not all of a chain is made again, though each takes one operation on the one before, which is needed too.</summary>
    [Fact]
    public void Steps_that_are_made_again_count_for_what_is_made_of_them()
    {
        string user = OfUser((b, p) => Power(b, p[0], 3), (b, p, power) => b.Scalar(Codes.Subtract, b.Scalar(Codes.Subtract, power, new Value(power.Id - 1)), b.Scalar(Codes.Subtract, new Value(power.Id - 2), p[0])));
        Assert.Equal(2, user.Split('\n').Count(line => line.Contains(" * ", StringComparison.Ordinal)));
        Assert.Equal(2, user.Split('\n').Count(line => line.Contains("proved]", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Math.Sin")]
    [InlineData("Math.Sqrt")]
    [InlineData(Codes.Divide)]
    public void What_takes_long_is_kept(string code)
    {
        string user = OfUser((b, p) => code == Codes.Divide ? b.Scalar(code, b.Float(ScalarKind.Float64, 3), p[0]) : b.Scalar(code, p[0]), (b, p, result) => b.Scalar(Codes.Subtract, result, p[0]));
        Assert.DoesNotContain(code, user, StringComparison.Ordinal);
        Assert.Equal(2, user.Split('\n').Count(line => line.Contains("proved]", StringComparison.Ordinal)));
    }

    /// <summary>It is there in any case.</summary>
    [Fact]
    public void What_the_rest_of_the_function_needs_is_loaded_by_the_parts_too()
        => Assert.Equal(SquareOfKept, WithoutStores(Outlined(Program(LoadInput, Square, isYielded: true)).Parts[1]));

    /// <summary>A part takes 24 buffers at most; this one takes one itself.</summary>
    [Theory]
    [InlineData(23, true)]
    [InlineData(24, false)]
    public void A_part_takes_no_more_buffers_for_it_than_it_may_have(int inputs, bool isLoadedAgain)
    {
        Function function = Ir.Build([Ir.Buffer, .. Enumerable.Repeat(Ir.ReadOnly, inputs)], (b, p) =>
        {
            Value[] loaded = [.. p.Skip(1).Select(input => b.Load(input, b.Int32(1)))];
            End(b);
            Value last = b.Load(p[0], b.Int32(2));
            for (int i = 0; i < 30; i++) last = b.Scalar(Codes.Multiply, last, last);
            b.Store(p[0], b.Int32(3), last);
            End(b);
            Value all = b.Load(p[0], b.Int32(4));
            foreach (Value value in loaded) all = Square(b, p, b.Scalar(Codes.Subtract, b.Scalar(Codes.Subtract, all, value), value));
            b.Store(p[0], b.Int32(5), all);
            return [];
        });
        Function user = Outline.Outlined(function, mostVariables: 60).Parts[^1];
        Assert.Equal(isLoadedAgain ? 24 : 25, user.Parameters.Count);
        Assert.Equal(inputs - 23, user.Body.Operations.OfType<LoadOp>().Count(load => user.NameOf(load.Buffer) == "kept"));
    }

    private static Value LoadInput(IrBuilder b, Value[] p) => b.Load(p[2], b.Int32(2));

    private static Value Square(IrBuilder b, Value[] p, Value value) => b.Scalar(Codes.Multiply, value, value);

    private static Value Power(IrBuilder b, Value value, int operations)
    {
        Value power = value;
        for (int i = 0; i < operations; i++) power = b.Scalar(Codes.Multiply, power, value);
        return power;
    }

    /// <summary>No part goes on beyond it.</summary>
    private static void End(IrBuilder b) => b.Add(new OpaqueOp(Value.None, "Call()", default, IsStateful: true));

    /// <summary>A part that makes a value of x and an input, one that uses it, and some more.</summary>
    private static Function Program(Func<IrBuilder, Value[], Value> make, Func<IrBuilder, Value[], Value, Value> use, bool isYielded = false)
        => Ir.Build([Ir.F64, Ir.Buffer, Ir.ReadOnly], (b, p) =>
        {
            Value made = make(b, p);
            Value number = b.TypeOf(made) == Ir.Bool ? b.If(made, () => p[0], () => b.Float(ScalarKind.Float64, 1)) : made, quotient = b.Scalar(Codes.Divide, number, number);
            for (int i = 0; i < 2; i++) b.Store(p[1], b.Int32(i), quotient);
            End(b);
            Value used = use(b, p, made);
            for (int i = 2; i < 4; i++) b.Store(p[1], b.Int32(i), used);
            End(b);
            Value last = b.Load(p[1], b.Int32(4));
            for (int i = 0; i < 10; i++) last = b.Scalar(Codes.Multiply, last, last);
            b.Store(p[1], b.Int32(5), last);
            return isYielded ? [made] : [];
        });

    private static (Function Whole, IReadOnlyList<Function> Parts) Outlined(Function function) => Outline.Outlined(function, mostVariables: 8);

    /// <summary>What the part does that uses a value, without the stores at its end.</summary>
    private static string OfUser(Func<IrBuilder, Value[], Value> make, Func<IrBuilder, Value[], Value, Value> use, Func<Function, Function>? change = null)
    {
        Function function = Program(make, use);
        return WithoutStores(Outlined(change is null ? function : change(function)).Parts[1]);
    }

    private static string WithoutStores(Function part)
    {
        string body = Ir.Body(part);
        return string.Join('\n', body.Split('\n').SkipLast(4));
    }

    private const string SquareOfKept =
        """
        %2: i32 = 0
        %3: f64 = %1[%2 proved]
        %4: f64 = %3 * %3
        """;
}
