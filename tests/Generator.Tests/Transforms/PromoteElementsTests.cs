using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class PromoteElementsTests
{
    [Fact]
    public void An_element_at_a_fixed_place_is_carried()
        => Assert.Equal(
            """
            %4: i32 = 2
            %5: i32 = 0
            %6: i32 = 2
            %7: f64 = %0[%6]
            %11: f64 = for (%8: i32 = %5; < %1; 1) carry (%9: f64 = %7)
            {
                %10: f64 = %9 + %2
                yield %10
            }
            %12: i32 = 2
            %0[%12] = %11
            """,
            Run(length: 3, (b, p) =>
            {
                Value two = b.Int32(2);
                b.For(p[1], [], (_, _) => Add(b, p[0], two, p[2]));
            }));

    [Fact]
    public void Two_elements_are_carried_beside_what_the_loop_carries()
    {
        string text = Run(length: 3, (b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1);
            b.For(p[1], [p[2]], (_, x) =>
            {
                Add(b, p[0], zero, x[0]);
                Add(b, p[0], one, b.Load(p[0], zero));
                return [b.Scalar(Codes.Negate, x[0])];
            });
        });
        Assert.DoesNotContain("[", text[text.IndexOf("for", StringComparison.Ordinal)..text.IndexOf('}', StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n').Count(line => line.StartsWith("%0[", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_gives_what_it_gave_before()
    {
        Function before = Build(length: 3, (b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, p[0], zero, p[2]);
                b.Store(p[0], one, b.Scalar(Codes.Multiply, b.Load(p[0], zero), b.Load(p[0], one)));
                return [];
            });
        });
        Function after = PromoteElements.Run(before);
        Assert.NotEqual(Ir.Body(before), Ir.Body(after));
        foreach (int trips in (int[])[0, 1, 4])
        {
            double[] expected = [1, 2, 3], actual = [1, 2, 3];
            IrInterpreter.Run(before, [expected, trips, 0.5, new double[2]]);
            IrInterpreter.Run(after, [actual, trips, 0.5, new double[2]]);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void What_is_only_read_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value two = b.Int32(2);
            Value sum = b.For(p[1], [p[2]], (_, x) => [b.Scalar(Codes.Add, x[0], b.Load(p[0], two))])[0];
            b.Store(p[0], two, sum);
        });

    [Fact]
    public void An_index_that_may_throw_stays()
        => Stays(length: 2, (b, p) =>
        {
            Value two = b.Int32(2);
            b.For(p[1], [], (_, _) => Add(b, p[0], two, p[2]));
        });

    /// <summary>In a loop without trips the element need not be there.</summary>
    [Fact]
    public void An_index_that_is_proved_where_it_stands_stays()
        => Stays(length: -1, (b, p) =>
        {
            Value two = b.Int32(2);
            b.For(p[1], [], (_, _) =>
            {
                b.Store(p[0], two, b.Scalar(Codes.Add, b.Load(p[0], two, isProved: true), p[2]), isProved: true);
                return [];
            });
        });

    [Fact]
    public void A_negative_index_stays()
        => Stays(length: 2, (b, p) =>
        {
            Value index = b.Int32(-1);
            b.For(p[1], [], (_, _) => Add(b, p[0], index, p[2]));
        });

    [Fact]
    public void A_parameter_without_a_known_length_stays()
        => Stays(length: -1, (b, p) =>
        {
            Value two = b.Int32(2);
            b.For(p[1], [], (_, _) => Add(b, p[0], two, p[2]));
        });

    [Fact]
    public void Storage_that_is_also_indexed_by_the_counter_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value two = b.Int32(2), three = b.Int32(3);
            b.For(three, [], (i, _) =>
            {
                Add(b, p[0], two, p[2]);
                b.Load(p[0], i);
                return [];
            });
        });

    [Fact]
    public void Storage_that_a_nested_loop_touches_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value two = b.Int32(2), three = b.Int32(3);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, p[0], two, p[2]);
                b.For(three, [], (i, _) =>
                {
                    b.Store(p[0], i, p[2]);
                    return [];
                });
                return [];
            });
        });

    [Fact]
    public void Storage_that_a_call_takes_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value two = b.Int32(2);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, p[0], two, p[2]);
                b.Add(new CallOp(default, "G", [p[0]]));
                return [];
            });
        });

    [Fact]
    public void Overlapping_windows_stay()
        => Stays(length: 3, (b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1), two = b.Int32(2);
            Value head = b.View(p[0], zero, two), tail = b.View(p[0], one, two);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, head, one, p[2]);
                Add(b, tail, zero, p[2]);
                return [];
            });
        });

    [Fact]
    public void A_window_that_is_made_in_the_loop_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value zero = b.Int32(0), one = b.Int32(1), two = b.Int32(2);
            b.For(p[1], [], (_, _) => Add(b, b.View(p[0], one, two), zero, p[2]));
        });

    [Fact]
    public void What_the_caller_sees_of_a_loop_that_throws_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value two = b.Int32(2);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, p[0], two, p[2]);
                b.Scalar(Codes.Divide, p[1], p[1]);
                return [];
            });
        });

    [Fact]
    public void Nobody_sees_a_local_array_of_a_loop_that_throws()
        => Assert.Contains("carry", Run(length: 3, (b, p) =>
        {
            Value two = b.Int32(2), local = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local);
            b.For(p[1], [], (_, _) =>
            {
                Add(b, local, two, p[2]);
                b.Scalar(Codes.Divide, p[1], p[1]);
                return [];
            });
            b.Store(p[0], two, b.Load(local, two));
        }), StringComparison.Ordinal);

    [Fact]
    public void One_of_two_buffers_stays()
        => Stays(length: 3, (b, p) =>
        {
            Value zero = b.Int32(0), other = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local);
            Value chosen = b.Choose(p[1], [p[0], other]);
            b.For(p[1], [], (_, _) => Add(b, chosen, zero, p[2]));
        });

    private static Value[] Add(IrBuilder b, Value buffer, Value index, Value term)
    {
        b.Store(buffer, index, b.Scalar(Codes.Add, b.Load(buffer, index), term));
        return [];
    }

    private static void Stays(int length, Action<IrBuilder, Value[]> body)
        => Assert.Equal(Ir.Body(Build(length, body)), Run(length, body));

    private static string Run(int length, Action<IrBuilder, Value[]> body) => Ir.Body(PromoteElements.Run(Build(length, body)));

    /// <summary>Of (double[length], int, double, double[2]).</summary>
    private static Function Build(int length, Action<IrBuilder, Value[]> body)
        => Ir.Build([Ir.Buffer, Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
        {
            body(b, p);
            return [];
        }) with
        { Lengths = [length, -1, -1, 2] };
}
