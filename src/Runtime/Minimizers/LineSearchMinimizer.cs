namespace DiffGen.Minimizers;

/// <summary>What all minimizers share that choose a descent direction and search along it.</summary>
public abstract class LineSearchMinimizer : Minimizer
{
    /// <summary>Leaves deriving to this assembly.</summary>
    private protected LineSearchMinimizer()
    {
    }

    /// <summary>How the step along a direction is found; <c>null</c>, the default, for the search that suits the
    /// method.</summary>
    public LineSearch? LineSearch { get; init; }
}
