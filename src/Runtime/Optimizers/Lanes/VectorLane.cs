using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>A lane of as many numbers as fit a vector register; for element types of which there are vectors.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct VectorLane<T>(Vector<T> value) : ILane<VectorLane<T>, T> where T : IFloatingPointIeee754<T>
{
    private readonly Vector<T> _value = value;

    public static int Count => Vector<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator +(VectorLane<T> left, VectorLane<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator -(VectorLane<T> left, VectorLane<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator *(VectorLane<T> left, VectorLane<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator /(VectorLane<T> left, VectorLane<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator +(VectorLane<T> left, T right) => new(left._value + new Vector<T>(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> operator *(T left, VectorLane<T> right) => new(new Vector<T>(left) * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Of(T value) => new(new Vector<T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Load(ref readonly T first, nint index) => new(Vector.LoadUnsafe(in first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(VectorLane<T> value, ref T first, nint index) => value._value.StoreUnsafe(ref first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Sqrt(VectorLane<T> x) => new(Vector.SquareRoot(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Abs(VectorLane<T> x) => new(Vector.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Max(VectorLane<T> x, VectorLane<T> y) => new(Vector.Max(x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> Min(VectorLane<T> x, VectorLane<T> y) => new(Vector.Min(x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLane<T> BySign(VectorLane<T> x, VectorLane<T> positive, VectorLane<T> negative, VectorLane<T> otherwise)
    {
        Vector<T> rest = Vector.ConditionalSelect(Vector.LessThan(x._value, Vector<T>.Zero), negative._value, otherwise._value);
        return new(Vector.ConditionalSelect(Vector.GreaterThan(x._value, Vector<T>.Zero), positive._value, rest));
    }
}
