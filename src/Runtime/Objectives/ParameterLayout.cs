namespace DiffGen;

/// <summary>What is where in the flat parameter buffer of a model. Immutable.</summary>
public sealed class ParameterLayout
{
    private readonly ParameterInfo[] _entries;
    private readonly Dictionary<string, int> _indices;

    /// <summary>Makes a layout.</summary>
    /// <param name="entries">The parameters, in the order of the buffer.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or an offset or a dimension is
    /// negative.</exception>
    /// <exception cref="OverflowException">A parameter ends beyond <see cref="int.MaxValue"/>.</exception>
    public ParameterLayout(params ReadOnlySpan<ParameterInfo> entries)
    {
        _entries = entries.ToArray();
        _indices = new Dictionary<string, int>(_entries.Length, StringComparer.Ordinal);
        for (int i = 0; i < _entries.Length; i++)
        {
            ParameterInfo entry = _entries[i];
            Check(entry);
            if (!_indices.TryAdd(entry.Name, i))
                throw new ArgumentException($"The parameter '{entry.Name}' occurs twice", nameof(entries));
            Length = Math.Max(Length, checked(entry.Offset + entry.Length));
        }
    }

    /// <summary>The number of elements of the buffer: the largest end of a parameter.</summary>
    public int Length { get; }

    /// <summary>The parameters, in the order of the buffer.</summary>
    public ReadOnlySpan<ParameterInfo> Entries => _entries;

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public ParameterInfo this[string name]
        => TryGet(name, out ParameterInfo entry)
            ? entry
            : throw new KeyNotFoundException(
                $"There is no parameter '{name}'; there are: {string.Join(", ", _indices.Keys)}");

    /// <summary>Looks up the parameter of a name.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    /// <param name="entry">The parameter, if there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, out ParameterInfo entry)
    {
        bool found = _indices.TryGetValue(name, out int index);
        entry = found ? _entries[index] : default;
        return found;
    }

    private static void Check(ParameterInfo entry)
    {
        if (string.IsNullOrEmpty(entry.Name))
            throw new ArgumentException("A parameter has no name", "entries");
        if (entry.Offset < 0)
            throw new ArgumentException($"The parameter '{entry.Name}' has the negative offset {entry.Offset}", "entries");
        foreach (int dimension in entry.Shape.Span)
        {
            if (dimension < 0)
                throw new ArgumentException($"The parameter '{entry.Name}' has the negative dimension {dimension}", "entries");
        }
    }
}
