using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.Sparsity;

/// <summary>Where a matrix has elements, row by row.</summary>
/// <param name="ColumnCount">The number of columns.</param>
/// <param name="Rows">The columns of each row, rising.</param>
internal sealed record Pattern(int ColumnCount, IReadOnlyList<int[]> Rows)
{
    public int RowCount => Rows.Count;

    /// <summary>The number of elements.</summary>
    public int Count => Rows.Sum(row => row.Length);

    public static Pattern Dense(int rows, int columns)
    {
        int[] all = [.. Enumerable.Range(0, columns)];
        return new Pattern(columns, [.. Enumerable.Repeat(all, rows)]);
    }

    public Pattern Transposed()
    {
        List<int>[] columns = [.. Enumerable.Range(0, ColumnCount).Select(_ => new List<int>())];
        for (int row = 0; row < RowCount; row++)
            foreach (int column in Rows[row]) columns[column].Add(row);
        return new Pattern(RowCount, [.. columns.Select(column => column.ToArray())]);
    }

    /// <summary>With every element's mirror image.</summary>
    public Pattern Symmetric()
    {
        IReadOnlyList<int[]> mirrored = Transposed().Rows;
        return new Pattern(ColumnCount, [.. Rows.Select((row, i) => row.Union(mirrored[i]).OrderBy(column => column).ToArray())]);
    }
}
