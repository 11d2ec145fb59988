using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Sums, differences, products, quotients.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Add: x̄ += z̄, ȳ += z̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        Accumulate.Add<T>(dY, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Add: x̄ += z̄, ȳ += z̄; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Add))]
    public static void AddPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        Accumulate.Add<T>(ref dY, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Subtract: x̄ += z̄, ȳ -= z̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        Accumulate.Subtract<T>(dY, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Subtract: x̄ += z̄, ȳ -= z̄; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        Accumulate.Subtract<T>(ref dY, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Subtract: x̄ += z̄, ȳ -= z̄; <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Subtract))]
    public static void SubtractPullback<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, y, destination);
        Span<T> seed = dDestination[..y.Length];
        Accumulate.Add<T>(ref dX, seed);
        Accumulate.Subtract<T>(dY, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Multiply: x̄ += z̄·y, ȳ += z̄·x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyPullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(dY, seed, x);
        seed.Clear();
    }

    /// <summary>Pullback of Multiply: x̄ += z̄·y, ȳ += z̄·x; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Multiply))]
    public static void MultiplyPullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(x, y, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.AddProduct<T>(dX, seed, y);
        Accumulate.AddProduct<T>(ref dY, seed, x);
        seed.Clear();
    }

    /// <summary>Pullback of Divide: x̄ += z̄/y, ȳ -= z̄·z/y.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DividePullback<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Span<T> dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(x, y, destination);
        Binary<T, DivideRule<T>>(x.Length, x, y, destination, dX, dY, dDestination);
    }

    /// <summary>Pullback of Divide: x̄ += z̄/y, ȳ -= z̄·z/y; <paramref name="y"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DividePullback<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Span<T> dX, ref T dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(x, y, destination);
        Binary<T, DivideRule<T>>(x.Length, x, new ReadOnlySpan<T>(in y), destination, dX, new Span<T>(ref dY), dDestination);
    }

    /// <summary>Pullback of Divide: x̄ += z̄/y, ȳ -= z̄·z/y; <paramref name="x"/> is one number.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Divide))]
    public static void DividePullback<T>(T x, ReadOnlySpan<T> y, Span<T> destination, ref T dX, Span<T> dY, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(x, y, destination);
        Binary<T, DivideRule<T>>(y.Length, new ReadOnlySpan<T>(in x), y, destination, new Span<T>(ref dX), dY, dDestination);
    }

    internal readonly struct DivideRule<T> : IBinaryRule<T> where T : IFloatingPointIeee754<T>
    {
        public static T First(T g, T z, T a, T b) => g / b;

        public static T Second(T g, T z, T a, T b) => -(g * (z / b));
    }
}
