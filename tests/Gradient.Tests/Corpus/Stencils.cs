namespace DiffGen.Tests.Corpus;

/// <summary>Loops beside each other that begin and end at different elements, as those of stencils and time steps do.</summary>
public static partial class Stencils
{
    private static readonly double[][] _points = [[0.7], [0.4, -1.2], [1.1, 0.3, -0.6], [0.9, 1.3, -0.4, 0.8, 0.2, -1.1, 0.5]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(TwoStages), at => TwoStages(at), (at, g) => TwoStagesGradient(at, g), (at, s, d) => TwoStagesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(WaveSteps), at => WaveSteps(at), (at, g) => WaveStepsGradient(at, g), (at, s, d) => WaveStepsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(HeatByFluxes), at => HeatByFluxes(at), (at, g) => HeatByFluxesGradient(at, g), (at, s, d) => HeatByFluxesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ShiftedDifferences), at => ShiftedDifferences(at), (at, g) => ShiftedDifferencesGradient(at, g),
            (at, s, d) => ShiftedDifferencesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ReusedScratch), at => ReusedScratch(at), (at, g) => ReusedScratchGradient(at, g), (at, s, d) => ReusedScratchPullback(at, s, d), _points),
    ];

    /// <summary>A midpoint rule for a chain of equations: slopes begin at 1, states at 0.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TwoStages(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] y = new double[n], first = new double[n], second = new double[n], middle = new double[n];
        for (int s = 0; s < 3; s++)
        {
            SlopeOf(x, y, first);
            for (int i = 0; i < n; i++)
                middle[i] = y[i] + 0.2 * first[i];
            SlopeOf(x, middle, second);
            for (int i = 0; i < n; i++)
                y[i] += 0.4 * second[i];
        }

        return y[^1] + y[0] * y[0];
    }

    /// <summary>Velocities of all points, but accelerations and heights of inner ones only.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WaveSteps(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] height = x.ToArray(), velocity = new double[n], bend = new double[n];
        for (int s = 0; s < 4; s++)
        {
            for (int i = 1; i < n - 1; i++)
                bend[i] = height[i - 1] - 2 * height[i] + height[i + 1];
            for (int i = 0; i < n; i++)
                velocity[i] = 0.9 * velocity[i] + 0.1 * bend[i] * x[i];
            for (int i = 1; i < n - 1; i++)
                height[i] += 0.5 * velocity[i];
        }

        double energy = 0;
        for (int i = 0; i < n; i++)
            energy += height[i] * height[i] + velocity[i];
        return energy;
    }

    /// <summary>Two neighbours share a flux, so that each loop needs another trip of the one before.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HeatByFluxes(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] u = x.ToArray(), flux = new double[n + 1];
        for (int s = 0; s < 3; s++)
        {
            for (int i = 1; i < n; i++)
                flux[i] = 0.3 * (u[i] - u[i - 1]) * x[i];
            for (int i = 0; i < n; i++)
                u[i] += flux[i + 1] - flux[i];
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += u[i] * u[i] * (i + 1);
        return sum;
    }

    /// <summary>An array that ends one earlier, taken by a loop that begins two later.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShiftedDifferences(ReadOnlySpan<double> x)
    {
        double[] difference = new double[x.Length], taken = new double[x.Length];
        double sum = 0;
        for (int s = 0; s < 3; s++)
        {
            for (int i = 0; i < x.Length - 1; i++)
                difference[i] = (x[i + 1] - x[i]) * x[i];
            for (int i = 2; i < x.Length; i++)
                taken[i] = taken[i] * 0.5 + difference[i - 1] * x[i];
            sum += taken[^1];
        }

        return sum + x[0];
    }

    /// <summary>What is left in the scratch at its ends is read in the next step.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReusedScratch(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] scratch = new double[n], sum = new double[n];
        for (int s = 0; s < 3; s++)
        {
            sum[0] += scratch[n - 1] * x[0];
            for (int i = 0; i < n; i++)
                scratch[i] = Math.Sin(x[i] * (s + 1));
            for (int i = 1; i < n; i++)
                sum[i] += Math.Exp(-scratch[i - 1]) * x[i];
            for (int i = 0; i < n - 1; i++)
                scratch[i] = sum[i + 1] * x[i];
            for (int i = 0; i < n; i++)
                sum[i] = 0.5 * sum[i] + scratch[i];
        }

        return sum[0] * sum[^1] + scratch[^1];
    }

    private static void SlopeOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
            slope[i] = x[i] * (1 + y[i - 1]);
    }
}
