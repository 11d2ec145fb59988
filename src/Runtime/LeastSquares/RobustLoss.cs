using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>
/// Lets large residuals count less than their squares: the cost ½·Σ rᵢ² becomes ½·c²·Σ ρ(zᵢ) with zᵢ = (rᵢ/c)², where the scale c is
/// about the size of a residual that isn't an outlier.
/// </summary>
/// <remarks>
/// <para>Every ρ has ρ(0) = 0 and ρ'(0) = 1: residuals far below c count as in ordinary least squares. The formulas are those of
/// B. Triggs, P. McLauchlan, R. Hartley, A. Fitzgibbon, "Bundle adjustment: a modern synthesis" (2000), and P. J. Huber,
/// "Robust statistics" (1981).</para>
/// <para>A loss of one's own derives from this record. The minimizers evaluate it with z finite and at least 0.</para>
/// </remarks>
public abstract record RobustLoss
{
    /// <summary>Sets the scale.</summary>
    /// <param name="scale">The size c of a residual from which on it counts less, above 0, in the unit of the residuals.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale isn't a finite number above 0.</exception>
    protected RobustLoss(double scale) => Scale = Require.Positive(scale, nameof(scale));

    /// <summary>The size c of a residual from which on it counts less, in the unit of the residuals.</summary>
    public double Scale { get; }

    /// <summary>Quadratic up to the scale, linear beyond: ρ(z) = z for z ≤ 1, else 2√z - 1. Convex: no new local minima.</summary>
    /// <param name="scale">The scale c, above 0.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The scale isn't a finite number above 0.</exception>
    public static RobustLoss Huber(double scale) => new HuberLoss(scale);

    /// <summary>A smooth form of Huber's: ρ(z) = 2·(√(1 + z) - 1). Convex.</summary>
    /// <inheritdoc cref="Huber"/>
    public static RobustLoss SoftL1(double scale) => new SoftL1Loss(scale);

    /// <summary>Grows as a logarithm: ρ(z) = ln(1 + z). Not convex.</summary>
    /// <inheritdoc cref="Huber"/>
    public static RobustLoss Cauchy(double scale) => new CauchyLoss(scale);

    /// <summary>Bounded: ρ(z) = arctan z. Not convex.</summary>
    /// <inheritdoc cref="Huber"/>
    public static RobustLoss Arctan(double scale) => new ArctanLoss(scale);

    /// <summary>The biweight: ρ(z) = (1 - (1 - z)³)/3 for z ≤ 1, else 1/3; residuals beyond the scale have no influence at all.
    /// Not convex: begin near the solution, for example at that of <see cref="Huber"/>.</summary>
    /// <inheritdoc cref="Huber"/>
    public static RobustLoss Tukey(double scale) => new TukeyLoss(scale);

    /// <summary>The loss with its derivatives.</summary>
    /// <param name="z">The square of a residual in units of the scale, at least 0.</param>
    /// <param name="first">Receives ρ'(z), at least 0.</param>
    /// <param name="second">Receives ρ''(z).</param>
    /// <returns>ρ(z).</returns>
    public abstract double Evaluate(double z, out double first, out double second);
}
