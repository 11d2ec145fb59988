using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>Seeded data, and the measure of a difference.</summary>
internal static class EvalData
{
    public static double[] Normal(Xoshiro256StarStar random, int count) => Filled(count, random.NextNormal);

    /// <summary>Uniform on 0 … 1.</summary>
    public static double[] Uniform(Xoshiro256StarStar random, int count) => Filled(count, random.NextDouble);

    /// <summary>The largest difference of two gradients, relative to the largest component; NaN if one is.</summary>
    public static double Difference(double[][] left, double[][] right)
    {
        double largest = 0, difference = 0;
        foreach ((double[] one, double[] other) in left.Zip(right))
        {
            for (int i = 0; i < one.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(one[i]));
                difference = Math.Max(difference, Math.Abs(one[i] - other[i]));
            }
        }
        return difference == 0 ? 0 : difference / largest;
    }

    private static double[] Filled(int count, Func<double> next)
    {
        double[] data = new double[count];
        for (int i = 0; i < count; i++) data[i] = next();
        return data;
    }
}
