namespace DiffGen.Data;

/// <summary>A table isn't as it should be: where, what was expected, and what was found.</summary>
public sealed class TableFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The name of the file or stream.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column of the table, from 1; 0 where the whole line is meant.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    public TableFormatException(string source, int line, int column, string expected, string found)
        : base($"{source}, line {line}{(column > 0 ? $", column {column}" : "")}: expected {expected}, but found {found}")
    {
        Line = line;
        Column = column;
        Expected = expected;
        Found = found;
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column of the table, from 1; 0 where the whole line is meant.</summary>
    public int Column { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }
}
