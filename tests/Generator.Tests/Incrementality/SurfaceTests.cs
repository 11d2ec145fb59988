using DiffGen.Generator.Lowering;
using DiffGen.Generator.Model;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>User code that calls generated members, of layers and derivatives: they aren't there when the generator binds, and are when the analyzer does.</summary>
public sealed class SurfaceTests
{
    private const string Layers = """
        using System;
        using DiffGen;

        namespace Samples;

        public readonly ref partial struct Dense
        {
            private const string Rows = "outputs";

            [Parameter(Rows, "inputs")] public partial Span<double> W { get; }
            [Parameter(Rows)] public partial Span<double> B { get; }

            private ReadOnlySpan<double> Row(int i) => W.Slice(i * Inputs, Inputs);

            [Differentiable(Derivatives.Pullback)]
            public void Forward(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < Outputs; i++)
                {
                    double sum = B[i];
                    ReadOnlySpan<double> row = Row(i);
                    for (int j = 0; j < row.Length; j++)
                        sum += row[j] * x[j];
                    y[i] = sum;
                }
            }
        }

        public readonly ref partial struct Pair
        {
            [Parameter("width", "inputs")] public partial Dense First { get; }
            [Parameter("inputs", "width")] public partial Dense Second { get; }
        }

        """;

    private const string Users = """
        using System;
        using DiffGen;

        namespace Samples;

        public sealed partial class Mlp
        {
            [Parameter(3, 2)] public partial Dense Hidden { get; }
            [Parameter(2, 3)] public partial Pair Rest { get; }
            [Parameter] public partial double Bias { get; set; }

            [Differentiable]
            public double Loss([Batch] ReadOnlySpan<double> x)
            {
                Span<double> y = stackalloc double[Hidden.Outputs];
                Hidden.Forward(x, y);
                Span<double> z = new double[Rest.Width];
                Rest.First.Forward(y, z);
                return z[0] + Bias * Rest.First.Outputs;
            }
        }

        public static partial class Functions
        {
            [Differentiable]
            public static double Made(Span<double> theta)
            {
                var layer = new Dense(theta, outputs: 1, inputs: 2);
                return layer.W[0] * layer.Inputs + layer.B[0];
            }

            [Differentiable]
            public static double Taken(Dense layer) => layer.W[layer.Inputs] + layer.Outputs;
        }

        """;

    [Fact]
    public void Generator_and_analyzer_lower_to_equal_models()
    {
        GeneratorRun run = GeneratorRun.Of(new SourceFile("Users.cs", Users), new SourceFile("Layers.cs", Layers));
        IReadOnlyList<DifferentiableMethod> before = Models(run.Input);
        Assert.Equal(4, before.Count);
        Assert.Equal(before, Models(run.Output));
        Assert.All(before, model => Assert.Empty(model.Refusals));
        GeneratorChecks.Output_compiles_without_a_warning(run);
    }

    [Fact]
    public void Compilation_is_itself_where_nothing_is_missing()
    {
        GeneratorRun run = GeneratorRun.Of(new SourceFile("Users.cs", Users), new SourceFile("Layers.cs", Layers));
        Assert.Same(run.Output, Surface.Of(run.Output, TestContext.Current.CancellationToken));
        Assert.NotSame(run.Input, Surface.Of(run.Input, TestContext.Current.CancellationToken));
        CSharpCompilation plain = Samples.Compilation();
        Assert.Same(plain, Surface.Of(plain, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Edit_of_a_layer_in_another_file_is_seen()
    {
        GeneratorRun first = GeneratorRun.Of(new SourceFile("Users.cs", Users), new SourceFile("Layers.cs", Layers));
        CSharpCompilation edited = first.Input.Replace(new SourceFile("Layers.cs", Layers.Replace("[Parameter(Rows)]", "[Parameter(4)]", StringComparison.Ordinal)));
        GeneratorRun second = first.Next(edited);
        Assert.Contains(second.OutputReasons(), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Equal(GeneratorRun.Of(edited).Sources.Select(source => source.SourceText.ToString()), second.Sources.Select(source => source.SourceText.ToString()));

        GeneratorRun third = second.Next(edited.Replace(new SourceFile("Layers.cs", edited.SyntaxTrees.Last() + "// nothing\n")));
        Assert.DoesNotContain(third.OutputReasons(), reason => reason == IncrementalStepRunReason.Modified);
    }

    private const string Outer = """
        using System;
        using DiffGen;

        namespace Samples;

        public static partial class Outer
        {
            [Differentiable]
            public static double Third(double x)
            {
                SecondGradient(x, out var third);
                return third;
            }

            [Differentiable]
            public static double Second(double x)
            {
                Inner.PowerGradient(x, out double slope);
                return Helper(x) * slope;
            }

            private static double Helper(double x)
            {
                var slopes = new double[2];
                return Inner.ProductGradient([x, 1], slopes) * slopes[1] + Matrices(x, slopes);
            }

            private static double Matrices(double x, double[] slopes)
            {
                var matrix = new double[1];
                Inner.SquareHessian(x, out _, matrix);
                Inner.RowJacobian(x, slopes.AsSpan(0, 1), matrix);
                return matrix[0] + Inner.ErrorBatchGradient(x, [1, 2], 2, out double error) * error + Inner.AnyGradient(x, out double any) * any;
            }
        }

        """;

    private const string Inner = """
        using System;
        using DiffGen;

        namespace Samples;

        public static partial class Inner
        {
            [Differentiable]
            public static double Power(double x) => x * x * x;

            [Differentiable]
            public static double Product(ReadOnlySpan<double> x) => x[0] * x[1];

            [Differentiable(Derivatives.Hessian)]
            public static double Square(double x) => x * x;

            [Differentiable(Derivatives.Jacobian)]
            public static void Row(double x, Span<double> y) => y[0] = x * x;

            [Differentiable]
            public static double Error(double w, [Batch] double x) => w * w * x;

            [Differentiable]
            public static T Any<T>(T x)
                where T : System.Numerics.IFloatingPointIeee754<T> => x * x;
        }

        """;

    [Fact]
    public void Generator_and_analyzer_see_the_same_derivatives()
    {
        GeneratorRun run = GeneratorRun.Of(new SourceFile("Users.cs", Outer), new SourceFile("Layers.cs", Inner));
        IReadOnlyList<DifferentiableMethod> before = Models(run.Input);
        Assert.Equal(8, before.Count);
        Assert.Equal(before, Models(run.Output));
        Assert.All(before, model => Assert.Empty(model.Refusals));
        Assert.Contains(before, model => model.Derived.Count == 7);
        GeneratorChecks.Output_compiles_without_a_warning(run);
    }

    [Fact]
    public void Edit_of_what_is_differentiated_twice_is_seen_and_no_other()
    {
        GeneratorRun first = GeneratorRun.Of(new SourceFile("Users.cs", Outer), new SourceFile("Layers.cs", Inner));
        CSharpCompilation edited = first.Input.Replace(new SourceFile("Layers.cs", Inner.Replace("x * x * x", "x * x", StringComparison.Ordinal)));
        GeneratorRun second = first.Next(edited);
        Assert.Equal(3, second.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(GeneratorRun.Of(edited).Sources.Select(source => source.SourceText.ToString()), second.Sources.Select(source => source.SourceText.ToString()));

        GeneratorRun third = second.Next(edited.Replace(new SourceFile("Layers.cs", edited.SyntaxTrees.Last() + "// nothing\n")));
        Assert.DoesNotContain(third.OutputReasons(), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Methods_whose_derivatives_need_each_other_are_refused()
    {
        const string source = """
            using DiffGen;

            public static partial class Circle
            {
                [Differentiable]
                public static double F(double x) { GGradient(x, out double d); return d; }

                [Differentiable]
                public static double G(double x) { FGradient(x, out double d); return d; }
            }

            """;
        IReadOnlyList<DifferentiableMethod> models = Models(GeneratorRun.Of(new SourceFile("Users.cs", source)).Input);
        Assert.All(models, model => Assert.NotEmpty(model.Refusals));
        Assert.Equal(2, models.Count);
    }

    private static List<DifferentiableMethod> Models(Compilation compilation) =>
    [
        .. compilation.SyntaxTrees.Where(tree => tree.FilePath is "Users.cs" or "Layers.cs").OrderBy(tree => tree.FilePath, StringComparer.Ordinal)
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>())
            .Select(declaration => compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, TestContext.Current.CancellationToken)!)
            .Where(method => KnownAttributes.Has(method, KnownAttributes.Differentiable))
            .Select(method => MethodLowerer.Lower(compilation, method, KnownAttributes.Find(method, KnownAttributes.Differentiable)!, TestContext.Current.CancellationToken).Model),
    ];
}
