using System.Numerics;
using System.Runtime.Intrinsics;

namespace DiffGen.Minimizers;

/// <summary>The inner loops of the factorisations, vectorised so that every machine gets the same bits.</summary>
internal static class ColumnMath
{
    /// <summary>aᵀ·b, as eight interleaved sums that are added in pairs.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <returns>The product.</returns>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector128<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i <= a.Length - 8; i += 8)
        {
            s0 += Vector128.Create(a[i..]) * Vector128.Create(b[i..]);
            s1 += Vector128.Create(a[(i + 2)..]) * Vector128.Create(b[(i + 2)..]);
            s2 += Vector128.Create(a[(i + 4)..]) * Vector128.Create(b[(i + 4)..]);
            s3 += Vector128.Create(a[(i + 6)..]) * Vector128.Create(b[(i + 6)..]);
        }

        Vector128<double> pair = (s0 + s1) + (s2 + s3);
        double sum = pair.GetElement(0) + pair.GetElement(1);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>y ← y + factor·x.</summary>
    /// <param name="factor">A number.</param>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector of the same length.</param>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        var factors = new Vector<double>(factor);
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(y[i..]) + factors * new Vector<double>(x[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++)
            y[i] += factor * x[i];
    }
}
