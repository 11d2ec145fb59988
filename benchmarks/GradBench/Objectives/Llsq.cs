namespace DiffGen.GradBench.Objectives;

/// <summary>Least squares with a polynomial: how far it is from the sign function on −1 … 1.</summary>
public static partial class Llsq
{
    /// <param name="x">The coefficients, that of the constant first.</param>
    /// <param name="n">Number of points, at least 2.</param>
    /// <returns>Half the sum of the squared differences at <paramref name="n"/> equidistant points.</returns>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> x, [NoDiff] int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + i * 2.0 / (n - 1);
            double power = 1, value = 0;
            for (int j = 0; j < x.Length; j++)
            {
                value += x[j] * power;
                power *= t;
            }
            double error = Math.Sign(t) - value;
            sum += error * error;
        }
        return 0.5 * sum;
    }
}
