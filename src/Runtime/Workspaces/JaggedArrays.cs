using System.ComponentModel;

namespace DiffGen.Workspaces;

/// <summary>
/// Arrays of arrays as generated code works on them: all rows one after the other, and where each starts. For generated
/// code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JaggedArrays
{
    /// <summary>A copy of the elements, row after row.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows; a <c>null</c> row has no elements.</param>
    /// <param name="workspace">Where the copy lives.</param>
    /// <returns>The elements, valid as long as the workspace is.</returns>
    /// <exception cref="OverflowException">There are more elements than an array can have.</exception>
    public static Span<T> Elements<T>(T[]?[] rows, Workspace workspace)
    {
        int total = 0;
        foreach (T[]? row in rows)
            total = checked(total + (row?.Length ?? 0));
        Span<T> elements = workspace.Buffer<T>(total);
        int start = 0;
        foreach (T[]? row in rows)
        {
            row.CopyTo(elements[start..]);
            start += row?.Length ?? 0;
        }
        return elements;
    }

    /// <summary>The number of elements of all rows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows; a <c>null</c> row has no elements.</param>
    public static long Count<T>(T[]?[] rows)
    {
        long count = 0;
        foreach (T[]? row in rows)
            count += row?.Length ?? 0;
        return count;
    }

    /// <summary>Where each row starts among the elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="workspace">Where the result lives.</param>
    public static Span<int> Starts<T>(T[]?[] rows, Workspace workspace)
    {
        Span<int> starts = workspace.Buffer<int>(rows.Length);
        int start = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            starts[i] = start;
            start += rows[i]?.Length ?? 0;
        }
        return starts;
    }

    /// <summary>The length of each row, -1 for a <c>null</c> one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="workspace">Where the result lives.</param>
    public static Span<int> Lengths<T>(T[]?[] rows, Workspace workspace)
    {
        Span<int> lengths = workspace.Buffer<int>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
            lengths[i] = rows[i]?.Length ?? -1;
        return lengths;
    }

    /// <summary>Copies elements back into their rows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="elements">The elements, row after row.</param>
    /// <param name="rows">The rows.</param>
    public static void Scatter<T>(ReadOnlySpan<T> elements, T[]?[] rows)
    {
        foreach (T[]? row in rows)
        {
            if (row is null)
                continue;
            elements[..row.Length].CopyTo(row);
            elements = elements[row.Length..];
        }
    }
}
