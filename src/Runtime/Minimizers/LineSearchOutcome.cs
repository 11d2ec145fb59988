namespace DiffGen.Minimizers;

/// <summary>How a line search ended.</summary>
internal enum LineSearchOutcome
{
    /// <summary>It found a point that lowers the value.</summary>
    Decreased,

    /// <summary>It found none.</summary>
    NoDecrease,

    /// <summary>No further evaluation was allowed before it found one.</summary>
    Exhausted,

    /// <summary>The value decreases without end.</summary>
    Unbounded,
}
