namespace DiffGen.Numerics;

/// <summary>Powers with integer exponents.</summary>
internal static class Powers
{
    /// <summary>xⁿ by squaring: multiplications only, so that the bits are the same on every platform.</summary>
    /// <param name="x">The base.</param>
    /// <param name="n">The exponent, at least 0.</param>
    /// <returns>The power; 1 for n = 0.</returns>
    public static double Of(double x, long n)
    {
        double power = 1;
        for (; n > 0; n >>= 1, x *= x)
        {
            if ((n & 1) != 0)
                power *= x;
        }

        return power;
    }
}
