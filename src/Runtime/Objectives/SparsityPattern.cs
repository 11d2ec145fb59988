namespace DiffGen;

/// <summary>Where a sparse matrix has elements: compressed sparse rows (CSR). The values stand apart, in the same
/// order.</summary>
public sealed class SparsityPattern
{
    private readonly int[] _rowStarts;
    private readonly int[] _columns;

    /// <summary>Makes a pattern.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <param name="rowStarts">Row i has the elements from <c>rowStarts[i]</c> to before <c>rowStarts[i + 1]</c>: one more entry than
    /// there are rows, the first 0, not falling, the last the number of elements. Copied.</param>
    /// <param name="columnIndices">The column of each element, rising within a row. Copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The indices don't describe such a matrix.</exception>
    public SparsityPattern(int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (rowStarts.Length != rows + 1)
            throw new ArgumentException($"rowStarts must have {rows + 1} entries for {rows} rows, but has {rowStarts.Length}", nameof(rowStarts));
        if (rowStarts[0] != 0 || rowStarts[^1] != columnIndices.Length)
        {
            throw new ArgumentException(
                $"rowStarts must begin with 0 and end with the number of elements, {columnIndices.Length}, but goes from {rowStarts[0]} to {rowStarts[^1]}",
                nameof(rowStarts));
        }

        for (int i = 0; i < rows; i++)
        {
            if (rowStarts[i + 1] < rowStarts[i])
                throw new ArgumentException($"rowStarts must not fall, but does after row {i}", nameof(rowStarts));
        }

        for (int i = 0; i < rows; i++)
            CheckRow(i, columnIndices[rowStarts[i]..rowStarts[i + 1]], columns);

        RowCount = rows;
        ColumnCount = columns;
        _rowStarts = rowStarts.ToArray();
        _columns = columnIndices.ToArray();
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of elements.</summary>
    public int Count => _columns.Length;

    /// <summary>Where each row begins, and where the last ends: one entry more than there are rows.</summary>
    public ReadOnlySpan<int> RowStarts => _rowStarts;

    /// <summary>The column of each element, rising within a row.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    private static void CheckRow(int row, ReadOnlySpan<int> columnIndices, int columns)
    {
        int previous = -1;
        foreach (int column in columnIndices)
        {
            if (column <= previous || column >= columns)
            {
                throw new ArgumentException(
                    $"The columns of row {row} must rise and lie in [0, {columns}), but {column} comes after {previous}", nameof(columnIndices));
            }

            previous = column;
        }
    }
}
