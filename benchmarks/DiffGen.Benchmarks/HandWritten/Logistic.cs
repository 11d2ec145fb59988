namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="Objectives.Logistic"/>, fused row by row.</summary>
internal static class Logistic
{
    public static double Gradient(ReadOnlySpan<double> theta, ReadOnlySpan<double> rows, ReadOnlySpan<double> labels, Span<double> g)
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
}
