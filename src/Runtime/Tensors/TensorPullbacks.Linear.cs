using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Functions of one argument that are linear, up to a constant.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Negate: x̄ -= ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Negate))]
    public static void NegatePullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Negate(x, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Subtract<T>(dX, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Increment: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Increment))]
    public static void IncrementPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Increment(x, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        seed.Clear();
    }

    /// <summary>Pullback of Decrement: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Decrement))]
    public static void DecrementPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Decrement(x, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        seed.Clear();
    }

    /// <summary>Pullback of BitIncrement: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.BitIncrement))]
    public static void BitIncrementPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.BitIncrement(x, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        seed.Clear();
    }

    /// <summary>Pullback of BitDecrement: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.BitDecrement))]
    public static void BitDecrementPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.BitDecrement(x, destination);
        Span<T> seed = dDestination[..x.Length];
        Accumulate.Add<T>(dX, seed);
        seed.Clear();
    }

    /// <summary>Pullback of ScaleB: x̄ += ȳ·2ⁿ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ScaleB))]
    public static void ScaleBPullback<T>(ReadOnlySpan<T> x, int n, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ScaleB(x, n, destination);
        Span<T> seed = dDestination[..x.Length];
        for (int i = 0; i < seed.Length; i++)
            dX[i] += T.ScaleB(seed[i], n);

        seed.Clear();
    }
}
