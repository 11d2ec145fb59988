using DiffGen.Numerics;

namespace DiffGen.Samples.Digits;

/// <summary>A classifier for 8 × 8 images: 64 pixels → 32 rectified units → 10 classes.</summary>
public sealed partial class DigitsModel
{
    private const int Pixels = 64;
    private const int Hidden = 32;
    private const int Classes = 10;

    /// <summary>Makes a model with random weights.</summary>
    /// <param name="random">Where they come from.</param>
    public DigitsModel(Xoshiro256StarStar random)
    {
        Initialise(W1, Pixels, random);
        Initialise(W2, Hidden, random);
    }

    /// <summary>The weights of the hidden layer, units × pixels.</summary>
    [Parameter(Hidden, Pixels)] public partial Span<double> W1 { get; }

    /// <summary>The biases of the hidden layer.</summary>
    [Parameter(Hidden)] public partial Span<double> B1 { get; }

    /// <summary>The weights of the output layer, classes × units.</summary>
    [Parameter(Classes, Hidden)] public partial Span<double> W2 { get; }

    /// <summary>The biases of the output layer.</summary>
    [Parameter(Classes)] public partial Span<double> B2 { get; }

    /// <summary>The cross-entropy -ln p(label), where p is the softmax of the logits.</summary>
    /// <param name="pixels">An image, 64 values in [0, 1].</param>
    /// <param name="label">Its class.</param>
    /// <returns>The loss.</returns>
    [Differentiable]
    public double Loss([Batch] ReadOnlySpan<double> pixels, [Batch] int label)
    {
        Span<double> logits = stackalloc double[Classes];
        Logits(pixels, logits);

        // The largest logit is taken out, so that no exponential overflows.
        double max = logits[0];
        for (int k = 1; k < Classes; k++)
            max = logits[k] > max ? logits[k] : max;
        double sum = 0;
        for (int k = 0; k < Classes; k++)
            sum += Math.Exp(logits[k] - max);
        return max + Math.Log(sum) - logits[label];
    }

    /// <summary>The most probable class.</summary>
    /// <param name="pixels">An image, 64 values in [0, 1].</param>
    /// <returns>Its class.</returns>
    public int Predict(ReadOnlySpan<double> pixels)
    {
        Span<double> logits = stackalloc double[Classes];
        Logits(pixels, logits);
        int best = 0;
        for (int k = 1; k < Classes; k++)
            best = logits[k] > logits[best] ? k : best;
        return best;
    }

    private void Logits(ReadOnlySpan<double> pixels, Span<double> logits)
    {
        Span<double> hidden = stackalloc double[Hidden];
        for (int i = 0; i < Hidden; i++)
        {
            double h = B1[i];
            for (int j = 0; j < Pixels; j++)
                h += W1[i * Pixels + j] * pixels[j];
            hidden[i] = h > 0 ? h : 0;
        }

        for (int k = 0; k < Classes; k++)
        {
            double logit = B2[k];
            for (int i = 0; i < Hidden; i++)
                logit += W2[k * Hidden + i] * hidden[i];
            logits[k] = logit;
        }
    }

    // Normal with variance 2 / inputs, which keeps the variance through rectified layers: K. He et al., "Delving deep into
    // rectifiers", ICCV 2015.
    private static void Initialise(Span<double> weights, int inputs, Xoshiro256StarStar random)
    {
        double deviation = Math.Sqrt(2.0 / inputs);
        foreach (ref double weight in weights)
            weight = deviation * random.NextNormal();
    }
}
