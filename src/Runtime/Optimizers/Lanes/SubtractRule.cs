using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>x ← keep·x - scale·y.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="keep">What remains of x.</param>
/// <param name="scale">The factor of y.</param>
internal readonly struct SubtractRule<T>(double keep, double scale) : IUpdateRule<T> where T : IFloatingPointIeee754<T>
{
    private readonly T _keep = T.CreateChecked(keep);
    private readonly T _scale = T.CreateChecked(scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(ref TLane x, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
        => x = _keep * x - _scale * y;
}
