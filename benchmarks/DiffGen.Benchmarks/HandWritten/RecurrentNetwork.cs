namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="Objectives.RecurrentNetwork"/>, with the states kept for the way back.</summary>
internal sealed class RecurrentNetwork(int units, int steps)
{
    /// <summary>The state before each step, and after the last.</summary>
    private readonly double[] _states = new double[(steps + 1) * units];
    private readonly double[] _dState = new double[units], _dBefore = new double[units];

    public double Gradient(ReadOnlySpan<double> w, ReadOnlySpan<double> inputs, Span<double> g)
    {
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            ReadOnlySpan<double> state = _states.AsSpan(t * units, units);
            Span<double> next = _states.AsSpan((t + 1) * units, units);
            for (int i = 0; i < next.Length; i++)
            {
                ReadOnlySpan<double> row = w.Slice(i * state.Length, state.Length);
                double sum = inputs[t];
                for (int j = 0; j < state.Length; j++) sum += row[j] * state[j];
                next[i] = Math.Tanh(sum);
            }
            loss += next[0] * next[0];
        }

        g.Clear();
        Span<double> dState = _dState, dBefore = _dBefore;
        dState.Clear();
        for (int t = inputs.Length - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> state = _states.AsSpan(t * units, units), next = _states.AsSpan((t + 1) * units, units);
            dState[0] += 2 * next[0];
            dBefore.Clear();
            for (int i = 0; i < next.Length; i++)
            {
                ReadOnlySpan<double> row = w.Slice(i * state.Length, state.Length);
                Span<double> dRow = g.Slice(i * state.Length, state.Length), before = dBefore[..state.Length];
                double d = dState[i] * (1 - next[i] * next[i]);
                for (int j = 0; j < state.Length; j++)
                {
                    dRow[j] += d * state[j];
                    before[j] += d * row[j];
                }
            }
            Span<double> done = dState;
            dState = dBefore;
            dBefore = done;
        }
        return loss;
    }
}
