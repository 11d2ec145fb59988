using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Minimises from many points of a box, for functions with several local minima, and returns the distinct ones. A local
/// search may leave the box; <see cref="LbfgsB"/> under the same bounds doesn't.
/// </summary>
/// <remarks>
/// <para>Two minima count as one where |xᵢ - x'ᵢ| ≤ <see cref="DistinctTolerance"/> · (upperᵢ - lowerᵢ) in every variable. Only
/// converged searches (<see cref="MinimizationResult.Converged"/>) give minima.</para>
/// <para>Deterministic: the points depend on the options and the box only. An instance holds only options: it may be used again,
/// and by several threads.</para>
/// </remarks>
/// <example>
/// <code>
/// MultiStartResult result = new MultiStart { Count = 64 }.Minimize(new Lbfgs(), f, lower: [-5, -5], upper: [5, 5]);
/// </code>
/// </example>
public sealed class MultiStart
{
    /// <summary>The number of starting points, at least 1; 32 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Count
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 32;

    /// <summary>How the points are chosen; <see cref="StartingPoints.Sobol"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value isn't one of the enumeration.</exception>
    public StartingPoints Points
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Points), value, $"{nameof(Points)} must be a value of {nameof(StartingPoints)}");
    }

    /// <summary>The seed of <see cref="Xoshiro256StarStar"/> for the Latin hypercube; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>How close two minima may be, in parts of the box, and count as one; at least 0; 10⁻⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double DistinctTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    } = 1e-4;

    /// <summary>Ends the search after the local search that runs, with what there is; none by default. To interrupt a local
    /// search, give it the token too. One search is made in any case.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Minimises from every point by a method that needs gradients only.</summary>
    /// <param name="minimizer">The method.</param>
    /// <param name="f">The function with its gradient.</param>
    /// <param name="lower">The lower corner of the box, finite.</param>
    /// <param name="upper">The upper corner, finite, nowhere below the lower one.</param>
    /// <returns>All that was found.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="minimizer"/> or <paramref name="f"/> is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">The corners differ in length, aren't finite or aren't in order, or have more
    /// variables than the Sobol sequence: 40.</exception>
    public MultiStartResult Minimize(
        IMinimizer minimizer, GradientFunction<double> f, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        ArgumentNullException.ThrowIfNull(minimizer);
        ArgumentNullException.ThrowIfNull(f);
        return Minimize(x0 => minimizer.Minimize(f, x0), lower, upper);
    }

    /// <summary>Minimises from every point by any method, such as one with bounds or second derivatives.</summary>
    /// <param name="search">Runs the method from a point.</param>
    /// <param name="lower">The lower corner of the box, finite.</param>
    /// <param name="upper">The upper corner, finite, nowhere below the lower one.</param>
    /// <returns>All that was found.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="search"/> is <c>null</c>.</exception>
    /// <exception cref="ArgumentException">The corners differ in length, aren't finite or aren't in order, or have more
    /// variables than the Sobol sequence: 40.</exception>
    public MultiStartResult Minimize(LocalSearch search, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        ArgumentNullException.ThrowIfNull(search);
        Check(lower, upper);
        int n = lower.Length;
        double[] points = Points == StartingPoints.Sobol
            ? PointSets.Sobol(Count, n)
            : PointSets.LatinHypercube(Count, n, new Xoshiro256StarStar(Seed));
        var runs = new List<MinimizationResult>(Count);
        for (int i = 0; i < Count && (i == 0 || !CancellationToken.IsCancellationRequested); i++)
        {
            Span<double> x0 = points.AsSpan(i * n, n);
            for (int j = 0; j < n; j++)
                x0[j] = Math.Clamp((1 - x0[j]) * lower[j] + x0[j] * upper[j], lower[j], upper[j]);
            runs.Add(search(x0));
        }

        MinimizationResult[] byValue = [.. runs.OrderBy(run => double.IsNaN(run.Value)).ThenBy(run => run.Value)];
        var minima = new List<MinimizationResult>();
        foreach (MinimizationResult run in byValue)
        {
            if (run.Converged && !Contains(minima, run.Point, lower, upper))
                minima.Add(run);
        }

        return new MultiStartResult(minima.Count > 0 ? minima[0] : byValue[0], minima, runs, runs.Sum(run => (long)run.Evaluations));
    }

    private bool Contains(List<MinimizationResult> minima, double[] x, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        foreach (MinimizationResult minimum in minima)
        {
            bool isSame = true;
            for (int i = 0; i < x.Length && isSame; i++)
                isSame = Math.Abs(x[i] - minimum.Point[i]) <= DistinctTolerance * (upper[i] - lower[i]);
            if (isSame)
                return true;
        }

        return false;
    }

    private void Check(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        _ = new Box(lower, upper, lower.Length);
        if (!Finite.All(lower))
            throw new ArgumentException($"'{nameof(lower)}' must be finite: the starting points fill the box", nameof(lower));
        if (!Finite.All(upper))
            throw new ArgumentException($"'{nameof(upper)}' must be finite: the starting points fill the box", nameof(upper));
        if (Points == StartingPoints.Sobol && lower.Length > SobolNumbers.MaxDimension)
        {
            throw new ArgumentException(
                $"'{nameof(lower)}' has {lower.Length} variables, but the Sobol sequence at most {SobolNumbers.MaxDimension}: use {nameof(StartingPoints.LatinHypercube)}",
                nameof(lower));
        }
    }
}
