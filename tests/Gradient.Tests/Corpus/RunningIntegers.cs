namespace DiffGen.Tests.Corpus;

/// <summary>Integers that loops move: by steps that can be computed again, and by others. The way back needs each of their values.</summary>
public static partial class RunningIntegers
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(PackedTriangle), at => PackedTriangle(at), (at, g) => PackedTriangleGradient(at, g), (at, s, d) => PackedTrianglePullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4, 1.1], [0.3], [0.3, 1.2, -0.7, 0.9, 0.4, 1.1, -1.3, 0.2, 0.8, -0.6]),
        CorpusProgram.OfVector(nameof(Downwards), at => Downwards(at), (at, g) => DownwardsGradient(at, g), (at, s, d) => DownwardsPullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4, 1.1], [0.3, 2], [1.3]),
        CorpusProgram.OfVector(nameof(OneByTheOther), at => OneByTheOther(at), (at, g) => OneByTheOtherGradient(at, g), (at, s, d) => OneByTheOtherPullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4], [0.3, 2]),
        CorpusProgram.OfVector(nameof(ByItself), at => ByItself(at), (at, g) => ByItselfGradient(at, g), (at, s, d) => ByItselfPullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4], [0.3, 2]),
        CorpusProgram.OfVector(nameof(InAWhile), at => InAWhile(at), (at, g) => InAWhileGradient(at, g), (at, s, d) => InAWhilePullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4, 1.5, -0.2], [2]),
        CorpusProgram.OfVector(nameof(InABranch), at => InABranch(at), (at, g) => InABranchGradient(at, g), (at, s, d) => InABranchPullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4], [-0.3, 2]),
        CorpusProgram.OfVector(nameof(WrappingAround), at => WrappingAround(at), (at, g) => WrappingAroundGradient(at, g), (at, s, d) => WrappingAroundPullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4]),
        CorpusProgram.OfVector(nameof(ElementwiseTriangle), at => ElementwiseTriangle(at), (at, g) => ElementwiseTriangleGradient(at, g), (at, s, d) => ElementwiseTrianglePullback(at, s, d),
            [0.3, 1.2, -0.7, 0.9, 0.4, 1.1], [0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PackedTriangle(ReadOnlySpan<double> x)
    {
        int n = (int)((Math.Sqrt(1 + 8.0 * x.Length) - 1) / 2), next = 0;
        double product = 1;
        for (int row = 0; row < n; row++)
        {
            product *= 1 + x[next + row] * x[next];
            next += row + 1;
        }
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Downwards(ReadOnlySpan<double> x)
    {
        int left = x.Length - 1;
        double product = 1;
        for (int step = 0; left - step >= 0; step++) left -= step;
        int place = x.Length - 1;
        for (int i = 3; i >= 1; i--)
        {
            if (place >= 0) product *= Math.Sin(product + x[place]);
            place -= i - 1;
        }
        return product + left;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneByTheOther(ReadOnlySpan<double> x)
    {
        int a = 1, b = 40;
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 1 + x[b % x.Length] * Math.Cos(product) + a * 0.01;
            a += 2 * i;
            b -= a;
            if (b < 0) b = -b;
        }
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ByItself(ReadOnlySpan<double> x)
    {
        int at = 1;
        double product = 1;
        for (int i = 0; i < 2 * x.Length; i++)
        {
            product *= 1 + 0.1 * x[at % x.Length] * product;
            at += at * i % 7 + 1;
        }
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InAWhile(ReadOnlySpan<double> x)
    {
        int at = 0, jump = 0;
        double product = 1;
        while (at < x.Length)
        {
            product *= 1 + x[at] * Math.Cos(product);
            at += jump + 1;
            jump += 1;
        }
        return product + at;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InABranch(ReadOnlySpan<double> x)
    {
        int at = 0;
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 1 + x[at % x.Length] * x[i];
            if (x[i] > 0) at += i;
        }
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WrappingAround(ReadOnlySpan<double> x)
    {
        uint at = uint.MaxValue - 3;
        long far = long.MaxValue - 2;
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 1 + x[(int)(at % 5)] * x[(int)((far & 7) % 5)] * product;
            at += (uint)(i * i + 1);
            far += 3L * i + 1;
        }
        return product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ElementwiseTriangle(ReadOnlySpan<double> x)
    {
        int n = (int)((Math.Sqrt(1 + 8.0 * x.Length) - 1) / 2);
        double[] y = new double[n];
        for (int repeat = 0; repeat < 2; repeat++)
        {
            int next = 0;
            for (int column = 0; column < n; column++)
            {
                for (int row = column; row < n; row++)
                    y[row] = y[row] * 0.5 + x[next++] * x[column];
            }
        }
        double sum = 0;
        foreach (double e in y) sum += e * e;
        return sum;
    }
}
