namespace DiffGen.Numerics;

/// <summary>A natural logarithm that has the same bits on every platform, since it uses only operations that IEEE 754 rounds
/// correctly.</summary>
internal static class PortableLog
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>The natural logarithm, with an error below one unit in the last place.</summary>
    /// <remarks>
    /// The method of <c>e_log.c</c> in Sun's FDLIBM: x = 2ᵏ·(1 + f) with √2/2 &lt; 1 + f &lt; √2, s = f / (2 + f), and
    /// ln(1 + f) = f - f²/2 + s·(f²/2 + R(s²)) with a polynomial R of degree 7.
    /// </remarks>
    /// <param name="x">A positive normal number.</param>
    /// <returns>ln x.</returns>
    public static double Log(double x)
    {
        int k = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -k);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            k++;
        }

        double f = mantissa - 1;
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (6.666666666666735130e-01 + z * (3.999999999940941908e-01 + z * (2.857142874366239149e-01
            + z * (2.222219843214978396e-01 + z * (1.818357216161805012e-01 + z * (1.531383769920937332e-01
            + z * 1.479819860511658591e-01))))));
        double half = 0.5 * f * f;
        return k * Ln2High - (half - (s * (half + r) + k * Ln2Low) - f);
    }
}
