namespace DiffGen.Minimizers;

/// <summary>The last steps and gradient changes of L-BFGS, which stand for the inverse of the second derivatives.</summary>
internal sealed class LbfgsMemory(int capacity, int dimension)
{
    private readonly double[]?[] _steps = new double[capacity][];
    private readonly double[]?[] _changes = new double[capacity][];
    private readonly double[] _inverseCurvatures = new double[capacity];
    private readonly double[] _alphas = new double[capacity];
    private int _next;
    private double _scale = 1;

    /// <summary>The number of pairs held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        _next = 0;
    }

    /// <summary>Adds the pair s = x' - x, y = g' - g, in place of the oldest. A pair with sᵀy ≤ 10⁻¹⁶·yᵀy, that is without positive
    /// curvature, is skipped: the approximation stays positive definite.</summary>
    /// <param name="from">The old point.</param>
    /// <param name="to">The new point.</param>
    public void Add(SearchPoint from, SearchPoint to)
    {
        double sy = 0, yy = 0;
        for (int i = 0; i < dimension; i++)
        {
            double change = to.Gradient[i] - from.Gradient[i];
            sy += (to.X[i] - from.X[i]) * change;
            yy += change * change;
        }

        if (!(sy > 1e-16 * yy) || !double.IsFinite(1 / sy) || !double.IsFinite(yy))
            return;

        double[] s = _steps[_next] ??= new double[dimension];
        double[] y = _changes[_next] ??= new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            s[i] = to.X[i] - from.X[i];
            y[i] = to.Gradient[i] - from.Gradient[i];
        }

        _inverseCurvatures[_next] = 1 / sy;
        _scale = sy / yy;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>direction ← -H·gradient, by the two-loop recursion from H₀ = γ·I with γ = sᵀy / yᵀy of the newest pair.</summary>
    /// <remarks>J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 7.4 and equation 7.20; D. C. Liu,
    /// J. Nocedal, "On the limited memory BFGS method", Math. Programming 45 (1989).</remarks>
    /// <param name="gradient">The gradient.</param>
    /// <param name="direction">Receives the direction.</param>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        VectorMath.Scale(-1, gradient, direction);
        for (int age = 1; age <= Count; age++)
        {
            int slot = (_next - age + capacity) % capacity;
            double alpha = _inverseCurvatures[slot] * VectorMath.Dot(_steps[slot], direction);
            _alphas[slot] = alpha;
            VectorMath.AddScaled(-alpha, _changes[slot], direction);
        }

        if (Count > 0)
            VectorMath.Scale(_scale, direction, direction);
        for (int age = Count; age >= 1; age--)
        {
            int slot = (_next - age + capacity) % capacity;
            double beta = _inverseCurvatures[slot] * VectorMath.Dot(_changes[slot], direction);
            VectorMath.AddScaled(_alphas[slot] - beta, _steps[slot], direction);
        }
    }
}
