using System.Numerics;

namespace DiffGen.Minimizers;

/// <summary>The vector operations of the minimizers. Sums have a fixed order, so results are the same on every
/// machine.</summary>
internal static class VectorMath
{
    /// <summary>aᵀ·b, as four partial sums of every fourth term, added as (0 + 1) + (2 + 3), then the rest.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>The product.</returns>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        b = b[..a.Length];
        for (; i + 3 < a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        double sum = s0 + s1 + (s2 + s3);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>√(aᵀ·a), without overflow or underflow in between.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>The norm.</returns>
    public static double Norm(ReadOnlySpan<double> a)
    {
        double sum = Dot(a, a);
        if (sum > 1e-280 && sum < double.PositiveInfinity)
            return Math.Sqrt(sum);
        double largest = InfinityNorm(a);
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        sum = 0;
        foreach (double component in a)
            sum += component / largest * (component / largest);
        return largest * Math.Sqrt(sum);
    }

    /// <summary>max |aᵢ|; NaN if a component is NaN, 0 for an empty vector.</summary>
    /// <param name="a">A vector.</param>
    /// <returns>The norm.</returns>
    public static double InfinityNorm(ReadOnlySpan<double> a)
    {
        double norm = 0;
        foreach (double component in a)
            norm = Math.Max(norm, Math.Abs(component));
        return norm;
    }

    /// <summary>y ← y + factor·x.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector of the same length.</param>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        x = x[..y.Length];
        var factors = new Vector<double>(factor);
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(y[i..]) + factors * new Vector<double>(x[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++)
            y[i] += factor * x[i];
    }

    /// <summary>result ← factor·x.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="x">A vector.</param>
    /// <param name="result">A vector of the same length.</param>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = factor * x[i];
    }

    /// <summary>result ← a - b.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <param name="result">A vector of the same length.</param>
    public static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
            result[i] = a[i] - b[i];
    }

    /// <summary>result ← A·x for a symmetric matrix, column by column.</summary>
    /// <param name="matrix">A, row-major.</param>
    /// <param name="x">A vector.</param>
    /// <param name="result">A vector of the same length.</param>
    public static void MultiplySymmetric(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> result)
    {
        result.Clear();
        for (int i = 0; i < x.Length; i++)
            AddScaled(x[i], matrix.Slice(i * x.Length, x.Length), result);
    }
}
