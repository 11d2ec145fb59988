namespace DiffGen.Minimizers;

/// <summary>A sparse Jacobian: the damped normal equations by Cholesky factorisation, whose order and pattern are found
/// once.</summary>
internal sealed class SparseLinearization : Linearization
{
    private readonly LeastSquaresProblem _problem;
    private readonly NormalMatrix _normal;
    private readonly SparseCholesky _cholesky;
    private readonly bool[] _isFixed;
    private readonly double[] _right;
    private readonly double[] _gradient;
    private readonly double[] _moved;
    private readonly double[] _room;
    private double[] _jacobian = [];

    /// <summary>Analyses the pattern.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="pattern">Its pattern.</param>
    public SparseLinearization(LeastSquaresProblem problem, SparsityPattern pattern) : base(problem)
    {
        _problem = problem;
        _normal = new NormalMatrix(pattern, MinimumDegree.Order(pattern));
        _cholesky = new SparseCholesky(_normal.Starts, _normal.Rows);
        _isFixed = new bool[problem.ParameterCount];
        _right = new double[problem.ParameterCount];
        _gradient = new double[problem.ParameterCount];
        _moved = new double[problem.ResidualCount];
        _room = new double[problem.ResidualCount];
    }

    /// <inheritdoc/>
    public override bool Solve(double damping, ReadOnlySpan<bool> isFixed, Span<double> step)
    {
        bool hasFixed = isFixed.Contains(true);
        for (int k = 0; k < _isFixed.Length; k++)
            _isFixed[k] = hasFixed && isFixed[_normal.Order[k]];
        ReadOnlySpan<bool> replaced = hasFixed ? _isFixed : default;
        if (!_cholesky.Factor(_normal.Values, damping, replaced)
            && !(damping == 0 && _cholesky.Factor(_normal.Values, LeastDamping, replaced)))
        {
            return false;
        }

        FillRight(hasFixed, isFixed, step);
        _cholesky.Solve(_right);
        bool isFinite = true;
        for (int k = 0; k < _right.Length; k++)
        {
            int j = _normal.Order[k];
            if (hasFixed && isFixed[j])
                continue;
            step[j] = _right[k] / Scale[j];
            isFinite &= double.IsFinite(step[j]);
        }

        return isFinite;
    }

    /// <inheritdoc/>
    private protected override void Load(LeastSquaresPoint point)
    {
        _jacobian = point.Jacobian;
        for (int j = 0; j < Scale.Length; j++)
            UpdateScale(j, _normal.ColumnNorm(j, _jacobian, Weights, _room));
        _normal.Fill(_jacobian, Weights, Scale);
    }

    // -D⁻¹·Jᵀ·(r + J·s) with the steps s of the fixed parameters.
    private void FillRight(bool hasFixed, ReadOnlySpan<bool> isFixed, ReadOnlySpan<double> step)
    {
        SparsityPattern pattern = _problem.Pattern!;
        Corrected.CopyTo(_moved, 0);
        if (hasFixed)
        {
            for (int i = 0; i < _moved.Length; i++)
            {
                for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
                {
                    int j = pattern.Columns[e];
                    if (isFixed[j])
                        _moved[i] += Weights[i] * _jacobian[e] * step[j];
                }
            }
        }

        Array.Clear(_gradient);
        for (int i = 0; i < _moved.Length; i++)
        {
            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
                _gradient[pattern.Columns[e]] -= Weights[i] * _jacobian[e] * _moved[i];
        }

        for (int k = 0; k < _right.Length; k++)
        {
            int j = _normal.Order[k];
            _right[k] = hasFixed && isFixed[j] ? 0 : _gradient[j] / Scale[j];
        }
    }
}
