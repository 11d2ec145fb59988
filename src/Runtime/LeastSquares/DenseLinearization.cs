namespace DiffGen.Minimizers;

/// <summary>A dense Jacobian, factored once per point by QR; each damping is rotated into R. JᵀJ is never formed.</summary>
internal sealed class DenseLinearization : Linearization
{
    private readonly LeastSquaresProblem _problem;
    private readonly PivotedQr _qr;
    private readonly PivotedQr _free;
    private readonly DampedTriangle _triangle;
    private readonly double[] _transformed;
    private readonly double[] _right;
    private readonly double[] _solution;
    private readonly int[] _freeColumns;

    /// <summary>Makes room.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="isBounded">Whether parameters may be fixed.</param>
    public DenseLinearization(LeastSquaresProblem problem, bool isBounded) : base(problem)
    {
        int m = problem.ResidualCount, n = problem.ParameterCount;
        _problem = problem;
        _qr = new PivotedQr(m, n);
        _free = isBounded ? new PivotedQr(Math.Min(m, n), n) : _qr;
        _triangle = new DampedTriangle(n);
        _transformed = new double[m];
        _right = new double[m];
        _solution = new double[n];
        _freeColumns = new int[n];
    }

    /// <inheritdoc/>
    public override bool Solve(double damping, ReadOnlySpan<bool> isFixed, Span<double> step)
    {
        int steps = _qr.Steps;
        Span<double> right = _right.AsSpan(0, steps);
        for (int i = 0; i < steps; i++)
            right[i] = -_transformed[i];
        PivotedQr factor = isFixed.Contains(true) ? FactorFree(isFixed, step, right) : _qr;
        if (damping == 0 && factor.Rank(RankTolerance(_problem)) < factor.Columns)
            damping = LeastDamping;

        Span<double> solution = _solution.AsSpan(0, factor.Columns);
        _triangle.Solve(factor, right, Math.Sqrt(damping), solution);
        bool isFinite = true;
        for (int f = 0; f < factor.Columns; f++)
        {
            int j = factor == _qr ? f : _freeColumns[f];
            step[j] = solution[f] / Scale[j];
            isFinite &= double.IsFinite(step[j]);
        }

        return isFinite;
    }

    /// <summary>The part of the largest diagonal element of R below which one is a rounding error.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The part.</returns>
    internal static double RankTolerance(LeastSquaresProblem problem)
        => 2.2e-16 * Math.Max(problem.ResidualCount, problem.ParameterCount);

    /// <inheritdoc/>
    private protected override void Load(LeastSquaresPoint point)
    {
        int m = _problem.ResidualCount, n = _problem.ParameterCount;
        _qr.Resize(m, n);
        for (int j = 0; j < n; j++)
        {
            Span<double> column = _qr.Column(j);
            for (int i = 0; i < m; i++)
                column[i] = Weights[i] * point.Jacobian[i * n + j];
            double scale = UpdateScale(j, EuclideanNorm.Of(column));
            for (int i = 0; i < m; i++)
                column[i] /= scale;
        }

        _qr.Factor();
        Corrected.CopyTo(_transformed, 0);
        _qr.ApplyTranspose(_transformed);
    }

    // The columns of R that may move, made triangular again; what the others contribute goes to the right side.
    private PivotedQr FactorFree(ReadOnlySpan<bool> isFixed, ReadOnlySpan<double> step, Span<double> right)
    {
        int steps = _qr.Steps, count = 0;
        foreach (bool isFixedHere in isFixed)
            count += isFixedHere ? 0 : 1;
        _free.Resize(steps, count);
        count = 0;
        for (int k = 0; k < _qr.Columns; k++)
        {
            int j = _qr.Permutation[k], last = Math.Min(k, steps - 1);
            if (isFixed[j])
            {
                double moved = step[j] * Scale[j];
                for (int i = 0; i <= last; i++)
                    right[i] -= _qr.R(i, k) * moved;
                continue;
            }

            Span<double> column = _free.Column(count);
            for (int i = 0; i < steps; i++)
                column[i] = i <= last ? _qr.R(i, k) : 0;
            _freeColumns[count++] = j;
        }

        _free.Factor();
        _free.ApplyTranspose(right);
        return _free;
    }
}
