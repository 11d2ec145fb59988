namespace DiffGen.Tests.Models;

/// <summary>Two inputs, three hidden units with tanh, one logit; binary cross-entropy.</summary>
public sealed partial class TinyNetwork
{
    public TinyNetwork()
    {
        for (int i = 0; i < Hidden.Length; i++)
            Hidden[i] = 0.3 * Math.Sin(i + 1);
        for (int i = 0; i < Output.Length; i++)
            Output[i] = 0.5 * Math.Cos(i);
        Bias = 0.1;
    }

    [Parameter(3, 2)]
    public partial Span<double> Hidden { get; }

    [Parameter(3)]
    public partial Span<double> HiddenBias { get; }

    [Parameter(3)]
    public partial Span<double> Output { get; }

    [Parameter]
    public partial double Bias { get; set; }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public double Loss([Batch] ReadOnlySpan<double> features, [Batch] double label)
    {
        double logit = Bias;
        for (int i = 0; i < 3; i++)
        {
            double sum = HiddenBias[i];
            for (int j = 0; j < features.Length; j++)
                sum += Hidden[i * 2 + j] * features[j];
            logit += Output[i] * Math.Tanh(sum);
        }

        return Math.Max(logit, 0) - logit * label + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
    }
}
