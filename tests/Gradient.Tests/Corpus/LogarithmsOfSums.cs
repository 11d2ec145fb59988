namespace DiffGen.Tests.Corpus;

/// <summary>Logarithms of sums of exponentials that are shifted into range, and what only looks like it.</summary>
public static partial class LogarithmsOfSums
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Largest), at => Largest(at), (at, g) => LargestGradient(at, g), (at, s, d) => LargestPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2], [700, 690, 695]),
        CorpusProgram.OfVector(nameof(Smallest), at => Smallest(at), (at, g) => SmallestGradient(at, g), (at, s, d) => SmallestPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2], [-700, -690, -695]),
        CorpusProgram.OfVector(nameof(MeanShift), at => MeanShift(at), (at, g) => MeanShiftGradient(at, g), (at, s, d) => MeanShiftPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2]),
        CorpusProgram.OfVector(nameof(CrossEntropy), at => CrossEntropy(at), (at, g) => CrossEntropyGradient(at, g), (at, s, d) => CrossEntropyPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2]),
        CorpusProgram.OfVector(nameof(Masked), at => Masked(at), (at, g) => MaskedGradient(at, g), (at, s, d) => MaskedPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2, 0.1]),
        CorpusProgram.OfVector(nameof(ShiftInTheExponents), at => ShiftInTheExponents(at), (at, g) => ShiftInTheExponentsGradient(at, g), (at, s, d) => ShiftInTheExponentsPullback(at, s, d), [0.3, 1.2, -0.7], [2]),
        CorpusProgram.OfVector(nameof(ExponentialsOfExponentials), at => ExponentialsOfExponentials(at), (at, g) => ExponentialsOfExponentialsGradient(at, g),
            (at, s, d) => ExponentialsOfExponentialsPullback(at, s, d), [0.3, 1.2, -0.7], [2]),
        CorpusProgram.OfVector(nameof(SumUsedTwice), at => SumUsedTwice(at), (at, g) => SumUsedTwiceGradient(at, g), (at, s, d) => SumUsedTwicePullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2]),
        CorpusProgram.OfVector(nameof(Squares), at => Squares(at), (at, g) => SquaresGradient(at, g), (at, s, d) => SquaresPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2]),
        CorpusProgram.OfVector(nameof(WrongSign), at => WrongSign(at), (at, g) => WrongSignGradient(at, g), (at, s, d) => WrongSignPullback(at, s, d), [0.3, 1.2, -0.7, 0.9], [2]),
        CorpusProgram.OfVector(nameof(OfTwo), at => OfTwo(at), (at, g) => OfTwoGradient(at, g), (at, s, d) => OfTwoPullback(at, s, d), [0.4, -1.1], [-3, 2]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Largest(ReadOnlySpan<double> x)
    {
        double largest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        foreach (double e in x) sum += Math.Exp(e - largest);
        return largest + Math.Log(sum);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Smallest(ReadOnlySpan<double> x)
    {
        double smallest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) smallest = Math.Min(smallest, x[i]);
        foreach (double e in x) sum += Math.Exp(smallest - e);
        return 3 * (smallest - Math.Log(sum));
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MeanShift(ReadOnlySpan<double> x)
    {
        double mean = 0, sum = 0;
        foreach (double e in x) mean += e;
        mean /= x.Length;
        foreach (double e in x) sum += Math.Exp(e * e - mean);
        return Math.Log(sum / x.Length) + mean;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CrossEntropy(ReadOnlySpan<double> x)
    {
        double largest = double.NegativeInfinity, sum = 0, loss = 0;
        foreach (double e in x) largest = Math.Max(largest, e);
        foreach (double e in x) sum += Math.Exp(e - largest);
        for (int i = 0; i < x.Length; i += 2) loss -= x[i] - largest - Math.Log(sum);
        return loss;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Masked(ReadOnlySpan<double> x)
    {
        double largest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0) continue;
            sum += 0.5 * Math.Exp(x[i] - largest);
        }
        return largest - x[0] * x[0] + Math.Log(sum);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShiftInTheExponents(ReadOnlySpan<double> x)
    {
        double shift = x[0], sum = 0;
        foreach (double e in x) sum += Math.Exp(e * shift - shift);
        return Math.Log(sum) + shift;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ExponentialsOfExponentials(ReadOnlySpan<double> x)
    {
        double shift = x[0], sum = 0;
        foreach (double e in x) sum += Math.Exp(Math.Exp(e - shift) - shift);
        return Math.Log(sum) + shift;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SumUsedTwice(ReadOnlySpan<double> x)
    {
        double largest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        foreach (double e in x) sum += Math.Exp(e - largest);
        return (largest + Math.Log(sum)) * sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Squares(ReadOnlySpan<double> x)
    {
        double largest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        foreach (double e in x)
        {
            double exponential = Math.Exp(e - largest);
            sum += exponential * exponential;
        }
        return largest + Math.Log(sum);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WrongSign(ReadOnlySpan<double> x)
    {
        double largest = x[0], sum = 0;
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        foreach (double e in x) sum += Math.Exp(e - largest);
        return Math.Log(sum) - largest;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfTwo(ReadOnlySpan<double> at)
    {
        double x = at[0], y = at[1], largest = Math.Max(x, y);
        return largest + Math.Log(Math.Exp(x - largest) + Math.Exp(y - largest));
    }
}
