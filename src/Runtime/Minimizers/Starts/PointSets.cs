using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Minimizers;

/// <summary>Sets of points in the unit cube, row by row.</summary>
internal static class PointSets
{
    /// <summary>The points 1, 2, … of the Sobol sequence in Gray code order; point 0, the origin, is left out.</summary>
    /// <remarks>I. M. Sobol, USSR Comput. Math. Math. Phys. 7 (1967); I. A. Antonov, V. M. Saleev, USSR Comput. Math. Math.
    /// Phys. 19 (1979).</remarks>
    /// <param name="count">The number of points.</param>
    /// <param name="dimension">The number of variables, at most <see cref="SobolNumbers.MaxDimension"/>.</param>
    /// <returns>The points.</returns>
    public static double[] Sobol(int count, int dimension)
    {
        var points = new double[count * dimension];
        Span<uint> numbers = stackalloc uint[32];
        for (int j = 0; j < dimension; j++)
        {
            SobolNumbers.Fill(j, numbers);
            uint x = 0;
            for (int i = 0; i < count; i++)
            {
                x ^= numbers[BitOperations.TrailingZeroCount(i + 1)];
                points[i * dimension + j] = x * (1.0 / 4294967296.0);
            }
        }

        return points;
    }

    /// <summary>A Latin hypercube: coordinate j of point i is (π(i) + u) / count with a random permutation π per variable and u
    /// uniform in [0, 1).</summary>
    /// <remarks>M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979).</remarks>
    /// <param name="count">The number of points.</param>
    /// <param name="dimension">The number of variables.</param>
    /// <param name="random">The generator.</param>
    /// <returns>The points.</returns>
    public static double[] LatinHypercube(int count, int dimension, Xoshiro256StarStar random)
    {
        var points = new double[count * dimension];
        int[] order = [.. Enumerable.Range(0, count)];
        for (int j = 0; j < dimension; j++)
        {
            random.Shuffle<int>(order);
            for (int i = 0; i < count; i++)
                points[i * dimension + j] = (order[i] + random.NextDouble()) / count;
        }

        return points;
    }
}
