using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>The corpus of programs with every form that each of them has: as it is, and with its loops unrolled.</summary>
public sealed class CorpusForms : IDisposable
{
    private const string Reverse = "[Differentiable(Derivatives.Gradient | Derivatives.Pullback)]";
    private const string All = "[Differentiable(Derivatives.Gradient | Derivatives.Pullback | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hvp | Derivatives.Hessian)]";
    private const int UnrollLimit = 500;

    private static readonly Regex NeededBy = new(@"needed by \[Differentiable\] '(\w+)'");

    private readonly Lazy<LoadedAssembly> _plain, _unrolled;

    public CorpusForms()
    {
        List<SourceFile> files = Files();
        _plain = new(() => CorpusCompilation.Load(files));
        _unrolled = new(() => CorpusCompilation.Load(CorpusCompilation.Unrolled(files, UnrollLimit)));
    }

    internal LoadedAssembly Plain => _plain.Value;

    internal LoadedAssembly Unrolled => _unrolled.Value;

    public void Dispose()
    {
        foreach (Lazy<LoadedAssembly> loaded in (Lazy<LoadedAssembly>[])[_plain, _unrolled])
            if (loaded.IsValueCreated) loaded.Value.Dispose();
    }

    private static List<SourceFile> Files()
    {
        List<SourceFile> files = [.. CorpusCompilation.Files().Select(file => file with
        {
            Text = file.Text.Replace(Reverse, All, StringComparison.Ordinal).Replace("Derivatives.Pullback)]", "Derivatives.Pullback | Derivatives.Jvp)]", StringComparison.Ordinal).Replace("Derivatives.Hessian | Derivatives.Jvp", "Derivatives.Hessian", StringComparison.Ordinal),
        })];
        // Through methods that have a pullback only there are no second derivatives, and tangents of returned numbers only.
        files = Without(files, "whose own derivative is unknown", "Derivatives.Gradient", "Derivatives.Pullback", "Derivatives.Jvp", "Derivatives.Jacobian");
        return Without(files, "no forward derivative", "Derivatives.Gradient", "Derivatives.Pullback");
    }

    /// <summary>The files in which methods that are refused for a reason ask for less.</summary>
    private static List<SourceFile> Without(List<SourceFile> files, string reason, params string[] kept)
    {
        HashSet<string> refused = [.. CorpusCompilation.Create(files).WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id == "DG0009" && NeededBy.Match(diagnostic.GetMessage()) is { Success: true } match && diagnostic.GetMessage().Contains(reason, StringComparison.Ordinal) ? match.Groups[1].Value : diagnostic.ToString())];
        Assert.All(refused, name => Assert.DoesNotContain(" ", name, StringComparison.Ordinal));
        return [.. files.Select(file => file with
        {
            Text = refused.Aggregate(file.Text, (text, name) => Regex.Replace(
                text, @"\[Differentiable\(([\w.| ]+)\)\](?=\s+public static \S+(?: \S+)? " + Regex.Escape(name) + @"\()",
                match => $"[Differentiable({string.Join(" | ", match.Groups[1].Value.Split(" | ").Where(kept.Contains))})]")),
        })];
    }
}
