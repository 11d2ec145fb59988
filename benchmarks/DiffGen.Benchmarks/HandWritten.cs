namespace DiffGen.Benchmarks;

/// <summary>The gradients as a careful person writes them, in scalar C#: fused where the rows are independent.</summary>
internal static class HandWritten
{
    public static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        g.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double xi = x[i], a = 1 - xi, b = x[i + 1] - xi * xi;
            sum += a * a + 100 * b * b;
            double db = 200 * b;
            g[i] -= 2 * a + 2 * xi * db;
            g[i + 1] += db;
        }
        return sum;
    }

    public static double Decay(ReadOnlySpan<double> theta, ReadOnlySpan<double> t, ReadOnlySpan<double> y, Span<double> g)
    {
        double amplitude = theta[0], rate = theta[1], offset = theta[2];
        double sum = 0, g0 = 0, g1 = 0, g2 = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double exp = Math.Exp(-rate * t[i]);
            double error = amplitude * exp + offset - y[i];
            sum += error * error;
            double d = 2 * error;
            g0 += d * exp;
            g1 -= d * amplitude * exp * t[i];
            g2 += d;
        }
        (g[0], g[1], g[2]) = (g0, g1, g2);
        return sum;
    }

    public static double Logistic(ReadOnlySpan<double> theta, ReadOnlySpan<double> rows, ReadOnlySpan<double> labels, Span<double> g)
    {
        g.Clear();
        int features = theta.Length - 1;
        ReadOnlySpan<double> weights = theta[..features];
        double sum = 0, scale = 1.0 / labels.Length, bias = 0;
        for (int r = 0; r < labels.Length; r++)
        {
            ReadOnlySpan<double> row = rows.Slice(r * features, weights.Length);
            Span<double> gradient = g.Slice(0, weights.Length);
            double z = theta[features];
            for (int j = 0; j < weights.Length; j++) z += weights[j] * row[j];
            double e = Math.Exp(-Math.Abs(z));
            sum += Math.Max(z, 0) - z * labels[r] + Math.Log(1 + e);
            double sigmoid = z >= 0 ? 1 / (1 + e) : e / (1 + e);
            double d = (sigmoid - labels[r]) * scale;
            for (int j = 0; j < gradient.Length; j++) gradient[j] += d * row[j];
            bias += d;
        }
        g[features] = bias;
        return sum * scale;
    }

    public static double Recurrent(ReadOnlySpan<double> w, ReadOnlySpan<double> inputs, double target, Span<double> g, Span<double> states)
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
