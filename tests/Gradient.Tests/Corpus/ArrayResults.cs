using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>Methods that return arrays.</summary>
internal static partial class ArrayResults
{
    public static readonly ArrayProgram[] Programs =
    [
        new(nameof(Fresh), at => Fresh(at), FreshPullback, FreshJvp, [1.5, -0.3, 2]),
        new(nameof(AsItIs), at => AsItIs(at), AsItIsPullback, AsItIsJvp, [1.5, -0.3]),
        new(nameof(Written), at => Written(at), WrittenPullback, WrittenTangents, [1.5, -0.3, 0.7]) { IsWritten = true },
        new(nameof(EarlyReturn), at => EarlyReturn(at), EarlyReturnPullback, EarlyReturnJvp, [1.5, -0.3], [-1.5, 0.4]),
        new(nameof(OneOfTwo), at => OneOfTwo(at), OneOfTwoPullback, OneOfTwoJvp, [1.5, -0.3], [-1.5, 0.4]),
        new(nameof(Positive), at => Positive(at), (at, s, d) => PositivePullback(at, s, d), (double[] at, ReadOnlySpan<double> v, out double[] dResult) => PositiveJvp(at, v, out dResult), [1.5, -0.3, 2], [-1, -2], []),
        new(nameof(Growing), at => Growing(at), GrowingPullback, GrowingJvp, [1.5, -0.3], [0.5, 0.2]),
        new(nameof(Swapped), at => Swapped(at), SwappedPullback, SwappedJvp, [1.5, -0.3, 0.2]),
        new(nameof(Empty), at => Empty(at), EmptyPullback, EmptyJvp, [1.5]),
        new(nameof(Twice), at => Twice(at), TwicePullback, TwiceJvp, [1.5, -0.3]),
        new(nameof(Literal), at => Literal(at), LiteralPullback, LiteralJvp, [1.5, -0.3]),
        new(nameof(Part), at => Part(at), PartPullback, PartJvp, [1.5, -0.3, 0.8, 2]),
        new(nameof(Constant), at => Constant(at), ConstantPullback, ConstantJvp, [1.5, -0.3]),
        new(nameof(Chosen), at => Chosen(at), ChosenPullback, ChosenJvp, [1.5, -0.3], [-1.5, -0.3]),
        new(nameof(InCase), at => InCase(at), InCasePullback, InCaseJvp, [1.5, -0.3], [1.5, -0.3, 2], [1.5]),
        new(nameof(Bounded), at => Bounded(at), BoundedPullback, BoundedJvp, [1.5, -0.3]),
        new(nameof(NestedExits), at => NestedExits(at), NestedExitsPullback, NestedExitsJvp, [1.5, -0.3], [-6, 0.5], [-1, 0.3, 2], [-1, -2]),
        new(nameof(Iterated), at => Iterated(at), IteratedPullback, IteratedJvp, [0.4, -0.3], [0.9, 1.1]),
    ];

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Fresh(double[] x)
    {
        var y = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++) y[i + 1] = y[i] + x[i] * x[i] * Math.Sin(x[0]);
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] AsItIs(double[] x) => x;

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Written(double[] x)
    {
        x[1] = x[0] * x[2];
        x[0] = Math.Exp(x[1]);
        return x;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] EarlyReturn(double[] x)
    {
        if (x[0] < 0) return [x[0] * x[1], x[1], 3];
        var y = new double[2];
        y[0] = Math.Sqrt(x[0]);
        y[1] = y[0] * x[1];
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] OneOfTwo(double[] x)
    {
        double[] y = [x[0] * x[1], x[1] * x[1]];
        double[] z = x[0] > 0 ? y : x;
        z = z.Length > 5 ? y : z;
        return z;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Positive(ReadOnlySpan<double> x)
    {
        int count = 0;
        foreach (double v in x)
            if (v > 0) count++;
        var y = new double[count];
        int next = 0;
        foreach (double v in x)
            if (v > 0) y[next++] = v * v * v;
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Growing(double[] x)
    {
        double[] y = [x[0]];
        while (y[^1] < 4) y = [.. y, y[^1] * 1.5 + x[1] * x[1]];
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Swapped(double[] x)
    {
        double[] a = [.. x], b = new double[x.Length];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < a.Length; i++) b[i] = a[i] * a[(i + 1) % a.Length] + 1;
            (a, b) = (b, a);
        }
        return a;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Empty(double[] x) => x[0] > 100 ? [x[0]] : [];

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Twice(double[] x)
    {
        double[] y = Fresh(Fresh(x));
        y[0] = y[1];
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Literal(double[] x) => [x[0] * x[1], 2, Math.Cos(x[0])];

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Part(double[] x) => x[1..^1];

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Constant(double[] x)
    {
        int n = x[0] > 0 ? 3 : 2;
        var y = new double[n];
        y[1] = Math.Floor(x[0]);
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Chosen(double[] x)
    {
        double[] y = x[0] > 0 ? Scaled(x, 2) : Scaled(Scaled(x, x[1]), 3);
        y[0] *= y[1];
        return y;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] InCase(double[] x)
    {
        switch (x.Length)
        {
            case 1: return x;
            case 2: return [x[1], x[0], x[0] * x[1]];
            default:
                var y = new double[x.Length - 2];
                for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i + 1] * x[i + 2];
                return y;
        }
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Bounded(double[] x)
    {
        Span<double> scratch = stackalloc double[2];
        scratch[0] = x[0] * x[1];
        scratch[1] = Math.Tanh(x[1]);
        return scratch.ToArray();
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] NestedExits(double[] x)
    {
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                if (x[j] > i + 1) return [x[j] * x[0], i, x[0] * x[1]];
                if (x[j] < -5) return x;
            }
        }

        return x[1..];
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Iterated(double[] x)
    {
        for (int i = 0; ; i++)
        {
            double[] y = [x[0] + i, x[1] * x[0] * i];
            if (y[0] * y[0] + y[1] * y[1] > 3) return y;
        }
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static float[] Narrow(ReadOnlySpan<float> x, [NoDiff] float k) => [x[1], x[0] * k];

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static T[] ScaledBy<T>(T k, T[] x)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var y = new T[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = k * x[i];
        return y;
    }

    [Differentiable(Derivatives.Pullback)]
    public static double[] Named(double seed)
    {
        double[] result = [seed, seed * seed];
        return result;
    }

    [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
    public static double[] Mixed((double A, double B) p, ref double k)
    {
        double[] y = [p.A, p.B * k];
        k *= 2;
        return y;
    }

    public sealed partial class Affine
    {
        [Parameter(2)] public partial Span<double> Weights { get; }

        [Parameter] public partial double Bias { get; set; }

        [Differentiable(Derivatives.Pullback | Derivatives.Jvp)]
        public double[] Apply(double[] x)
        {
            double[] y = [.. x];
            for (int i = 0; i < y.Length; i++) y[i] = Weights[i] * y[i] + Bias;
            return y;
        }
    }

    private static double[] WrittenTangents(double[] x, ReadOnlySpan<double> vX, out double[] dResult) => WrittenJvp(x, vX.ToArray(), out dResult);

    private static double[] Scaled(double[] x, double factor)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * factor;
        return y;
    }
}
