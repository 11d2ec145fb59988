using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Sigmoid and softmax.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Sigmoid: x̄ += ȳ·y·(1 - y).</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sigmoid))]
    public static void SigmoidPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Sigmoid(x, destination);
        Unary<T, SigmoidRule<T>>(x, destination, dX, dDestination);
    }

    internal readonly struct SigmoidRule<T> : IUnaryRule<T> where T : IFloatingPointIeee754<T>
    {
        // y·(1 - y), and where 1 - y cancels, e⁻ˣ/(1 + e⁻ˣ)²
        public static T Part(T g, T y, T x)
        {
            if (!(x > T.One))
                return g * (y * (T.One - y));
            T e = T.Exp(-x), sum = T.One + e;
            return g * (e / (sum * sum));
        }
    }

    /// <summary>Pullback of SoftMax: x̄ᵢ += yᵢ·(ȳᵢ - Σ ȳⱼ·yⱼ)</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SoftMax))]
    public static void SoftMaxPullback<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> dX, Span<T> dDestination)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.SoftMax(x, destination);
        Span<T> seed = dDestination[..x.Length];
        T mean = TensorPrimitives.Dot<T>(seed, destination[..x.Length]);
        for (int i = 0; i < x.Length; i++)
            dX[i] += destination[i] * (seed[i] - mean);
        seed.Clear();
    }
}
