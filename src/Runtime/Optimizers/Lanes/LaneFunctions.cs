using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>Functions of lanes that are made of others.</summary>
internal static class LaneFunctions
{
    /// <summary>1, -1, or x itself where x is zero or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sign<TLane, T>(this TLane x)
        where TLane : struct, ILane<TLane, T>
        where T : IFloatingPointIeee754<T>
        => TLane.BySign(x, TLane.Of(T.One), TLane.Of(T.NegativeOne), x);
}
