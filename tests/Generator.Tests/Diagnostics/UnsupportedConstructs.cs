namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>The table of what is refused, and by which rule. A construct that becomes supported moves to the gradient corpus.</summary>
internal static class UnsupportedConstructs
{
    private const string Shapes = "public abstract class Shape { public abstract double Of(double v); } public sealed class Line(double k) : Shape { public override double Of(double v) => v * k; } public sealed class Square : Shape { public override double Of(double v) => v * v; }";

    public static IReadOnlyDictionary<string, UnsupportedConstruct> All { get; } =
        Statements.Concat(Expressions).Concat(Parameters).Concat(Members).Concat(Requests).ToDictionary(row => row.Name);

    private static UnsupportedConstruct[] Statements =>
    [
        UnsupportedConstruct.InBody("try-catch", "DG0008", "[|try { return x * x; } catch (InvalidOperationException) { return 0; }|]"),
        UnsupportedConstruct.InBody("try-finally", "DG0008", "[|try { return x * x; } finally { GC.KeepAlive(a); }|]"),
        UnsupportedConstruct.InBody("lock", "DG0008", "[|lock (a) { return x * x; }|]"),
        UnsupportedConstruct.InBody("goto", "DG0008", "double t = x; again: t *= x; if (t < 10) [|goto again;|] return t;"),
        UnsupportedConstruct.InBody("static field write", "DG0008", "[|Last = x|]; return x * x;", "public static double Last;"),
        UnsupportedConstruct.InBody("static property write", "DG0008", "[|Last = x|]; return x * x;", "public static double Last { get; set; }"),
        UnsupportedConstruct.InBody("fixed", "DG0008", "unsafe { [|fixed (double* p = a) { return x * *p; }|] }"),
        UnsupportedConstruct.InBody("write to a field of an object from outside", "DG0008", "[|Shared.X = x|]; return Shared.X;", "public sealed class Box { public double X; } public static readonly Box Shared = new();"),
        UnsupportedConstruct.InBody("foreach over a list", "DG0008", "double s = x; [|foreach (double v in new List<double> { 1, 2 }) s *= v;|] return s;"),
    ];

    private static UnsupportedConstruct[] Expressions =>
    [
        UnsupportedConstruct.InBody("LINQ over active data", "DG0009", "return x * [|a.Sum()|];"),
        UnsupportedConstruct.InBody("LINQ query", "DG0009", "return x * [|(from v in a select v * v).Sum()|];"),
        UnsupportedConstruct.InBody("delegate from outside", "DG0009", "return x * [|Function(x)|];", "public static readonly Func<double, double> Function = t => t * t;"),
        UnsupportedConstruct.InBody("recursion with a function that captures its own variables", "DG0009", "return Apply(t => t * x, 3);", "private static double Apply(Func<double, double> f, int n) => n == 0 ? f(1) : [|Apply(t => f(t) * n, n - 1)|];"),
        UnsupportedConstruct.InBody("recursion with arguments that are one variable", "DG0009", "double t = x; return Over(in t, ref t, 3);", "private static double Over(in double u, ref double v, int n) { if (n == 0) return u; v *= 2; return [|Over(in u, ref v, n - 1)|] + u; }"),
        UnsupportedConstruct.InBody("recursive local function that captures an object", "DG0009", "Box b = new(x); double G(int n) => n == 0 ? b.Value : [|G(n - 1)|]; return G(3);", "private sealed class Box(double v) { public double Value { get; } = v; }"),
        UnsupportedConstruct.InBody("lambda that calls itself", "DG0009", "Func<double, double> f = null!; f = v => v < 1 ? v : [|f(v / 2)|] * x; return f(x);"),
        UnsupportedConstruct.InBody("function that captures a variable of a branch", "DG0008", "Func<double, double> f = v => v; if (x > 0) { double k = x * 2; f = v => v * [|k|]; } return f(x);"),
        UnsupportedConstruct.InBody("delegate that holds the first argument of an extension method", "DG0008", "Func<double, double> f = [|a.Dot|]; return f(x);", "public static double Dot(this double[] v, double t) => v[0] * t;"),
        UnsupportedConstruct.InBody("choice between methods of objects", "DG0008", "Func<double, double> f = Math.Sin; if (x > 1) f = new Line(x).Of; return [|f(x)|];", Shapes),
        UnsupportedConstruct.InBody("choice between objects of two classes", "DG0008", "Shape s; if (x > 0) s = new Line(x); else s = new Square(); return [|s.Of(x)|];", Shapes),
        UnsupportedConstruct.InBody("other object in a field", "DG0008", "var h = new Holder(new Line(x)); [|h.Inner = new Line(2 * x)|]; return h.Inner.Of(x);", Shapes + " public sealed class Holder(Line inner) { public Line Inner { get; set; } = inner; }"),
        UnsupportedConstruct.InBody("span of arrays", "DG0008", "[|Span<double[]> t = [a, a];|] return t[0][0] * x;"),
        UnsupportedConstruct.InBody("floating value into passive code", "DG0008", "return Convert.ToInt32([|x|]);"),
        UnsupportedConstruct.InBody("reinterpreted storage", "DG0009", "return [|System.Runtime.InteropServices.MemoryMarshal.Cast<double, float>(a)|][0] * x;"),
        UnsupportedConstruct.InBody("dynamic", "DG0008", "[|dynamic d = x;|] return [|d * x|];"),
        UnsupportedConstruct.InBody("pointer", "DG0008", "unsafe { [|double* p = &x;|] return [|*p|] * x; }"),
        UnsupportedConstruct.InBody("virtual call", "DG0009", "return x * [|new Shape().Area(x)|];") with
        {
            Source = """
                public class Shape { public virtual double Area(double x) => x; }

                public partial class Sample
                {
                    [Differentiable]
                    public static double F(double x, Shape shape) => x * [|shape.Area(x)|];
                }
                """,
        },
        UnsupportedConstruct.InBody("call without source", "DG0009", "return x * [|double.Parse(\"2\")|];"),
        UnsupportedConstruct.InBody("decimal arithmetic", "DG0008", "return (double)[|((decimal)x * 2)|];"),
        UnsupportedConstruct.InBody("sparse derivative that is called", "DG0009", "double[] h = new double[1]; return [|SquareSparseHessian(x, out double d, h)|] * d;", "[Differentiable(Derivatives.SparseHessian)] public static double Square(double v) => v * v;"),
        UnsupportedConstruct.InBody("Hessian into what it reads", "DG0009", "double[] t = [x], g = new double[1]; return [|SumHessian(t, g, t)|];", "[Differentiable(Derivatives.Hessian)] public static double Sum(ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e * e; return s; }"),
        UnsupportedConstruct.InBody("derivative into what it reads", "DG0009", "double[] t = a[..]; return x * [|SumGradient(t, t)|];", "[Differentiable] public static double Sum(ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e * e; return s; }"),
        UnsupportedConstruct.InBody("derivative of a method that writes", "DG0009", "double[] t = a[..], d = new double[a.Length]; return x * [|ScanPullback(t, 1, d)|];", "[Differentiable(Derivatives.Pullback)] public static double Scan(Span<double> v) { v[0] *= v[1]; return v[0]; }"),
        UnsupportedConstruct.InBody("derivative of a method with a rule of its own", "DG0009", "return [|RootGradient(x, out double d)|] * d;", "[Differentiable] public static double Root(double v) => Own(v); private static double Own(double v) => v; [PullbackOf(nameof(Own))] private static double OwnPullback(double v, double seed, ref double dV) { dV += seed; return v; }"),
        UnsupportedConstruct.InBody("list", "DG0008", "[|var list = new List<double> { x };|] return [|list[0]|];"),
        UnsupportedConstruct.InBody("jagged array of three levels", "DG0008", "[|var m = new double[2][][];|] return x * m[0].Length;"),
        new("new row in a parameter", "DG0008", "public static partial class Sample { [Differentiable] public static double F(double x, double[][] rows) { [|rows[0] = new double[2]|]; return x * rows[0][0]; } }"),
        UnsupportedConstruct.InBody("length of a rented array", "DG0008", "var t = System.Buffers.ArrayPool<double>.Shared.Rent(3); t[0] = x; return [|t[0] * t.Length|];"),
        UnsupportedConstruct.InBody("all of a rented array", "DG0008", "var t = System.Buffers.ArrayPool<double>.Shared.Rent(3); double s = x; [|foreach (double v in t) s += v;|] return s;"),
        UnsupportedConstruct.InBody("end of a rented array", "DG0008", "var m = System.Buffers.MemoryPool<double>.Shared.Rent(3).Memory.Span; m[0] = x; return [|m[^1]|];"),
        UnsupportedConstruct.InBody("rented array passed on", "DG0008", "var t = System.Buffers.ArrayPool<double>.Shared.Rent(3); t[0] = x; return [|Sum(t)|];", "static double Sum(double[] v) { double s = 0; foreach (double e in v) s += e; return s; }"),
        UnsupportedConstruct.InBody("array that may be rented", "DG0008", "Span<double> t = a.Length < 9 ? stackalloc double[9] : System.Buffers.ArrayPool<double>.Shared.Rent(a.Length); t[0] = x; return [|t.Length * t[0]|];"),
        UnsupportedConstruct.InBody("array rented by each trip", "DG0008", "double[] t = new double[1]; double s = x; for (int i = 0; i < 3; i++) { [|s += t.Length;|] t = System.Buffers.ArrayPool<double>.Shared.Rent(3); } return s;"),
        UnsupportedConstruct.InBody("parameter as a row", "DG0008", "double[][] rows = new double[2][]; [|rows[0] = a|]; return x * rows[0][0];"),
        UnsupportedConstruct.InBody("function rebound by each trip", "DG0008", "Func<double, double> f = v => v * x; double s = x; [|for (int i = 0; i < 3; i++) { s = f(s); f = v => v * v; }|] return s;"),
        UnsupportedConstruct.InBody("function wrapped by each trip", "DG0008", "Func<double, double> f = v => v * x; double s = x; [|for (int i = 0; i < 3; i++) { var g = f; s = f(s); f = v => g(v) * v; }|] return s;"),
        UnsupportedConstruct.InBody("function rebound by some trip", "DG0008", "Func<double, double> f = v => v * x; double s = x; [|for (int i = 0; i < 3; i++) { s = f(s); if (i == 1) f = v => v * v; }|] return s;"),
        UnsupportedConstruct.InBody("object of another class after each trip", "DG0008", "Shape b = new Line(x); double s = x; [|for (int i = 0; i < 3; i++) { s = b.Of(s); b = new Square(); }|] return s;", Shapes),
        UnsupportedConstruct.InBody("object of another class after a trip that goes on", "DG0008", "Shape b = new Line(x); double s = x; [|for (int i = 0; i < 3; i++) { s = b.Of(s); if (s > 9) break; b = new Square(); }|] return s;", Shapes),
        UnsupportedConstruct.InBody("object of another class after a trip that does not return", "DG0008", "Shape b = new Line(x); double s = x; [|for (int i = 0; i < 3; i++) { s = b.Of(s); if (s > 9) return s; b = new Square(); }|] return s;", Shapes),
        UnsupportedConstruct.InBody("interpolated string length", "DG0008", "return x * [|$\"{x}\".Length|];"),
    ];

    private static UnsupportedConstruct[] Parameters =>
    [
        UnsupportedConstruct.OfParameter("nullable double", "DG0004", "double? y"),
        UnsupportedConstruct.OfParameter("decimal", "DG0004", "decimal y"),
        UnsupportedConstruct.OfParameter("list of double", "DG0004", "List<double> y"),
        UnsupportedConstruct.OfParameter("struct with an array", "DG0004", "Holder y") with { Source = "public struct Holder { public double X; public double[] Data; }\npublic partial class Sample { [Differentiable] public static double F(double x, [|Holder y|]) => x * y.X; }" },
        UnsupportedConstruct.OfParameter("jagged array parameter of three levels", "DG0004", "double[][][] y"),
        UnsupportedConstruct.OfParameter("inline array", "DG0004", "Four y") with { Source = "[System.Runtime.CompilerServices.InlineArray(4)] public struct Four { private double _first; }\npublic partial class Sample { [Differentiable] public static double F(double x, [|Four y|]) => x * x; }" },
        UnsupportedConstruct.OfParameter("dynamic parameter", "DG0004", "dynamic y"),
        UnsupportedConstruct.OfParameter("memory", "DG0004", "Memory<double> y"),
        UnsupportedConstruct.OfParameter("half", "DG0004", "Half y"),
    ];

    private static UnsupportedConstruct[] Members =>
    [
        new("forward mode through a method with a pullback only", "DG0009", "public static partial class Sample { [Differentiable(Derivatives.Jvp)] public static double F(double[] x, double[] y) { [|System.Numerics.Tensors.TensorPrimitives.Exp<double>(x, y)|]; return y[0]; } }", ""),
        new("Hessian through a method with a pullback only", "DG0009", "public static partial class Sample { [Differentiable(Derivatives.Hessian)] public static double F(double[] x) => [|System.Numerics.Tensors.TensorPrimitives.Norm<double>(x)|]; }", ""),
        new("gradient through a method with a forward derivative only", "DG0009", "public static partial class Sample { static double G(double x) => x * x; [JvpOf(nameof(G))] static double GJvp(double x, double vX, out double dResult) { dResult = 2 * x * vX; return x * x; } [Differentiable] public static double F(double x) => [|G(x)|]; }", ""),
        new("forward derivative of another signature", "DG0021", "public static partial class Sample { static double G(double x) => x * x; [[|JvpOf(nameof(G))|]] static double GJvp(double x, out double dResult, double vX) { dResult = 2 * x * vX; return x * x; } [Differentiable] public static double F(double x) => x; }", ""),
        new("Hessian of what isn't a number", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Hessian)] public static void [|F|](double x, Span<double> y) => y[0] = x; }", ""),
        new("Jacobian of two spans", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Jacobian)] public static void [|F|](double x, Span<double> y, Span<double> z) { y[0] = x; z[0] = x; } }", ""),
        UnsupportedConstruct.OfMember("async", "DG0002", "[[|Differentiable|]] public static async Task<double> F(double x) { await Task.Yield(); return x; }"),
        UnsupportedConstruct.OfMember("iterator", "DG0002", "[[|Differentiable|]] public static IEnumerable<double> F(double x) { yield return x; }"),
        UnsupportedConstruct.OfMember("two floating type parameters", "DG0002", "[[|Differentiable|]] public static T F<T, U>(T x, U y) where T : System.Numerics.IFloatingPoint<T> where U : System.Numerics.IFloatingPoint<U> => x * x;"),
        UnsupportedConstruct.OfMember("readonly fields of a struct with two type arguments", "DG0002", "[[|Differentiable|]] public static T F<T>(Two<T, int> p) where T : System.Numerics.IFloatingPointIeee754<T> => p.X; public readonly record struct Two<TX, TY>(TX X, TY Y);"),
        UnsupportedConstruct.OfMember("extern", "DG0002", "[[|Differentiable|]] [System.Runtime.InteropServices.DllImport(\"m\")] public static extern double F(double x);"),
        UnsupportedConstruct.OfMember("abstract", "DG0002", "[[|Differentiable|]] public abstract double F(double x);"),
        UnsupportedConstruct.OfMember("virtual", "DG0002", "[[|Differentiable|]] public virtual double F(double x) => x * x;"),
        UnsupportedConstruct.OfMember("ref return", "DG0002", "[[|Differentiable|]] public static ref double F(double[] x) => ref x[0];"),
        UnsupportedConstruct.OfMember("operator", "DG0002", "[[|Differentiable|]] public static double operator +(Sample s, double x) => x * x;"),
        UnsupportedConstruct.OfMember("local function with the attribute", "DG0002", "public static double F(double x) { return G(x); [[|Differentiable|]] static double G(double t) => t * t; }"),
        new("interface instance method", "DG0002", "public partial interface ISample { [[|Differentiable|]] double F(double x) => x * x; }", ""),
        new("file type", "DG0002", "file static partial class Sample { [[|Differentiable|]] public static double F(double x) => x * x; }", ""),
        UnsupportedConstruct.OfMember("no differentiable parameter", "DG0003", "[[|Differentiable|]] public static double F(int n) => n;"),
        new("type that is not partial", "DG0001", "public static class Sample { [Differentiable] public static double [|F|](double x) => x * x; }", ""),
        new("outer type that is not partial", "DG0001", "public static class Outer { public static partial class Sample { [Differentiable] public static double [|F|](double x) => x * x; } }", ""),
        UnsupportedConstruct.OfMember("int result", "DG0005", "[Differentiable] public static int [|F|](double x) => x > 0 ? 1 : 0;"),
        UnsupportedConstruct.OfMember("gradient of an array", "DG0005", "[Differentiable] public static double[] [|F|](double[] x) => x;"),
        new("Jacobian of an array", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Jacobian)] public static double[] [|F|](double[] x) => x; }", ""),
        new("span result", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Pullback)] public static Span<double> [|F|](double[] x) => x; }", ""),
        new("array of integers", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Pullback)] public static int[] [|F|](double[] x) => [1]; }", ""),
        new("array of structs as result", "DG0005", "public static partial class Sample { [Differentiable(Derivatives.Pullback)] public static (double, double)[] [|F|](double x) => [(x, 1)]; }", ""),
        new("null as an array result", "DG0008", "public static partial class Sample { [Differentiable(Derivatives.Pullback)] public static double[]? F(double[] x) => x[0] > 0 ? x : [|null|]; }", ""),
        new("default as an array result", "DG0008", "public static partial class Sample { [Differentiable(Derivatives.Jvp)] public static double[]? F(double[] x) { double[]? y = [|default|]; if (x[0] > 0) y = x; return y; } }", ""),
        new("batch of a method that returns an array", "DG0013", "public static partial class Sample { [Differentiable(Derivatives.Pullback)] public static double[] [|F|](double x, [Batch] double y) => [x * y]; }", ""),
        UnsupportedConstruct.OfMember("gradient of nothing", "DG0005", "[Differentiable] public static void [|F|](Span<double> x) { x[0] *= 2; }"),
    ];

    private static UnsupportedConstruct[] Requests =>
    [
        .. new[] { "SparseJacobian", "SparseHessian" }.Select(form => UnsupportedConstruct.OfMember(
            $"Derivatives.{form} of unknown length",
            "DG0014",
            $"[Differentiable(Derivatives.Gradient | Derivatives.{form})] public static double F([|ReadOnlySpan<double> x|]) => x[0] * x[0];",
            "Sample.FGradient")),
        UnsupportedConstruct.OfMember("sparse Jacobian of a grid", "DG0014", "[Differentiable(Derivatives.SparseJacobian)] public static double F([|double[,] x|]) => x[0, 0];", "Sample.FSparseJacobian"),
        UnsupportedConstruct.OfMember("two patterns of one name", "DG0011", "[Differentiable(Derivatives.SparseHessian)] public static double [|F|](double x) => x * x; [Differentiable(Derivatives.SparseHessian)] public static double [|F|](double x, double y) => x * y;"),
        UnsupportedConstruct.OfMember("FloatingPoint.Fast", "DG0006", "[[|Differentiable(FloatingPoint = FloatingPoint.Fast)|]] public static double F(double x) => x * x;", "Sample.FGradient"),
        UnsupportedConstruct.OfMember("negative UnrollLimit", "DG0002", "[[|Differentiable(UnrollLimit = -1)|]] public static double F(double x) => x * x;"),
        UnsupportedConstruct.OfMember("FixedPoint without a loop", "DG0002", "[[|Differentiable|]] [FixedPoint] public static double F(double x) => x * x;"),
        UnsupportedConstruct.OfMember("FixedPoint by bisection", "DG0008", "[Differentiable] [FixedPoint] public static double F(double x) { double lo = 0, hi = x; [|while (hi - lo > 1e-12) { double m = 0.5 * (lo + hi); if (m * m > x) hi = m; else lo = m; }|] return lo; }", "Sample.FGradient"),
        UnsupportedConstruct.OfMember("FixedPoint with a flag", "DG0008", "[Differentiable] [FixedPoint] public static double F(double x) { double y = x; bool done = false; [|while (!done) { double n = 0.5 * (y + x / y); done = Math.Abs(n - y) < 1e-14; y = done ? y : n; }|] return y; }", "Sample.FGradient"),
        UnsupportedConstruct.OfMember("sparse Jacobian of floats and doubles", "DG0014", "[Differentiable(Derivatives.SparseJacobian)] public static double F([|[Shape(2)] ReadOnlySpan<float> x|], double k) => x[0] * k;", "Sample.FSparseJacobian"),
        UnsupportedConstruct.OfMember("FixedPoint with two loops", "DG0008", "[Differentiable] [FixedPoint] public static double F(double x) { double y = x; [|while (y > 1) y *= x;|] while (y < 1) y += x; return y; }", "Sample.FGradient"),
        UnsupportedConstruct.OfMember("FixedPoint with arrays that trade places", "DG0008", "[Differentiable] [FixedPoint] public static double F(double x) { double[] a = [x], b = [0]; [|while (Math.Abs(a[0] - b[0]) > 1e-9) { b[0] = Math.Cos(a[0]) * x; (a, b) = (b, a); }|] return a[0]; }", "Sample.FGradient"),
    ];
}
