using DiffGen.Fuzz.Running;

namespace DiffGen.Fuzz;

/// <summary>The counts of a run.</summary>
public sealed class FuzzSummary
{
    private readonly SortedDictionary<string, int> _refusals = new(StringComparer.Ordinal);

    private int _programs, _methods, _entries;

    /// <summary>How many programs something is wrong with.</summary>
    public int Failures { get; private set; }

    /// <summary>Entries of derivatives that were compared with differences.</summary>
    public int Entries => _entries;

    /// <inheritdoc/>
    public override string ToString()
    {
        string refusals = _refusals.Count == 0 ? "none" : string.Join(", ", _refusals.Select(pair => $"{pair.Key} {pair.Value}"));
        return $"programs {_programs}, methods {_methods}, entries compared {_entries}, refusals {refusals}, failures {Failures}";
    }

    internal void Add(Subject subject)
    {
        _programs++;
        _entries += subject.Compared;
        if (subject.Compared > 0) _methods += subject.Program.Entry.HasGradient ? 2 : 1;
        if (subject.Finding is not null) Failures++;
        foreach (string id in subject.Refusals.Distinct()) _refusals[id] = _refusals.GetValueOrDefault(id) + 1;
    }
}
