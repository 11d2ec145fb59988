using DiffGen.Generator.Lints;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Tests.Lints;

/// <summary>The flow of inputs through all of C#, also through what lowering refuses today: it must never miss a dependence.</summary>
public sealed class FlowTests
{
    private const string Scope = """
        public struct Point { public double X, Y; public readonly double Sum => X + Y; public static Point operator +(Point a, Point b) => a; public void Add(double v) { X += v; } }
        public sealed class Box { public double Value; public double[] Items = [1]; public double Auto { get; set; } }
        public static class Helper
        {
            public static void Out(double v, out double w) => w = v;
            public static void Ref(double v, ref double w) => w += v;
            public static void Fill(double[] a, double v) => a[0] = v;
            public static double Pick(System.Func<double, double> f, double v) => f(v);
            public static ref double At(double[] a, int i) => ref a[i];
        }

        """;

    /// <summary>The body of <c>double F(double x, double y)</c> returns something that depends on x, and on y.</summary>
    [Theory]
    [InlineData("double r = x; r *= y; return r;")]
    [InlineData("(double a, double b) = (x, y); (a, b) = (b, a); return b + a;")]
    [InlineData("var t = (x, y); return t.x + t.Item2;")]
    [InlineData("var t = (x, (1, y)); var (a, (_, b)) = t; return a + b;")]
    [InlineData("Point p = new() { X = x, Y = y }; return p.Sum;")]
    [InlineData("Point p = default; p.X = x; p = p with { Y = y }; Point q = p; return q.X;")]
    [InlineData("Point p = default; p.Add(x); return p.X + y;")]
    [InlineData("Point p = new() { X = x }, q = new() { Y = y }; return (p + q).X;")]
    [InlineData("var b = new Box(); b.Value = x; b.Items[0] = y; return b.Value + b.Items[0];")]
    [InlineData("var b = new Box { Auto = x }; b.Auto += y; return b.Auto;")]
    [InlineData("Helper.Out(x, out double a); double b = 0; Helper.Ref(y, ref b); return a + b;")]
    [InlineData("double[] a = [0]; double[] b = a; Helper.Fill(b, x); return a[0] * y;")]
    [InlineData("double[] a = { x, y }; return a[1];")]
    [InlineData("double[][] a = [[x], [y]]; double[] row = a[1]; return row[0];")]
    [InlineData("double[][] a = [[0], [0]]; double[] row = a[1]; row[0] = x; a[0][0] = y; return a[1][0];")]
    [InlineData("double[,] a = new double[2, 2]; a[0, 1] = x; a[1, 0] = y; return a[1, 1];")]
    [InlineData("Span<double> s = stackalloc[] { x, y }; return s[1];")]
    [InlineData("Span<double> s = stackalloc double[3]; s[1..][0] = x; s[^1] = y; return s[1];")]
    [InlineData("Span<double> s = stackalloc double[3]; Span<double> t = s.Slice(1); t.Fill(x); t.Slice(1)[0] += y; return s[2];")]
    [InlineData("double[] a = [x, y], b = new double[2]; a.AsSpan().CopyTo(b); return b[0];")]
    [InlineData("double[] a = [0]; ref double e = ref a[0]; e = x * y; return a[0];")]
    [InlineData("double[] a = [0]; Helper.At(a, 0) = x; foreach (ref double e in a.AsSpan()) e *= y; return a[0];")]
    [InlineData("double[] a = [0, 1]; double[] b = x > 0 ? a : new double[2]; b[0] = x; return a[0] + y;")]
    [InlineData("double r = 0; foreach (double e in new[] { x, y }) r += e; return r;")]
    [InlineData("return x is > 0 and var a ? a * y : x;")]
    [InlineData("return (x, y) switch { (0, _) => 1, (var a, var b) => a * b };")]
    [InlineData("switch (x) { case var a when a > 0: return a + y; default: return 0; }")]
    [InlineData("double G(double a) { double t = a * y; return t; } return G(x);")]
    [InlineData("double r = 0; void Add(double a) { r += a; } Add(x); Add(y); return r;")]
    [InlineData("double r; if (x > 0) { r = x; } else { r = y; } return r;")]
    [InlineData("double a = 0, b = 0; for (int i = 0; i < 5; i++) { double t = b; b = a; a = x + t * y; } return b;")]
    [InlineData("double r = 1; do { r *= x; if (r > 9) break; r += y; } while (r < 5); return r;")]
    [InlineData("double? n = x; return n ?? y;")]
    [InlineData("double? n = x; return n.Value + n.GetValueOrDefault() * y;")]
    [InlineData("double r; return (r = x) + (r += y);")]
    [InlineData("double a = x, b; b = a = y; return a + b;")]
    [InlineData("return Math.Max(x, Math.Atan2(1, y));")]
    [InlineData("var (s, c) = Math.SinCos(x); return s + c * y;")]
    [InlineData("float f = (float)x; return f + (float)(decimal)y;")]
    [InlineData("try { return x; } finally { y = 0; } return y;")]
    [InlineData("double[] a = [.. new[] { x }, y]; return a[0];")]
    [InlineData("var list = new List<double>(); list.Add(x); list.Add(y); return list[0];")]
    [InlineData("return double.Lerp(x, 2, y);")]
    [InlineData("return new[] { x, y }.Sum();")]
    [InlineData("return checked(-x) + +y;")]
    public void Depends_on_both(string body) => Assert.Equal("", string.Join(' ', Zeros(body)));

    [Theory]
    [InlineData("return x > y ? x : 2 * x;", "y")]
    [InlineData("double t = y * 2; return x;", "y")]
    [InlineData("int n = (int)y; return x * n;", "y")]
    [InlineData("double[] a = [x, 1]; return a[(int)y] + a[0];", "y")]
    [InlineData("double r = x; for (double u = 0; u < y; u++) r *= x; return r;", "y")]
    [InlineData("if (y < 0) throw new ArgumentException($\"{y}\"); return x;", "y")]
    [InlineData("return y switch { > 0 => x, _ => -x };", "y")]
    [InlineData("Span<double> s = stackalloc double[(int)y + 1]; s[0] = x; return s[^1];", "y")]
    [InlineData("(double a, double b) = (x, y); return a;", "y")]
    [InlineData("double G(double a, double b) => a; return G(x, y);", "y")]
    [InlineData("return double.IsNaN(y) ? 0 : x;", "y")]
    [InlineData("return 5;", "x y")]
    public void Does_not_depend(string body, string expected) => Assert.Equal(expected, string.Join(' ', Zeros(body)));

    [Theory]
    [InlineData("Func<double, double> f = t => t * y; return f(x);")]
    [InlineData("return Helper.Pick(t => t * y, x);")]
    [InlineData("return Missing(x);")]
    public void Is_unknown(string body) => Assert.Null(Flow(body));

    private static IEnumerable<string> Zeros(string body)
    {
        MethodFlow flow = Flow(body)!;
        Assert.NotNull(flow);
        return StructuralZeros.Find(flow).Select(Check.TextAt);
    }

    private static MethodFlow? Flow(string body)
    {
        string source = MarkedSource.Usings + Scope + $"public static class Sample {{ public static double F(double x, double y) {{ {body} }} }}";
        CSharpCompilation compilation = TestCompilation.Create(new SourceFile("Sample.cs", source));
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        MethodDeclarationSyntax method = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Last();
        var operation = (IMethodBodyOperation)model.GetOperation(method, TestContext.Current.CancellationToken)!;
        return MethodFlow.Of(model.GetDeclaredSymbol(method, TestContext.Current.CancellationToken)!, operation, _ => null, TestContext.Current.CancellationToken);
    }
}
