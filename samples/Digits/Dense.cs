using DiffGen.Numerics;

namespace DiffGen.Samples.Digits;

/// <summary>A layer that is fully connected: y = W x + b. A view on its slice of a model's parameters.</summary>
public readonly ref partial struct Dense
{
    /// <summary>The weights, a row per output.</summary>
    [Parameter("outputs", "inputs")] public partial Span<double> W { get; }

    /// <summary>The biases.</summary>
    [Parameter("outputs")] public partial Span<double> B { get; }

    /// <summary>Computes the outputs.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs.</param>
    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Outputs; i++)
        {
            double sum = B[i];
            for (int j = 0; j < Inputs; j++)
                sum += W[i * Inputs + j] * x[j];
            y[i] = sum;
        }
    }

    /// <summary>Makes the weights random: normal with variance 2 / inputs, which keeps the variance through rectified layers.</summary>
    /// <param name="random">Where they come from.</param>
    /// <remarks>K. He et al., "Delving deep into rectifiers", ICCV 2015.</remarks>
    public void Initialise(Xoshiro256StarStar random)
    {
        double deviation = Math.Sqrt(2.0 / Inputs);
        foreach (ref double weight in W)
            weight = deviation * random.NextNormal();
    }
}
