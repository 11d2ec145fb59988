using DiffGen.Fuzz.Running;
using DiffGen.Fuzz.Shrinking;
using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz;

/// <summary>Runs programs in batches and reports what is wrong with any of them.</summary>
public sealed class Fuzzer(Options options, TextWriter output)
{
    private const int BatchSize = 40;

    private readonly HashSet<string> _kindsReduced = [];

    /// <summary>Runs all of them and writes each finding, then a summary line.</summary>
    public FuzzSummary Run()
    {
        var summary = new FuzzSummary();
        for (int start = 0; start < options.Count; start += BatchSize)
        {
            List<FuzzProgram> programs = [.. Enumerable.Range(options.Seed + start, Math.Min(BatchSize, options.Count - start)).Select(seed => ProgramWriter.Write(seed, options.IsPlanted))];
            if (options.Prints)
            {
                foreach (FuzzProgram program in programs) output.WriteLine($"// seed {program.Seed}\n{program.Text}");
                continue;
            }
            foreach (Subject subject in Batch.Run(programs))
            {
                summary.Add(subject);
                if (subject.Finding is not null) Report(subject);
            }
        }
        output.WriteLine(summary);
        return summary;
    }

    private void Report(Subject subject)
    {
        Finding finding = subject.Finding!;
        output.WriteLine($"FINDING seed {subject.Program.Seed}: {finding.Kind}: {finding.Detail}");
        // One reduced example of a kind is enough.
        if (!options.Reduces || !_kindsReduced.Add(finding.Kind)) return;
        (FuzzProgram reduced, Finding last) = Shrinker.Reduce(subject.Program, finding);
        output.WriteLine($"reduced: {last.Kind}: {last.Detail}\n{reduced.Text}");
    }
}
