using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y), with an array of n adjoints: zeros that nobody reads.</summary>
public sealed class DeadFillsTests
{
    [Fact]
    public void What_the_next_trip_fills_is_not_zeroed()
        => Assert.Equal(0, Zeros((b, p, d) => Trips(b, p, () =>
        {
            Fill(b, p, d);
            Take(b, p, d);
        })));

    [Fact]
    public void What_the_next_trip_reads_is()
        => Assert.Equal(1, Zeros((b, p, d) => Trips(b, p, () =>
        {
            Each(b, p, i => b.Store(d, i, b.Scalar(Codes.Add, b.Load(d, i, isProved: true), p[1]), isProved: true));
            Take(b, p, d);
        })));

    [Fact]
    public void What_is_read_after_the_loop_is()
        => Assert.Equal(1, Zeros((b, p, d) =>
        {
            Trips(b, p, () =>
            {
                Fill(b, p, d);
                Take(b, p, d);
            });
            Each(b, p, i => b.Store(p[2], i, b.Load(d, i, isProved: true), isProved: true));
        }));

    [Fact]
    public void What_a_later_loop_of_the_trip_reads_is()
        => Assert.Equal(1, Zeros((b, p, d) => Trips(b, p, () =>
        {
            Fill(b, p, d);
            Take(b, p, d);
            Each(b, p, i => b.Store(p[2], i, b.Load(d, i, isProved: true), isProved: true));
        })));

    [Fact]
    public void What_is_filled_in_part_is()
        => Assert.Equal(1, Zeros((b, p, d) => Trips(b, p, () =>
        {
            b.For(b.Int32(1), p[0], [], (i, _) =>
            {
                b.Store(d, i, p[1], isProved: true);
                return [];
            });
            Take(b, p, d);
        })));

    [Fact]
    public void A_loop_inside_the_rows_of_another_fills_too()
        => Assert.Equal(0, Zeros((b, p, d) => Trips(b, p, () => Trips(b, p, () =>
        {
            Fill(b, p, d);
            Take(b, p, d);
        }))));

    [Fact]
    public void A_clear_before_a_loop_that_fills_goes()
        => Assert.DoesNotContain("clear", Run((b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            b.Each(p[2], i => b.Store(p[2], i, p[1]));
        }), StringComparison.Ordinal);

    [Fact]
    public void One_before_something_that_throws_stays()
        => Assert.Contains("clear", Run((b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            b.Scalar(Codes.Divide, p[0], p[0]);
            b.Each(p[2], i => b.Store(p[2], i, p[1]));
        }), StringComparison.Ordinal);

    [Fact]
    public void One_before_a_loop_that_adds_stays()
        => Assert.Contains("clear", Run((b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            b.Each(p[2], i => b.Store(p[2], i, b.Scalar(Codes.Add, b.Load(p[2], i), p[1])));
        }), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, 2, 0, 1)]
    [InlineData(true, 2, 0, 2)]
    [InlineData(true, 0, 1)]
    public void One_before_stores_of_all_elements_goes(bool stays, params int[] stored)
    {
        Function before = OfLength(3, (b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            foreach (int i in stored) b.Store(p[2], b.Int32(i), p[1]);
        });
        Assert.Equal(stays, Ir.Body(DeadFills.Run(before)).Contains("clear", StringComparison.Ordinal));
    }

    /// <summary>Of the element, and of what may stand for it; and a check that throws when it was seen cleared.</summary>
    [Theory, InlineData("load"), InlineData("throw"), InlineData("unknown length"), InlineData("branch"), InlineData("window")]
    public void One_before_a_use_between_them_stays(string use)
    {
        Function before = OfLength(use == "unknown length" ? -1 : 3, (b, p, _) =>
        {
            b.Add(new ClearOp(p[2]));
            b.Store(p[2], b.Int32(2), p[1]);
            b.Store(p[2], b.Int32(0), p[1]);
            if (use == "load") b.Store(p[2], b.Int32(2), b.Load(p[2], b.Int32(1)));
            if (use == "throw") b.Scalar(Codes.Divide, p[0], p[0]);
            if (use == "window") b.Store(p[2], b.Int32(2), b.Load(b.View(p[2], b.Int32(1), b.Int32(1)), b.Int32(0)));
            if (use == "branch") b.If(b.Scalar(Codes.Less, p[1], p[1]), () => b.Store(p[2], b.Int32(1), p[1]));
            else b.Store(p[2], b.Int32(1), p[1]);
        });
        Assert.Contains("clear", Ir.Body(DeadFills.Run(before)), StringComparison.Ordinal);
    }

    private static void Trips(IrBuilder b, Value[] p, Action body) => Each(b, p, _ => body());

    private static void Each(IrBuilder b, Value[] p, Action<Value> body) => b.For(p[0], [], (i, _) =>
    {
        body(i);
        return [];
    });

    private static void Fill(IrBuilder b, Value[] p, Value d) => Each(b, p, i => b.Store(d, i, p[1], isProved: true));

    private static void Take(IrBuilder b, Value[] p, Value d) => Each(b, p, i =>
    {
        b.Store(p[2], i, b.Load(d, i, isProved: true), isProved: true);
        b.Store(d, i, b.Float(ScalarKind.Float64, 0), isProved: true);
    });

    /// <summary>The stores to the array at the end of the last loop that takes from it.</summary>
    private static int Zeros(Action<IrBuilder, Value[], Value> body)
    {
        Function before = Build(body), after = DeadFills.Run(before);
        double[] expected = [1, 2, 3], actual = [1, 2, 3];
        IrInterpreter.Run(before, 3, 0.7, expected);
        IrInterpreter.Run(after, 3, 0.7, actual);
        Assert.Equal(expected, actual);
        return 1 - (Stores(before) - Stores(after));
    }

    private static int Stores(Function function) => Ir.Body(function).Split('\n').Count(line => line.Contains("] = ", StringComparison.Ordinal));

    private static string Run(Action<IrBuilder, Value[], Value> body) => Ir.Body(DeadFills.Run(Build(body)));

    private static Function OfLength(int length, Action<IrBuilder, Value[], Value> body) => Build(body) with { Lengths = new[] { -1, -1, length }.ToEquatable() };

    private static Function Build(Action<IrBuilder, Value[], Value> body) => IrRewriter.Renumber(Ir.BuildUnverified([Ir.I32, Ir.F64, Ir.Buffer], (b, p) =>
    {
        body(b, p, b.Alloc(ScalarKind.Float64, p[0], AllocKind.Shadow));
        return [];
    }));
}
