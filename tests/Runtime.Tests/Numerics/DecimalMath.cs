namespace DiffGen.Tests.Numerics;

/// <summary>Functions in decimal arithmetic, with 28 digits: figures to compare with that share nothing with what is tested.</summary>
internal static class DecimalMath
{
    public const decimal Pi = 3.1415926535897932384626433833m;

    public static decimal Sqrt(decimal x) => Root(x, 2);

    /// <summary>The n-th root by Newton's method.</summary>
    public static decimal Root(decimal x, int n)
    {
        if (x == 0)
            return 0;
        decimal y = (decimal)Math.Pow((double)x, 1.0 / n);
        for (int i = 0; i < 8; i++)
            y -= (y - x / Power(y, n - 1)) / n;
        return y;
    }

    public static decimal Power(decimal x, int n)
    {
        decimal power = 1;
        for (int i = 0; i < n; i++)
            power *= x;
        return power;
    }

    /// <summary>The cosine by its series, for 0 ≤ x ≤ π.</summary>
    public static decimal Cos(decimal x)
    {
        decimal term = 1, sum = 1;
        for (int k = 1; k < 40; k++)
        {
            term *= -x * x / ((2 * k - 1) * (2 * k));
            sum += term;
        }

        return sum;
    }
}
