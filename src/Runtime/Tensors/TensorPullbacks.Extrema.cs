using System.Numerics;
using System.Numerics.Tensors;

namespace DiffGen.Tensors;

/// <content>The largest and smallest element of a span.</content>
public static partial class TensorPullbacks
{
    /// <summary>Pullback of Max: s̄ goes to the elements that are the result, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static T MaxPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Max(x);
        Share(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of Min: s̄ goes to the elements that are the result, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static T MinPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Min(x);
        Share(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MaxNumber: s̄ goes to the elements that are the result, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxNumber))]
    public static T MaxNumberPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MaxNumber(x);
        Share(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MinNumber: s̄ goes to the elements that are the result, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinNumber))]
    public static T MinNumberPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MinNumber(x);
        Share(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MaxMagnitude: s̄ goes to the elements whose magnitude is the result's, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitude))]
    public static T MaxMagnitudePullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MaxMagnitude(x);
        ShareByMagnitude(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MinMagnitude: s̄ goes to the elements whose magnitude is the result's, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitude))]
    public static T MinMagnitudePullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MinMagnitude(x);
        ShareByMagnitude(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MaxMagnitudeNumber: s̄ goes to the elements whose magnitude is the result's, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MaxMagnitudeNumber))]
    public static T MaxMagnitudeNumberPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MaxMagnitudeNumber(x);
        ShareByMagnitude(x, value, seed, dX);
        return value;
    }

    /// <summary>Pullback of MinMagnitudeNumber: s̄ goes to the elements whose magnitude is the result's, 1/k to each of k equal ones.</summary>
    [PullbackOf(typeof(TensorPrimitives), nameof(TensorPrimitives.MinMagnitudeNumber))]
    public static T MinMagnitudeNumberPullback<T>(ReadOnlySpan<T> x, T seed, Span<T> dX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.MinMagnitudeNumber(x);
        ShareByMagnitude(x, value, seed, dX);
        return value;
    }

    /// <summary>Shares g among the elements equal to a value; where that is NaN, among those that are NaN.</summary>
    private static void Share<T>(ReadOnlySpan<T> x, T value, T g, Span<T> dX) where T : IFloatingPointIeee754<T>
    {
        int count = 0;
        foreach (T element in x)
            count += IsSame(element, value) ? 1 : 0;
        T part = g / T.CreateChecked(count);
        for (int i = 0; i < x.Length; i++)
            if (IsSame(x[i], value))
                dX[i] += part;
    }

    /// <summary>Shares g among the elements whose magnitude is that of a value.</summary>
    private static void ShareByMagnitude<T>(ReadOnlySpan<T> x, T value, T g, Span<T> dX) where T : IFloatingPointIeee754<T>
    {
        int count = 0;
        T magnitude = T.Abs(value);
        foreach (T element in x)
            count += IsSame(T.Abs(element), magnitude) ? 1 : 0;
        T part = g / T.CreateChecked(count);
        for (int i = 0; i < x.Length; i++)
            if (IsSame(T.Abs(x[i]), magnitude))
                dX[i] += part;
    }

    private static bool IsSame<T>(T a, T b) where T : IFloatingPointIeee754<T> => a == b || (T.IsNaN(a) && T.IsNaN(b));
}
