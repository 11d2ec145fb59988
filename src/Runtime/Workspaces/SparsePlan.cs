using System.ComponentModel;

namespace DiffGen.Workspaces;

/// <summary>
/// How a sparse matrix is put together of products with vectors of zeros and ones: lines of one colour are in one vector, and each
/// element stands alone in an entry of one of the products. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SparsePlan
{
    private readonly int[] _lineStarts;
    private readonly int[] _lines;
    private readonly int[] _entryStarts;
    private readonly int[] _sources;
    private readonly int[] _positions;

    private SparsePlan(int[] colours, IEnumerable<(int Colour, int Source, int Position)> entries)
    {
        int count = colours.Length == 0 ? 1 : colours.Max() + 1;
        (_lineStarts, _lines) = Grouped(count, [.. colours.Select((colour, line) => (colour, line))]);
        (int Colour, int Source, int Position)[] all = [.. entries.OrderBy(entry => entry.Position)];
        (_entryStarts, _positions) = Grouped(count, [.. all.Select(entry => (entry.Colour, entry.Position))]);
        (_, _sources) = Grouped(count, [.. all.Select(entry => (entry.Colour, entry.Source))]);
    }

    /// <summary>The columns of each colour, one colour after the other.</summary>
    public ReadOnlySpan<int> Lines => _lines;

    /// <summary>Where each colour begins in <see cref="Lines"/>; one more entry than there are colours.</summary>
    public ReadOnlySpan<int> LineStarts => _lineStarts;

    /// <summary>For each element, by colour, the entry of the product that it is.</summary>
    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>For each element, by colour, where it stands among the values of the matrix.</summary>
    public ReadOnlySpan<int> Positions => _positions;

    /// <summary>Where each colour begins in <see cref="Sources"/> and <see cref="Positions"/>; one more entry than there are colours.</summary>
    public ReadOnlySpan<int> EntryStarts => _entryStarts;

    /// <summary>A matrix of products with columns: no two columns of a colour have a row in common.</summary>
    /// <param name="pattern">The matrix.</param>
    /// <param name="colours">Per column.</param>
    /// <returns>The plan.</returns>
    public static SparsePlan ByColumns(SparsityPattern pattern, ReadOnlySpan<int> colours)
    {
        int[] own = colours.ToArray();
        return new SparsePlan(own, Elements(pattern).Select(element => (own[element.Column], element.Row, element.Position)));
    }

    /// <summary>A matrix of products with rows: no two rows of a colour have a column in common.</summary>
    /// <param name="pattern">The matrix.</param>
    /// <param name="colours">Per row.</param>
    /// <returns>The plan.</returns>
    public static SparsePlan ByRows(SparsityPattern pattern, ReadOnlySpan<int> colours)
    {
        int[] own = colours.ToArray();
        return new SparsePlan(own, Elements(pattern).Select(element => (own[element.Row], element.Column, element.Position)));
    }

    /// <summary>A symmetric matrix: each element stands alone in its row's entry of its column's colour, or the other way round.</summary>
    /// <param name="pattern">The matrix.</param>
    /// <param name="colours">Per column.</param>
    /// <returns>The plan.</returns>
    public static SparsePlan Symmetric(SparsityPattern pattern, ReadOnlySpan<int> colours)
    {
        int[] own = colours.ToArray(), starts = pattern.RowStarts.ToArray(), columns = pattern.Columns.ToArray();
        bool IsAlone(int row, int colour) => columns[starts[row]..starts[row + 1]].Count(column => own[column] == colour) == 1;
        return new SparsePlan(own, Elements(pattern).Select(element => IsAlone(element.Row, own[element.Column])
            ? (own[element.Column], element.Row, element.Position)
            : (own[element.Row], element.Column, element.Position)));
    }

    private static IEnumerable<(int Row, int Column, int Position)> Elements(SparsityPattern pattern)
    {
        for (int row = 0; row < pattern.RowCount; row++)
        {
            for (int position = pattern.RowStarts[row]; position < pattern.RowStarts[row + 1]; position++)
                yield return (row, pattern.Columns[position], position);
        }
    }

    private static (int[] Starts, int[] Values) Grouped(int groups, (int Group, int Value)[] members)
    {
        int[] starts = new int[groups + 1];
        foreach ((int group, _) in members)
            starts[group + 1]++;
        for (int i = 0; i < groups; i++)
            starts[i + 1] += starts[i];
        int[] next = [.. starts], values = new int[members.Length];
        foreach ((int group, int value) in members)
            values[next[group]++] = value;
        return (starts, values);
    }
}
