using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>Sums, means, norms and products of two spans.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Sum: x̄ᵢ += s̄.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static T SumPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Sum(x);
        TensorPrimitives.Add(dX, seed, dX);
        return value;
    }

    /// <summary>Pullback of SumOfSquares: x̄ᵢ += 2·s̄·xᵢ.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static T SumOfSquaresPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.SumOfSquares(x);
        Accumulate.AddProduct(dX, x, seed + seed);
        return value;
    }

    /// <summary>Pullback of SumOfMagnitudes: x̄ᵢ += s̄·sign xᵢ, 0 at 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static T SumOfMagnitudesPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.SumOfMagnitudes(x);
        for (int i = 0; i < x.Length; i++)
            dX[i] += AbsRule<T>.Part(seed, value, x[i]);
        return value;
    }

    /// <summary>Pullback of Average: x̄ᵢ += s̄/n.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Average))]
    public static T AveragePullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Average(x);
        TensorPrimitives.Add(dX, seed / T.CreateChecked(x.Length), dX);
        return value;
    }

    /// <summary>Pullback of StdDev: x̄ᵢ += s̄·(xᵢ - mean)/(n·σ), 0 where σ is 0.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.StdDev))]
    public static T StdDevPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.StdDev(x);
        if (value == T.Zero)
            return value;
        T mean = TensorPrimitives.Average(x), factor = seed / (T.CreateChecked(x.Length) * value);
        for (int i = 0; i < x.Length; i++)
            dX[i] += factor * (x[i] - mean);
        return value;
    }

    /// <summary>Pullback of Norm: x̄ᵢ += s̄·xᵢ/‖x‖, 0 at the origin.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static T NormPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Norm(x);
        if (value != T.Zero)
            Accumulate.AddProduct(dX, x, seed / value);
        return value;
    }

    /// <summary>Pullback of Distance: x̄ᵢ += s̄·(xᵢ - yᵢ)/‖x - y‖, ȳᵢ that with the other sign, 0 where x = y.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static T DistancePullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T seed, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Distance(x, y);
        if (value == T.Zero)
            return value;
        T factor = seed / value;
        for (int i = 0; i < x.Length; i++)
        {
            T part = factor * (x[i] - y[i]);
            dX[i] += part;
            dY[i] -= part;
        }

        return value;
    }

    /// <summary>Pullback of Dot: x̄ += s̄·y, ȳ += s̄·x.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static T DotPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T seed, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Dot(x, y);
        Accumulate.AddProduct(dX, y, seed);
        Accumulate.AddProduct(dY, x, seed);
        return value;
    }

    /// <summary>Pullback of CosineSimilarity: x̄ += s̄·(y/(‖x‖·‖y‖) - c·x/‖x‖²), ȳ likewise.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static T CosineSimilarityPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T seed, Span<T> dX, Span<T> dY)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.CosineSimilarity(x, y);
        T xNorm = TensorPrimitives.Norm(x), yNorm = TensorPrimitives.Norm(y);
        for (int i = 0; i < x.Length; i++)
        {
            T xUnit = x[i] / xNorm, yUnit = y[i] / yNorm;
            dX[i] += seed * ((yUnit - value * xUnit) / xNorm);
            dY[i] += seed * ((xUnit - value * yUnit) / yNorm);
        }

        return value;
    }
}
