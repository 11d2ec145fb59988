using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.HandWritten;

/// <summary>
/// The gradient of <see cref="GradBench.Objectives.Lstm.Loss"/>. The results of the gates are kept, so that no exponential is evaluated on the way back.
/// </summary>
internal sealed class Lstm(int layers, int characters, int b)
{
    private readonly Cell[] _cells = new Cell[characters * layers * b], _inputs = new Cell[b];
    private readonly double[] _exps = new double[(characters - 1) * b], _sums = new double[characters - 1];
    private readonly double[] _dHidden = new double[layers * b], _dState = new double[layers * b], _signal = new double[b];

    /// <summary>
    /// What a unit keeps of a step: its state after it, the gates, and the hyperbolic tangent of the state. What it gives on is the product of
    /// <c>Output</c> and <c>Squashed</c>. The first row has what was before the first step.
    /// </summary>
    private struct Cell
    {
        public double State, Forget, Input, Output, Change, Squashed;

        public readonly double Hidden => Output * Squashed;
    }

    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence,
        Span<double> dParameters, Span<double> dExtra)
    {
        CheckLengths(parameters.Length, extra.Length);
        CheckLengths(dParameters.Length, dExtra.Length);
        if (state.Length != 2 * layers * b || sequence.Length != characters * b) throw new ArgumentException("State or sequence have not the length of the network");
        double value = Forward(parameters, extra, state, sequence);
        dParameters.Clear();
        dExtra.Clear();
        Backward(parameters, extra, sequence, dParameters, dExtra);
        return value;
    }

    private double Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            for (int j = 0; j < b; j++)
                _cells[layer * b + j] = new Cell { State = state[(2 * layer + 1) * b + j], Output = state[2 * layer * b + j], Squashed = 1 };
        }
        ReadOnlySpan<double> outWeights = extra.Slice(b, b), outBiases = extra.Slice(2 * b, b);
        Span<double> signal = _signal;
        double total = 0;
        for (int t = 0; t + 1 < characters; t++)
        {
            for (int j = 0; j < signal.Length; j++) signal[j] = sequence[t * b + j] * extra[j];
            for (int layer = 0; layer < layers; layer++)
            {
                Step(
                    ref MemoryMarshal.GetReference(parameters.Slice(8 * layer * b, 8 * b)), ref MemoryMarshal.GetReference(signal),
                    ref _cells[(t * layers + layer) * b], ref _cells[((t + 1) * layers + layer) * b]);
            }
            double sum = 2;
            for (int j = 0; j < signal.Length; j++)
            {
                double y = signal[j] * outWeights[j] + outBiases[j], exp = Math.Exp(y);
                signal[j] = y;
                _exps[t * b + j] = exp;
                sum += exp;
            }
            _sums[t] = sum;
            double logSum = Math.Log(sum);
            for (int j = 0; j < signal.Length; j++) total += sequence[(t + 1) * b + j] * (signal[j] - logSum);
        }
        return -total / ((characters - 1) * b);
    }

    /// <summary>A layer's step: f = σ(a w + b), i = σ(h w + b), o = σ(a w + b), g = tanh(h w + b), c ← c f + i g, h ← o tanh c, a ← h.</summary>
    private void Step(ref double weights, ref double signal, ref Cell before, ref Cell after)
    {
        nint units = b;
        ref double biases = ref Unsafe.Add(ref weights, 4 * units);
        for (nint j = 0; j < units; j++)
        {
            ref Cell old = ref Unsafe.Add(ref before, j);
            double a = Unsafe.Add(ref signal, j), h = old.Hidden;
            double forget = Sigmoid(a * Unsafe.Add(ref weights, j) + Unsafe.Add(ref biases, j));
            double input = Sigmoid(h * Unsafe.Add(ref weights, units + j) + Unsafe.Add(ref biases, units + j));
            double output = Sigmoid(a * Unsafe.Add(ref weights, 2 * units + j) + Unsafe.Add(ref biases, 2 * units + j));
            double change = Math.Tanh(h * Unsafe.Add(ref weights, 3 * units + j) + Unsafe.Add(ref biases, 3 * units + j));
            double state = old.State * forget + input * change, squashed = Math.Tanh(state);
            ref Cell cell = ref Unsafe.Add(ref after, j);
            cell.State = state;
            cell.Forget = forget;
            cell.Input = input;
            cell.Output = output;
            cell.Change = change;
            cell.Squashed = squashed;
            Unsafe.Add(ref signal, j) = output * squashed;
        }
    }

    private void Backward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> sequence, Span<double> dParameters, Span<double> dExtra)
    {
        Span<double> dSignal = _signal;
        _dHidden.AsSpan().Clear();
        _dState.AsSpan().Clear();
        double scale = -1.0 / ((characters - 1) * b);
        for (int t = characters - 2; t >= 0; t--)
        {
            double ones = 0;
            for (int j = 0; j < dSignal.Length; j++) ones += sequence[(t + 1) * b + j];
            double share = ones / _sums[t];
            ReadOnlySpan<Cell> last = _cells.AsSpan(((t + 2) * layers - 1) * b, b);
            for (int j = 0; j < dSignal.Length; j++)
            {
                double dy = scale * (sequence[(t + 1) * b + j] - share * _exps[t * b + j]);
                dExtra[b + j] += dy * last[j].Hidden;
                dExtra[2 * b + j] += dy;
                dSignal[j] = dy * extra[b + j];
                (_inputs[j].Output, _inputs[j].Squashed) = (sequence[t * b + j], extra[j]);
            }
            for (int layer = layers - 1; layer >= 0; layer--)
            {
                ref Cell after = ref _cells[((t + 1) * layers + layer) * b];
                StepBack(
                    ref MemoryMarshal.GetReference(parameters.Slice(8 * layer * b, 8 * b)), ref MemoryMarshal.GetReference(dSignal),
                    ref layer == 0 ? ref _inputs[0] : ref Unsafe.Subtract(ref after, b), ref _cells[(t * layers + layer) * b], ref after,
                    ref _dHidden[layer * b], ref _dState[layer * b], ref MemoryMarshal.GetReference(dParameters.Slice(8 * layer * b, 8 * b)));
            }
            for (int j = 0; j < dSignal.Length; j++) dExtra[j] += dSignal[j] * sequence[t * b + j];
        }
    }

    /// <summary>
    /// The way back through a layer's step, with σ′ = σ (1 - σ) and tanh′ = 1 - tanh². Its last unit comes first, so that what was kept is read
    /// strictly backwards: the processor fetches that ahead of time, and blocks that go forwards while their starts go backwards it doesn't.
    /// </summary>
    private void StepBack(
        ref double weights, ref double dSignal, ref Cell inputs, ref Cell before, ref Cell after, ref double dHidden, ref double dState, ref double dWeights)
    {
        nint units = b;
        ref double dBiases = ref Unsafe.Add(ref dWeights, 4 * units);
        for (nint j = units - 1; j >= 0; j--)
        {
            ref Cell cell = ref Unsafe.Add(ref after, j), old = ref Unsafe.Add(ref before, j);
            double signal = Unsafe.Add(ref inputs, j).Hidden, hidden = old.Hidden;
            double dh = Unsafe.Add(ref dHidden, j) + Unsafe.Add(ref dSignal, j);
            double dc = Unsafe.Add(ref dState, j) + dh * cell.Output * (1 - cell.Squashed * cell.Squashed);
            double dOutput = dh * cell.Squashed * (cell.Output * (1 - cell.Output));
            double dForget = dc * old.State * (cell.Forget * (1 - cell.Forget));
            double dInput = dc * cell.Change * (cell.Input * (1 - cell.Input));
            double dChange = dc * cell.Input * (1 - cell.Change * cell.Change);
            Unsafe.Add(ref dState, j) = dc * cell.Forget;
            Unsafe.Add(ref dWeights, j) += dForget * signal;
            Unsafe.Add(ref dBiases, j) += dForget;
            Unsafe.Add(ref dWeights, units + j) += dInput * hidden;
            Unsafe.Add(ref dBiases, units + j) += dInput;
            Unsafe.Add(ref dWeights, 2 * units + j) += dOutput * signal;
            Unsafe.Add(ref dBiases, 2 * units + j) += dOutput;
            Unsafe.Add(ref dWeights, 3 * units + j) += dChange * hidden;
            Unsafe.Add(ref dBiases, 3 * units + j) += dChange;
            Unsafe.Add(ref dSignal, j) = dForget * Unsafe.Add(ref weights, j) + dOutput * Unsafe.Add(ref weights, 2 * units + j);
            Unsafe.Add(ref dHidden, j) = dInput * Unsafe.Add(ref weights, units + j) + dChange * Unsafe.Add(ref weights, 3 * units + j);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private void CheckLengths(int parameters, int extra)
    {
        if (parameters != 8 * layers * b || extra != 3 * b) throw new ArgumentException("The parameters are not of l layers of b units");
    }
}
