using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>An exponential running mean: mean ← β·mean + (1 - β)·value.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="decay">β.</param>
internal readonly struct RunningMean<T>(double decay) where T : IFloatingPointIeee754<T>
{
    private readonly T _keep = T.CreateChecked(decay);
    private readonly T _take = T.CreateChecked(1 - decay);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Next<TLane>(TLane mean, TLane value) where TLane : struct, ILane<TLane, T> => _keep * mean + _take * value;
}
