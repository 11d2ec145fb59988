namespace DiffGen.Minimizers;

/// <summary>Orders the columns of a sparse J so that the Cholesky factor of JᵀJ stays sparse: next comes the column that is
/// connected with the fewest others.</summary>
/// <remarks>Each row of J is a clique of JᵀJ; eliminating a column merges the cliques it is in. The degrees are the upper bounds of
/// P. R. Amestoy, T. A. Davis, I. S. Duff, "An approximate minimum degree ordering algorithm", SIAM J. Matrix Anal. Appl. 17
/// (1996). Ties go to the column that comes first.</remarks>
internal sealed class MinimumDegree
{
    private readonly List<int[]?> _cliques = [];
    private readonly List<int>[] _memberships;
    private readonly int[] _degrees;
    private readonly bool[] _isEliminated;
    private readonly PriorityQueue<int, (int Degree, int Column)> _queue = new();

    private MinimumDegree(SparsityPattern pattern)
    {
        int n = pattern.ColumnCount;
        _memberships = new List<int>[n];
        _degrees = new int[n];
        _isEliminated = new bool[n];
        for (int j = 0; j < n; j++)
            _memberships[j] = [];
        for (int i = 0; i < pattern.RowCount; i++)
        {
            int[] columns = pattern.Columns[pattern.RowStarts[i]..pattern.RowStarts[i + 1]].ToArray();
            foreach (int j in columns)
            {
                _memberships[j].Add(_cliques.Count);
                _degrees[j] += columns.Length - 1;
            }

            _cliques.Add(columns);
        }

        for (int j = 0; j < n; j++)
            Enqueue(j, _degrees[j]);
    }

    /// <summary>The order.</summary>
    /// <param name="pattern">The pattern of J.</param>
    /// <returns>The columns in the order of their elimination.</returns>
    public static int[] Order(SparsityPattern pattern) => new MinimumDegree(pattern).Run();

    private int[] Run()
    {
        var order = new int[_degrees.Length];
        var marks = new int[_degrees.Length];
        var outside = new Dictionary<int, int>();
        for (int k = 0; k < order.Length; k++)
        {
            int pivot = Next();
            order[k] = pivot;
            _isEliminated[pivot] = true;
            int[] merged = Merge(pivot, marks, mark: k + 1);
            int name = _cliques.Count;
            _cliques.Add(merged);
            Count(merged, outside);
            foreach (int j in merged)
            {
                int degree = merged.Length - 1;
                foreach (int clique in _memberships[j])
                    degree += outside[clique];
                _memberships[j].Add(name);
                Enqueue(j, Math.Min(degree, order.Length - k - 2));
            }
        }

        return order;
    }

    private int Next()
    {
        // A column stands in the queue once per change of its degree; only the last entry counts.
        while (true)
        {
            _queue.TryDequeue(out int j, out (int Degree, int Column) priority);
            if (!_isEliminated[j] && priority.Degree == _degrees[j])
                return j;
        }
    }

    private void Enqueue(int j, int degree)
    {
        _degrees[j] = degree;
        _queue.Enqueue(j, (degree, j));
    }

    private int[] Merge(int pivot, int[] marks, int mark)
    {
        var merged = new List<int>();
        marks[pivot] = mark;
        foreach (int clique in _memberships[pivot])
        {
            foreach (int j in _cliques[clique]!)
            {
                if (marks[j] == mark)
                    continue;
                marks[j] = mark;
                merged.Add(j);
            }

            _cliques[clique] = null;
        }

        foreach (int j in merged)
            _memberships[j].RemoveAll(clique => _cliques[clique] is null);
        return [.. merged];
    }

    // How many columns of each clique that is touched lie outside the merged one.
    private void Count(int[] merged, Dictionary<int, int> outside)
    {
        outside.Clear();
        foreach (int j in merged)
        {
            foreach (int clique in _memberships[j])
                outside[clique] = outside.GetValueOrDefault(clique, _cliques[clique]!.Length) - 1;
        }
    }
}
