namespace DiffGen.Schedules;

/// <summary>A learning rate that changes with the steps. Step 0 is the first one.</summary>
/// <example>
/// <code>
/// optimizer.LearningRate = schedule.At(step);
/// </code>
/// </example>
public abstract class Schedule
{
    /// <summary>The learning rate of a step. All schedules but <see cref="PlateauSchedule"/> are pure functions of the step.</summary>
    /// <param name="step">The number of steps made before it, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double this[long step] => At(step);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps made before it, at least 0.</param>
    /// <returns>The learning rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Rate(step);
    }

    /// <summary>Tells how training goes: the loss of an epoch, or of a validation. Most schedules don't listen.</summary>
    /// <param name="metric">A number that is to become small.</param>
    public virtual void Report(double metric)
    {
    }

    /// <summary>The learning rate of a step, which isn't negative.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The learning rate.</returns>
    protected abstract double Rate(long step);
}
