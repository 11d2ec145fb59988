namespace DiffGen.Minimizers;

/// <summary>The part of a line search method that is its own: the direction. Holds the state of one minimization.</summary>
internal abstract class DescentDirection
{
    /// <summary>Computes a direction.</summary>
    /// <param name="at">The current point.</param>
    /// <param name="direction">Receives the direction; it should be downhill.</param>
    /// <returns>The first step to try along it.</returns>
    public abstract double Compute(SearchPoint at, double[] direction);

    /// <summary>Learns from an accepted step.</summary>
    /// <param name="from">The old point, with the slope along the direction.</param>
    /// <param name="to">The new point, with the step.</param>
    public abstract void Learn(SearchPoint from, SearchPoint to);

    /// <summary>Forgets what was learnt, so that the next direction is against the gradient.</summary>
    /// <returns>Whether there was anything to forget.</returns>
    public abstract bool Forget();

    /// <summary>direction ← -g, and a first step. The length of the bare gradient depends on the unit of the value, so the step
    /// is one that moves no variable by more than 1; where the gradient is small, one that can be felt at the point.</summary>
    /// <param name="at">The point.</param>
    /// <param name="direction">Receives the direction.</param>
    /// <returns>The step.</returns>
    protected static double AgainstGradient(SearchPoint at, double[] direction)
    {
        VectorMath.Scale(-1, at.Gradient, direction);
        double length = at.GradientNorm;
        double felt = 1e-3 * Math.Max(1, VectorMath.InfinityNorm(at.X));
        return Math.Max(Math.Min(1, length), felt) / length;
    }

    /// <summary>As <see cref="AgainstGradient"/>, with the direction scaled to a largest component of 1.</summary>
    /// <inheritdoc cref="AgainstGradient"/>
    protected static double AgainstScaledGradient(SearchPoint at, double[] direction)
    {
        VectorMath.Scale(-1, at.Gradient, direction);
        double length = at.GradientNorm;
        for (int i = 0; i < direction.Length; i++)
            direction[i] /= length;
        double felt = 1e-3 * Math.Max(1, VectorMath.InfinityNorm(at.X));
        return Math.Max(Math.Min(1, length), felt);
    }
}
