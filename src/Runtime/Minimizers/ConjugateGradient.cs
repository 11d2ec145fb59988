namespace DiffGen.Minimizers;

/// <summary>
/// Nonlinear conjugate gradients: directions d' = -g' + β·d, for smooth functions of very many variables, in the memory of
/// a few vectors.
/// </summary>
/// <remarks>J. Nocedal, S. J. Wright, "Numerical optimization", 2nd edition, section 5.2. The first trial step of a search is
/// α·(gᵀd)/(g'ᵀd'), as if the change of the value were that of the step before. Every 2·n
/// steps it starts again from the gradient. Deterministic.</remarks>
public sealed class ConjugateGradient : LineSearchMinimizer, IMinimizer
{
    private static readonly LineSearch Approximate
        = new HagerZhang { SufficientDecrease = 0.01, Curvature = 0.1, FirstCurvature = 0.01 };

    private static readonly LineSearch Close = new MoreThuente { Curvature = 0.1 };

    /// <summary>The formula for β; <see cref="ConjugateGradientUpdate.HagerZhang"/> by default. That one searches by
    /// <see cref="HagerZhang"/> with δ = 0.01, σ = 0.1 and a first curvature of 0.01, unless
    /// <see cref="LineSearchMinimizer.LineSearch"/> says otherwise, the others by <see cref="MoreThuente"/> with η = 0.1: all
    /// need steps close to the minimum along the line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value isn't one of the enumeration.</exception>
    public ConjugateGradientUpdate Update
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Update), value, $"{nameof(Update)} must be a value of {nameof(ConjugateGradientUpdate)}");
    }

    /// <inheritdoc/>
    public MinimizationResult Minimize(GradientFunction<double> f, ReadOnlySpan<double> x0)
    {
        ArgumentNullException.ThrowIfNull(f);
        var run = new MinimizationRun(this);
        LineSearch search = LineSearch ?? (Update == ConjugateGradientUpdate.HagerZhang ? Approximate : Close);
        return new DescentRun(run, new Objective(f, run), search, new ConjugateDirection(Update, x0.Length), x0.Length).Minimize(x0);
    }
}
