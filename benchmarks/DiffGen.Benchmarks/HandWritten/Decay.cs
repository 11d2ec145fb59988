namespace DiffGen.Benchmarks.HandWritten;

/// <summary>The gradient of <see cref="Objectives.Decay"/>, fused row by row.</summary>
internal static class Decay
{
    public static double Gradient(ReadOnlySpan<double> theta, ReadOnlySpan<double> t, ReadOnlySpan<double> y, Span<double> g)
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
}
