using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>Wrong layers: what is said, and that it is all that is said.</summary>
public sealed class LayerRefusalTests
{
    private const string Dense = """
        public readonly ref partial struct Dense
        {
            [Parameter("outputs", "inputs")] public partial Span<double> W { get; }
            [Parameter("outputs")] public partial Span<double> B { get; }
        }

        """;

    [Theory]
    [InlineData("DG0012", "a layer a readonly ref partial struct", "public partial struct L { [Parameter(2)] public partial double[] [|W|] { get; } }")]
    [InlineData("DG0012", "declare it as a readonly ref partial struct", "public ref partial struct L { [Parameter(\"n\")] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0001", "partial", "public readonly ref struct L { [Parameter(\"n\")] public Span<double> [|W|] => default; }")]
    [InlineData("DG0012", "it must be a partial property", "public readonly ref partial struct L { [Parameter(\"n\")] public Span<double> [|W|] => default; }")]
    [InlineData("DG0012", "has the field '_scale'", "public readonly ref partial struct L { private readonly double _scale; [Parameter(\"n\")] public partial Span<double> [|W|] { get; } public double Scale() => _scale; }")]
    [InlineData("DG0012", "has the field 'Count'", "public readonly ref partial struct L { public int Count { get; } [Parameter(\"n\")] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0012", "primary constructor", "public readonly ref partial struct L(int n) { [Parameter(\"n\")] public partial Span<double> [|W|] { get; } public int Count() => 1; }")]
    [InlineData("DG0012", "is no name", "public readonly ref partial struct L { [Parameter(\"2 n\")] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0012", "would both be the property 'N'", "public readonly ref partial struct L { [Parameter(\"n\")] public partial Span<double> [|W|] { get; } [Parameter(\"N\")] public partial Span<double> [|V|] { get; } }")]
    [InlineData("DG0012", "one element type", "public readonly ref partial struct L { [Parameter(\"n\")] public partial Span<double> W { get; } [Parameter(\"n\")] public partial Span<float> [|V|] { get; } }")]
    [InlineData("DG0012", "a span needs its extents", "public readonly ref partial struct L { [Parameter] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0012", "a scalar has no extents", "public readonly ref partial struct L { [Parameter(\"n\")] public partial double [|W|] { get; set; } }")]
    [InlineData("DG0012", "declared { get; set; }", "public readonly ref partial struct L { [Parameter] public partial double [|W|] { get; } }")]
    [InlineData("DG0012", "use double, float, Span<double>", "public readonly ref partial struct L { [Parameter(2)] public partial Span<int> [|W|] { get; } }")]
    [InlineData("DG0012", "must be positive", "public readonly ref partial struct L { [Parameter(0)] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0012", "would contain itself", "public readonly ref partial struct L { [Parameter(1)] public partial Span<double> W { get; } [Parameter] public partial L [|Next|] { get; } }")]
    [InlineData("DG0012", "contain", "public readonly ref partial struct A { [Parameter] public partial B [|Next|] { get; } } public readonly ref partial struct B { [Parameter] public partial A [|Next|] { get; } }")]
    [InlineData("DG0012", "give each of them: [Parameter(outputs, inputs)]", Dense + "public readonly ref partial struct L { [Parameter(\"n\")] public partial Dense [|D|] { get; } }")]
    [InlineData("DG0012", "give each of them: [Parameter(outputs, inputs)]", Dense + "public sealed partial class M { [Parameter(3)] public partial Dense [|D|] { get; } }")]
    [InlineData("DG0012", "extents by name are for layers", Dense + "public sealed partial class M { [Parameter(\"n\", \"m\")] public partial Dense [|D|] { get; } }")]
    [InlineData("DG0012", "one element type", Dense + "public sealed partial class M { [Parameter(2)] public partial Span<float> W { get; } [Parameter(3, 2)] public partial Dense [|D|] { get; } }")]
    [InlineData("DG0012", "array length", Dense + "public sealed partial class M { [Parameter(100000, 100000)] public partial Dense [|D|] { get; } }")]
    [InlineData("DG0012", "declared { get; }", Dense + "public sealed partial class M { [Parameter(3, 2)] public partial Dense [|D|] { get; set; } }")]
    [InlineData("DG0012", "its type is", "public readonly ref struct R { } public sealed partial class M { [Parameter(3, 2)] public partial R [|D|] { get; } }")]
    [InlineData("DG0011", "a member 'N'", "public readonly ref partial struct L { [Parameter(\"n\")] public partial Span<double> [|W|] { get; } public int N => 1; }")]
    [InlineData("DG0011", "that name itself", "public readonly ref partial struct L { [Parameter(\"l\")] public partial Span<double> [|W|] { get; } }")]
    [InlineData("DG0011", "a constructor", "public readonly ref partial struct L { [Parameter(\"n\")] public partial Span<double> [|W|] { get; } public L(Span<double> p, int n) { } }")]
    [InlineData("DG0013", "unmanaged type", Dense + "public static partial class C { [Differentiable] public static double F(double x, [|[Batch] Dense d|]) => x; }")]
    [InlineData("DG0004", "by value", Dense + "public static partial class C { [Differentiable] public static double F(double x, [|ref Dense d|]) => x; }")]
    [InlineData("DG0008", "a trainable parameter", Dense + "public static partial class C { [Differentiable] public static double F(Dense d, double x) { [|d.W[0] = x|]; return d.W[0]; } }")]
    [InlineData("DG0008", "call the generated constructor", Dense + "public static partial class C { [Differentiable] public static double F(double x) { Dense d = [|new Dense()|]; return x; } }")]
    public void Wrong_layer(string id, string reason, string source)
    {
        MarkedSource marked = MarkedSource.Parse(MarkedSource.Usings + source);
        GeneratorRun run = GeneratorRun.Of(marked.Text);
        GeneratorChecks.Reports_nothing(run);
        IReadOnlyList<Diagnostic> errors = Check.Errors(run);
        Assert.All(errors, error => Assert.Equal(id, error.Id));
        Assert.Equal(
            marked.Spans.OrderBy(span => span.Start).Select(span => marked.Text.Substring(span.Start, span.Length)),
            errors.OrderBy(error => error.Location.SourceSpan.Start).Select(Check.TextAt));
        Assert.Contains(reason, errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public readonly ref partial struct L { [Parameter(\"in\", \"parameters\")] public partial Span<double> W { get; } public const int K = 2; public static int Calls; }")]
    [InlineData("public readonly ref partial struct L<T> { [Parameter(\"n\", \"n\")] internal partial Span<float> W { get; } [Parameter] internal partial float B { get; private set; } public L(Span<float> p) : this(p, 1) { } }")]
    [InlineData(Dense + "public readonly ref partial struct L { [Parameter(\"n\", \"m\")] private partial Dense A { get; } [Parameter(5, 7)] public partial Dense C { get; } [Parameter(3)] public partial Span<double> V { get; } }")]
    [InlineData("internal partial class Outer { private readonly ref partial struct L { [Parameter] public partial double A { get; set; } } private sealed partial class M { [Parameter] public partial L Own { get; } } }")]
    [InlineData("public readonly ref partial struct L { [Parameter] public partial double A { get; set; } [Differentiable] public double Twice(double x) => 2 * A * x; }")]
    public void Right_layer(string source) => Check.IsSilent(source, "DG0012");
}
