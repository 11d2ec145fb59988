using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed partial class SlideElementsTests
{
    /// <summary>An adjoint that is zero so far is what is added to it; where there is no trip the clear is needed.</summary>
    [Fact]
    public void What_was_cleared_begins_with_zeros()
        => Assert.Equal(
            """
            %2: i32 = 1
            %3: i32 = length %1
            %4: i32 = %3 - %2
            %5: i32 = 0
            %6: i32 = 1
            %7: bool = %3 > %6
            if %7
            {
                %8: f64 = 0
                %14: f64 = for (%9: i32 = %5; < %4; 1) carry (%10: f64 = %8)
                {
                    %11: i32 = %9 + %2
                    %12: f64 = 0
                    %13: f64 = %10 - %0
                    %1[%9 proved] = %13
                    yield %0
                }
                %15: i32 = 1
                %16: i32 = %3 - %15
                %1[%16 proved] = %14
            }
            else
            {
                clear %1
            }
            """,
            Ir.Body(SlideElements.Run(CommonSubexpressions.Run(Ir.Build([Ir.F64, Ir.Buffer], (b, p) =>
            {
                Value one = b.Int32(1), upper = b.Scalar(Codes.Subtract, b.Length(p[1]), one);
                b.Add(new ClearOp(p[1]));
                b.Origin = Origin.None with { IsAdjoint = true };
                b.For(upper, [], (i, _) =>
                {
                    Value next = b.Scalar(Codes.Add, i, one);
                    b.Store(p[1], next, b.Scalar(Codes.Add, b.Load(p[1], next, isProved: true), p[0]), isProved: true);
                    b.Store(p[1], i, b.Scalar(Codes.Subtract, b.Load(p[1], i, isProved: true), p[0]), isProved: true);
                    return [];
                });
                return [];
            })))));

    public static TheoryData<string> ClearNames() => [.. Clears.Keys];

    /// <summary>What comes before a loop, and what becomes of the clear: whether it is still done where there are trips.</summary>
    private static readonly Dictionary<string, (bool IsDone, Action<Stencil> Body)> Clears = new()
    {
        ["from end to end"] = (false, s => AfterClear(s, s => s.Up(0, -1, i => AddBoth(s, i)))),
        ["with other things in between"] = (false, s => AfterClear(s, s =>
        {
            s.Up(0, 0, i => s.Store(s.K, i, s.X));
            s.Up(1, 0, i => AddBoth(s, i, -1));
        })),
        ["three at a time"] = (false, s => AfterClear(s, s => s.Up(1, -1, i =>
        {
            AddBoth(s, i);
            AddBoth(s, i, -1);
        }))),
        ["not to the end"] = (true, s => AfterClear(s, s => s.Up(0, -2, i => AddBoth(s, i)))),
        ["not from the beginning"] = (true, s => AfterClear(s, s => s.Up(1, -1, i => AddBoth(s, i)))),
        ["downwards"] = (true, s => AfterClear(s, s => s.Down(1, i => AddBoth(s, i, -1)))),
        ["the newest is only read"] = (true, s => AfterClear(s, s => s.Up(0, -1, i => s.Store(s.M, i, s.Plus(s.Load(s.M, i), s.Load(s.M, i, 1)))))),
        ["the oldest is only read"] = (true, s => AfterClear(s, s => s.Up(0, -1, i => s.Store(s.M, i, s.Plus(s.Load(s.M, i), s.X), 1)))),
        ["touched in between"] = (true, s => AfterClear(s, s =>
        {
            s.Up(0, 0, i => s.Store(s.M, i, s.X));
            s.Up(0, -1, i => AddBoth(s, i));
        })),
        ["read in between"] = (true, s => AfterClear(s, s =>
        {
            s.Sum(s.M);
            s.Up(0, -1, i => AddBoth(s, i));
        })),
        ["what throws in between"] = (true, s => AfterClear(s, s =>
        {
            s.B.Store(s.Y, s.B.Int32(0), s.X);
            s.Up(0, -1, i => AddBoth(s, i));
        })),
        ["another array"] = (true, s =>
        {
            s.Clear(s.K);
            s.Up(0, -1, i => AddBoth(s, i));
        }
        ),
        ["a window"] = (true, s =>
        {
            Value window = s.B.View(s.Y, s.Zero, s.N);
            s.Clear(s.Y);
            s.Up(0, -1, i =>
            {
                s.Store(window, i, s.Plus(s.Load(window, i), s.X));
                s.Store(window, i, s.Plus(s.Load(window, i, 1), s.X), 1);
            });
        }
        ),
    };

    [Theory, MemberData(nameof(ClearNames))]
    public void A_clear_is_left_out_where_the_loop_stores_to_all_elements(string name)
    {
        Function before = Stencil.BuildOnce(Clears[name].Body), after = SlideElements.Run(before);
        IrVerifier.Verify(after);
        Assert.NotSame(before, after);
        Stencil.Compare(before, after, name is "what throws in between" ? 1 : 0);
        Assert.Equal(Clears[name].IsDone, after.Body.Operations.Any(operation => operation is ClearOp));
        Assert.Single(after.Body.All(), operation => operation is ClearOp);
    }

    /// <summary>Where there are trips for certain, no clear is left; inside of another loop as well.</summary>
    [Fact]
    public void A_clear_in_a_loop_that_has_trips_is_gone()
    {
        Function before = Stencil.BuildOnce(s => s.Up(s.Zero, s.B.Int32(2), _ =>
        {
            Value four = s.B.Alloc(ScalarKind.Float64, s.B.Int32(4), AllocKind.Cache);
            s.Clear(four);
            s.Up(s.Zero, s.B.Int32(3), i =>
            {
                s.Store(four, i, s.Plus(s.Load(four, i), s.X));
                s.Store(four, i, s.Plus(s.Load(four, i, 1), s.X), 1);
            });
            s.AddToFirst(s.Load(four, s.B.Int32(3)));
        })), after = SlideElements.Run(before);
        Stencil.Compare(before, after, 0);
        Assert.DoesNotContain(after.Body.All(), operation => operation is ClearOp);
    }

    /// <summary>Arrays that are cleared before loops over most or all of their elements, and then read.</summary>
    [Fact]
    public void Random_loops_after_clears_keep_their_bits()
    {
        int left = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            Function before = Stencil.BuildOnce(s =>
            {
                var random = new Random(seed);
                for (int count = random.Next(1, 4); count > 0; count--)
                {
                    Value[] arrays = [.. ((Value[])[s.M, s.K, s.Y]).Where(_ => random.Next(3) > 0), s.M];
                    foreach (Value array in arrays.Distinct()) s.Clear(array);
                    if (random.Next(4) == 0) s.Up(0, 0, i => s.Store(arrays[0], i, s.X));
                    int lower = random.Next(2), upper = random.Next(5) == 0 ? -2 : -1, from = random.Next(3) == 0 ? 0 : -lower;
                    s.Up(lower, upper, i =>
                    {
                        Value value = s.X;
                        for (int steps = random.Next(2, 7); steps > 0; steps--)
                        {
                            Value array = arrays[random.Next(arrays.Length)];
                            int beside = random.Next(from, 2);
                            if (random.Next(2) == 0) value = s.Plus(s.Twice(value), s.Load(array, i, beside));
                            else s.Store(array, i, random.Next(3) == 0 ? value : s.Plus(s.Load(array, i, beside), value), beside);
                        }
                    });
                    foreach (Value array in arrays.Distinct()) s.Sum(array);
                }
            }), after = SlideElements.Run(before);
            IrVerifier.Verify(after);
            Stencil.Compare(before, after, 0);
            if (Cleared(after) < Cleared(before)) left++;
        }
        Assert.InRange(left, 50, 500);

        static int Cleared(Function function) => function.Body.Operations.Count(operation => operation is ClearOp);
    }

    private static void AfterClear(Stencil s, Action<Stencil> loops)
    {
        s.Clear(s.M);
        loops(s);
        s.Sum(s.M);
    }

    private static void AddBoth(Stencil s, Value index, int offset = 0)
    {
        for (int beside = 0; beside < 2; beside++) s.Store(s.M, index, s.Plus(s.Load(s.M, index, offset + beside), s.X), offset + beside);
    }
}
