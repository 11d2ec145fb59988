using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Something whose state can be saved and restored.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IStateful<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Copies the state.</summary>
    /// <returns>The copy; it shares nothing with this object.</returns>
    OptimizerState<T> SaveState();

    /// <summary>
    /// Restores a state: steps go on with the same bits as where it was saved, if this object has the same options. The options
    /// themselves are no part of a state.
    /// </summary>
    /// <param name="state">The state; it is copied.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    /// <exception cref="ArgumentException">It is the state of something else, of another number of parameters, or incomplete; nothing
    /// is changed.</exception>
    void LoadState(OptimizerState<T> state);
}
