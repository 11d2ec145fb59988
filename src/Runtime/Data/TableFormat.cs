namespace DiffGen.Data;

/// <summary>How a text file of numbers is written.</summary>
public sealed record TableFormat
{
    /// <summary>Whether the first line names the columns; <c>false</c> by default.</summary>
    public bool Header { get; init; }

    /// <summary>What stands between two fields; a comma by default.</summary>
    /// <exception cref="ArgumentException">It is a quote or an end of line.</exception>
    public char Separator
    {
        get;
        init => field = value is '"' or '\n' or '\r'
            ? throw new ArgumentException("A separator is neither a quote nor an end of line", nameof(Separator))
            : value;
    } = ',';

    /// <summary>The names of the columns to read, in this order; the others may hold text. <c>null</c>, the default, reads
    /// all. Asks for a <see cref="Header"/>.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
