using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Products over a span.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Product: x̄ᵢ += s̄·∏ xⱼ over j ≠ i.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static T ProductPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Product(x);
        Spread<T, PlainFactors<T>>(x, x, seed, dX, dX);
        return value;
    }

    /// <summary>Pullback of ProductOfSums: x̄ᵢ and ȳᵢ += s̄·∏ (xⱼ + yⱼ) over j ≠ i.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ProductOfSums))]
    public static T ProductOfSumsPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T seed, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.ProductOfSums(x, y);
        Spread<T, SumFactors<T>>(x, y, seed, dX, dY);
        return value;
    }

    /// <summary>Pullback of ProductOfDifferences: x̄ᵢ += s̄·∏ (xⱼ - yⱼ) over j ≠ i, ȳᵢ -= the same.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.ProductOfDifferences))]
    public static T ProductOfDifferencesPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T seed, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.ProductOfDifferences(x, y);
        Spread<T, DifferenceFactors<T>>(x, y, seed, dX, dY);
        return value;
    }

    /// <summary>
    /// The derivative of a product with respect to each factor: the product of the others, by halving the span, so that neither a
    /// division (zeros) nor memory is needed; n·log n multiplications.
    /// </summary>
    private static void Spread<T, TFactors>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T others, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
        where TFactors : struct, IFactors<T>
    {
        if (x.Length <= 1)
        {
            if (x.Length == 1)
                TFactors.Add(others, ref dX[0], ref dY[0]);
            return;
        }

        int half = x.Length / 2;
        T left = TFactors.Product(x[..half], y[..half]), right = TFactors.Product(x[half..], y[half..]);
        Spread<T, TFactors>(x[..half], y[..half], others * right, dX[..half], dY[..half]);
        Spread<T, TFactors>(x[half..], y[half..], others * left, dX[half..], dY[half..]);
    }

    private readonly struct PlainFactors<T> : IFactors<T> where T : IFloatingPointIeee754<T>
    {
        public static T Product(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => TensorPrimitives.Product(x);

        public static void Add(T g, ref T dX, ref T dY) => dX += g;
    }

    private readonly struct SumFactors<T> : IFactors<T> where T : IFloatingPointIeee754<T>
    {
        public static T Product(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => TensorPrimitives.ProductOfSums(x, y);

        public static void Add(T g, ref T dX, ref T dY)
        {
            dX += g;
            dY += g;
        }
    }

    private readonly struct DifferenceFactors<T> : IFactors<T> where T : IFloatingPointIeee754<T>
    {
        public static T Product(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => TensorPrimitives.ProductOfDifferences(x, y);

        public static void Add(T g, ref T dX, ref T dY)
        {
            dX += g;
            dY -= g;
        }
    }
}
