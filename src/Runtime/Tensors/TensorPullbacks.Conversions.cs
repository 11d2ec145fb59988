using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Conversions between floating-point types: the derivative is converted back.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of ConvertChecked from one floating-point type to another: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ConvertChecked))]
    public static void ConvertCheckedPullback<TFrom, TTo>(
        ReadOnlySpan<TFrom> source, Span<TTo> destination, Span<TFrom> dSource, Span<TTo> dDestination)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
    {
        TensorPrimitives.ConvertChecked(source, destination);
        Convert(source.Length, dSource, dDestination);
    }

    /// <summary>Pullback of ConvertSaturating from one floating-point type to another: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ConvertSaturating))]
    public static void ConvertSaturatingPullback<TFrom, TTo>(
        ReadOnlySpan<TFrom> source, Span<TTo> destination, Span<TFrom> dSource, Span<TTo> dDestination)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
    {
        TensorPrimitives.ConvertSaturating(source, destination);
        Convert(source.Length, dSource, dDestination);
    }

    /// <summary>Pullback of ConvertTruncating from one floating-point type to another: x̄ += ȳ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ConvertTruncating))]
    public static void ConvertTruncatingPullback<TFrom, TTo>(
        ReadOnlySpan<TFrom> source, Span<TTo> destination, Span<TFrom> dSource, Span<TTo> dDestination)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
    {
        TensorPrimitives.ConvertTruncating(source, destination);
        Convert(source.Length, dSource, dDestination);
    }

    private static void Convert<TFrom, TTo>(int n, Span<TFrom> dSource, Span<TTo> dDestination)
        where TFrom : IFloatingPointIeee754<TFrom>
        where TTo : IFloatingPointIeee754<TTo>
    {
        for (int i = 0; i < n; i++)
            dSource[i] += TFrom.CreateTruncating(dDestination[i]);
        dDestination[..n].Clear();
    }
}
