namespace DiffGen.Tests.Corpus;

/// <summary>Small networks written with loops over flat weights.</summary>
public static partial class Networks
{
    private static readonly double[] Input = [0.3, -0.7];

    private static readonly double[] Parameters =
        [0.1, -0.2, 0.4, 0.3, -0.5, 0.6, 0.05, -0.1, 0.2, 0.7, -0.3, 0.25, 0.15, -0.45, 0.55, 0.02, -0.03];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Classifier), at => Classifier(at, Input, 1), (at, g) => ClassifierGradient(at, Input, 1, g),
            (at, s, d) => ClassifierPullback(at, Input, 1, s, d), Parameters),
        CorpusProgram.OfVector(nameof(Attention), at => Attention(at, 2), (at, g) => AttentionGradient(at, 2, g),
            (at, s, d) => AttentionPullback(at, 2, s, d), [0.1, -0.2, 0.4, 0.3, -0.5, 0.6]),
        CorpusProgram.OfVector(nameof(MixtureLikelihood), at => MixtureLikelihood(at, Input), (at, g) => MixtureLikelihoodGradient(at, Input, g),
            (at, s, d) => MixtureLikelihoodPullback(at, Input, s, d), [0.1, -0.2, 0.4, 0.3, -0.5, 0.6]),
    ];

    /// <summary>Two inputs, three hidden units with tanh, two classes, softmax cross-entropy.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Classifier(ReadOnlySpan<double> theta, [NoDiff] ReadOnlySpan<double> x, int label)
    {
        const int inputs = 2, hidden = 3, classes = 2;
        Span<double> h = stackalloc double[hidden];
        Span<double> z = stackalloc double[classes];
        ReadOnlySpan<double> w1 = theta.Slice(0, hidden * inputs);
        ReadOnlySpan<double> b1 = theta.Slice(hidden * inputs, hidden);
        ReadOnlySpan<double> w2 = theta.Slice(hidden * inputs + hidden, classes * hidden);
        ReadOnlySpan<double> b2 = theta.Slice(hidden * inputs + hidden + classes * hidden, classes);

        for (int i = 0; i < hidden; i++)
        {
            double sum = b1[i];
            for (int j = 0; j < inputs; j++)
                sum += w1[i * inputs + j] * x[j];
            h[i] = Math.Tanh(sum);
        }

        double largest = double.NegativeInfinity;
        for (int i = 0; i < classes; i++)
        {
            z[i] = b2[i];
            for (int j = 0; j < hidden; j++)
                z[i] += w2[i * hidden + j] * h[j];
            largest = Math.Max(largest, z[i]);
        }

        double total = 0;
        for (int i = 0; i < classes; i++)
            total += Math.Exp(z[i] - largest);
        return largest + Math.Log(total) - z[label];
    }

    /// <summary>Each row looks at all rows: softmax of scalar products, weighted sum, squared norm.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Attention(ReadOnlySpan<double> rows, int width)
    {
        Span<double> weight = stackalloc double[8];
        int n = rows.Length / width;
        double loss = 0;
        for (int i = 0; i < n; i++)
        {
            double total = 0;
            for (int j = 0; j < n; j++)
            {
                double product = 0;
                for (int k = 0; k < width; k++)
                    product += rows[i * width + k] * rows[j * width + k];
                weight[j] = Math.Exp(product / Math.Sqrt(width));
                total += weight[j];
            }

            for (int k = 0; k < width; k++)
            {
                double mixed = 0;
                for (int j = 0; j < n; j++)
                    mixed += weight[j] / total * rows[j * width + k];
                loss += mixed * mixed * (k + 1);
            }
        }

        return loss;
    }

    /// <summary>One-dimensional mixture of two normal laws: logits, means, log-scales.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MixtureLikelihood(ReadOnlySpan<double> theta, [NoDiff] double[] data)
    {
        double sum = 0;
        double normaliser = Math.Log(Math.Exp(theta[0]) + Math.Exp(theta[1]));
        foreach (double x in data)
        {
            double density = 0;
            for (int k = 0; k < 2; k++)
            {
                double z = (x - theta[2 + k]) * Math.Exp(-theta[4 + k]);
                density += Math.Exp(theta[k] - normaliser - theta[4 + k] - 0.5 * z * z);
            }

            sum -= Math.Log(density);
        }

        return sum;
    }
}
