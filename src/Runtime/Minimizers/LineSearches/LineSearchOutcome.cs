namespace DiffGen.Minimizers;

/// <summary>How a line search ended.</summary>
public enum LineSearchOutcome
{
    /// <summary>It found a point that meets its conditions.</summary>
    Satisfied,

    /// <summary>It found no such point, but one that lowers the value.</summary>
    Decreased,

    /// <summary>It found no point that lowers the value.</summary>
    NoDecrease,

    /// <summary>No further evaluation was allowed before it found a point that lowers the value.</summary>
    Exhausted,

    /// <summary>The value decreases without end.</summary>
    Unbounded,
}
