namespace DiffGen.Minimizers;

/// <summary>The minimum of the quadratic model over the variables that the Cauchy point leaves free.</summary>
/// <remarks>R. H. Byrd, P. Lu, J. Nocedal, C. Zhu, SIAM J. Sci. Comput. 16 (1995), the direct primal method of section 5.1: with
/// r the gradient of the model at the Cauchy point, over the free variables Z,
/// d = -r/θ - Zᵀ·W·(I - M·Wᵀ·Z·Zᵀ·W/θ)⁻¹·M·Wᵀ·Z·r/θ². It is brought into the box by projection, and where that isn't
/// downhill, by shortening: J. L. Morales, J. Nocedal, "Remark on Algorithm 778", ACM TOMS 38 (2011).</remarks>
/// <param name="memory">The approximation of the second derivatives.</param>
/// <param name="box">The bounds.</param>
/// <param name="capacity">The number of pairs that the memory may hold.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class SubspaceMinimum(CompactMemory memory, Box box, int capacity, int dimension)
{
    private readonly bool[] _isFree = new bool[dimension];
    private readonly double[] _r = new double[dimension];
    private readonly double[] _v = new double[2 * capacity];
    private readonly double[] _row = new double[2 * capacity];
    private readonly double[] _gram = new double[4 * capacity * capacity];
    private readonly double[] _system = new double[4 * capacity * capacity];

    /// <summary>Computes a search direction from x to the minimum.</summary>
    /// <param name="at">The current point x.</param>
    /// <param name="cauchy">The Cauchy point.</param>
    /// <param name="direction">Receives the direction.</param>
    /// <returns><c>false</c> where the system is singular.</returns>
    public bool Find(SearchPoint at, CauchyPoint cauchy, double[] direction)
    {
        int free = 0;
        for (int i = 0; i < dimension; i++)
        {
            _isFree[i] = cauchy.X[i] > box.Lower[i] && cauchy.X[i] < box.Upper[i];
            free += _isFree[i] ? 1 : 0;
        }

        VectorMath.Subtract(cauchy.X, at.X, direction);
        if (free == 0 || memory.Count == 0)
            return true;
        if (free == dimension)
            ToNewtonPoint(at, cauchy);
        else if (!Step(at, cauchy, free))
            return false;

        // _r is the step from the Cauchy point now.
        double slope = 0;
        for (int i = 0; i < dimension; i++)
        {
            direction[i] = Math.Clamp(cauchy.X[i] + _r[i], box.Lower[i], box.Upper[i]) - at.X[i];
            slope += direction[i] * at.Gradient[i];
        }

        if (slope < 0)
            return true;
        double share = Share(cauchy);
        for (int i = 0; i < dimension; i++)
            direction[i] = Math.Clamp(cauchy.X[i] + share * _r[i], box.Lower[i], box.Upper[i]) - at.X[i];
        return true;
    }

    // With all variables free, the minimum is that of the whole model, wherever the Cauchy point lies.
    private void ToNewtonPoint(SearchPoint at, CauchyPoint cauchy)
    {
        memory.Newton(at.Gradient, _r);
        for (int i = 0; i < dimension; i++)
            _r[i] = at.X[i] + _r[i] - cauchy.X[i];
    }

    private bool Step(SearchPoint at, CauchyPoint cauchy, int free)
    {
        int width = memory.Width;
        double theta = memory.Theta;
        Span<double> v = _v.AsSpan(0, width), row = _row.AsSpan(0, width);
        Span<double> gram = _gram.AsSpan(0, width * width), system = _system.AsSpan(0, width * width);
        for (int i = 0; i < dimension; i++)
            _r[i] = at.Gradient[i] + theta * (cauchy.X[i] - at.X[i]);
        memory.Middle(cauchy.Shift, row);
        memory.AddImage(-1, row, _r);
        for (int i = 0; i < dimension; i++)
            _r[i] = _isFree[i] ? _r[i] : 0;

        memory.Project(_r, row);
        memory.Middle(row, v);
        FreeGram(gram, row, free);
        memory.MiddleTimes(gram, system);
        for (int i = 0; i < system.Length; i++)
            system[i] = (i % (width + 1) == 0 ? 1 : 0) - system[i] / theta;
        if (!GaussElimination.TrySolve(system, v, width, 1))
            return false;

        VectorMath.Scale(-1 / theta, _r, _r);
        memory.AddImage(-1 / theta / theta, v, _r);
        for (int i = 0; i < dimension; i++)
            _r[i] = _isFree[i] ? _r[i] : 0;
        return true;
    }

    // Wᵀ·Z·Zᵀ·W, over the free variables or as the difference to WᵀW, whichever has less terms.
    private void FreeGram(Span<double> gram, Span<double> row, int free)
    {
        bool isSum = 2 * free <= dimension;
        if (isSum)
            gram.Clear();
        else
            memory.Gram(gram);
        for (int i = 0; i < dimension; i++)
        {
            if (_isFree[i] != isSum)
                continue;
            memory.Row(i, row);
            for (int k = 0; k < row.Length; k++)
                VectorMath.AddScaled(isSum ? row[k] : -row[k], row, gram.Slice(k * row.Length, row.Length));
        }
    }

    // The largest part of the step, at most 1, that stays in the box.
    private double Share(CauchyPoint cauchy)
    {
        double share = 1;
        for (int i = 0; i < dimension; i++)
        {
            double room = _r[i] > 0 ? box.Upper[i] - cauchy.X[i] : box.Lower[i] - cauchy.X[i];
            if (_r[i] != 0)
                share = Math.Min(share, room / _r[i]);
        }

        return share;
    }
}
