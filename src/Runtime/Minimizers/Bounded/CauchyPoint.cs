namespace DiffGen.Minimizers;

/// <summary>The generalised Cauchy point of L-BFGS-B: the first local minimum of the quadratic model along the path that
/// follows the negative gradient and bends where it hits a bound.</summary>
/// <remarks>R. H. Byrd, P. Lu, J. Nocedal, C. Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci.
/// Comput. 16 (1995), algorithm CP; the names are those of the paper.</remarks>
/// <param name="memory">The approximation of the second derivatives.</param>
/// <param name="box">The bounds.</param>
/// <param name="capacity">The number of pairs that the memory may hold.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class CauchyPoint(CompactMemory memory, Box box, int capacity, int dimension)
{
    private readonly double[] _breaks = new double[dimension];
    private readonly int[] _order = new int[dimension];
    private readonly double[] _d = new double[dimension];
    private readonly double[] _p = new double[2 * capacity];
    private readonly double[] _c = new double[2 * capacity];
    private readonly double[] _row = new double[2 * capacity];
    private readonly double[] _image = new double[2 * capacity];

    /// <summary>The point.</summary>
    public double[] X { get; } = new double[dimension];

    /// <summary>c = Wᵀ·(X - x).</summary>
    public ReadOnlySpan<double> Shift => _c.AsSpan(0, memory.Width);

    /// <summary>Finds the point.</summary>
    /// <param name="at">The current point x, inside the box.</param>
    public void Find(SearchPoint at)
    {
        int bends = Begin(at);
        int width = memory.Width;
        Span<double> p = _p.AsSpan(0, width), c = _c.AsSpan(0, width), w = _row.AsSpan(0, width), mw = _image.AsSpan(0, width);
        memory.Project(_d, p);
        c.Clear();
        double slope = -VectorMath.Dot(_d, _d);
        memory.Middle(p, mw);
        double curvature = -memory.Theta * slope - VectorMath.Dot(p, mw);
        double floor = 1e-16 * curvature;
        double reached = 0, ahead = slope < 0 ? -slope / curvature : 0;
        int next = 0;
        for (; next < bends && slope < 0; next++)
        {
            double interval = _breaks[next] - reached;
            if (ahead < interval)
                break;
            int b = _order[next];
            double g = at.Gradient[b];
            X[b] = g > 0 ? box.Lower[b] : box.Upper[b];
            double z = X[b] - at.X[b];
            VectorMath.AddScaled(interval, p, c);
            memory.Row(b, w);
            memory.Middle(w, mw);
            slope += interval * curvature + g * g + memory.Theta * g * z - g * VectorMath.Dot(mw, c);
            curvature -= memory.Theta * g * g + 2 * g * VectorMath.Dot(mw, p) + g * g * VectorMath.Dot(mw, w);
            curvature = Math.Max(curvature, floor);
            VectorMath.AddScaled(g, w, p);
            _d[b] = 0;
            reached = _breaks[next];
            ahead = slope < 0 ? -slope / curvature : 0;
        }

        if (!(ahead > 0) || !double.IsFinite(ahead))
            ahead = 0;
        for (int i = 0; i < dimension; i++)
        {
            if (_d[i] != 0)
                X[i] = Math.Clamp(at.X[i] + (reached + ahead) * _d[i], box.Lower[i], box.Upper[i]);
        }

        VectorMath.AddScaled(ahead, p, c);
    }

    // The direction d, and where along it which variable hits its bound, in order.
    private int Begin(SearchPoint at)
    {
        int bends = 0;
        at.X.CopyTo(X, 0);
        for (int i = 0; i < dimension; i++)
        {
            double g = at.Gradient[i];
            double end = g < 0 ? (at.X[i] - box.Upper[i]) / g : g > 0 ? (at.X[i] - box.Lower[i]) / g : double.PositiveInfinity;
            _d[i] = end > 0 ? -g : 0;
            if (end > 0 && end < double.PositiveInfinity)
            {
                _breaks[bends] = end;
                _order[bends++] = i;
            }
        }

        _breaks.AsSpan(0, bends).Sort(_order.AsSpan(0, bends));
        return bends;
    }
}
