using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>What stands beside a sparse derivative: where the matrix has elements, and the colours of its lines.</summary>
/// <param name="Accessibility">Of the pattern: that of the method.</param>
/// <param name="Summary">XML documentation of the pattern.</param>
/// <param name="Pattern">The name of the property.</param>
/// <param name="Plan">The name of the private field.</param>
/// <param name="Factory">How the plan is made of pattern and colours.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="ColumnCount">The number of columns.</param>
/// <param name="RowStarts">Where the rows begin.</param>
/// <param name="Columns">The column of each element.</param>
/// <param name="Colours">Per line.</param>
internal sealed record SparseTable(
    string Accessibility,
    string Summary,
    string Pattern,
    string Plan,
    string Factory,
    int RowCount,
    int ColumnCount,
    EquatableArray<int> RowStarts,
    EquatableArray<int> Columns,
    EquatableArray<int> Colours);
