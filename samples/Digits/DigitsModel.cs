using DiffGen.Numerics;

namespace DiffGen.Samples.Digits;

/// <summary>A classifier for 8 × 8 images: 64 pixels → 32 rectified units → 10 classes.</summary>
public sealed partial class DigitsModel
{
    private const int Pixels = 64;
    private const int Units = 32;
    private const int Classes = 10;

    /// <summary>Makes a model with random weights.</summary>
    /// <param name="random">Where they come from.</param>
    public DigitsModel(Xoshiro256StarStar random)
    {
        Hidden.Initialise(random);
        Output.Initialise(random);
    }

    /// <summary>Pixels to units.</summary>
    [Parameter(Units, Pixels)] public partial Dense Hidden { get; }

    /// <summary>Units to the logits of the classes.</summary>
    [Parameter(Classes, Units)] public partial Dense Output { get; }

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
        Span<double> units = stackalloc double[Units];
        Hidden.Forward(pixels, units);
        foreach (ref double unit in units)
            unit = unit > 0 ? unit : 0;
        Output.Forward(units, logits);
    }
}
