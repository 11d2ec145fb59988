namespace DiffGen.Samples.LinearRegression;

/// <summary>A line y = Weight·x + Bias, in the units of the data.</summary>
/// <param name="Weight">The slope.</param>
/// <param name="Bias">The value at 0.</param>
public readonly record struct Line(double Weight, double Bias)
{
    /// <summary>The line of least squares: weight = cov(x, y) / var(x), bias = mean(y) - weight·mean(x).</summary>
    /// <param name="x">The features.</param>
    /// <param name="y">The values observed.</param>
    /// <returns>The line.</returns>
    public static Line LeastSquares(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        double variance = x.Sum(a => (a - meanX) * (a - meanX));
        double weight = covariance / variance;
        return new Line(weight, meanY - weight * meanX);
    }
}
