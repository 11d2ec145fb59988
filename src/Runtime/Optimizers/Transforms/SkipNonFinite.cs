using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Leaves out the steps whose gradient has a NaN or an infinity: parameters and the state of the optimizer stay as they are.
/// To be put before the other transforms, which would take such a gradient into their state.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class SkipNonFinite<T> : GradientTransform<T> where T : IFloatingPointIeee754<T>
{
    private StateScalar? _skipped;
    private StateScalar? _inARow;

    /// <summary>How many steps were left out.</summary>
    public long Skipped => (long)(_skipped?.Value ?? 0);

    /// <summary>How many steps were left out since the last one that was made; a large number says that training is lost.</summary>
    public long SkippedInARow => (long)(_inARow?.Value ?? 0);

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        _skipped = state.Scalar(nameof(Skipped), 0);
        _inARow = state.Scalar(nameof(SkippedInARow), 0);
    }

    /// <inheritdoc/>
    protected override bool Before(StepContext<T> step)
    {
        bool finite = Finite.All<T>(step.Gradient);
        _skipped!.Value += finite ? 0 : 1;
        _inARow!.Value = finite ? 0 : _inARow.Value + 1;
        return finite;
    }
}
