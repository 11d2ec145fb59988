namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="Objectives.Recurrent"/>, with the states kept for the way back.</summary>
internal static class Recurrent
{
    public static double Gradient(ReadOnlySpan<double> w, ReadOnlySpan<double> inputs, double target, Span<double> g, Span<double> states)
    {
        double h = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            h = Math.Tanh(w[0] * h + w[1] * inputs[t] + w[2]);
            states[t] = h;
        }
        double dh = 2 * (h - target), g0 = 0, g1 = 0, g2 = 0;
        for (int t = inputs.Length - 1; t >= 0; t--)
        {
            double dz = dh * (1 - states[t] * states[t]);
            g0 += dz * (t == 0 ? 0 : states[t - 1]);
            g1 += dz * inputs[t];
            g2 += dz;
            dh = dz * w[0];
        }
        (g[0], g[1], g[2]) = (g0, g1, g2);
        return (h - target) * (h - target);
    }
}
