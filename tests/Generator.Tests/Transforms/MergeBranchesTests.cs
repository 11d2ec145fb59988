using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class MergeBranchesTests
{
    [Fact]
    public void Two_branches_on_one_condition_are_one()
        => Assert.Equal(
            """
            %8: f64, %9: f64 = if %0
            {
                %6: f64 = neg(%2)
                yield %6, %2
            }
            else
            {
                %7: f64 = %3 * %3
                yield %3, %7
            }
            yield %8, %9
            """,
            Run((b, p) =>
            {
                Value first = b.If(p[0], () => b.Scalar(Codes.Negate, p[2]), () => p[3]);
                Value second = b.If(p[0], () => p[2], () => b.Scalar(Codes.Multiply, p[3], p[3]));
                return [first, second];
            }));

    [Fact]
    public void What_the_second_needs_of_the_first_is_what_its_side_yields()
        => Assert.Equal(
            """
            %10: f64, %11: f64 = if %0
            {
                %6: f64 = neg(%2)
                %7: f64 = %6 + %2
                yield %6, %7
            }
            else
            {
                %9: f64 = if %1
                {
                    %8: f64 = %3 * %3
                    yield %8
                }
                else
                {
                    yield %3
                }
                yield %3, %9
            }
            yield %11
            """,
            Run((b, p) =>
            {
                Value first = b.If(p[0], () => b.Scalar(Codes.Negate, p[2]), () => p[3]);
                return
                [
                    b.If(p[0], () => b.Scalar(Codes.Add, first, p[2]), () => b.If(p[1], () => b.Scalar(Codes.Multiply, first, first), () => first)),
                ];
            }));

    [Fact]
    public void Arithmetic_between_them_comes_first()
        => Assert.Equal(
            """
            %6: f64 = 3
            %7: f64 = %2 * %6
            %8: f64, %9: f64 = if %0
            {
                yield %2, %7
            }
            else
            {
                yield %3, %3
            }
            yield %8, %9
            """,
            Run((b, p) =>
            {
                Value first = b.If(p[0], () => p[2], () => p[3]);
                Value between = b.Scalar(Codes.Multiply, p[2], b.Float(ScalarKind.Float64, 3));
                return [first, b.If(p[0], () => between, () => p[3])];
            }));

    [Fact]
    public void Three_are_one_too_and_those_in_a_region()
    {
        string body = Run((b, p) =>
        {
            Value[] sums = b.For(b.Int32(3), [p[2]], (_, x) =>
            {
                Value first = b.If(p[0], () => x[0], () => p[3]), second = b.If(p[0], () => p[3], () => x[0]);
                return [b.If(p[0], () => b.Scalar(Codes.Add, first, second), () => b.Scalar(Codes.Subtract, second, first))];
            });
            return sums;
        });
        Assert.Equal(1, body.Split("if %").Length - 1);
    }

    [Fact]
    public void Writes_keep_their_order()
        => Assert.Equal(
            """
            %6: i32 = 0
            if %0
            {
                %4[%6] = %2
                %4[%6] = %3
            }
            else
            {
                %4[%6] = %3
            }
            """,
            Run((b, p) =>
            {
                Value zero = b.Int32(0);
                b.If(p[0], () => b.Store(p[4], zero, p[2]), () => b.Store(p[4], zero, p[3]));
                b.If(p[0], () => b.Store(p[4], zero, p[3]));
                return [];
            }));

    [Fact]
    public void Another_condition_stays()
        => Stays((b, p) => [b.If(p[0], () => p[2], () => p[3]), b.If(p[1], () => p[2], () => p[3])]);

    [Fact]
    public void Another_branch_between_them_keeps_them_apart()
        => Stays((b, p) => [b.If(p[0], () => p[2], () => p[3]), b.If(p[1], () => p[2], () => p[3]), b.If(p[0], () => p[2], () => p[3])]);

    [Fact]
    public void What_needs_the_first_keeps_them_apart()
        => Stays((b, p) =>
        {
            Value first = b.If(p[0], () => p[2], () => p[3]);
            Value needed = b.Scalar(Codes.Negate, first);
            return [b.If(p[0], () => needed, () => p[3])];
        });

    [Fact]
    public void What_needs_the_first_alone_moves_behind_both()
    {
        string body = Run((b, p) =>
        {
            Value first = b.If(p[0], () => p[2], () => p[3]);
            Value negated = b.Scalar(Codes.Negate, first);
            return [negated, b.If(p[0], () => first, () => p[3])];
        });
        Assert.Equal(1, body.Split("if %").Length - 1);
        Assert.True(body.IndexOf("neg(", StringComparison.Ordinal) > body.LastIndexOf('}'), body);
    }

    [Fact]
    public void What_throws_between_them_keeps_them_apart()
        => Stays((b, p) =>
        {
            b.If(p[0], () => b.Store(p[4], b.Int32(0), p[2]));
            b.Scalar(Codes.Divide, p[5], p[5]);
            b.If(p[0], () => b.Store(p[4], b.Int32(0), p[3]));
            return [];
        });

    [Fact]
    public void A_load_or_a_store_between_them_keeps_them_apart()
    {
        Stays((b, p) =>
        {
            b.If(p[0], () => b.Store(p[4], b.Int32(0), p[2]));
            Value loaded = b.Load(p[4], b.Int32(0));
            return [b.If(p[0], () => loaded, () => p[3])];
        });
        Stays((b, p) =>
        {
            Value first = b.If(p[0], () => b.Load(p[4], p[5]), () => p[3]);
            b.Store(p[4], p[5], p[2]);
            return [first, b.If(p[0], () => b.Load(p[4], p[5]), () => p[3])];
        });
    }

    [Fact]
    public void Sides_that_end_in_an_exception_stay()
    {
        Stays((b, p) => [OrThrow(b, p[0], p[2]), b.If(p[0], () => p[2], () => p[3])]);
        Stays((b, p) => [b.If(p[0], () => p[2], () => p[3]), OrThrow(b, p[0], p[2])]);
    }

    [Fact]
    public void A_run_gives_what_it_gave_before()
    {
        Function before = Build((b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1);
            Value first = b.If(p[0], () => b.Load(p[4], zero), () => b.Scalar(Codes.Negate, p[2]));
            Value scaled = b.Scalar(Codes.Multiply, p[3], p[3]);
            Value second = b.If(p[0], () =>
            {
                b.Store(p[4], one, first);
                return b.Scalar(Codes.Add, first, scaled);
            }, () => first);
            b.If(p[0], () => b.Store(p[4], zero, second), () => b.Store(p[4], one, scaled));
            return [first, second];
        });
        Function after = MergeBranches.Run(before);
        Assert.Equal(1, Ir.Body(after).Split("if %").Length - 1);
        foreach (bool condition in (bool[])[false, true])
        {
            double[] expected = [1, 2], actual = [1, 2];
            Assert.Equal(IrInterpreter.Run(before, condition, true, 0.5, 3.0, expected, 0), IrInterpreter.Run(after, condition, true, 0.5, 3.0, actual, 0));
            Assert.Equal(expected, actual);
        }
    }

    private static Value OrThrow(IrBuilder b, Value condition, Value value)
    {
        Region then = b.Region(default, () => [value]), otherwise = b.Region(default, () =>
        {
            b.Add(new ThrowOp("new Exception()", default));
            return default;
        });
        Value result = b.Define(Ir.F64);
        b.Add(new IfOp([result], condition, then, otherwise));
        return result;
    }

    private static void Stays(Func<IrBuilder, Value[], Value[]> body) => Assert.Equal(Ir.Body(Build(body)), Run(body));

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(MergeBranches.Run(Build(body)));

    /// <summary>Of (bool, bool, double, double, double[], int).</summary>
    private static Function Build(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.Bool, Ir.Bool, Ir.F64, Ir.F64, Ir.Buffer, Ir.I32], body);
}
