using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>x ← scale·x.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="scale">The factor.</param>
internal readonly struct ScaleRule<T>(double scale) : IUpdateRule<T> where T : IFloatingPointIeee754<T>
{
    private readonly T _scale = T.CreateChecked(scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(ref TLane x, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
        => x = _scale * x;
}
