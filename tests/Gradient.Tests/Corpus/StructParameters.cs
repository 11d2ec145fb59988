namespace DiffGen.Tests.Corpus;

/// <summary>Structs, tuples, references and grids in the signature of the differentiated method.</summary>
public static partial class StructParameters
{
    private static readonly double[] Table = [0.5, -2, 3];

    internal static CorpusProgram[] Programs =>
    [
        new(new("Spring", at => Spring(new Body(at[0], at[1], 2), at[2]), SpringGradient, SpringPullback), [1, 2, 3], [-0.5, 0.3, 1]),
        new(new("Rotated by reference", at => Turned(new Pose(at[0], at[1], at[2])), TurnedGradient, TurnedPullback), [1, 2, 3], [-0.5, 0.3, 1]),
        new(new("Named tuple", at => Fit((at[0], (at[1], at[2])), 3), FitGradient, FitPullback), [1, 2, 3], [-0.5, 0.3, 1]),
        new(new("Segments", at => Crossing(new(new(at[0], at[1]), new(at[2], at[3])), at[4]), CrossingGradient, CrossingPullback),
            [1, 2, 3, 0.5, 0.3], [-1, 0.2, 0.4, 2, 1.5]),
        new(new("Own parameter changed", at => Overwritten(new Body(at[0], at[1], 3)), OverwrittenGradient, OverwrittenPullback), [1, 2], [0.3, -1]),
        new(new("Private fields", at => Hidden(new Secret(at[0], at[1]), at[2]), HiddenGradient, HiddenPullback), [1, 2, 0.5], [0.3, -1, 2]),
        new(new("Constant field", at => Weighted(new Sample { Value = at[0], Weight = 0.5 }, at[1]), WeightedGradient, WeightedPullback),
            [1, 2], [0.3, -1]),
        new(new("Constant array of a record", at => Looked(new Lookup(at[0], Table), at[1]), LookedGradient, LookedPullback), [1, 2], [0.3, -1]),
        new(new("Vertices", PlainVertices, VerticesGradient, VerticesPullback), [0, 0, 2, 0.5, 1, 2], [0.1, -1, 2, 0.7, -3, 1]),
        new(new("Single precision inside", at => Mixed(new Half2 { Wide = at[0], Count = 3 }, at[1]), MixedGradient, MixedPullback), [1, 2], [0.3, -1]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Spring(Body b, double k)
    {
        for (int i = 0; i < 4; i++)
        {
            b.Velocity -= 0.1 * k / b.Mass * b.Position;
            b.Position += 0.1 * b.Velocity;
        }

        return b.Position * b.Velocity + k;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Looked(Lookup lookup, double x)
    {
        double sum = 0;
        foreach (double value in lookup.Table)
            sum = sum * x + lookup.Scale * value;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Turned(in Pose pose)
    {
        (double sin, double cos) = Math.SinCos(pose.Angle);
        return (pose.X * cos - pose.Y * sin) * pose.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Fit((double Start, (double Slope, double Curve) Rates) model, int n)
    {
        double sum = 0;
        var (start, (slope, curve)) = model;
        for (int i = 0; i < n; i++)
        {
            double e = start + i * (slope + i * model.Rates.Curve) - Math.Sin(i * curve);
            sum += e * e;
            model.Rates.Curve *= 0.5;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Crossing(Segment s, double height)
    {
        if (s is { From.Y: var y0, To: (_, var y1) } && y0 > y1)
            s = new Segment(s.To, s.From);
        double t = (height - s.From.Y) / (s.To.Y - s.From.Y);
        Point p = s.From + (s.To - s.From) * t;
        return p.X * p.Y + t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Overwritten(Body b)
    {
        double r = b.Position;
        b = new Body(b.Velocity * b.Position, r, b.Mass);
        Body old = b;
        b.Position *= old.Velocity;
        return b.Position * b.Mass + old.Position;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Hidden(Secret s, double x) => s.At(x) * s.Sum;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Weighted(Sample sample, double x) => sample.Weight * sample.Value * sample.Value * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Area(ReadOnlySpan<Point> vertices)
    {
        double area = 0;
        for (int i = 0; i < vertices.Length; i++)
        {
            ref readonly Point a = ref vertices[i];
            Point b = vertices[(i + 1) % vertices.Length];
            area += a.X * b.Y - a.Y * b.X;
            area *= 1 + 0.01 * b.X;
        }

        return area / 2;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Mixed(Half2 h, double x) => h.Wide * h.Count * x + x;

    private static double SpringGradient(double[] at, double[] g)
    {
        double value = SpringGradient(new Body(at[0], at[1], 2), at[2], out Body dB, out g[2]);
        (g[0], g[1]) = (dB.Position, dB.Velocity);
        return value;
    }

    private static double SpringPullback(double[] at, double seed, double[] d)
    {
        var dB = new Body(d[0], d[1], 0);
        double value = SpringPullback(new Body(at[0], at[1], 2), at[2], seed, ref dB, ref d[2]);
        (d[0], d[1]) = (dB.Position, dB.Velocity);
        return value;
    }

    private static double TurnedGradient(double[] at, double[] g)
    {
        double value = TurnedGradient(new Pose(at[0], at[1], at[2]), out Pose dPose);
        (g[0], g[1], g[2]) = (dPose.X, dPose.Y, dPose.Angle);
        return value;
    }

    private static double TurnedPullback(double[] at, double seed, double[] d)
    {
        var dPose = new Pose(d[0], d[1], d[2]);
        double value = TurnedPullback(new Pose(at[0], at[1], at[2]), seed, ref dPose);
        (d[0], d[1], d[2]) = (dPose.X, dPose.Y, dPose.Angle);
        return value;
    }

    private static double FitGradient(double[] at, double[] g)
    {
        double value = FitGradient((at[0], (at[1], at[2])), 3, out (double Start, (double Slope, double Curve) Rates) dModel);
        (g[0], (g[1], g[2])) = dModel;
        return value;
    }

    private static double FitPullback(double[] at, double seed, double[] d)
    {
        (double, (double, double)) dModel = (d[0], (d[1], d[2]));
        double value = FitPullback((at[0], (at[1], at[2])), 3, seed, ref dModel);
        (d[0], (d[1], d[2])) = dModel;
        return value;
    }

    private static double CrossingGradient(double[] at, double[] g)
    {
        double value = CrossingGradient(new(new(at[0], at[1]), new(at[2], at[3])), at[4], out Segment dS, out g[4]);
        (g[0], g[1], g[2], g[3]) = (dS.From.X, dS.From.Y, dS.To.X, dS.To.Y);
        return value;
    }

    private static double CrossingPullback(double[] at, double seed, double[] d)
    {
        Segment dS = new(new(d[0], d[1]), new(d[2], d[3]));
        double value = CrossingPullback(new(new(at[0], at[1]), new(at[2], at[3])), at[4], seed, ref dS, ref d[4]);
        (d[0], d[1], d[2], d[3]) = (dS.From.X, dS.From.Y, dS.To.X, dS.To.Y);
        return value;
    }

    private static double OverwrittenGradient(double[] at, double[] g)
    {
        double value = OverwrittenGradient(new Body(at[0], at[1], 3), out Body dB);
        (g[0], g[1]) = (dB.Position, dB.Velocity);
        return value;
    }

    private static double OverwrittenPullback(double[] at, double seed, double[] d)
    {
        var dB = new Body(d[0], d[1], 0);
        double value = OverwrittenPullback(new Body(at[0], at[1], 3), seed, ref dB);
        (d[0], d[1]) = (dB.Position, dB.Velocity);
        return value;
    }

    private static double HiddenGradient(double[] at, double[] g)
    {
        double value = HiddenGradient(new Secret(at[0], at[1]), at[2], out Secret dS, out g[2]);
        (g[0], g[1]) = dS.Fields();
        return value;
    }

    private static double HiddenPullback(double[] at, double seed, double[] d)
    {
        Secret dS = new(d[0], d[1]);
        double value = HiddenPullback(new Secret(at[0], at[1]), at[2], seed, ref dS, ref d[2]);
        (d[0], d[1]) = dS.Fields();
        return value;
    }

    private static double LookedGradient(double[] at, double[] g)
    {
        double value = LookedGradient(new Lookup(at[0], Table), at[1], out Lookup dLookup, out g[1]);
        g[0] = dLookup.Scale;
        return value;
    }

    private static double LookedPullback(double[] at, double seed, double[] d)
    {
        var dLookup = new Lookup(d[0], []);
        double value = LookedPullback(new Lookup(at[0], Table), at[1], seed, ref dLookup, ref d[1]);
        d[0] = dLookup.Scale;
        return value;
    }

    private static double WeightedGradient(double[] at, double[] g)
    {
        double value = WeightedGradient(new Sample { Value = at[0], Weight = 0.5 }, at[1], out Sample dSample, out g[1]);
        g[0] = dSample.Value;
        return value;
    }

    private static double WeightedPullback(double[] at, double seed, double[] d)
    {
        var dSample = new Sample { Value = d[0], Weight = 7 };
        double value = WeightedPullback(new Sample { Value = at[0], Weight = 0.5 }, at[1], seed, ref dSample, ref d[1]);
        d[0] = dSample.Value;
        return value;
    }

    private static double PlainVertices(double[] at)
    {
        Span<Point> vertices = stackalloc Point[at.Length / 2];
        Points(at, vertices);
        return Area(vertices);
    }

    private static double VerticesGradient(double[] at, double[] g)
    {
        Span<Point> vertices = stackalloc Point[at.Length / 2], dVertices = stackalloc Point[at.Length / 2];
        Points(at, vertices);
        dVertices.Fill(new(double.NaN, double.NaN));
        double value = AreaGradient(vertices, dVertices);
        Flat(dVertices, g);
        return value;
    }

    private static double VerticesPullback(double[] at, double seed, double[] d)
    {
        Span<Point> vertices = stackalloc Point[at.Length / 2], dVertices = stackalloc Point[at.Length / 2];
        Points(at, vertices);
        Points(d, dVertices);
        double value = AreaPullback(vertices, seed, dVertices);
        Flat(dVertices, d);
        return value;
    }

    private static double MixedGradient(double[] at, double[] g)
    {
        double value = MixedGradient(new Half2 { Wide = at[0], Count = 3 }, at[1], out Half2 dH, out g[1]);
        g[0] = dH.Wide;
        return value;
    }

    private static double MixedPullback(double[] at, double seed, double[] d)
    {
        var dH = new Half2 { Wide = d[0], Count = 5 };
        double value = MixedPullback(new Half2 { Wide = at[0], Count = 3 }, at[1], seed, ref dH, ref d[1]);
        d[0] = dH.Wide;
        return value;
    }

    private static void Points(double[] flat, Span<Point> points)
    {
        for (int i = 0; i < points.Length; i++)
            points[i] = new(flat[2 * i], flat[2 * i + 1]);
    }

    private static void Flat(ReadOnlySpan<Point> points, double[] flat)
    {
        for (int i = 0; i < points.Length; i++)
            (flat[2 * i], flat[2 * i + 1]) = points[i];
    }

    public struct Body(double position, double velocity, double mass)
    {
        public double Position = position, Velocity = velocity;

        [NoDiff]
        public double Mass = mass;
    }

    public readonly struct Pose(double x, double y, double angle)
    {
        public double X { get; } = x;

        public double Y { get; } = y;

        public double Angle { get; } = angle;

        public double Length => Math.Sqrt(X * X + Y * Y);
    }

    public readonly record struct Point(double X, double Y)
    {
        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

        public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

        public static Point operator *(Point a, double s) => new(a.X * s, a.Y * s);
    }

    public readonly record struct Lookup(double Scale, [NoDiff] double[] Table);

    public readonly record struct Segment(Point From, Point To);

    public readonly struct Secret
    {
        private readonly double _slope;
        private readonly double _start;

        public Secret(double slope, double start)
        {
            _slope = slope;
            _start = start;
        }

        public double Sum => _slope + _start;

        public double At(double x) => _start + _slope * x;

        public (double Slope, double Start) Fields() => (_slope, _start);
    }

    public struct Sample
    {
        public double Value { get; set; }

        [NoDiff]
        public double Weight { get; init; }
    }

    public struct Half2
    {
        public float Narrow;
        public double Wide;
        public int Count;
    }
}
