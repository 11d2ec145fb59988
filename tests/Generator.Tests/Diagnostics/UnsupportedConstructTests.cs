using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>Correct, or an error at the expression: what is outside the subset is refused where it stands, and never crashes.</summary>
public sealed class UnsupportedConstructTests
{
    public static TheoryData<string> Names() => [.. UnsupportedConstructs.All.Keys];

    public static TheoryData<string> NamesWithStub() =>
        [.. UnsupportedConstructs.All.Values.Where(row => row.Stub != "").Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Is_refused_at_the_construct(string name)
    {
        UnsupportedConstruct row = UnsupportedConstructs.All[name];
        MarkedSource marked = MarkedSource.Parse(MarkedSource.Usings + row.Source);
        GeneratorRun run = GeneratorRun.Of(marked.Text);
        GeneratorChecks.Reports_nothing(run);
        IReadOnlyList<Diagnostic> errors = Check.Errors(run);
        string found = string.Join('\n', errors.Select(error => $"{error.Id} at '{Check.TextAt(error)}': {error}"));
        Assert.True(
            errors.Any(error => error.Id == row.Id && marked.Spans.Any(span => span.IntersectsWith(error.Location.SourceSpan))),
            $"no {row.Id} on the construct, but\n{found}");
        Assert.True(errors.All(error => error.Id.StartsWith("DG", StringComparison.Ordinal) && error.Id != "DG9999"), found);
        Assert.True(errors.All(error => marked.Spans.Any(span => span.IntersectsWith(error.Location.SourceSpan))), found);
    }

    [Theory, MemberData(nameof(NamesWithStub))]
    public void Its_derivative_is_an_error_to_call(string name)
    {
        UnsupportedConstruct row = UnsupportedConstructs.All[name];
        string caller = $"public static class Caller {{ public static Delegate Get() => {row.Stub}; }}";
        GeneratorRun run = GeneratorRun.Of(
            new SourceFile("Sample.cs", MarkedSource.Parse(MarkedSource.Usings + row.Source).Text),
            new SourceFile("Caller.cs", MarkedSource.Usings + caller));
        Diagnostic[] errors =
        [
            .. run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
        ];
        Diagnostic error = Assert.Single(errors);
        Assert.Equal("DG0007", error.Id);
        Assert.Equal("Caller.cs", error.Location.SourceTree!.FilePath);
    }
}
