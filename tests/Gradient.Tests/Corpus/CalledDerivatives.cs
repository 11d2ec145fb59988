namespace DiffGen.Tests.Corpus;

/// <summary>Derivatives that are called in a body, and so differentiated again.</summary>
public static partial class CalledDerivatives
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(ThirdOfPower), ThirdOfPower, ThirdOfPowerGradient, ThirdOfPowerPullback, 2, -0.7),
        CorpusProgram.OfPair(nameof(Confusion), Confusion, ConfusionGradient, ConfusionPullback, [1, 1], [2, -0.5]),
        CorpusProgram.OfPair(nameof(NewtonStep), NewtonStep, NewtonStepGradient, NewtonStepPullback, [0.9, 0.3], [0.4, -0.2]),
        CorpusProgram.OfPair(nameof(OfStruct), OfStruct, OfStructGradient, OfStructPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfPair(nameof(InBranches), InBranches, InBranchesGradient, InBranchesPullback, [0.9, 0.3], [-0.4, 1.2]),
        CorpusProgram.OfVector(nameof(NormOfGradient), x => NormOfGradient(x), (x, g) => NormOfGradientGradient(x, g), (x, s, d) => NormOfGradientPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2]),
        CorpusProgram.OfVector(nameof(Descent), x => Descent(x), (x, g) => DescentGradient(x, g), (x, s, d) => DescentPullback(x, s, d), [1.2, -0.7, 0.4], [0.3]),
        CorpusProgram.OfVector(nameof(DescentWhile), x => DescentWhile(x), (x, g) => DescentWhileGradient(x, g), (x, s, d) => DescentWhilePullback(x, s, d), [1.2, -0.7, 0.4], [0.3, 0.1]),
        CorpusProgram.OfVector(nameof(Pulled), x => Pulled(x), (x, g) => PulledGradient(x, g), (x, s, d) => PulledPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2]),
        CorpusProgram.OfVector(nameof(Product), x => Product(x), (x, g) => ProductGradient(x, g), (x, s, d) => ProductPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2]),
        CorpusProgram.OfVector(nameof(Forward), x => Forward(x), (x, g) => ForwardGradient(x, g), (x, s, d) => ForwardPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2]),
        CorpusProgram.OfVector(nameof(OfRecursion), x => OfRecursion(x), (x, g) => OfRecursionGradient(x, g), (x, s, d) => OfRecursionPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2, -1]),
        CorpusProgram.OfVector(nameof(ForwardOfRecursion), x => ForwardOfRecursion(x), (x, g) => ForwardOfRecursionGradient(x, g), (x, s, d) => ForwardOfRecursionPullback(x, s, d), [1.2, -0.7, 0.4], [0, 1, 2, -1]),
        CorpusProgram.OfVector(nameof(InHelper), x => InHelper(x), (x, g) => InHelperGradient(x, g), (x, s, d) => InHelperPullback(x, s, d), [1.2, -0.7, 0.4]),
        CorpusProgram.OfVector(nameof(OfPoints), x => OfPoints(x), (x, g) => OfPointsGradient(x, g), (x, s, d) => OfPointsPullback(x, s, d), [1.2, -0.7, 0.4, 0.2], [1, 2]),
        CorpusProgram.OfVector(nameof(OfGrid), x => OfGrid(x), (x, g) => OfGridGradient(x, g), (x, s, d) => OfGridPullback(x, s, d), [1.2, -0.7, 0.4, 0.2]),
        CorpusProgram.OfVector(nameof(OfShape), x => OfShape(x), (x, g) => OfShapeGradient(x, g), (x, s, d) => OfShapePullback(x, s, d), [1.2, -0.7, 0.4]),
    ];

    [Differentiable]
    public static double Power(double x) => x * x * x * x * x;

    [Differentiable]
    public static double SlopeOfPower(double x)
    {
        PowerGradient(x, out double slope);
        return slope;
    }

    [Differentiable]
    public static double SecondOfPower(double x)
    {
        SlopeOfPowerGradient(x, out var second);
        return second;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ThirdOfPower(double x) => SecondOfPowerGradient(x, out double third) * third;

    [Differentiable]
    public static double Sum(double x, double y) => x + y * x;

    /// <summary>The inner derivative is with respect to y alone.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Confusion(double x, double z)
    {
        SumGradient(x: z * x, y: 1, out _, out double dY);
        return x * dY;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hvp)]
    public static double Bowl(double x, [NoDiff] double centre, double width) => Math.Exp(width * (x - centre)) - x * Math.Sin(width) + width * width;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NewtonStep(double x, double w)
    {
        BowlGradient(x, x * w, w, out double slope, out double rest);
        BowlHvp(x, 0.5, w, 1, 0, out double curvature, out _);
        return x - slope / (1 + curvature * curvature) + rest;
    }

    public record struct Point(double X, double Y, int Weight);

    [Differentiable]
    public static double Energy(Point p, in double k) => k * p.Weight * (p.X * p.X * p.Y + Math.Cos(p.Y));

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfStruct(double x, double y)
    {
        var p = new Point(x, x * y, 3);
        double k = y * y;
        double energy = EnergyGradient(p, k, out Point force, out double dK);
        return energy * force.X + force.Y * dK + force.Weight;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InBranches(double x, double y)
    {
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            if (x * (i - 2) < 0) s += i * x;
            else
            {
                EnergyGradient(new Point(x + s, y, i), x, out Point force, out _);
                s += 0.3 * force.X;
            }
        }
        return s * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback | Derivatives.Hvp | Derivatives.Jvp)]
    public static double Chain(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length - 1; i++)
            s += Math.Sin(x[i]) * x[i + 1] * x[i + 1] + Math.Exp(0.3 * x[i]);
        return s + Math.Pow(x[0], 4);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NormOfGradient(ReadOnlySpan<double> x)
    {
        double[] g = new double[x.Length];
        double f = ChainGradient(x, g);
        double s = f * f;
        for (int i = 0; i < g.Length; i++)
            s += g[i] * g[i] * (i + 1);
        return s;
    }

    /// <summary>Steps of a gradient descent, differentiated: what is learnt through learning.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Descent(ReadOnlySpan<double> x)
    {
        double[] p = x.ToArray(), g = new double[x.Length];
        for (int k = 0; k < 3; k++)
        {
            ChainGradient(p, g);
            for (int i = 0; i < p.Length; i++)
                p[i] -= 0.05 * g[i];
        }
        return Chain(p) + g[^1];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DescentWhile(ReadOnlySpan<double> x)
    {
        double[] p = x.ToArray(), g = new double[x.Length];
        double f = double.PositiveInfinity, last = 0;
        int steps = 0;
        while (steps++ < 4)
        {
            double[] slopes = new double[x.Length];
            f = ChainGradient(p, slopes) + 0.5 * last;
            last = slopes[0];
            for (int i = 0; i < p.Length; i++)
                p[i] -= 0.02 * steps * slopes[i];
            if (f < -1e3) break;
        }
        return f;
    }

    /// <summary>A pullback adds to what is there.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Pulled(ReadOnlySpan<double> x)
    {
        double[] g = new double[x.Length];
        g[0] = x[1];
        double f = ChainPullback(x, x[2] * x[0], g);
        f += ChainPullback(x, f, g);
        double s = f * x[1];
        for (int i = 0; i < g.Length; i++)
            s += g[i] * g[i] * (i + 1);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Product(ReadOnlySpan<double> x)
    {
        double[] h = new double[x.Length], v = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            v[i] = x[i] * x[i] - 1;
        double s = x[0] * ChainHvp(x, v, h);
        for (int i = 0; i < h.Length; i++)
            s += h[i] * h[i] * (i + 1);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Forward(ReadOnlySpan<double> x)
    {
        double[] v = [x[1], x[0] * x[2], 1];
        double f = ChainJvp(x, v, out double slope);
        return f * slope + slope * slope;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Tree(ReadOnlySpan<double> x) => Branch(x, 0, x.Length);

    private static double Branch(ReadOnlySpan<double> x, int from, int to)
        => to - from == 1 ? Math.Exp(x[from] * 0.5) : Branch(x, from, (from + to) / 2) * Branch(x, (from + to) / 2, to) + x[from];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfRecursion(ReadOnlySpan<double> x)
    {
        double[] g = new double[x.Length];
        double s = TreeGradient(x, g);
        for (int i = 0; i < g.Length; i++)
            s += g[i] * g[i] * (i + 1) + Branch(x, 0, 2);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ForwardOfRecursion(ReadOnlySpan<double> x)
    {
        double f = TreeJvp(x, x[1..].ToArray() is var tail ? [.. tail, x[0]] : [], out double slope);
        return f * slope + Branch(x, 0, 2);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InHelper(ReadOnlySpan<double> x) => SquaredSlope(x, 0) * SquaredSlope(x[1..], 1);

    private static double SquaredSlope(ReadOnlySpan<double> x, int i)
    {
        Span<double> g = stackalloc double[8];
        ChainGradient(x, g[..x.Length]);
        return g[i] * g[i];
    }

    [Differentiable]
    public static double Cloud(ReadOnlySpan<Point> points)
    {
        double s = 0;
        foreach (Point p in points)
            s += p.Weight * p.X * p.X * Math.Exp(p.Y);
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfPoints(ReadOnlySpan<double> x)
    {
        var points = new Point[x.Length / 2];
        for (int i = 0; i < points.Length; i++)
            points[i] = new Point(x[2 * i], x[2 * i + 1], i + 1);
        var forces = new Point[points.Length];
        double s = CloudGradient(points, forces);
        foreach (Point force in forces)
            s += force.X * force.Y + force.Weight;
        return s;
    }

    [Differentiable]
    public static double Table(double[,] table) => table[0, 0] * table[0, 0] * table[1, 1] + Math.Sin(table[0, 1]);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfGrid(ReadOnlySpan<double> x)
    {
        double[,] table = { { x[0], x[1] }, { x[2], x[3] } }, slopes = new double[2, 2];
        double s = TableGradient(table, slopes);
        return s * slopes[0, 0] + slopes[0, 1] * slopes[1, 1];
    }

    [Differentiable]
    public static double Three([Shape(3)] ReadOnlySpan<double> x) => x[0] * x[1] * x[2];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OfShape(ReadOnlySpan<double> x)
    {
        double[] g = new double[3];
        return ThreeGradient(x, g) * g[0] + g[1];
    }
}
