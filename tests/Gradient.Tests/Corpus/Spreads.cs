namespace DiffGen.Tests.Corpus;

/// <summary>Spreads in collection expressions, arrays as values, lists that are read.</summary>
public static partial class Spreads
{
    private static readonly List<double> Weights = [0.5, -1, 2];

    private static readonly Dictionary<string, double[]> Tables = new() { ["low"] = [1, 2], ["high"] = [3, 0.5, 1] };

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Bordered), at => Bordered(at), (at, g) => BorderedGradient(at, g),
            (at, s, d) => BorderedPullback(at, s, d), [1, 2, 3], [0.5, -1]),
        CorpusProgram.OfPair(nameof(StructSpreads), StructSpreads, StructSpreadsGradient, StructSpreadsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ListThatIsRead), ListThatIsRead, ListThatIsReadGradient, ListThatIsReadPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(Params), Params, ParamsGradient, ParamsPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ReturnedArrays), ReturnedArrays, ReturnedArraysGradient, ReturnedArraysPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ArgumentOrder), ArgumentOrder, ArgumentOrderGradient, ArgumentOrderPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ListOfWeights), ListOfWeights, ListOfWeightsGradient, ListOfWeightsPullback, [1, 2], [-0.5, 0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Bordered(ReadOnlySpan<double> a)
    {
        double[] padded = [a[^1], .. a, a[0]];
        double sum = 0;
        for (int i = 1; i < padded.Length - 1; i++)
            sum += padded[i - 1] * padded[i + 1] - padded[i] * padded[i];
        padded[0] = 5;
        return sum + padded[0] * a[^1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructSpreads(double x, double y)
    {
        Point[] first = [new(x, y), new(y, 1)];
        Point[] both = [.. first, new(x * y, x), .. first];
        first[0] = new(0, 0);
        double sum = 0;
        for (int i = 1; i < both.Length; i++)
            sum += both[i].X * both[i - 1].Y;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ListThatIsRead(double x, double y)
    {
        double sum = 0;
        foreach (double w in Weights)
        {
            if (w < 0)
                continue;
            sum += w * x + sum * y;
        }

        for (int i = 0; i < Weights.Count; i++)
            sum += Weights[i] * Weights[Weights.Count - 1 - i] * y;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Params(double x, double y) => Sum(x, y, x * y) * Sum() + Sum(2, x) * SpanSum(x, y) + SpanSum([y]);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReturnedArrays(double x, double y)
    {
        double[] powers = Powers(x, 4);
        double[] scaled = Scaled(powers, y);
        powers[1] = 0.5;
        return Sum(scaled) * powers[1] + powers[3] * scaled[2];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArgumentOrder(double x, double y)
    {
        double t = x;
        double r = Combine(c: t *= y, a: t += 1);
        return r + Combine(t, b: x) + Combine(y, 2, t);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ListOfWeights(double x, double y)
    {
        double sum = 0;
        foreach (double w in Weights)
        {
            if (w < 0)
                continue;
            sum += w * x + sum * y;
        }

        for (int i = 0; i < Weights.Count; i++)
            sum += Weights[i] * Weights[^1] * y;
        return sum;
    }

    private static double Sum(params double[] a)
    {
        double sum = 1;
        foreach (double x in a)
            sum += x * x;
        return sum;
    }

    private static double SpanSum(params ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double x in a)
            sum = sum * 2 + x;
        return sum;
    }

    private static double[] Powers(double x, int n)
    {
        var powers = new double[n];
        powers[0] = 1;
        for (int i = 1; i < n; i++)
            powers[i] = powers[i - 1] * x;
        return powers;
    }

    private static double[] Scaled(double[] a, double s)
    {
        double[] scaled = [.. a];
        for (int i = 0; i < a.Length; i++)
            scaled[i] *= s;
        return scaled;
    }

    private static double Combine(double a, double b = 3, double c = 0.5) => a * b - c * c * a;

    private readonly record struct Point(double X, double Y);
}
