using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>The running moments of <see cref="Adam{T}"/> and <see cref="AdamW{T}"/>, and the update they give.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class AdamMoments<T>(int length, double beta1, double beta2, double epsilon)
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _first = new T[length];
    private readonly T[] _second = new T[length];
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>
    /// One step:
    /// <code>
    /// m ← β₁·m + (1 - β₁)·g
    /// v ← β₂·v + (1 - β₂)·g²
    /// p ← (1 - decay)·p - η / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)
    /// </code>
    /// </summary>
    /// <param name="parameters">The parameters p.</param>
    /// <param name="gradient">The gradient g.</param>
    /// <param name="learningRate">The learning rate η.</param>
    /// <param name="decay">What the parameters lose of themselves.</param>
    public void Update(Span<T> parameters, ReadOnlySpan<T> gradient, double learningRate, double decay)
    {
        _beta1Power *= beta1;
        _beta2Power *= beta2;
        T keep1 = T.CreateChecked(beta1), take1 = T.CreateChecked(1 - beta1);
        T keep2 = T.CreateChecked(beta2), take2 = T.CreateChecked(1 - beta2);
        T rate = T.CreateChecked(learningRate / (1 - _beta1Power));
        T root = T.CreateChecked(Math.Sqrt(1 - _beta2Power));
        T tiny = T.CreateChecked(epsilon);
        T keep = T.CreateChecked(1 - decay);
        Span<T> first = _first;
        Span<T> second = _second;

        int i = 0;
        if (Vector<T>.IsSupported)
        {
            var roots = new Vector<T>(root);
            var tinies = new Vector<T>(tiny);
            for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var g = new Vector<T>(gradient[i..]);
                Vector<T> m = keep1 * new Vector<T>(first[i..]) + take1 * g;
                Vector<T> v = keep2 * new Vector<T>(second[i..]) + take2 * (g * g);
                m.CopyTo(first[i..]);
                v.CopyTo(second[i..]);
                Vector<T> denominator = Vector.SquareRoot(v) / roots + tinies;
                (keep * new Vector<T>(parameters[i..]) - rate * m / denominator).CopyTo(parameters[i..]);
            }
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i];
            T m = keep1 * first[i] + take1 * g;
            T v = keep2 * second[i] + take2 * (g * g);
            first[i] = m;
            second[i] = v;
            T denominator = T.Sqrt(v) / root + tiny;
            parameters[i] = keep * parameters[i] - rate * m / denominator;
        }
    }
}
