namespace DiffGen.Minimizers;

/// <summary>Why a minimizer stopped. The tests that lead to each are described at the options of
/// <see cref="Minimizer"/>.</summary>
public enum StopReason
{
    /// <summary>Converged: no component of the gradient is larger than <see cref="Minimizer.GradientTolerance"/>.</summary>
    GradientTolerance,

    /// <summary>Converged: the last iteration changed the value by at most the part
    /// <see cref="Minimizer.FunctionTolerance"/> of it.</summary>
    FunctionTolerance,

    /// <summary>Converged: the last iteration changed the value by at most
    /// <see cref="Minimizer.AbsoluteFunctionTolerance"/>.</summary>
    AbsoluteFunctionTolerance,

    /// <summary>Converged: the last iteration moved no variable by more than
    /// <see cref="Minimizer.ParameterTolerance"/> allows.</summary>
    ParameterTolerance,

    /// <summary>The value is at most <see cref="Minimizer.TargetValue"/>.</summary>
    TargetValue,

    /// <summary>The number of iterations reached <see cref="Minimizer.MaxIterations"/>.</summary>
    MaxIterations,

    /// <summary>The number of evaluations reached <see cref="Minimizer.MaxEvaluations"/>.</summary>
    MaxEvaluations,

    /// <summary>The time <see cref="Minimizer.MaxTime"/> is over.</summary>
    MaxTime,

    /// <summary><see cref="Minimizer.CancellationToken"/> was cancelled.</summary>
    Cancelled,

    /// <summary><see cref="Minimizer.Callback"/> asked for it.</summary>
    Callback,

    /// <summary>No step against the gradient lowers the value: the minimum is reached as precisely as the function can be
    /// evaluated, or the function isn't smooth here, or the gradient is wrong.</summary>
    NoDecrease,

    /// <summary>The value goes to minus infinity, or decreases without end along a direction.</summary>
    UnboundedBelow,

    /// <summary>The value, the gradient or a matrix of second derivatives at the starting point is NaN or infinite.</summary>
    NonFiniteStart,
}
