using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>Of (int n, double x, double[] y) with arrays m and k of n elements: what is loaded and stored in the loop, and what is compared for short and empty arrays too.</summary>
public sealed partial class SlideElementsTests
{
    [Fact]
    public void Elements_are_loaded_by_the_first_trip_that_touches_them_and_stored_by_the_last()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: i32 = %0 - %2
            %4: i32 = 0
            %5: bool = %3 > %4
            if %5
            {
                %6: i32 = 0
                %7: f64 = %1[%6 proved]
                %14: f64 = for (%8: i32 = %4; < %3; 1) carry (%9: f64 = %7)
                {
                    %10: i32 = %8 + %2
                    %11: f64 = %1[%10 proved]
                    %12: f64 = %9 - %11
                    %13: f64 = %11 + %12
                    %1[%8 proved] = %12
                    yield %13
                }
                %15: i32 = 1
                %16: i32 = %0 - %15
                %1[%16 proved] = %14
            }
            """,
            Ir.Body(SlideElements.Run(CommonSubexpressions.Run(Ir.Build([Ir.I32, Ir.Buffer], (b, p) =>
            {
                Value upper = b.Scalar(Codes.Subtract, p[0], b.Int32(1));
                b.For(upper, [], (i, _) =>
                {
                    Value next = b.Scalar(Codes.Add, i, b.Int32(1)), difference = b.Scalar(Codes.Subtract, b.Load(p[1], i, isProved: true), b.Load(p[1], next, isProved: true));
                    b.Store(p[1], next, b.Scalar(Codes.Add, b.Load(p[1], next, isProved: true), difference), isProved: true);
                    b.Store(p[1], i, difference, isProved: true);
                    return [];
                });
                return [];
            })))));

    public static TheoryData<string> SlidingNames() => [.. Sliding.Keys];

    /// <summary>Loops and how many loads and stores each trip is left with.</summary>
    private static readonly Dictionary<string, ((int Loads, int Stores) Left, Action<Stencil> Body)> Sliding = new()
    {
        ["a recurrence"] = ((0, 1), s => s.Up(1, 0, i => s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, -1))))),
        ["three neighbours"] = ((1, 1), s => s.Up(1, -1, i =>
        {
            Value difference = s.Plus(s.Load(s.Y, i, -1), s.Load(s.Y, i, 1));
            s.Store(s.Y, i, s.Plus(s.Load(s.Y, i), difference));
        })),
        ["stored at either end"] = ((1, 1), s => s.Up(1, -1, i =>
        {
            s.Store(s.Y, i, s.Load(s.K, i), 1);
            s.Store(s.Y, i, s.Plus(s.Load(s.Y, i), s.Load(s.Y, i, 1)), -1);
        })),
        ["stored twice"] = ((1, 1), s => s.Up(0, -1, i =>
        {
            s.Store(s.Y, i, s.Twice(s.Load(s.Y, i)));
            s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, 1)), 1);
            s.Store(s.Y, i, s.Plus(s.Load(s.Y, i), s.Load(s.Y, i, 1)));
        })),
        ["downwards"] = ((1, 1), s => s.Down(1, i =>
        {
            s.Store(s.Y, i, s.Plus(s.Load(s.Y, i, -1), s.Load(s.Y, i)), -1);
            s.Store(s.Y, i, s.X);
        })),
        ["what is only read in a loop that carries a sum"] = ((1, 0), s => s.Fold(1, 0, (i, sum) => s.Plus(sum, s.Plus(s.Load(s.Y, i, -1), s.Load(s.Y, i))))),
        ["what is only read beside what is stored"] = ((1, 1), s => s.Up(1, 0, i => s.Store(s.M, i, s.Plus(s.Plus(s.Load(s.M, i, -1), s.Load(s.Y, i)), s.Load(s.Y, i, -1))))),
        ["in a row"] = ((0, 1), s => s.Up(s.Zero, s.B.Int32(1), row =>
        {
            Value start = s.Plus(row, row);
            s.Up(1, 0, i => s.Store(s.Y, s.Plus(start, i), s.Twice(s.Load(s.Y, s.Plus(start, i), -1))));
        })),
        ["with trips for certain"] = ((0, 1), s => s.Up(s.Zero, s.B.Int32(2), i => s.Store(s.K, i, s.Twice(s.Load(s.K, i)), 1))),
    };

    [Theory, MemberData(nameof(SlidingNames))]
    public void Each_element_is_loaded_and_stored_once(string name)
    {
        const int fewest = 3;
        Function before = Stencil.BuildOnce(Sliding[name].Body), after = SlideElements.Run(before);
        IrVerifier.Verify(after);
        Stencil.Compare(before, after, name is "in a row" or "with trips for certain" ? fewest : 0);
        Assert.Equal(Sliding[name].Left, Touched(after));
        Assert.Equal(name != "with trips for certain" ? 1 : 0, after.Body.All().Count(operation => operation is IfOp) - before.Body.All().Count(operation => operation is IfOp));
    }

    public static TheoryData<string> StayingNames() => [.. Staying.Keys];

    private static readonly Dictionary<string, Action<Stencil>> Staying = new()
    {
        ["one place"] = s => s.Up(0, 0, i => s.Store(s.Y, i, s.Twice(s.Load(s.Y, i)))),
        ["what may run in lanes"] = s => s.Up(1, 0, i => s.Store(s.Y, i, s.Plus(s.Load(s.K, i, -1), s.Load(s.K, i)))),
        ["a gap"] = s => s.Up(2, 0, i => s.Store(s.Y, i, s.Load(s.Y, i, -2))),
        ["too many"] = s => s.Up(4, 0, i =>
        {
            Value sum = s.X;
            for (int back = 1; back <= 4; back++) sum = s.Plus(sum, s.Load(s.Y, i, -back));
            s.Store(s.Y, i, sum);
        }),
        ["two rows"] = s => s.Up(1, 0, row => s.Fold(s.Zero, s.B.Int32(1), (i, sum) => s.Plus(sum, s.Plus(s.Load(s.Y, s.Plus(row, i)), s.Load(s.Y, i, 1))))),
        ["what is added changes"] = s => s.Fold(1, 0, (i, sum) =>
        {
            Value place = s.B.Scalar(Codes.Multiply, i, s.Zero);
            return s.Plus(sum, s.Plus(s.Load(s.Y, s.Plus(place, i)), s.Load(s.Y, s.Plus(place, i), -1)));
        }),
        ["in a branch"] = s => s.Up(1, 0, i => s.B.If(s.B.Scalar(Codes.Less, s.X, s.Load(s.K, i)), () => s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, -1))))),
        ["also in a branch"] = s => s.Up(1, 0, i =>
        {
            s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, -1)));
            s.B.If(s.B.Scalar(Codes.Less, s.X, s.Load(s.K, i)), () => s.Store(s.Y, s.Zero, s.X));
        }),
        ["cleared by each trip"] = s => s.Up(1, 0, i =>
        {
            s.Store(s.M, i, s.Twice(s.Load(s.M, i, -1)));
            s.Clear(s.M);
        }),
        ["through a window too"] = s =>
        {
            Value window = s.B.View(s.Y, s.Zero, s.N);
            s.Up(1, 0, i => s.Store(s.Y, i, s.Plus(s.Load(window, i), s.Load(s.Y, i, -1))));
        },
        ["through a window of each trip"] = s => s.Up(1, 0, i =>
        {
            Value window = s.B.View(s.Y, s.Zero, s.N);
            s.Store(window, i, s.Load(window, i, -1));
        }),
        ["by two at a time"] = s => s.Loop(s.B.Int32(1), s.N, 2, isInclusive: false, i => s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, -1)))),
        ["what calls a function"] = s => s.Up(1, 0, i => s.Store(s.Y, i, s.Sine(s.Load(s.Y, i, -1)))),
        ["what may throw"] = s => s.Up(1, 0, i =>
        {
            s.Store(s.Y, i, s.Twice(s.Load(s.Y, i, -1)));
            s.Store(s.K, i, s.Load(s.Y, s.Plus(i, i), isProved: false));
        }),
    };

    [Theory, MemberData(nameof(StayingNames))]
    public void What_stays(string name)
    {
        Function before = Stencil.BuildOnce(Staying[name]);
        Assert.Same(before, SlideElements.Run(before));
    }

    [Fact]
    public void Parameters_that_may_be_the_same_storage_stay()
    {
        Function before = CommonSubexpressions.Run(Ir.Build([Ir.I32, Ir.Buffer, Ir.Buffer], (b, p) =>
        {
            b.For(b.Int32(1), p[0], [], (i, _) =>
            {
                b.Store(p[1], i, b.Load(p[1], b.Scalar(Codes.Subtract, i, b.Int32(1)), isProved: true), isProved: true);
                b.Store(p[2], i, b.Float(ScalarKind.Float64, 1), isProved: true);
                return [];
            });
            return [];
        })), aliased = before with { ParametersMayAlias = true };
        Assert.NotSame(before, SlideElements.Run(before));
        Assert.Same(aliased, SlideElements.Run(aliased));
    }

    /// <summary>Registers are few: a loop over five arrays that are read carries the neighbours of three of them, that which is stored to first of all.</summary>
    [Fact]
    public void A_loop_carries_so_many_at_most()
    {
        Function before = CommonSubexpressions.Run(Ir.Build([Ir.I32, .. Enumerable.Repeat(Ir.Buffer, 5)], (b, p) =>
        {
            Value sum = b.For(b.Int32(1), b.Scalar(Codes.Subtract, p[0], b.Int32(1)), [b.Float(ScalarKind.Float64, 0)], (i, carried) =>
            {
                Value sum = carried[0], previous = b.Scalar(Codes.Subtract, i, b.Int32(1)), next = b.Scalar(Codes.Add, i, b.Int32(1));
                foreach (Value array in p[1..])
                    foreach (Value place in (Value[])[previous, i, next]) sum = b.Scalar(Codes.Add, sum, b.Load(array, place, isProved: true));
                b.Store(p[5], i, sum, isProved: true);
                return [sum];
            })[0];
            return [sum];
        }));
        ForOp loop = SlideElements.Run(before).Body.All().OfType<ForOp>().Single();
        Assert.Equal(7, loop.Inits.Count);
        Assert.Equal([3, 3, 1, 1, 1], Enumerable.Range(1, 5).Select(array => loop.Body.Operations.OfType<LoadOp>().Count(load => load.Buffer.Id == array)).OrderByDescending(count => count));
        Assert.Single(loop.Body.Operations.OfType<LoadOp>(), load => load.Buffer.Id == 5);
    }

    /// <summary>Of a length no difference overflows: from 1 up to what is before the length by two, or down from there to 1.</summary>
    [Theory]
    [InlineData(1, false, 3)]
    [InlineData(1, true, 2)]
    [InlineData(-1, false, 3)]
    [InlineData(-1, true, 2)]
    public void The_branch_asks_for_the_length_itself(int step, bool isInclusive, int expected)
    {
        Function after = SlideElements.Run(CommonSubexpressions.Run(Stencil.Build(s =>
        {
            Value first = s.B.Int32(1), end = s.B.Scalar(Codes.Subtract, s.B.Length(s.Y), s.B.Int32(2));
            if (step < 0) (first, end) = (end, first);
            s.Loop(first, end, step, isInclusive, i => s.Store(s.Y, i, s.Load(s.Y, i, -1)));
        })));
        ScalarOp condition = after.Body.Operations.OfType<ScalarOp>().First(scalar => scalar.Code == Codes.Greater);
        Assert.IsType<LengthOp>(after.Effects.DefinitionOf(condition.Arguments[0]));
        Assert.Equal(Literal.Of(expected), after.Effects.LiteralOf(condition.Arguments[1]));
    }

    [Fact]
    public void Random_loops_keep_their_bits()
    {
        const int fewest = 4;
        int slid = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            Function before = Random(seed), after = SlideElements.Run(before);
            IrVerifier.Verify(after);
            Stencil.Compare(before, after, fewest);
            if (ReferenceEquals(before, after)) continue;
            slid++;
            Stencil.Compare(before, Passes.Final(Passes.All(before)), fewest);
        }
        Assert.InRange(slid, 300, 1000);
    }

    /// <summary>Loops up or down, some inside of another one, that touch arrays at and beside the counter; bounds that are literals or not, and cross at times.</summary>
    private static Function Random(int seed) => Stencil.BuildOnce(s =>
    {
        var random = new Random(seed);
        Value[] arrays = [s.M, s.K, s.Y];
        Value Bound(int fromStart, int fromEnd) => random.Next(4) > 0 ? s.B.Scalar(Codes.Subtract, s.N, s.B.Int32(fromEnd)) : s.B.Int32(fromStart);
        void Nest(int depth, Value row)
        {
            for (int count = random.Next(1, 3); count > 0; count--)
            {
                const int reach = 1;
                bool isInclusive = random.Next(2) == 0, isRow = random.Next(3) == 0, carries = random.Next(3) == 0;
                // The shortest arrays have four elements; rows begin at 0 and 1.
                int last = isInclusive ? 2 : 1, shift = depth > 0 && isRow ? 1 : 0;
                Value low = s.B.Int32(random.Next(1, 3)), high = Bound(random.Next(0, 2), last + shift);
                bool isDown = random.Next(3) == 0;
                if (isDown) (low, high) = (Bound(1, 2 + shift), s.B.Int32(isInclusive ? 1 : 0));
                Value Index(Value i) => depth > 0 && isRow ? s.Plus(row, i) : i;
                Value Trip(Value i, Value sum)
                {
                    Value value = s.X;
                    for (int steps = random.Next(1, 6); steps > 0; steps--)
                    {
                        Value array = arrays[random.Next(random.Next(1, 4))];
                        int beside = random.Next(-reach, reach + 1);
                        if (random.Next(3) == 0) s.Store(array, Index(i), value, beside);
                        else value = s.Plus(s.Twice(value), s.Load(array, Index(i), beside));
                    }
                    if (depth < 1 && random.Next(4) == 0) Nest(depth + 1, s.B.Scalar(Codes.Subtract, i, i));
                    return s.Plus(sum, value);
                }
                if (carries) s.AddToFirst(s.Loop(low, high, isDown ? -1 : 1, isInclusive, s.X, Trip));
                else s.Loop(low, high, isDown ? -1 : 1, isInclusive, i => Trip(i, s.X));
            }
        }
        if (random.Next(3) == 0) s.Up(s.Zero, s.B.Int32(2), row => Nest(1, row));
        else Nest(0, s.Zero);
        s.Sum(s.M);
    });

    /// <summary>The loads and stores that are directly in the loop that was changed: the innermost of the first nest.</summary>
    private static (int Loads, int Stores) Touched(Function function)
    {
        ForOp loop = function.Body.All().OfType<ForOp>().First(loop => !loop.Body.Has(operation => operation is ForOp));
        return (loop.Body.Operations.Count(operation => operation is LoadOp), loop.Body.Operations.Count(operation => operation is StoreOp));
    }
}
