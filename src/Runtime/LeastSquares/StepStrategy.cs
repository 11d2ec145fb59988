namespace DiffGen.Minimizers;

/// <summary>Finds a step from the linearized problem, and learns from what became of it.</summary>
internal abstract class StepStrategy
{
    /// <summary>Whether the last proposal is the whole step to the minimum of the linearized problem within the bounds: nothing
    /// shortens it.</summary>
    public bool IsWhole { get; private protected set; }

    /// <summary>Whether no shorter step can be proposed.</summary>
    public abstract bool IsExhausted { get; }

    /// <summary>Proposes a step from the iterate.</summary>
    /// <param name="iterate">Where the search is.</param>
    /// <param name="step">Receives the step, within the bounds.</param>
    /// <returns>Whether there is one.</returns>
    public abstract bool Propose(Iterate iterate, Span<double> step);

    /// <summary>The proposal was accepted.</summary>
    /// <param name="ratio">The reduction of the cost over what the linearized problem promised.</param>
    public abstract void Accepted(double ratio);

    /// <summary>The proposal wasn't accepted: the next from this iterate is shorter.</summary>
    public abstract void Rejected();

    /// <summary>The step that solves the damped problem within the bounds: parameters that would cross one are set to it, and the
    /// others are computed again.</summary>
    /// <param name="iterate">Where the search is.</param>
    /// <param name="damping">μ.</param>
    /// <param name="step">Receives the step.</param>
    /// <returns>Whether there is one.</returns>
    private protected static bool SolveWithin(Iterate iterate, double damping, Span<double> step)
    {
        iterate.IsHeld.CopyTo(iterate.IsFixed, 0);
        for (int j = 0; j < step.Length; j++)
        {
            if (iterate.IsFixed[j])
                step[j] = 0;
        }

        bool again = true;
        while (again)
        {
            if (!iterate.Linearization.Solve(damping, iterate.IsFixed, step))
                return false;
            again = iterate.Bounds.IsBounded && FixCrossing(iterate, step);
        }

        return true;
    }

    private static bool FixCrossing(Iterate iterate, Span<double> step)
    {
        bool found = false;
        for (int j = 0; j < step.Length; j++)
        {
            double x = iterate.Point.X[j], trial = x + step[j], within = iterate.Bounds.Clip(j, trial);
            if (iterate.IsFixed[j] || trial == within)
                continue;
            step[j] = within - x;
            iterate.IsFixed[j] = true;
            found = true;
        }

        return found;
    }
}
