using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Loops that copy an array are printed as that. Of (y, z, n, x), where y is an array and z a span.</summary>
public sealed class CopiesTests
{
    private delegate void Run(double[] y, Span<double> z, int n, double x);

    [Fact]
    public void A_loop_that_copies_all_elements_is_a_call()
    {
        string text = Text((b, p) =>
        {
            Value t = Filled(b, p);
            Copy(b, t, p[0], b.Length(p[0]));
        });
        Assert.EndsWith("\nt.CopyTo(y);", text, StringComparison.Ordinal);
        Assert.DoesNotContain("y.", text.Replace("y.Length", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    public static TheoryData<string> Names() => [.. Stays.Keys];

    private static readonly Dictionary<string, Action<IrBuilder, Value[]>> Stays = new()
    {
        ["not all elements"] = (b, p) => Copy(b, Filled(b, p), p[1], b.Scalar(Codes.Subtract, p[2], b.Int32(1))),
        ["to an array of which nothing is known"] = (b, p) => Copy(b, Filled(b, p), p[1], b.Length(p[0])),
        ["another length"] = (b, p) => Copy(b, Filled(b, p), p[1], p[2]),
        ["from a parameter"] = (b, p) => Copy(b, p[0], p[1], b.Length(p[1])),
        ["a change on the way"] = (b, p) => Each(b, b.Length(p[1]), i => b.Store(p[1], i, b.Scalar(Codes.Negate, b.Load(Filled(b, p), i, isProved: true)), isProved: true)),
        ["backwards"] = (b, p) =>
        {
            Value t = Filled(b, p);
            Each(b, b.Length(p[0]), i => b.Store(p[0], b.Scalar(Codes.Subtract, b.Scalar(Codes.Subtract, b.Length(p[0]), b.Int32(1)), i), b.Load(t, i, isProved: true), isProved: true));
        },
        ["a few elements"] = (b, p) =>
        {
            Value three = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local, "three"), other = b.Alloc(ScalarKind.Float64, b.Int32(3), AllocKind.Local, "other");
            Each(b, b.Int32(3), i => b.Store(three, i, p[3], isProved: true));
            Copy(b, three, other, b.Int32(3));
            Each(b, b.Int32(3), i => b.Store(p[1], i, b.Load(other, i, isProved: true)));
        },
        ["a window on the same array"] = (b, p) =>
        {
            Value t = Filled(b, p), window = b.View(t, b.Int32(0), b.Length(p[0]), "window");
            Copy(b, t, window, b.Length(p[0]));
            Each(b, b.Length(p[0]), i => b.Store(p[0], i, b.Scalar(Codes.Multiply, b.Load(t, i, isProved: true), p[3]), isProved: true));
        },
    };

    [Theory, MemberData(nameof(Names))]
    public void Other_loops_stay(string name) => Assert.DoesNotContain("CopyTo", Text(Stays[name]), StringComparison.Ordinal);

    /// <summary>Of every length, none as well.</summary>
    [Fact]
    public void Elements_are_copied()
    {
        Function function = Build((b, p) =>
        {
            Value t = Filled(b, p);
            Copy(b, t, p[0], b.Length(p[0]));
        });
        using LoadedAssembly loaded = Emitted.Compile(Emitted.File(Method(function)));
        for (int n = 0; n < 40; n++)
        {
            double[] y = new double[n];
            loaded.Method<Run>("Sample.Program", "F")(y, y, n, 0.5);
            Assert.Equal(Enumerable.Repeat(0.5, n), y);
        }
    }

    private static Value Filled(IrBuilder b, Value[] p)
    {
        Value length = b.Length(p[0]), t = b.Alloc(ScalarKind.Float64, length, AllocKind.Local, "t");
        Each(b, length, i => b.Store(t, i, p[3], isProved: true));
        return t;
    }

    private static void Copy(IrBuilder b, Value source, Value target, Value count)
        => Each(b, count, i => b.Store(target, i, b.Load(source, i, isProved: true), isProved: true));

    private static void Each(IrBuilder b, Value count, Action<Value> body) => b.For(count, [], (i, _) =>
    {
        body(i);
        return [];
    });

    private static Function Build(Action<IrBuilder, Value[]> body) => DiffGen.Generator.Transforms.CommonSubexpressions.Run(Ir.Build([Ir.Buffer, Ir.Buffer, Ir.I32, Ir.F64], (b, p) =>
    {
        body(b, p);
        return [];
    }));

    private static string Text(Action<IrBuilder, Value[]> body)
    {
        string text = Emitted.File(Method(Build(body)));
        Emitted.Compile(text).Dispose();
        return Emitted.Statements(text, text.Contains("FKernel(", StringComparison.Ordinal) ? "FKernel" : "F");
    }

    private static GeneratedMethod Method(Function function) => Emitted.Method(function, "double[] y; Span<double> z; int n; double x", "void");
}
