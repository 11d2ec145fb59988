using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>The stopping rules that all minimizers share.</summary>
/// <remarks>
/// <para>After the starting point and after every accepted step the tests are made in this order: gradient, target, function
/// change (relative, absolute), parameter change, callback, iterations; before every evaluation but the first: cancellation,
/// evaluations, time. Each has its own <see cref="StopReason"/>. A tolerance of 0 switches a test off, except that a
/// gradient of exactly 0 always ends the search.</para>
/// <para>An instance holds only options: it may be used again, and by several threads.</para>
/// </remarks>
public abstract class Minimizer
{
    /// <summary>Leaves deriving to this assembly.</summary>
    private protected Minimizer()
    {
    }

    /// <summary>The largest number of iterations, at least 0; 1000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 1000;

    /// <summary>The largest number of calls of the function and of its second derivatives, at least 1; 20 000 by
    /// default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int MaxEvaluations
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 20_000;

    /// <summary>The longest time, above zero, or <see cref="Timeout.InfiniteTimeSpan"/>, the default. The time is looked at
    /// before every evaluation; an evaluation isn't interrupted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public TimeSpan MaxTime
    {
        get;
        init => field = value > TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxTime), value, $"{nameof(MaxTime)} must be above zero or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}");
    } = Timeout.InfiniteTimeSpan;

    /// <summary>The clock for <see cref="MaxTime"/>; the system's by default.</summary>
    /// <exception cref="ArgumentNullException">The value is <c>null</c>.</exception>
    public TimeProvider TimeProvider
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(TimeProvider));
    } = TimeProvider.System;

    /// <summary>Converged when max |∂f/∂xᵢ| is at most this, at least 0; 10⁻⁸ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double GradientTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    } = 1e-8;

    /// <summary>Converged when an iteration changes the value by at most this part of its magnitude,
    /// |f - f'| ≤ tolerance · max(|f|, |f'|); at least 0; 0, that is never, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double FunctionTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <summary>Converged when an iteration changes the value by at most this, |f - f'| ≤ tolerance; at least 0; 0, that is
    /// never, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double AbsoluteFunctionTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <summary>Converged when an iteration moves every variable by at most this part of its magnitude,
    /// |xᵢ - x'ᵢ| ≤ tolerance · (|x'ᵢ| + tolerance); at least 0; 0, that is never, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double ParameterTolerance
    {
        get;
        init => field = Require.NonNegative(value);
    }

    /// <summary>A value that is good enough: the search ends when f is at most this. Minus infinity, that is never, by
    /// default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double TargetValue
    {
        get;
        init => field = !double.IsNaN(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TargetValue), value, $"{nameof(TargetValue)} must be a number");
    } = double.NegativeInfinity;

    /// <summary>Ends the search, with a result, when it is cancelled; none by default. The starting point is evaluated in any
    /// case.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Called with the starting point and after every accepted step, on the thread that minimizes; <c>null</c> by
    /// default. An exception that it throws goes to the caller.</summary>
    public MinimizationCallback? Callback { get; init; }
}
