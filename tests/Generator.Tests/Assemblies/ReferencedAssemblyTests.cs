using System.Reflection;
using System.Runtime.Loader;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Assemblies;

/// <summary>A project that calls methods of another: their pullbacks, generated or written there by hand, are found and called.</summary>
public sealed class ReferencedAssemblyTests
{
    private const string Library = """
        using System;
        using DiffGen;
        namespace Library;

        public struct Point { public double X, Y; }

        public static partial class Curves
        {
            [Differentiable(Derivatives.Pullback)]
            public static double Bump(double x, ReadOnlySpan<double> w) => Math.Exp(-x * x) * w[0] + w[1] * x;

            [Differentiable(Derivatives.Pullback)]
            public static double Norm(Point p) => p.X * p.X * p.Y;

            public static double Snap(double x) => Math.Round(x);

            [PullbackOf(nameof(Snap))]
            public static double SnapPullback(double x, double seed, ref double dX)
            {
                dX += seed;
                return Math.Round(x);
            }

            public static double Plain(double x) => x * x;
        }
        """;

    private const string Consumer = """
        using System;
        using DiffGen;
        using Library;

        public static partial class Sample
        {
            [Differentiable]
            public static double F(double x, double[] w)
            {
                double s = 0;
                for (int i = 0; i < 2; i++)
                    s += Curves.Bump(x * (i + 1), w) * x;
                return s + Curves.Norm(new Point { X = x, Y = 3 }) + Curves.Snap(x) * x;
            }

            public static double Run(double x, double[] w, double[] g) => FGradient(x, w, g.AsSpan(1), out g[0]);
        }
        """;

    [Fact]
    public void Pullbacks_are_called()
    {
        byte[] library = Emit(WithGenerated("Library", Library));
        CSharpCompilation consumer = WithGenerated("Sample", Consumer.Replace("FGradient(x, w, g.AsSpan(1), out g[0])", "FGradient(x, w, out g[0], g.AsSpan(1))", StringComparison.Ordinal), MetadataReference.CreateFromImage(library));
        Assert.DoesNotContain(consumer.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591");
        string text = consumer.SyntaxTrees.Last().ToString();
        Assert.Contains("global::Library.Curves.BumpPullback(", text, StringComparison.Ordinal);
        Assert.Contains("global::Library.Curves.SnapPullback(", text, StringComparison.Ordinal);

        var context = new AssemblyLoadContext("Assemblies", isCollectible: true);
        context.LoadFromStream(new MemoryStream(library));
        Assembly sample = context.LoadFromStream(new MemoryStream(Emit(consumer)));
        var run = sample.GetType("Sample")!.GetMethod("Run")!.CreateDelegate<Func<double, double[], double[], double>>();
        double[] w = [1.5, -0.5], g = new double[3];
        const double x = 0.7, h = 1e-6;
        run(x, w, g);
        double[] scratch = new double[3];
        // Snap is constant around x; its rule says that it has derivative 1.
        double slope = (run(x + h, w, scratch) - run(x - h, w, scratch)) / (2 * h) + x;
        Assert.Equal(slope, g[0], 1e-7);
        Assert.Equal((Math.Exp(-x * x) + Math.Exp(-4 * x * x)) * x, g[1], 1e-12);
        Assert.Equal(3 * x * x, g[2], 1e-12);
        context.Unload();
    }

    [Fact]
    public void What_has_none_is_refused()
    {
        byte[] library = Emit(WithGenerated("Library", Library));
        CSharpCompilation input = TestCompilation.Create(new SourceFile("Sample.cs", """
            using DiffGen;
            public static partial class Sample { [Differentiable] public static double F(double x) => Library.Curves.Plain(x); }
            """)).AddReferences(MetadataReference.CreateFromImage(library));
        Assert.Contains(Check.Errors(GeneratorRun.Of(input)), error => error.Id == "DG0009");
    }

    private static CSharpCompilation WithGenerated(string name, string source, params MetadataReference[] references)
        => GeneratorRun.Of(TestCompilation.Create(new SourceFile(name + ".cs", source)).WithAssemblyName(name).AddReferences(references)).Output;

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }
}
