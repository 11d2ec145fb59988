using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Which elements are accessed without a check of the index.</summary>
public sealed class AccessTests
{
    [Fact]
    public void What_the_JIT_sees_by_itself_is_printed_as_it_is()
        => Check("a[i]", (b, p) => Sum(b, p, b.Length(p[0]), i => b.Load(p[0], i)));

    [Fact]
    public void What_is_proved_is_not_checked()
        => Check("a.At(i)", (b, p) => Sum(b, p, p[3], i => b.Load(p[0], i, isProved: true)));

    [Fact]
    public void The_length_of_another_array_is_not_obvious()
        => Check("a.At(i)", (b, p) => Sum(b, p, b.Length(p[1]), i => b.Load(p[0], i, isProved: true)));

    [Fact]
    public void A_shifted_counter_is_not_obvious()
        => Check("a.At(i - 1)", (b, p) => Value(b, p, b.Int32(1), b.Length(p[0]), i => b.Load(p[0], b.Scalar(Codes.Subtract, i, b.Int32(1)))));

    [Fact]
    public void What_may_throw_is_checked()
        => Check("a[i]", (b, p) => Sum(b, p, p[3], i => b.Load(p[0], i)));

    [Fact]
    public void Outside_of_loops_a_check_costs_little()
        => Check("a[n]", (b, p) => b.Load(p[0], p[3], isProved: true));

    [Fact]
    public void In_a_branch_of_a_loop_too()
        => Check("a.At(n)", (b, p) => Sum(b, p, p[3], i => b.If(b.Scalar(Codes.Less, p[2], b.Float(ScalarKind.Float64, 0)), () => b.Load(p[0], p[3], isProved: true), () => p[2])));

    [Fact]
    public void A_literal_index_on_the_stack_is_obvious()
    {
        string text = Text((b, p) =>
        {
            Value pair = b.Alloc(ScalarKind.Float64, b.Int32(2), AllocKind.Local, "pair");
            return Sum(b, p, p[3], i =>
            {
                b.Store(pair, b.Int32(1), b.Load(p[0], i));
                return b.Load(pair, b.Int32(1));
            });
        });
        Assert.Contains("pair[1]", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".At(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_is_not_checked_either()
        => Check("c.At(i) = ", (b, p) => Sum(b, p, p[3], i =>
        {
            b.Store(p[4], i, p[2], isProved: true);
            return p[2];
        }));

    [Fact]
    public void A_window_that_is_proved_is_not_checked()
        => Assert.Contains("= a.SliceAt(i, n);", Text((b, p) => Sum(b, p, p[3], i => b.Load(b.View(p[0], i, p[3], isProved: true), i))), StringComparison.Ordinal);

    [Fact]
    public void Any_other_window_is()
    {
        Checked((b, p) => Sum(b, p, p[3], i => b.Load(b.View(p[0], i, p[3]), i)));
        // It isn't in a loop.
        Checked((b, p) => b.Load(b.View(p[0], p[3], p[3], isProved: true), p[3]));
        // The JIT sees it.
        Checked((b, p) => Sum(b, p, p[3], i => b.Load(b.View(p[0], b.Int32(1), b.Int32(2), isProved: true), i)));

        static void Checked(Func<IrBuilder, Value[], Value> body)
        {
            string text = Text(body);
            Assert.Contains(".Slice(", text, StringComparison.Ordinal);
            Assert.DoesNotContain(".SliceAt(", text, StringComparison.Ordinal);
        }
    }

    private static void Check(string expected, Func<IrBuilder, Value[], Value> body)
    {
        string text = Text(body);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        if (!expected.Contains(".At(", StringComparison.Ordinal)) Assert.DoesNotContain(".At(", text, StringComparison.Ordinal);
    }

    private static Value Sum(IrBuilder b, Value[] p, Value upper, Func<Value, Value> term) => Value(b, p, b.Int32(0), upper, term);

    private static Value Value(IrBuilder b, Value[] p, Value lower, Value upper, Func<Value, Value> term)
        => b.For(lower, upper, [p[2]], (i, s) => [b.Scalar(Codes.Add, s[0], term(i))])[0];

    private static string Text(Func<IrBuilder, Value[], Value> body)
        => Emitted.Body(Emitted.Method(Ir.Build([Ir.ReadOnly, Ir.ReadOnly, Ir.F64, Ir.I32, Ir.Buffer], (b, p) => [body(b, p)]), "ReadOnlySpan<double> a; ReadOnlySpan<double> b; double x; int n; Span<double> c", "double", Emitted.Return));
}
