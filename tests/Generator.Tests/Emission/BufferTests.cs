using DiffGen.Generator.Emission;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Loads stay on their side of stores; memory comes from the stack or a workspace.</summary>
public sealed class BufferTests
{
    [Fact]
    public void Load_is_inlined_only_where_no_store_intervenes()
    {
        Check("double value = a[i];\na[0] = x;\nreturn value;", (b, a, x, i) =>
        {
            Value load = b.Load(a, i);
            b.Store(a, b.Int32(0), x);
            return load;
        });
        Check("a[0] = x;\nreturn a[i] * x;", (b, a, x, i) =>
        {
            b.Store(a, b.Int32(0), x);
            return b.Scalar(Codes.Multiply, b.Load(a, i), x);
        });
    }

    [Fact]
    public void Store_of_a_changed_element_is_compound()
        => Check("a[i + 1] -= x * x;\nreturn x;", (b, a, x, i) =>
        {
            Value index = b.Scalar(Codes.Add, i, b.Int32(1));
            b.Store(a, index, b.Scalar(Codes.Subtract, b.Load(a, index), b.Scalar(Codes.Multiply, x, x)));
            return x;
        });

    [Fact]
    public void Unused_load_still_throws()
        => Check("_ = a[i];\nreturn x;", (b, a, x, i) =>
        {
            b.Load(a, i);
            return x;
        });

    [Fact]
    public void Window_and_choice_are_scoped_spans()
        => Check("Span<double> slice = a.Slice(i, 2);\nscoped Span<double> chosen = i == 0 ? slice : a;\nreturn chosen[1];", (b, a, x, i) =>
            b.Load(b.Choose(i, [b.View(a, i, b.Int32(2)), a]), b.Int32(1)));

    [Fact]
    public void Array_becomes_a_span()
    {
        Function function = Ir.Build([Ir.ReadOnly, Ir.I32], (b, x) => [b.Load(b.View(x[0], x[1], b.Int32(2)), b.Int32(1))]);
        Assert.Equal(
            "ReadOnlySpan<double> slice = a.AsSpan(i, 2);\nreturn slice[1];",
            Emitted.Body(Emitted.Method(function, "double[] a; int i", "double", Emitted.Return)));
    }

    [Fact]
    public void Small_buffer_is_on_the_stack_and_cleared_per_trip()
    {
        Function function = Ir.Build([Ir.I32], (b, x) =>
        [
            b.For(x[0], [b.Float(ScalarKind.Float64, 0)], (i, s) =>
            {
                Value buffer = b.Alloc(ScalarKind.Float64, b.Int32(2), AllocKind.Local, "pair");
                b.Store(buffer, b.Scalar(Codes.And, i, b.Int32(1)), s[0]);
                return [b.Scalar(Codes.Add, b.Load(buffer, b.Int32(0)), b.Float(ScalarKind.Float64, 1))];
            })[0],
        ]);
        Assert.Equal(
            """
            Span<double> pair = stackalloc double[2];
            double value = 0;
            for (int i = 0; i < n; i++)
            {
                pair.Clear();
                pair[i & 1] = value;
                value = pair[0] + 1;
            }
            return value;
            """,
            Emitted.Body(Emitted.Method(function, "int n", "double", Emitted.Return)));
    }

    [Fact]
    public void Workspace_is_rented_by_the_entry_and_released_per_trip()
    {
        Function function = Ir.Build([Ir.I32], (b, x) =>
        {
            Value cache = b.Alloc(ScalarKind.Float64, x[0], AllocKind.Cache);
            b.For(x[0], [], (i, _) =>
            {
                Value row = b.Alloc(ScalarKind.Float64, x[0], AllocKind.Shadow, "dRow");
                b.Store(cache, i, b.Load(row, i));
                return [];
            });
            return [b.Load(cache, b.Int32(0))];
        });
        string text = FileEmitter.Emit("F.g.cs", Emitted.Context, [Emitted.Method(function, "int n", "double", Emitted.Return)], ["FKernel"]).Text;
        Assert.Equal("using var workspace = global::DiffGen.Workspaces.Workspace.Rent();\nreturn FKernel2(n, workspace);", Emitted.Statements(text, "F"));
        Assert.Equal(
            """
            Span<double> cache = workspace.Buffer<double>(n);
            for (int i = 0; i < n; i++)
            {
                var mark = workspace.Mark();
                Span<double> dRow = workspace.Zeroed<double>(n);
                cache.At(i) = dRow.At(i);
                workspace.Release(mark);
            }
            return cache[0];
            """,
            Emitted.Statements(text, "FKernel2"));
        using var assembly = Emitted.Compile(text);
        Assert.Equal(0, assembly.Method<Func<int, double>>("Sample.Program", "F")(3));
    }

    [Fact]
    public void Callee_takes_the_workspace_of_its_caller()
    {
        Function callee = Ir.Build([Ir.F64, Ir.I32], (b, x) =>
        {
            Value buffer = b.Alloc(ScalarKind.Float64, x[1], AllocKind.Local, "buffer");
            b.Store(buffer, b.Int32(0), x[0]);
            return [b.Load(buffer, b.Int32(0)), b.Scalar(Codes.Multiply, x[0], x[0])];
        }) with
        { Name = "Helper" };
        Function caller = Ir.Build([Ir.F64, Ir.I32], (b, x) =>
        {
            Value first = b.Define(Ir.F64, "r"), second = b.Define(Ir.F64, "square");
            b.Add(new CallOp([first, second], "Helper", [x[0], x[1]]));
            return [b.Scalar(Codes.Add, first, second)];
        });
        GeneratedMethod helper = Emitted.Method(callee, "double x; int n; out double result2", "double", Emitted.Return, Emitted.Assign("result2")) with { Modifiers = "private static" };
        string text = Emitted.File(Emitted.Method(caller, "double x; int n", "double", Emitted.Return), helper);
        Assert.Equal("double r = Helper(x, n, out double square, workspace);\nreturn r + square;", Emitted.Statements(text, "FKernel"));
        Assert.Equal(
            """
            var mark = workspace.Mark();
            Span<double> buffer = workspace.Buffer<double>(n);
            buffer[0] = x;
            double value = buffer[0];
            result2 = x * x;
            workspace.Release(mark);
            return value;
            """,
            Emitted.Statements(text, "Helper"));
        using var assembly = Emitted.Compile(text);
        Assert.Equal(12, assembly.Method<Func<double, int, double>>("Sample.Program", "F")(3, 2));
    }

    private static void Check(string expected, Func<IrBuilder, Value, Value, Value, Value> build)
    {
        Function function = Ir.Build([Ir.Buffer, Ir.F64, Ir.I32], (b, x) => [build(b, x[0], x[1], x[2])]);
        Assert.Equal(expected, Emitted.Body(Emitted.Method(function, "Span<double> a; double x; int i", "double", Emitted.Return)));
    }
}
