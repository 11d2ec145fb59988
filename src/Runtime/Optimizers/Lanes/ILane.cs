using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// One or several numbers that are computed with at once. An update rule is written over lanes, and so serves vectors and the
/// scalars of a tail alike. Every operation is exact or correctly rounded, so that both give the same bits.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal interface ILane<TSelf, T>
    where TSelf : struct, ILane<TSelf, T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>How many numbers there are in it.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, T right);

    static abstract TSelf operator *(T left, TSelf right);

    /// <summary>The same number everywhere.</summary>
    static abstract TSelf Of(T value);

    /// <summary>Reads from an index on.</summary>
    static abstract TSelf Load(ref readonly T first, nint index);

    /// <summary>Writes from an index on.</summary>
    static abstract void Store(TSelf value, ref T first, nint index);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The larger one; NaN if one is NaN.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller one; NaN if one is NaN.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>One of three, by the sign of x; the third for zeros and NaN.</summary>
    static abstract TSelf BySign(TSelf x, TSelf positive, TSelf negative, TSelf otherwise);
}
