namespace DiffGen.Minimizers;

/// <summary>The factorisation A = L·Lᵀ of a sparse symmetric matrix. The pattern of L is found once, for any number of
/// matrices.</summary>
/// <remarks>L is made row by row; the pattern of a row is what can be reached in the elimination tree: T. A. Davis, "Direct methods
/// for sparse linear systems" (SIAM 2006), chapter 4.</remarks>
internal sealed class SparseCholesky
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly int[] _parents;
    private readonly int[] _columnStarts;
    private readonly int[] _columnEnds;
    private readonly int[] _factorRows;
    private readonly double[] _factor;
    private readonly double[] _diagonal;
    private readonly double[] _work;
    private readonly int[] _marks;
    private readonly int[] _stack;

    /// <summary>Finds the pattern of L.</summary>
    /// <param name="starts">Where each column of A's upper triangle begins, and where the last ends.</param>
    /// <param name="rows">The rows of its elements, at most the column.</param>
    public SparseCholesky(int[] starts, int[] rows)
    {
        int n = starts.Length - 1;
        _starts = starts;
        _rows = rows;
        _marks = new int[n];
        _stack = new int[n];
        _work = new double[n];
        _diagonal = new double[n];
        _columnEnds = new int[n];
        _parents = FindParents(starts, rows);

        _columnStarts = new int[n + 1];
        Array.Fill(_marks, -1);
        for (int k = 0; k < n; k++)
        {
            for (int top = Reach(k); top < n; top++)
                _columnStarts[_stack[top] + 1]++;
        }

        for (int j = 0; j < n; j++)
            _columnStarts[j + 1] += _columnStarts[j];
        _factorRows = new int[_columnStarts[n]];
        _factor = new double[_columnStarts[n]];
    }

    /// <summary>The number of elements of L, the diagonal included.</summary>
    public int Count => _factor.Length + _diagonal.Length;

    /// <summary>The number of pivots that were positive in the last factorisation.</summary>
    public int Pivots { get; private set; }

    /// <summary>Factors A + shift·I, with rows and columns of some variables replaced by those of the unit matrix.</summary>
    /// <param name="values">The elements of A's upper triangle.</param>
    /// <param name="shift">What is added to the diagonal.</param>
    /// <param name="isFixed">The variables replaced; may be empty.</param>
    /// <returns>Whether the matrix is positive definite in the precision there is.</returns>
    public bool Factor(ReadOnlySpan<double> values, double shift, ReadOnlySpan<bool> isFixed)
    {
        int n = _parents.Length;
        Pivots = 0;
        _columnStarts.AsSpan(0, n).CopyTo(_columnEnds);
        Array.Fill(_marks, -1);
        for (int k = 0; k < n; k++)
        {
            int top = Reach(k);
            double pivot = Scatter(k, values, isFixed) + shift;
            double whole = pivot;
            for (; top < n; top++)
            {
                int j = _stack[top];
                double element = _work[j] / _diagonal[j];
                _work[j] = 0;
                for (int p = _columnStarts[j]; p < _columnEnds[j]; p++)
                    _work[_factorRows[p]] -= _factor[p] * element;
                pivot -= element * element;
                int end = _columnEnds[j]++;
                (_factorRows[end], _factor[end]) = (k, element);
            }

            // What is left of the pivot may be rounding error alone.
            if (!(pivot > 1e-15 * whole))
            {
                Array.Clear(_work);
                return false;
            }

            _diagonal[k] = Math.Sqrt(pivot);
            Pivots = k + 1;
        }

        return true;
    }

    /// <summary>b ← A⁻¹·b, after <see cref="Factor"/> has succeeded.</summary>
    /// <param name="b">The right side.</param>
    public void Solve(Span<double> b)
    {
        for (int j = 0; j < b.Length; j++)
        {
            double x = b[j] /= _diagonal[j];
            for (int p = _columnStarts[j]; p < _columnStarts[j + 1]; p++)
                b[_factorRows[p]] -= _factor[p] * x;
        }

        for (int j = b.Length - 1; j >= 0; j--)
        {
            double sum = b[j];
            for (int p = _columnStarts[j]; p < _columnStarts[j + 1]; p++)
                sum -= _factor[p] * b[_factorRows[p]];
            b[j] = sum / _diagonal[j];
        }
    }

    private double Scatter(int k, ReadOnlySpan<double> values, ReadOnlySpan<bool> isFixed)
    {
        if (!isFixed.IsEmpty && isFixed[k])
            return 1;
        double diagonal = 0;
        for (int p = _starts[k]; p < _starts[k + 1]; p++)
        {
            int i = _rows[p];
            if (i == k)
                diagonal = values[p];
            else if (isFixed.IsEmpty || !isFixed[i])
                _work[i] = values[p];
        }

        return diagonal;
    }

    // The pattern of row k of L: the paths in the elimination tree from the elements of A's column k towards k, in an order in
    // which each column comes before those that it changes. It stands at the end of the stack.
    private int Reach(int k)
    {
        int top = _parents.Length;
        _marks[k] = k;
        for (int p = _starts[k]; p < _starts[k + 1]; p++)
        {
            int length = 0;
            for (int i = _rows[p]; _marks[i] != k; i = _parents[i])
            {
                _stack[length++] = i;
                _marks[i] = k;
            }

            while (length > 0)
                _stack[--top] = _stack[--length];
        }

        return top;
    }

    private static int[] FindParents(int[] starts, int[] rows)
    {
        int n = starts.Length - 1;
        var parents = new int[n];
        var ancestors = new int[n];
        for (int k = 0; k < n; k++)
        {
            (parents[k], ancestors[k]) = (-1, -1);
            for (int p = starts[k]; p < starts[k + 1]; p++)
            {
                for (int i = rows[p]; i != -1 && i < k;)
                {
                    int next = ancestors[i];
                    ancestors[i] = k;
                    if (next == -1)
                        parents[i] = k;
                    i = next;
                }
            }
        }

        return parents;
    }
}
