using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Functions that are locally constant: their derivative is 0.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Floor: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Floor))]
    public static void FloorPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Floor(x, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Ceiling: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Ceiling))]
    public static void CeilingPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Ceiling(x, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Truncate: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Truncate))]
    public static void TruncatePullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Truncate(x, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Round: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Round(x, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Round: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundPullback<T>(ReadOnlySpan<T> x, MidpointRounding mode, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Round(x, mode, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Round: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundPullback<T>(ReadOnlySpan<T> x, int digits, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Round(x, digits, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Round: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Round))]
    public static void RoundPullback<T>(
        ReadOnlySpan<T> x, int digits, MidpointRounding mode, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Round(x, digits, mode, destination);
        dDestination[..x.Length].Clear();
    }

    /// <summary>Pullback of Sign: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sign))]
    public static void SignPullback<T>(ReadOnlySpan<T> x, Span<int> destination, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Sign(x, destination);
    }

    /// <summary>Pullback of ILogB: x̄ += 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ILogB))]
    public static void ILogBPullback<T>(ReadOnlySpan<T> x, Span<int> destination, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.ILogB(x, destination);
    }
}
