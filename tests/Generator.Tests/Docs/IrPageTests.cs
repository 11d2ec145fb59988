using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/ir.md names every operation, type and kind of storage, and shows every operation in print.</summary>
public sealed class IrPageTests
{
    private static MarkdownPage Page => MarkdownPage.Read("docs/ir.md");

    [Fact]
    public void Names_every_operation() => AssertNamed(Operations());

    [Fact]
    public void Names_every_type() => AssertNamed(Enum.GetValues<ScalarKind>().Where(kind => kind != ScalarKind.None).Select(kind => kind.IrName()));

    [Fact]
    public void Names_every_shape_and_storage() => AssertNamed([.. Enum.GetNames<IrShape>(), .. Enum.GetNames<AllocKind>()]);

    [Fact]
    public void Listings_are_up_to_date()
    {
        Function tour = Tour();
        Assert.Equal(Operations(), All(tour.Body).Select(operation => operation.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Listings.Check(Page, new Listing("tour", "text", IrPrinter.Print(tour)));
    }

    private static IEnumerable<string> Operations() => typeof(Operation).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Operation)))
        .Select(type => type.Name)
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Every_operation_that_is_copied_unchanged_stays_the_same_object()
    {
        Function tour = Tour();
        Assert.Same(tour, new IrRewriter().Run(tour));
    }

    private static void AssertNamed(IEnumerable<string> names)
    {
        string text = Page.Text;
        List<string> missing = [.. names.Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal))];
        Assert.True(missing.Count == 0, $"docs/ir.md doesn't name {string.Join(", ", missing)}");
    }

    private static IEnumerable<Operation> All(Region region) =>
        region.Operations.SelectMany(operation => operation.Regions.SelectMany(All).Prepend(operation));

    /// <summary>A function without meaning that has every operation.</summary>
    private static Function Tour()
    {
        var builder = new IrBuilder();
        Value x = builder.Define(Ir.F64, "x"), a = builder.Define(Ir.ReadOnly, "a"), b = builder.Define(Ir.Buffer, "b"), n = builder.Define(Ir.I32, "n");
        Region body = builder.Region([x, a, b, n], () =>
        {
            builder.Origin = new Origin(builder.Source("if (x < 0) throw new ArgumentException();"), false);
            Value isNegative = builder.Scalar(Codes.Less, x, builder.Float(ScalarKind.Float64, 0));
            builder.If(isNegative, () => builder.Add(new ThrowOp("new ArgumentException()", default)));
            builder.Origin = new Origin(builder.Source("ReadOnlySpan<double> t = a.Slice(1, n);"), false);
            Value one = builder.Int32(1);
            Value window = builder.View(a, one, n, "t");
            builder.Origin = new Origin(builder.Source("double s = 0;"), false);
            Value zero = builder.Float(ScalarKind.Float64, 0);
            builder.Origin = new Origin(builder.Source("for (int i = 0; i < t.Length; i++) s += t[i];"), false);
            Value[] sums = builder.For(builder.Length(window), [zero], (i, s) => [builder.Scalar(Codes.Add, s[0], builder.Load(window, i))]);
            builder.Origin = new Origin(builder.Source("while (s > x) s = Half(s);"), false);
            Value[] halves = builder.While(sums, s => builder.Scalar(Codes.Greater, s[0], x), s => [Call(builder, s[0])]);
            builder.Origin = new Origin(builder.Source("(n > 1 ? b : scratch)[0] = s * this.Scale;"), false);
            Value scratch = builder.Alloc(ScalarKind.Float64, n, AllocKind.Local, "scratch");
            Value selector = builder.Scalar(Ir.I32, Codes.Convert, builder.Scalar(Codes.Greater, n, one));
            Value chosen = builder.Choose(selector, [scratch, b]);
            Value scale = builder.Define(Ir.F64, "scale");
            builder.Add(new OpaqueOp(scale, "this.Scale", default, IsStateful: false));
            builder.Store(chosen, builder.Int32(0), builder.Scalar(Codes.Multiply, halves[0], scale));
            builder.Origin = Origin.None;
            Value stack = builder.Alloc(ScalarKind.Float64, n, AllocKind.Stack);
            builder.Add(new ReserveOp(stack, n));
            builder.Grow(builder.Alloc(ScalarKind.Float64, n, AllocKind.Arena), n);
            builder.Add(new ClearOp(scratch));
            builder.Add(new ResultOp(scratch, 0, Value.None, default));
            return [halves[0]];
        });
        return new IrRewriter().Run(builder.Function("Tour", body));
    }

    private static Value Call(IrBuilder builder, Value argument)
    {
        Value result = builder.Define(Ir.F64);
        builder.Add(new CallOp([result], "Half", [argument]));
        return result;
    }
}
