namespace DiffGen.Minimizers;

/// <summary>The upper triangle of JᵀJ for a sparse J, column by column, rows and columns in a given order. The pattern is found
/// once.</summary>
internal sealed class NormalMatrix
{
    private readonly SparsityPattern _pattern;
    private readonly int[] _positions;
    private readonly int[] _columnStarts;
    private readonly int[] _elementRows;
    private readonly int[] _elements;
    private readonly double[] _sums;

    /// <summary>Finds the pattern.</summary>
    /// <param name="pattern">The pattern of J.</param>
    /// <param name="order">The order of the columns.</param>
    public NormalMatrix(SparsityPattern pattern, int[] order)
    {
        int n = pattern.ColumnCount;
        _pattern = pattern;
        Order = order;
        _positions = new int[n];
        for (int k = 0; k < n; k++)
            _positions[order[k]] = k;

        _columnStarts = new int[n + 1];
        foreach (int j in pattern.Columns)
            _columnStarts[j + 1]++;
        for (int j = 0; j < n; j++)
            _columnStarts[j + 1] += _columnStarts[j];
        _elementRows = new int[pattern.Count];
        _elements = new int[pattern.Count];
        int[] next = _columnStarts[..n];
        for (int i = 0; i < pattern.RowCount; i++)
        {
            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
            {
                int slot = next[pattern.Columns[e]]++;
                (_elementRows[slot], _elements[slot]) = (i, e);
            }
        }

        _sums = new double[n];
        Starts = new int[n + 1];
        Rows = FindRows();
        Values = new double[Rows.Length];
    }

    /// <summary>Position k has this column of J.</summary>
    public int[] Order { get; }

    /// <summary>Where each column begins, and where the last ends.</summary>
    public int[] Starts { get; }

    /// <summary>The rows of the elements, at most the column, rising.</summary>
    public int[] Rows { get; }

    /// <summary>The elements.</summary>
    public double[] Values { get; }

    /// <summary>The norm of column <paramref name="j"/> of diag(w)·J.</summary>
    /// <param name="j">The column.</param>
    /// <param name="jacobian">The values of J.</param>
    /// <param name="weights">w.</param>
    /// <param name="room">Room for as many numbers as J has rows.</param>
    /// <returns>The norm.</returns>
    public double ColumnNorm(int j, ReadOnlySpan<double> jacobian, ReadOnlySpan<double> weights, Span<double> room)
    {
        int count = 0;
        for (int slot = _columnStarts[j]; slot < _columnStarts[j + 1]; slot++)
            room[count++] = weights[_elementRows[slot]] * jacobian[_elements[slot]];
        return EuclideanNorm.Of(room[..count]);
    }

    /// <summary>Values ← D⁻¹·Jᵀ·diag(w)²·J·D⁻¹.</summary>
    /// <param name="jacobian">The values of J.</param>
    /// <param name="weights">w.</param>
    /// <param name="scale">D.</param>
    public void Fill(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> weights, ReadOnlySpan<double> scale)
    {
        for (int k = 0; k < Order.Length; k++)
        {
            int j = Order[k];
            for (int slot = _columnStarts[j]; slot < _columnStarts[j + 1]; slot++)
            {
                int i = _elementRows[slot];
                double factor = jacobian[_elements[slot]] / scale[j] * weights[i];
                for (int e = _pattern.RowStarts[i]; e < _pattern.RowStarts[i + 1]; e++)
                {
                    int column = _pattern.Columns[e];
                    _sums[_positions[column]] += factor * (jacobian[e] / scale[column] * weights[i]);
                }
            }

            for (int p = Starts[k]; p < Starts[k + 1]; p++)
                Values[p] = _sums[Rows[p]];
            ClearSums(j);
        }
    }

    private void ClearSums(int j)
    {
        for (int slot = _columnStarts[j]; slot < _columnStarts[j + 1]; slot++)
        {
            int i = _elementRows[slot];
            foreach (int column in _pattern.Columns[_pattern.RowStarts[i].._pattern.RowStarts[i + 1]])
                _sums[_positions[column]] = 0;
        }
    }

    private int[] FindRows()
    {
        var rows = new List<int>();
        var column = new SortedSet<int>();
        for (int k = 0; k < Order.Length; k++)
        {
            int j = Order[k];

            // The diagonal is there even for a column of J without elements: the damping goes there.
            column.Clear();
            column.Add(k);
            for (int slot = _columnStarts[j]; slot < _columnStarts[j + 1]; slot++)
            {
                int i = _elementRows[slot];
                foreach (int other in _pattern.Columns[_pattern.RowStarts[i].._pattern.RowStarts[i + 1]])
                {
                    if (_positions[other] < k)
                        column.Add(_positions[other]);
                }
            }

            rows.AddRange(column);
            Starts[k + 1] = rows.Count;
        }

        return [.. rows];
    }
}
