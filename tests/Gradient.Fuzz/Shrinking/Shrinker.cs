using System.Diagnostics;
using DiffGen.Fuzz.Running;
using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Fuzz.Shrinking;

/// <summary>Makes a failing program as small as it gets while it fails in the same way.</summary>
internal static class Shrinker
{
    private const int Together = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static (FuzzProgram Program, Finding Finding) Reduce(FuzzProgram program, Finding finding)
    {
        int from = 0;
        bool hasChanged = false;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            List<Edit> edits = [.. Edits.Of(program).Skip(from).Take(Together)];
            if (edits.Count == 0)
            {
                if (!hasChanged) break;
                (from, hasChanged) = (0, false);
                continue;
            }
            List<Edit> good = [];
            Finding? found = null;
            foreach ((Edit edit, Subject subject) in edits.Zip(Batch.Run([.. edits.Select(edit => edit.Apply(program))], finding.Kind)))
            {
                // A change that overlaps an earlier one, or the second removal of a parameter, waits.
                if (subject.Finding?.Kind != finding.Kind || good.Any(edit.Overlaps) || (edit.Parameter >= 0 && good.Count > 0)) continue;
                found ??= subject.Finding;
                good.Add(edit);
                if (edit.Parameter >= 0) break;
            }
            if (good.Count == 0)
            {
                from += Together;
                continue;
            }
            hasChanged = true;
            FuzzProgram all = Edit.Apply(program, good);
            Finding? together = good.Count == 1 ? found : Batch.Run([all], finding.Kind)[0].Finding;
            (program, finding) = together?.Kind == finding.Kind ? (all, together) : (good[0].Apply(program), found!);
        }
        return (program with { Text = SyntaxFactory.ParseCompilationUnit(program.Text).NormalizeWhitespace(eol: "\n").ToFullString() }, finding);
    }
}
