using DiffGen.Fuzz.Running;
using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Fuzz.Shrinking;

/// <summary>Makes a failing program as small as it gets while it fails in the same way.</summary>
internal static class Shrinker
{
    private const int Together = 24;
    private const int MostRounds = 400;

    public static (FuzzProgram Program, Finding Finding) Reduce(FuzzProgram program, Finding finding)
    {
        int from = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            List<FuzzProgram> candidates = [.. Edits.Of(program).Skip(from).Take(Together)];
            if (candidates.Count == 0 && from == 0) break;
            if (candidates.Count == 0)
            {
                // Once more from the start, unless nothing has changed since.
                if (Next(program, finding, 0, int.MaxValue) is not { } again) break;
                (program, finding, from) = again;
                continue;
            }
            if (Next(program, finding, from, Together) is { } smaller) (program, finding, from) = smaller;
            else from += Together;
        }
        return (program, finding);
    }

    private static (FuzzProgram Program, Finding Finding, int From)? Next(FuzzProgram program, Finding finding, int from, int count)
    {
        int at = from;
        foreach (FuzzProgram[] candidates in Edits.Of(program).Skip(from).Take(count).Chunk(Together))
        {
            IReadOnlyList<Subject> subjects = Batch.Run(candidates);
            for (int i = 0; i < subjects.Count; i++)
            {
                if (subjects[i].Finding is { } same && same.Kind == finding.Kind) return (candidates[i], same, at + i);
            }
            at += candidates.Length;
        }
        return null;
    }
}
