namespace DiffGen.Tests.Corpus;

/// <summary>Values that a derivative asks for and an array holds, or held for a while; of no element, one and more.</summary>
public static partial class StoredValues
{
    private static readonly double[][] _points = [[], [0.7], [0.4, -1.2], [1.1, 0.3, -0.6], [0.9, 1.3, -0.4, 0.8], [.. Enumerable.Range(0, 9).Select(i => Math.Sin(1.7 * i) * 0.8)]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(StoredUnits), at => StoredUnits(at), (at, g) => StoredUnitsGradient(at, g), (at, s, d) => StoredUnitsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredPairs), at => StoredPairs(at), (at, g) => StoredPairsGradient(at, g), (at, s, d) => StoredPairsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredByTrip), at => StoredByTrip(at), (at, g) => StoredByTripGradient(at, g), (at, s, d) => StoredByTripPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredAndChanged), at => StoredAndChanged(at), (at, g) => StoredAndChangedGradient(at, g), (at, s, d) => StoredAndChangedPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredInHalves), at => StoredInHalves(at), (at, g) => StoredInHalvesGradient(at, g), (at, s, d) => StoredInHalvesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredOnSides), at => StoredOnSides(at), (at, g) => StoredOnSidesGradient(at, g), (at, s, d) => StoredOnSidesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredInParts), at => StoredInParts(at), (at, g) => StoredInPartsGradient(at, g), (at, s, d) => StoredInPartsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(StoredInExchange), at => StoredInExchange(at), (at, g) => StoredInExchangeGradient(at, g), (at, s, d) => StoredInExchangePullback(at, s, d), _points),
    ];

    /// <summary>The units of a network, which the next layer reads.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredUnits(ReadOnlySpan<double> x)
    {
        var units = new double[x.Length];
        for (int i = 0; i < units.Length; i++)
        {
            double sum = 0.1;
            for (int j = 0; j < x.Length; j++)
                sum += Math.Sin(i + 2 * j) * x[j];
            units[i] = Math.Tanh(sum);
        }
        double y = 0;
        for (int i = 0; i < units.Length; i++)
            y += units[i] * units[i] * x[i];
        return y;
    }

    /// <summary>Every pair, in a matrix.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredPairs(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        var kernel = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                kernel[i * n + j] = Math.Exp(-(x[i] - x[j]) * (x[i] - x[j]));
        }
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                sum += kernel[i * n + j] * kernel[j * n + i] * x[j];
        }
        return sum;
    }

    /// <summary>What is kept of an array of each trip serves the loop that filled it.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredByTrip(ReadOnlySpan<double> x)
    {
        double product = 1;
        for (int r = 0; r < x.Length; r++)
        {
            var apart = new double[x.Length];
            for (int j = 0; j < x.Length; j++)
                apart[j] = x[j] - x[r] * x[r] * 0.5;
            double s = 1;
            for (int j = 0; j < x.Length; j++)
                s += 0.1 * apart[j] * apart[j] * apart[j];
            product *= s;
        }
        return product;
    }

    /// <summary>One array for all trips, of which a later loop changes what the first has stored.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredAndChanged(ReadOnlySpan<double> x)
    {
        var y = new double[x.Length];
        var z = new double[x.Length];
        double sum = 0;
        for (int r = 0; r < x.Length; r++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double t = Math.Exp(0.3 * (x[j] - x[r]));
                z[j] = t;
                y[j] = t * x[j];
            }
            for (int j = 0; j < x.Length; j++)
            {
                for (int i = j + 1; i < x.Length; i++)
                    y[i] += 0.2 * x[i - j] * z[j];
            }
            for (int j = 0; j < x.Length; j++)
                sum += y[j] * y[j];
        }
        return sum;
    }

    /// <summary>Trips share an element, whose last value is all that is left.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredInHalves(ReadOnlySpan<double> x)
    {
        var last = new double[x.Length / 2 + 1];
        for (int i = 0; i < x.Length; i++)
            last[i / 2] = Math.Sin(x[i]) + last[i / 2] * last[i / 2];
        double sum = 0;
        for (int i = 0; i < last.Length; i++)
            sum += last[i] * last[i];
        return sum;
    }

    /// <summary>A branch stores some elements, up and down.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredOnSides(ReadOnlySpan<double> x)
    {
        var up = new double[x.Length];
        var down = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0.05)
                up[i] = Math.Sqrt(x[i]) * x[i];
            else
                down[x.Length - 1 - i] = Math.Exp(x[i]);
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += up[i] * down[i] + up[i] * up[i] + Math.Exp(down[i]);
        return sum;
    }

    /// <summary>One loop stores the beginning, and another one the rest.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredInParts(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        var parts = new double[n + n / 2 + 3];
        for (int i = 0; i < n; i++)
            parts[i] = Math.Tanh(x[i]);
        for (int i = n; i < parts.Length; i++)
            parts[i] = 0.5;
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += parts[i] * x[i] + parts[i + 2] * parts[i];
        return sum;
    }

    /// <summary>An array from a helper takes the place of another one, beside arrays that change places.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StoredInExchange(ReadOnlySpan<double> x)
    {
        var state = x.ToArray();
        var left = x.ToArray();
        var right = new double[x.Length];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j <= 1; j++)
            {
                state = Next(state, x);
                (left, right) = (right, left);
            }
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += state[i] * left[i] + right[i];
        return sum;
    }

    private static double[] Next(double[] state, ReadOnlySpan<double> x)
    {
        var next = new double[state.Length];
        for (int i = 0; i < state.Length; i++)
            next[i] = Math.Tanh(x[i] + state[i] * state[i]);
        return next;
    }
}
