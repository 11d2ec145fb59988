namespace DiffGen.GradBench.Objectives;

/// <summary>The loss of a long short-term memory network with diagonal weights that predicts the next character of a sequence.</summary>
/// <remarks>
/// <c>b</c> units a layer. Layer <c>k</c> has <c>4b</c> weights and <c>4b</c> biases in <c>parameters</c>, rows <c>2k</c> and <c>2k + 1</c>: forget gate,
/// input gate, output gate, change. <c>extra</c> are the weights of the input, those of the output and the biases of the output, <c>b</c> each.
/// </remarks>
public static partial class Lstm
{
    /// <param name="parameters">Weights and biases of the gates, <c>8b</c> a layer.</param>
    /// <param name="extra">Weights of input and output, biases of the output, <c>3b</c>.</param>
    /// <param name="state">Hidden state and cell of each layer at the start, <c>2b</c> a layer.</param>
    /// <param name="sequence">The characters, <c>b</c> zeros and ones each.</param>
    /// <param name="b">Units of a layer.</param>
    /// <returns>The negative mean logarithm of the predicted probabilities.</returns>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, [NoDiff] ReadOnlySpan<double> state,
        [NoDiff] ReadOnlySpan<double> sequence, [NoDiff] int b)
    {
        int layers = parameters.Length / (8 * b), characters = sequence.Length / b;
        ReadOnlySpan<double> inWeights = extra.Slice(0, b), outWeights = extra.Slice(b, b), outBiases = extra.Slice(2 * b, b);
        double[] hidden = new double[layers * b], cell = new double[layers * b], signal = new double[b];
        for (int k = 0; k < layers; k++)
        {
            for (int j = 0; j < b; j++)
            {
                hidden[k * b + j] = state[2 * k * b + j];
                cell[k * b + j] = state[(2 * k + 1) * b + j];
            }
        }

        double total = 0;
        for (int t = 0; t + 1 < characters; t++)
        {
            for (int j = 0; j < b; j++)
                signal[j] = sequence[t * b + j] * inWeights[j];
            for (int k = 0; k < layers; k++)
            {
                ReadOnlySpan<double> weights = parameters.Slice(8 * k * b, 4 * b), biases = parameters.Slice((8 * k + 4) * b, 4 * b);
                for (int j = 0; j < b; j++)
                {
                    double h = hidden[k * b + j];
                    double forget = Sigmoid(signal[j] * weights[j] + biases[j]);
                    double input = Sigmoid(h * weights[b + j] + biases[b + j]);
                    double output = Sigmoid(signal[j] * weights[2 * b + j] + biases[2 * b + j]);
                    double change = Math.Tanh(h * weights[3 * b + j] + biases[3 * b + j]);
                    double c = cell[k * b + j] * forget + input * change;
                    cell[k * b + j] = c;
                    hidden[k * b + j] = output * Math.Tanh(c);
                    signal[j] = hidden[k * b + j];
                }
            }
            double sum = 2;
            for (int j = 0; j < b; j++)
            {
                signal[j] = signal[j] * outWeights[j] + outBiases[j];
                sum += Math.Exp(signal[j]);
            }
            double logSum = Math.Log(sum);
            for (int j = 0; j < b; j++)
                total += sequence[(t + 1) * b + j] * (signal[j] - logSum);
        }
        return -total / ((characters - 1) * b);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
