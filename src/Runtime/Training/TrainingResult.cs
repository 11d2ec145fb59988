namespace DiffGen.Training;

/// <summary>How training went.</summary>
/// <param name="Reason">Why it stopped.</param>
/// <param name="Epochs">The number of epochs completed.</param>
/// <param name="Step">The last optimizer step that was tried, from 1; where the reason is a non-finite number, the one that had
/// it. 0 where none was tried.</param>
/// <param name="Losses">The mean loss of every epoch completed.</param>
/// <param name="Elapsed">The time it took.</param>
public sealed record TrainingResult(
    TrainingStopReason Reason, int Epochs, long Step, IReadOnlyList<double> Losses, TimeSpan Elapsed)
{
    /// <summary>One line: reason, epochs, step, last loss.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => FormattableString.Invariant(
            $"{Reason} at step {Step} after {Epochs} epochs, loss {(Losses.Count > 0 ? Losses[^1] : double.NaN):G6}");
}
