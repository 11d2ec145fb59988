namespace DiffGen.Minimizers;

/// <summary>Why a minimizer stopped.</summary>
public enum StopReason
{
    /// <summary>Converged: no component of the gradient is larger than the tolerance.</summary>
    GradientTolerance,

    /// <summary>Converged: the last iteration lowered the value by less than the tolerance.</summary>
    FunctionTolerance,

    /// <summary>The number of iterations reached its limit.</summary>
    MaxIterations,

    /// <summary>The number of evaluations reached its limit.</summary>
    MaxEvaluations,

    /// <summary>No step against the gradient lowers the value: the minimum is reached as precisely as the function can be
    /// evaluated, or the function isn't smooth here, or the gradient is wrong.</summary>
    NoDecrease,

    /// <summary>The value goes to minus infinity, or decreases without end along a direction.</summary>
    UnboundedBelow,

    /// <summary>The value or the gradient at the starting point is NaN or infinite.</summary>
    NonFiniteStart,
}
