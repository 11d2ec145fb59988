using System.Runtime.CompilerServices;

namespace DiffGen.Tests.Corpus;

/// <summary>Inline arrays: values with elements.</summary>
public static partial class InlineArrays
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Elements), Elements, ElementsGradient, ElementsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(CopiesOfValues), CopiesOfValues, CopiesOfValuesGradient, CopiesOfValuesPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(AssignedUnderSpan), AssignedUnderSpan, AssignedUnderSpanGradient, AssignedUnderSpanPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(InlineArraysPassed), InlineArraysPassed, InlineArraysPassedGradient, InlineArraysPassedPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(InsideStructs), InsideStructs, InsideStructsGradient, InsideStructsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(OfStructs), OfStructs, OfStructsGradient, OfStructsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(InlineArrayRebound), InlineArrayRebound, InlineArrayReboundGradient, InlineArrayReboundPullback, [0.4, 2], [-1, 0.5]),
    ];

    [InlineArray(4)]
    public struct Four
    {
        private double _first;
    }

    [InlineArray(2)]
    public struct Ends
    {
        private Point _first;
    }

    public struct Point
    {
        public double X, Y;
    }

    public struct Body
    {
        public double Mass;
        public Four State;

        public double Energy()
        {
            double sum = 0;
            foreach (double s in State)
                sum += Mass * s * s;
            return sum;
        }

        public void Kick(double by) => State[1] += by;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Elements(double x, double y)
    {
        Four f = default;
        for (int i = 0; i < 4; i++)
            f[i] = x * i + y;
        f[^1] *= f[0];
        ref double r = ref f[2];
        r *= y;
        Span<double> part = f[1..3];
        part[0] += part[1] * x;
        double s = 0;
        foreach (double v in f)
            s = 0.5 * s + v * v;
        ReadOnlySpan<double> all = f;
        return s * all[1] + all.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopiesOfValues(double x, double y)
    {
        Four f = default, g;
        f[0] = x;
        f[1] = y;
        g = f;
        g[0] *= y;
        f[1] *= x;
        Four h = x > 0 ? f : g;
        h[0] += 1;
        return f[0] * g[0] + f[1] * g[1] + h[0] * h[1];
    }

    /// <summary>An assignment changes what spans and references see.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double AssignedUnderSpan(double x, double y)
    {
        Four f = default, g = default;
        f[0] = x;
        g[0] = y;
        g[3] = x * y;
        Span<double> window = f;
        ref double last = ref f[3];
        f = g;
        g[0] = 7;
        last *= x;
        return window[0] * window[3] + f[3];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InlineArraysPassed(double x, double y)
    {
        Four f = Made(x, y), before = f;
        double changed = Changed(f);
        Change(ref f, y);
        return changed * f[0] + Total(f) * before[1] + Read(in f) + Made(y, x)[2];
    }

    private static Four Made(double x, double y)
    {
        Four f = default;
        f[0] = x * y;
        f[1] = y * y;
        f[2] = x;
        return f;
    }

    private static double Changed(Four f)
    {
        f[0] *= 3;
        return f[0] + f[1];
    }

    private static void Change(ref Four f, double by) => f[0] += by * f[2];

    private static double Read(in Four f) => f[0] * f[1];

    private static double Total(ReadOnlySpan<double> values)
    {
        double s = 0;
        foreach (double v in values)
            s += v;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InsideStructs(double x, double y)
    {
        var body = new Body { Mass = x };
        body.State[1] = y;
        body.State[3] = x * y;
        Body copy = body;
        body.Kick(x);
        copy.State[1] *= 2;
        Body third = default;
        Span<double> seen = third.State;
        third = copy;
        return body.Energy() * copy.State[1] + seen[3] + third.Energy();
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfStructs(double x, double y)
    {
        Ends ends = default;
        ends[0].X = x;
        ends[1] = new Point { X = y, Y = x * y };
        Ends other = ends;
        ends[1].Y *= x;
        ref Point p = ref other[0];
        p.Y = ends[1].Y;
        return ends[0].X * ends[1].Y + other[1].Y * other[0].Y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InlineArrayRebound(double x, double y)
    {
        Four current = default;
        current[0] = x;
        current[1] = y;
        for (int step = 0; step < 3; step++)
        {
            Four next = default;
            for (int i = 0; i < 4; i++)
                next[i] = current[(i + 1) % 4] * y + current[i];
            if (next[0] > 0)
                current = next;
            current[2] += x;
        }

        return current[0] * current[3] + current[2];
    }
}
