using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Robustness;

/// <summary>An editor asks at every key: most of what it shows us doesn't compile.</summary>
public sealed class BrokenInputTests
{
    private const int Stride = 7;

    private const string Source = """
        using System;
        using DiffGen;

        namespace Samples;

        public static partial class Typed
        {
            private const double Rate = 0.5;

            [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
            public static double Value(ReadOnlySpan<double> a, double x, int n = 3)
            {
                if (x < 0) throw new ArgumentOutOfRangeException(nameof(x));
                double[] t = new double[a.Length];
                Span<double> head = t.AsSpan(0, 2);
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    t[i] = Square(a[i]) * x;
                    if (t[i] > 10) break;
                    s += i % 2 == 0 ? Math.Sin(t[i]) : Rate * head[1];
                }
                while (s > x) s /= 1 + n * n;
                foreach (double y in a) s += y switch { > 1 => y, < -1 => -y, _ => y * y };
                switch (n)
                {
                    case 0: return s;
                    default: s *= 2; break;
                }
                return s + Math.Pow(x, 2);
            }

            private static double Square(double t) => t * t;
        }

        public partial class Line
        {
            [Parameter] public partial double Slope { get; set; }

            [Parameter(3)] public partial Span<double> W { get; }

            [Differentiable(Derivatives.Gradient | Derivatives.BatchGradient)]
            public double Loss(ReadOnlySpan<double> x, double y) => (Slope * x[0] + W[1] - y) * Slope;
        }

        """;

    [Fact]
    public void Code_up_to_the_caret()
    {
        for (int length = 0; length < Source.Length; length += Stride) Survival.Check(Source[..length]);
    }

    [Fact]
    public void Code_with_a_gap()
    {
        for (int start = 0; start + Stride < Source.Length; start += 3 * Stride) Survival.Check(Source.Remove(start, Stride));
    }

    [Fact]
    public void Code_without_one_kind_of_mark()
    {
        foreach (char mark in "{}()[];,.<>=?:+-*/") Survival.Check(Source.Replace(mark.ToString(), "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public static double F(double x) => y;")]
    [InlineData("public static double F(double x) { return; }")]
    [InlineData("public static double F(double x) { }")]
    [InlineData("public static double F(double x);")]
    [InlineData("public static double F(double x, double x) => x;")]
    [InlineData("public static double F(Missing x) => x.Value;")]
    [InlineData("public static Missing F(double x) => x;")]
    [InlineData("public static double F(double x) => F(x, 1);")]
    [InlineData("public static double F(double x) => Missing.G(x);")]
    [InlineData("public static double F(double x) { goto end; }")]
    [InlineData("public static double F(double x) { break; }")]
    [InlineData("public static double F(double x) { double x = 1; return x; }")]
    [InlineData("public static double F(double x) { const int n = n; return n; }")]
    [InlineData("public static double F(double x) { int i = 1.5; return i * x; }")]
    [InlineData("public static double F(double x) { for (;;) }")]
    [InlineData("public static double F(double x) => x switch { };")]
    [InlineData("public static double F(double x) => new double[x][0];")]
    [InlineData("public static double F(double x) => x is > 1 and < ;")]
    [InlineData("public static double F(double[] x) => x[^];")]
    [InlineData("public static double F(double x = ) => x;")]
    [InlineData("public static double (double x) => x;")]
    [InlineData("public static F(double x) => x;")]
    [InlineData("public static double F<T>(T x) where T : => x;")]
    [InlineData("public static double F(double x) => x; public static double F(double x) => -x;")]
    [InlineData("public static double F(double x) => 1 / 0 * x;")]
    [InlineData("public static double F(double x) => 99999999999999999999 * x;")]
    [InlineData("public static double F(double x) => \"\n * x;")]
    [InlineData("public static double F(double x) => 'ab' * x;")]
    [InlineData("public static double F(double x) => await x;")]
    [InlineData("public static double F(double x) => x ?? ;")]
    [InlineData("public static double F(double x) { yield return x; }")]
    [InlineData("public static double F(double x) { double y; return y * x; }")]
    [InlineData("public static double F(double x) { if (x > 0) return x; }")]
    [InlineData("public static double F(out double x) => 1;")]
    [InlineData("public static double F(double x) { try { return x; } }")]
    public void A_method_with_an_error(string method) => Survival.Check($"using System;\nusing DiffGen;\nnamespace Samples;\npublic static partial class Broken\n{{\n    [Differentiable]\n    {method}\n}}\n");

    [Theory]
    [InlineData("[Differentiable(]")]
    [InlineData("[Differentiable(Derivatives.None)]")]
    [InlineData("[Differentiable(Derivatives.Missing)]")]
    [InlineData("[Differentiable((Derivatives)999)]")]
    [InlineData("[Differentiable(\"text\")]")]
    [InlineData("[Differentiable(null)]")]
    [InlineData("[Differentiable, Differentiable]")]
    [InlineData("[Differentiable(Missing = 3)]")]
    [InlineData("[return: Differentiable]")]
    public void An_attribute_with_an_error(string attribute)
        => Survival.Check($"using DiffGen;\npublic static partial class Broken {{ {attribute} public static double F(double x) => x; }}");

    [Theory]
    [InlineData("DiffGen.Attributes")]
    [InlineData("DiffGen.Runtime")]
    [InlineData("DiffGen")]
    [InlineData("System.Runtime")]
    [InlineData("System.Private.CoreLib")]
    [InlineData("")]
    public void Without_a_reference(string missing)
    {
        CSharpCompilation compilation = TestCompilation.Create(new SourceFile("Sample.cs", Source));
        IEnumerable<MetadataReference> left = compilation.References.Where(reference => !IsNamed(reference, missing));
        Survival.Check(compilation.WithReferences(left));
    }

    private static bool IsNamed(MetadataReference reference, string name)
        => Path.GetFileName(reference.Display ?? "").StartsWith(name, StringComparison.Ordinal);
}
