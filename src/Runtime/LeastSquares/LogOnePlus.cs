namespace DiffGen.Minimizers;

/// <summary>ln(1 + x) without loss of digits for a small x.</summary>
internal static class LogOnePlus
{
    /// <summary>The logarithm. What 1 + x loses of x is put back by the factor x / ((1 + x) - 1): HP-15C advanced functions handbook
    /// (1982), after W. Kahan.</summary>
    /// <param name="x">A number above -1.</param>
    /// <returns>ln(1 + x).</returns>
    public static double Of(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
