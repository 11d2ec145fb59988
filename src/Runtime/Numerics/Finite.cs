using System.Numerics;

namespace DiffGen.Numerics;

/// <summary>The test for NaN and infinities.</summary>
internal static class Finite
{
    /// <summary>Whether no element is NaN or infinite.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns><c>true</c> if all are finite.</returns>
    public static bool All<T>(ReadOnlySpan<T> values) where T : IFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            // x - x is 0 for a finite x and NaN otherwise, and NaN stays in a sum.
            Vector<T> sum = Vector<T>.Zero;
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var x = new Vector<T>(values[i..]);
                sum += x - x;
            }

            if (sum != Vector<T>.Zero)
                return false;
        }

        for (; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                return false;
        }

        return true;
    }
}
