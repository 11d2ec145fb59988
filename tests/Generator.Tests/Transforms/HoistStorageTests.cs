using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class HoistStorageTests
{
    [Fact]
    public void A_cache_leaves_the_loop()
        => Assert.Equal(
            """
            %3: i32 = 0
            %4: f64[] = alloc cache(%1)
            %9: f64 = for (%5: i32 = %3; < %0; 1) carry (%6: f64 = %2)
            {
                %7: i32 = 0
                %4[%7] = %6
                %8: f64 = %4[%7]
                yield %8
            }
            yield %9
            """,
            Run((b, p) => b.For(p[0], [p[2]], (_, x) => [Kept(b, p[1], x[0])])));

    [Fact]
    public void It_leaves_all_loops_with_its_size()
        => Assert.Equal(
            """
            %3: i32 = 0
            %4: i32 = %1 * %0 checked
            %5: i32 = %4 * %1 checked
            %6: f64[] = alloc cache(%5)
            %15: f64 = for (%7: i32 = %3; < %0; 1) carry (%8: f64 = %2)
            {
                %9: i32 = 0
                %14: f64 = for (%10: i32 = %9; < %0; 1) carry (%11: f64 = %8)
                {
                    %12: i32 = 0
                    %6[%12] = %11
                    %13: f64 = %6[%12]
                    yield %13
                }
                yield %14
            }
            yield %15
            """,
            Run((b, p) => b.For(p[0], [p[2]], (_, x) => b.For(p[0], [x[0]], (_, y) => [Kept(b, Product(b, Product(b, p[1], p[0]), p[1]), y[0])]))));

    [Fact]
    public void It_leaves_a_loop_that_tests()
        => Assert.StartsWith("%3: f64[] = alloc cache(%1)", Run((b, p) => b.While([p[2]], x => b.Scalar(Codes.Less, x[0], p[2]), x => [Kept(b, p[1], x[0])])), StringComparison.Ordinal);

    [Fact]
    public void It_stays_in_a_loop_that_computes_its_size()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (_, x) => b.For(p[0], [x[0]], (i, y) => b.For(i, [y[0]], (_, z) => [Kept(b, i, z[0])]))));
        Assert.Equal(["for", "for", "alloc", "for"], Order(body));
    }

    [Fact]
    public void It_stays_in_a_branch_and_leaves_the_loops_in_it()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (_, x) => [b.If(b.Scalar(Codes.Less, x[0], p[2]), () => b.For(p[0], [x[0]], (_, y) => [Kept(b, p[1], y[0])])[0], () => x[0])]));
        Assert.Equal(["for", "if", "alloc", "for"], Order(body));
    }

    [Theory, InlineData(nameof(AllocKind.Local)), InlineData(nameof(AllocKind.Shadow)), InlineData(nameof(AllocKind.Stack))]
    public void Storage_of_other_kinds_stays(string kind)
        => Stays((b, p) => b.For(p[0], [p[2]], (_, x) =>
        {
            Value storage = b.Alloc(ScalarKind.Float64, p[1], Enum.Parse<AllocKind>(kind));
            b.Store(storage, b.Int32(0), x[0]);
            return [b.Scalar(Codes.Add, Kept(b, b.Scalar(Codes.Add, p[1], b.Int32(1)), x[0]), b.Load(storage, b.Int32(0)))];
        }));

    /// <summary>A checked product of the user throws where it stands, and not at all in a loop without trips.</summary>
    [Fact]
    public void A_checked_product_that_is_used_otherwise_stays()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (_, x) =>
        {
            Value count = Product(b, p[0], p[1]);
            return [b.Scalar(Codes.Multiply, Kept(b, p[1], x[0]), b.Scalar(Ir.F64, Codes.Convert, count))];
        }));
        Assert.Equal(["alloc", "for", "checked"], Order(body));
    }

    [Fact]
    public void Factors_of_a_checked_product_that_is_used_otherwise_stay()
    {
        string body = Run((b, p) => b.For(p[0], [p[2]], (_, x) =>
        {
            Value count = Product(b, Product(b, p[0], p[1]), p[1]);
            return [b.Scalar(Codes.Multiply, Kept(b, p[1], x[0]), b.Scalar(Ir.F64, Codes.Convert, count))];
        }));
        Assert.Equal(["alloc", "for", "checked", "checked"], Order(body));
    }

    [Fact]
    public void A_size_that_is_carried_stays()
    {
        string body = Run((b, p) => b.For(p[0], [p[2], p[1]], (_, x) => [Kept(b, x[1], x[0]), Product(b, p[0], p[1])]));
        Assert.Equal(["for", "alloc", "checked"], Order(body));
    }

    [Fact]
    public void A_run_gives_what_it_gave_before()
    {
        Function before = Build((b, p) => b.For(p[0], [p[2]], (_, x) => b.For(p[1], [x[0]], (j, y) =>
        {
            Value cache = b.Alloc(ScalarKind.Float64, Product(b, p[1], p[1]), AllocKind.Cache);
            b.Store(cache, j, y[0]);
            return [b.Scalar(Codes.Add, b.Load(cache, j), b.Scalar("Math.Sin", y[0]))];
        })));
        Function after = HoistStorage.Run(before);
        Assert.NotEqual(Ir.Body(before), Ir.Body(after));
        foreach (int n in (int[])[0, 1, 4])
            Assert.Equal(IrInterpreter.Run(before, n, 3, 0.5), IrInterpreter.Run(after, n, 3, 0.5));
    }

    /// <summary>What a cache of a length gives back.</summary>
    private static Value Kept(IrBuilder b, Value length, Value value)
    {
        Value cache = b.Alloc(ScalarKind.Float64, length, AllocKind.Cache), zero = b.Int32(0);
        b.Store(cache, zero, value);
        return b.Load(cache, zero);
    }

    private static Value Product(IrBuilder b, Value left, Value right) => b.Scalar(Ir.I32, Codes.Multiply, true, left, right);

    private static IEnumerable<string> Order(string body)
        => body.Split('\n').SelectMany(line => ((string[])["alloc", "for", "if", "checked"]).Where(word => line.Contains($" {word} ", StringComparison.Ordinal) || line.EndsWith($" {word}", StringComparison.Ordinal) || line.TrimStart().StartsWith($"{word} ", StringComparison.Ordinal)));

    private static void Stays(Func<IrBuilder, Value[], Value[]> body)
    {
        Function function = Build(body), after = HoistStorage.Run(function);
        Assert.Contains("    %", Ir.Body(after).Split('\n').Single(line => line.Contains("alloc", StringComparison.Ordinal) && !line.Contains("cache", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Run(Func<IrBuilder, Value[], Value[]> body) => Ir.Body(HoistStorage.Run(Build(body)));

    /// <summary>Of (int, int, double).</summary>
    private static Function Build(Func<IrBuilder, Value[], Value[]> body) => Ir.Build([Ir.I32, Ir.I32, Ir.F64], body);
}
