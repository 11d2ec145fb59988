namespace DiffGen.Minimizers;

/// <summary>The last steps s and gradient changes y of L-BFGS-B, as an approximation B = θ·I - W·M·Wᵀ of the second
/// derivatives, with W = [Y, θ·S].</summary>
/// <remarks>R. H. Byrd, J. Nocedal, R. B. Schnabel, "Representations of quasi-Newton matrices and their use in limited memory
/// methods", Math. Programming 63 (1994): M⁻¹ = [-D, Lᵀ; L, θ·SᵀS] with D the diagonal and L the strictly lower part of SᵀY,
/// θ = yᵀy/sᵀy of the newest pair. B doesn't depend on the length of the pairs; kept as s/√(sᵀy) and y/√(sᵀy), they make D
/// the identity.</remarks>
/// <param name="capacity">The number of pairs kept.</param>
/// <param name="dimension">The number of variables.</param>
internal sealed class CompactMemory(int capacity, int dimension)
{
    private readonly double[] _ss = new double[capacity * capacity];
    private readonly double[] _sy = new double[capacity * capacity];
    private readonly double[] _yy = new double[capacity * capacity];
    private readonly double[] _inverse = new double[4 * capacity * capacity];
    private readonly double[] _middle = new double[4 * capacity * capacity];
    private readonly double[] _alphas = new double[capacity];
    private readonly double[][] _steps = new double[capacity][];
    private readonly double[][] _changes = new double[capacity][];

    /// <summary>The number of pairs held.</summary>
    public int Count { get; private set; }

    /// <summary>The number of columns of W.</summary>
    public int Width => 2 * Count;

    /// <summary>θ; 1 without pairs.</summary>
    public double Theta { get; private set; } = 1;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        Theta = 1;
    }

    /// <summary>Adds a pair, in place of the oldest. One with sᵀy ≤ 10⁻¹⁶·yᵀy is skipped.</summary>
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
        if (Count == capacity)
            DropOldest();

        double[] s = _steps[Count] ??= new double[dimension], y = _changes[Count] ??= new double[dimension];
        double scale = 1 / Math.Sqrt(sy);
        for (int i = 0; i < dimension; i++)
        {
            s[i] = (to.X[i] - from.X[i]) * scale;
            y[i] = (to.Gradient[i] - from.Gradient[i]) * scale;
        }

        Count++;
        Theta = yy / sy;
        for (int k = 0, last = Count - 1; k < Count; k++)
        {
            _ss[last * capacity + k] = _ss[k * capacity + last] = VectorMath.Dot(s, _steps[k]);
            _yy[last * capacity + k] = _yy[k * capacity + last] = VectorMath.Dot(y, _changes[k]);
            _sy[last * capacity + k] = VectorMath.Dot(s, _changes[k]);
            _sy[k * capacity + last] = VectorMath.Dot(_steps[k], y);
        }

        if (!Invert())
            Clear();
    }

    /// <summary>w ← row i of W.</summary>
    /// <param name="i">The variable.</param>
    /// <param name="w">Receives the row, of length <see cref="Width"/>.</param>
    public void Row(int i, Span<double> w)
    {
        for (int k = 0; k < Count; k++)
        {
            w[k] = _changes[k][i];
            w[Count + k] = Theta * _steps[k][i];
        }
    }

    /// <summary>p ← Wᵀ·v.</summary>
    /// <param name="v">A vector of all variables.</param>
    /// <param name="p">Receives the product.</param>
    public void Project(ReadOnlySpan<double> v, Span<double> p)
    {
        for (int k = 0; k < Count; k++)
        {
            p[k] = VectorMath.Dot(_changes[k], v);
            p[Count + k] = Theta * VectorMath.Dot(_steps[k], v);
        }
    }

    /// <summary>v ← v + factor·W·p.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="p">A vector of length <see cref="Width"/>.</param>
    /// <param name="v">A vector of all variables.</param>
    public void AddImage(double factor, ReadOnlySpan<double> p, Span<double> v)
    {
        for (int k = 0; k < Count; k++)
        {
            VectorMath.AddScaled(factor * p[k], _changes[k], v);
            VectorMath.AddScaled(factor * Theta * p[Count + k], _steps[k], v);
        }
    }

    /// <summary>result ← M·v.</summary>
    /// <param name="v">A vector of length <see cref="Width"/>.</param>
    /// <param name="result">Receives the product.</param>
    public void Middle(ReadOnlySpan<double> v, Span<double> result)
        => VectorMath.MultiplySymmetric(_middle.AsSpan(0, Width * Width), v, result);

    /// <summary>result ← M·A, row-major.</summary>
    /// <param name="a">A matrix of <see cref="Width"/> rows and columns.</param>
    /// <param name="result">Receives the product.</param>
    public void MiddleTimes(ReadOnlySpan<double> a, Span<double> result)
    {
        result.Clear();
        for (int i = 0; i < Width; i++)
        {
            for (int j = 0; j < Width; j++)
                VectorMath.AddScaled(_middle[i * Width + j], a.Slice(j * Width, Width), result.Slice(i * Width, Width));
        }
    }

    /// <summary>gram ← WᵀW.</summary>
    /// <param name="gram">Receives the matrix, row-major.</param>
    public void Gram(Span<double> gram)
    {
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                gram[i * Width + j] = _yy[i * capacity + j];
                gram[i * Width + Count + j] = Theta * _sy[j * capacity + i];
                gram[(Count + i) * Width + j] = Theta * _sy[i * capacity + j];
                gram[(Count + i) * Width + Count + j] = Theta * Theta * _ss[i * capacity + j];
            }
        }
    }

    /// <summary>direction ← -B⁻¹·gradient, by the two-loop recursion: without the cancellation that W·M·Wᵀ brings where θ is far
    /// above the least curvature.</summary>
    /// <remarks>J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, algorithm 7.4.</remarks>
    /// <param name="gradient">The gradient.</param>
    /// <param name="direction">Receives the direction.</param>
    public void Newton(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        VectorMath.Scale(-1, gradient, direction);
        for (int k = Count - 1; k >= 0; k--)
        {
            _alphas[k] = VectorMath.Dot(_steps[k], direction);
            VectorMath.AddScaled(-_alphas[k], _changes[k], direction);
        }

        VectorMath.Scale(1 / Theta, direction, direction);
        for (int k = 0; k < Count; k++)
            VectorMath.AddScaled(_alphas[k] - VectorMath.Dot(_changes[k], direction), _steps[k], direction);
    }

    private bool Invert()
    {
        Span<double> inverse = _inverse.AsSpan(0, Width * Width), middle = _middle.AsSpan(0, Width * Width);
        inverse.Clear();
        middle.Clear();
        for (int i = 0; i < Count; i++)
        {
            middle[i * Width + i] = middle[(Count + i) * Width + Count + i] = 1;
            inverse[i * Width + i] = -_sy[i * capacity + i];
            for (int j = 0; j < Count; j++)
            {
                inverse[(Count + i) * Width + Count + j] = Theta * _ss[i * capacity + j];
                if (j < i)
                    inverse[(Count + i) * Width + j] = inverse[j * Width + Count + i] = _sy[i * capacity + j];
            }
        }

        return GaussElimination.TrySolve(inverse, middle, Width, Width);
    }

    private void DropOldest()
    {
        (double[] s, double[] y) = (_steps[0], _changes[0]);
        for (int k = 1; k < Count; k++)
        {
            (_steps[k - 1], _changes[k - 1]) = (_steps[k], _changes[k]);
            for (int j = 1; j < Count; j++)
            {
                int target = (k - 1) * capacity + j - 1, source = k * capacity + j;
                (_ss[target], _sy[target], _yy[target]) = (_ss[source], _sy[source], _yy[source]);
            }
        }

        Count--;
        (_steps[Count], _changes[Count]) = (s, y);
    }
}
