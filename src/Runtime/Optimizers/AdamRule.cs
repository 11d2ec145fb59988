using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// The update of <see cref="Adam{T}"/> and <see cref="AdamW{T}"/>:
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// p ← (1 - decay)·p - η / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)
/// </code>
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct AdamRule<T>(double rate, double beta1, double beta2, double epsilon, double decay, long step) : IUpdateRule<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly RunningMean<T> _first = new(beta1);
    private readonly RunningMean<T> _second = new(beta2);
    private readonly T _keep = T.CreateChecked(1 - decay);
    private readonly T _rate = T.CreateChecked(rate / (1 - Powers.Of(beta1, step)));
    private readonly T _root = T.CreateChecked(1 / Math.Sqrt(1 - Powers.Of(beta2, step)));
    private readonly T _epsilon = T.CreateChecked(epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane v, ref TLane none) where TLane : struct, ILane<TLane, T>
    {
        m = _first.Next(m, g);
        v = _second.Next(v, g * g);
        p = _keep * p - _rate * m / (_root * TLane.Sqrt(v) + _epsilon);
    }
}
