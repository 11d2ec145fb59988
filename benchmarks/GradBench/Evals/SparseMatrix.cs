namespace DiffGen.GradBench.Evals;

/// <summary>A sparse matrix, row by row: the elements of row <c>i</c> are those from <c>RowStarts[i]</c> to <c>RowStarts[i + 1]</c>.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="elements">The number of elements.</param>
internal sealed class SparseMatrix(int rows, int elements)
{
    /// <summary>Where the elements of each row begin, and where those of the last end.</summary>
    public int[] RowStarts { get; } = new int[rows + 1];

    /// <summary>The column of each element.</summary>
    public int[] Columns { get; } = new int[elements];

    /// <summary>The elements.</summary>
    public double[] Values { get; } = new double[elements];
}
