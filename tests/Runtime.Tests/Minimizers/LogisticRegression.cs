using System.Globalization;
using DiffGen;

namespace DiffGen.Tests.Minimizers;

/// <summary>Logistic regression on standardised measurements of tumours, with a quadratic penalty that makes the optimum
/// unique.</summary>
public static partial class LogisticRegression
{
    private const int Features = 30;

    /// <summary>The number of parameters: weights, then the bias.</summary>
    public const int Parameters = Features + 1;

    private static readonly double[][] Table = Read();
    private static readonly double[] Inputs = Standardised();
    private static readonly double[] Labels = [.. Table.Select(row => row[Features])];

    public static double Gradient(ReadOnlySpan<double> theta, Span<double> gradient) => LossGradient(theta, Inputs, Labels, gradient);

    public static double Hvp(ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, Span<double> product)
        => LossHvp(theta, Inputs, Labels, direction, product);

    public static double Hessian(ReadOnlySpan<double> theta, Span<double> gradient, Span<double> hessian)
        => LossHessian(theta, Inputs, Labels, gradient, hessian);

    // mean of ln(1 + eᶻ) - y·z, plus ‖w‖² / 100
    [Differentiable(Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian)]
    public static double Loss(ReadOnlySpan<double> theta, [NoDiff] ReadOnlySpan<double> inputs, [NoDiff] ReadOnlySpan<double> labels)
    {
        double sum = 0, square = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double z = theta[30];
            for (int i = 0; i < 30; i++)
                z += theta[i] * inputs[row * 30 + i];
            sum += (z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z))) - labels[row] * z;
        }

        for (int i = 0; i < 30; i++)
            square += theta[i] * theta[i];
        return sum / labels.Length + 0.01 * square;
    }

    private static double[][] Read()
        => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer_sklearn.csv")).Skip(1)
            .Select(line => line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray())];

    private static double[] Standardised()
    {
        double[] inputs = [.. Table.SelectMany(row => row.Take(Features))];
        int rows = Table.Length;
        for (int i = 0; i < Features; i++)
        {
            double mean = Table.Average(row => row[i]);
            double deviation = Math.Sqrt(Table.Average(row => (row[i] - mean) * (row[i] - mean)));
            for (int row = 0; row < rows; row++)
                inputs[row * Features + i] = (inputs[row * Features + i] - mean) / deviation;
        }

        return inputs;
    }
}
