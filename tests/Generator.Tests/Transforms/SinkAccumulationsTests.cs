using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class SinkAccumulationsTests
{
    [Fact]
    public void A_term_that_is_zero_on_one_side_is_added_on_the_other()
        => Assert.Equal(
            """
            %5: i32 = 0
            %6: f64 = 0
            if %0
            {
            }
            else
            {
                %7: f64 = neg(%3)
                %8: f64 = %1[%5]
                %9: f64 = %8 + %7
                %1[%5] = %9
            }
            """,
            Run((b, p) => Add(b, p[1], b.Int32(0), Zero(b, p, isThen: true))));

    [Fact]
    public void On_either_side_and_subtracted()
        => Assert.Equal(
            """
            %5: i32 = 0
            %6: f64 = 0
            if %0
            {
                %7: f64 = %3 * %3
                %8: f64 = %1[%5]
                %9: f64 = %8 - %7
                %1[%5] = %9
            }
            """,
            Run((b, p) => Add(b, p[1], b.Int32(0), Zero(b, p, isThen: false), Codes.Subtract)));

    [Fact]
    public void Two_terms_of_a_branch_are_both_added_inside()
    {
        Function before = Build((b, p) => Two(b, p, isLoadedFirst: false)), after = SinkAccumulations.Run(before);
        Assert.DoesNotContain("= if", Ir.Body(after), StringComparison.Ordinal);
        Same(before, after);
    }

    [Fact]
    public void Where_the_elements_are_loaded_first_too()
    {
        Function before = Build((b, p) => Two(b, p, isLoadedFirst: true)), after = SinkAccumulations.Run(before);
        Assert.DoesNotContain("= if", Ir.Body(after), StringComparison.Ordinal);
        Same(before, after);
    }

    [Fact]
    public void A_run_gives_what_it_gave_before()
    {
        Function before = Build((b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1);
            Add(b, p[1], zero, Zero(b, p, isThen: true));
            Add(b, p[1], one, Zero(b, p, isThen: false));
        });
        Function after = SinkAccumulations.Run(before);
        Assert.DoesNotContain("= if", Ir.Body(after), StringComparison.Ordinal);
        Same(before, after);
    }

    [Fact]
    public void A_sum_of_the_source_stays()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), term = Zero(b, p, isThen: true);
            b.Store(p[1], zero, b.Scalar(Codes.Add, b.Load(p[1], zero), term));
        });

    [Fact]
    public void A_term_that_is_used_twice_stays()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), term = Zero(b, p, isThen: true);
            Add(b, p[1], zero, term);
            b.Store(p[2], zero, term);
        });

    [Fact]
    public void A_term_that_is_zero_on_no_side_stays()
        => Stays((b, p) => Add(b, p[1], b.Int32(0), b.If(p[0], () => p[3], () => b.Scalar(Codes.Negate, p[3]))));

    [Fact]
    public void A_term_that_is_zero_on_both_sides_stays()
        => Stays((b, p) =>
        {
            Value nothing = b.Float(ScalarKind.Float64, 0);
            Add(b, p[1], b.Int32(0), b.If(p[0], () => nothing, () => nothing));
        });

    [Fact]
    public void What_is_subtracted_from_stays()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), term = Zero(b, p, isThen: true), element = b.Load(p[1], zero);
            b.Origin = Adjoint;
            b.Store(p[1], zero, b.Scalar(Codes.Subtract, term, element));
        });

    [Fact]
    public void A_sum_that_goes_elsewhere_stays()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1), term = Zero(b, p, isThen: true), element = b.Load(p[1], zero);
            b.Origin = Adjoint;
            b.Store(p[1], one, b.Scalar(Codes.Add, element, term));
        });

    [Fact]
    public void An_element_that_is_read_otherwise_stays()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), term = Zero(b, p, isThen: true), element = b.Load(p[1], zero);
            b.Store(p[2], zero, element);
            b.Origin = Adjoint;
            b.Store(p[1], zero, b.Scalar(Codes.Add, element, term));
        });

    [Fact]
    public void An_element_that_may_not_be_there_stays()
        => Stays((b, p) => Add(b, p[1], b.Int32(4), Zero(b, p, isThen: true)));

    [Fact]
    public void A_read_of_the_storage_between_them_keeps_it()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), term = Zero(b, p, isThen: true), other = b.Load(p[1], b.Int32(1));
            Add(b, p[1], zero, term);
            b.Store(p[2], zero, other);
        });

    [Fact]
    public void A_write_of_the_storage_on_a_side_keeps_it()
        => Stays((b, p) =>
        {
            Value zero = b.Int32(0), nothing = b.Float(ScalarKind.Float64, 0);
            Value term = b.If(p[0], () => nothing, () =>
            {
                b.Store(p[1], zero, p[3]);
                return p[3];
            });
            Add(b, p[1], zero, term);
        });

    [Fact]
    public void What_throws_between_them_keeps_it()
        => Stays((b, p) =>
        {
            Value term = Zero(b, p, isThen: true);
            b.Load(p[2], p[4]);
            Add(b, p[1], b.Int32(0), term);
        });

    [Fact]
    public void An_index_that_is_computed_between_them_keeps_it()
        => Stays((b, p) =>
        {
            Value term = Zero(b, p, isThen: true);
            Add(b, p[1], b.Scalar(Codes.Index, b.Scalar(Codes.And, p[4], b.Int32(1)), b.Int32(2)), term);
        });

    [Fact]
    public void A_branch_with_a_side_that_throws_stays()
        => Stays((b, p) =>
        {
            Value nothing = b.Float(ScalarKind.Float64, 0), zero = b.Int32(0), result = b.Define(Ir.F64);
            Region then = b.Region(default, () =>
            {
                b.Add(new ThrowOp("new Exception()", default));
                return default;
            });
            b.Add(new IfOp([result], p[0], then, b.Region(default, () => [nothing])));
            Add(b, p[1], zero, result);
        });

    private static readonly Origin Adjoint = Origin.None with { IsAdjoint = true };

    /// <summary>A number that is zero on one side.</summary>
    private static Value Zero(IrBuilder b, Value[] p, bool isThen)
    {
        Value nothing = b.Float(ScalarKind.Float64, 0);
        return b.If(p[0], () => isThen ? nothing : b.Scalar(Codes.Multiply, p[3], p[3]), () => isThen ? b.Scalar(Codes.Negate, p[3]) : nothing);
    }

    private static void Two(IrBuilder b, Value[] p, bool isLoadedFirst)
    {
        Value zero = b.Int32(0), one = b.Int32(1), nothing = b.Float(ScalarKind.Float64, 0), first = Value.None, second = Value.None;
        if (isLoadedFirst) (first, second) = (b.Load(p[1], zero), b.Load(p[2], one));
        Value left = b.Define(Ir.F64), right = b.Define(Ir.F64);
        b.Add(new IfOp([left, right], p[0], b.Region(default, () => [nothing, p[3]]), b.Region(default, () => [p[3], nothing])));
        if (!isLoadedFirst) (first, second) = (b.Load(p[1], zero), b.Load(p[2], one));
        b.Origin = Adjoint;
        b.Store(p[1], zero, b.Scalar(Codes.Add, first, left));
        b.Store(p[2], one, b.Scalar(Codes.Add, second, right));
    }

    private static void Add(IrBuilder b, Value buffer, Value index, Value term, string code = Codes.Add)
    {
        b.Origin = Adjoint;
        b.Store(buffer, index, b.Scalar(code, b.Load(buffer, index), term));
        b.Origin = Origin.None;
    }

    private static void Same(Function before, Function after)
    {
        foreach (bool condition in (bool[])[false, true])
        {
            double[] expected = [1, 2], actual = [1, 2], otherExpected = [3, 4], otherActual = [3, 4];
            IrInterpreter.Run(before, condition, expected, otherExpected, 0.75, 0);
            IrInterpreter.Run(after, condition, actual, otherActual, 0.75, 0);
            Assert.Equal(expected, actual);
            Assert.Equal(otherExpected, otherActual);
        }
    }

    private static void Stays(Action<IrBuilder, Value[]> body) => Assert.Equal(Ir.Body(Build(body)), Run(body));

    private static string Run(Action<IrBuilder, Value[]> body) => Ir.Body(SinkAccumulations.Run(Build(body)));

    /// <summary>Of (bool, double[2], double[2], double, int).</summary>
    private static Function Build(Action<IrBuilder, Value[]> body)
        => Ir.Build([Ir.Bool, Ir.Buffer, Ir.Buffer, Ir.F64, Ir.I32], (b, p) =>
        {
            body(b, p);
            return [];
        }) with
        { Lengths = [-1, 2, 2, -1, -1] };
}
