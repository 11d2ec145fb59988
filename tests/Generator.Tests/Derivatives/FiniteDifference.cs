namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>
/// Central differences of eighth order at many step sizes; of these the one that agrees best with its neighbour.
/// </summary>
internal static class FiniteDifference
{
    /// <summary>The derivative and an estimate of its error.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="floor">The function's rounding errors are those of numbers at least this large.</param>
    /// <param name="largest">A step that cannot jump over a period.</param>
    public static (double Derivative, double Error) Of(Func<double, double> f, double x, double floor = 0, double largest = double.PositiveInfinity)
    {
        double best = double.NaN, error = double.PositiveInfinity, previous = double.NaN, last = double.PositiveInfinity;
        double size = Math.Max(floor, Math.Abs(f(x)));
        int exponent = x == 0 ? 0 : Math.ILogB(x);
        for (int k = 2; k <= 32; k++)
        {
            double h = Math.ScaleB(1, exponent - k);
            if (h > largest) continue;
            double estimate = Estimate(f, x, h);
            double difference = Math.Abs(estimate - previous) + (4e-16 * size / h);
            if (Math.Max(difference, last) < error) (best, error) = (estimate, Math.Max(difference, last));
            (previous, last) = (estimate, difference);
        }
        return (best, error);
    }

    private static double Estimate(Func<double, double> f, double x, double h)
        => ((4.0 / 5 * (f(x + h) - f(x - h))) - (1.0 / 5 * (f(x + (2 * h)) - f(x - (2 * h))))
            + (4.0 / 105 * (f(x + (3 * h)) - f(x - (3 * h)))) - (1.0 / 280 * (f(x + (4 * h)) - f(x - (4 * h))))) / h;
}
