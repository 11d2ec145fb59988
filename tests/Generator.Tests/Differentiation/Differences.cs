namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Gradients of compiled text against central differences of the method itself.</summary>
internal static class Differences
{
    /// <param name="loss">The method.</param>
    /// <param name="x">Where.</param>
    /// <param name="gradient">What its gradient gave there.</param>
    /// <param name="tolerance">Relative to 1 and the difference.</param>
    /// <param name="text">What was compiled, for the message.</param>
    /// <param name="shift">By how much an input is moved.</param>
    public static void Agree(Func<double[], double> loss, double[] x, double[] gradient, double tolerance, string text, double shift = 1e-6)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (At(i, shift) - At(i, -shift)) / (2 * shift);
            Assert.True(Math.Abs(difference - gradient[i]) <= tolerance * (1 + Math.Abs(difference)), $"{i}: {gradient[i]} instead of {difference}\n{text}");
        }

        double At(int i, double distance)
        {
            double[] moved = [.. x];
            moved[i] += distance;
            return loss(moved);
        }
    }
}
