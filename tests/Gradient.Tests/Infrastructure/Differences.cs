namespace DiffGen.Tests.Infrastructure;

/// <summary>Central differences on five points: f' = (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12h + O(h^4).</summary>
internal static class Differences
{
    public static double[] Gradient(Func<double[], double> function, double[] at)
    {
        var gradient = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
            gradient[i] = Partial(function, at, i);
        return gradient;
    }

    private static double Partial(Func<double[], double> function, double[] at, int index)
    {
        double h = Step(at[index]);
        double sum = Shifted(function, at, index, -2 * h) - 8 * Shifted(function, at, index, -h)
            + 8 * Shifted(function, at, index, h) - Shifted(function, at, index, 2 * h);
        return sum / (12 * h);
    }

    private static double Step(double x) => x == 0 ? 2e-4 : 2e-4 * Math.Min(Math.Abs(x), 10);

    private static double Shifted(Func<double[], double> function, double[] at, int index, double offset)
    {
        var shifted = (double[])at.Clone();
        shifted[index] += offset;
        return function(shifted);
    }
}
