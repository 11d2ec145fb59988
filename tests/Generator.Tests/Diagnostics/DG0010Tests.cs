using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0010: a refusal in another file is reported at the call that leads there, and quotes it.</summary>
public sealed class DG0010Tests
{
    private const string Method = "public static partial class Sample { [Differentiable] public static double F(double x) => x * Helper.Twice(x); }";

    [Fact]
    public void Triggers()
    {
        Diagnostic error = Assert.Single(Errors("decimal.ToDouble(2)", ""));
        Assert.Equal("DG0010", error.Id);
        Assert.Equal("Helper.Twice(x)", Check.TextAt(error));
        Assert.Equal("Helper.cs", Assert.Single(error.AdditionalLocations).SourceTree!.FilePath);
        Assert.Contains("decimal.ToDouble(2)", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_silent() => Assert.Empty(Errors("2", ""));

    [Fact]
    public void Is_suppressed_by_a_pragma() => Assert.Empty(Errors("decimal.ToDouble(2)", "#pragma warning disable DG0010\n"));

    private static IReadOnlyList<Diagnostic> Errors(string factor, string pragma)
    {
        string helper = $"internal static class Helper {{ public static double Twice(double x) => {factor} * x; }}";
        return Check.Errors(GeneratorRun.Of(TestCompilation.Create(
            new SourceFile("Sample.cs", pragma + MarkedSource.Usings + Method),
            new SourceFile("Helper.cs", MarkedSource.Usings + helper))));
    }
}
