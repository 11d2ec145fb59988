using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>What the signature passes by reference and the method writes: ref, out, this, spans of structs, grids; struct results.</summary>
public static partial class WrittenParameters
{
    [ThreadStatic]
    private static double[,]? _grid, _dGrid;

    internal static CorpusProgram[] Programs =>
    [
        new(TestProgram.InPlace("Scalar by ref", at => Decay(ref at[0], at[1]), (at, s, d) => DecayPullback(ref at[0], at[1], s, ref d[0], ref d[1])),
            [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Two scalars by ref", at => Exchange(ref at[0], ref at[1]),
            (at, s, d) => ExchangePullback(ref at[0], ref at[1], s, ref d[0], ref d[1])), [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Struct by ref", PlainStep, StepPullback), [1, 2, 0.5], [-0.5, 0.3, 2]),
        new(TestProgram.InPlace("Mutating method", PlainMove, MovePullback), [1, 2, 0.5], [-0.5, 0.3, 2]),
        new(new("Readonly method", at => new Body(at[0], at[1]).Energy(at[2]), EnergyGradient, EnergyPullback), [1, 2, 0.5], [-0.5, 0.3, 2]),
        new(TestProgram.InPlace("Scalar by out", PlainSplit, SplitPullback), [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Struct by out", PlainTryMake, TryMakePullback), [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Struct result", PlainMade, MadePullback), [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Tuple result", PlainPair, PairPullback), [1, 2], [-0.5, 0.3]),
        new(TestProgram.InPlace("Span of structs", PlainBodies, BodiesPullback), [1, 2, 0.5, 3, -1, 0.2], [-0.5, 0.3, 2, 1]),
        new(TestProgram.InPlace("Grid", PlainSmooth, SmoothPullback), [1, 2, 0.5, 3, -1, 0.2], [-0.5, 0.3, 2, 1, 0.7, -2]),
    ];

    [Differentiable(Derivatives.Pullback)]
    public static double Decay(ref double x, double rate)
    {
        double old = x;
        for (int i = 0; i < 3; i++)
            x -= 0.1 * rate * x * x;
        return old * x;
    }

    [Differentiable(Derivatives.Pullback)]
    public static double Exchange(ref double a, ref double b)
    {
        if (a < b)
            (a, b) = (b * a, a);
        Decay(ref a, b);
        return a - b;
    }

    [Differentiable(Derivatives.Pullback)]
    public static double Step(ref Body b, double h)
    {
        Body before = b;
        b.Velocity -= h * Math.Sin(b.Position);
        b.Position += h * b.Velocity;
        return before.Position * b.Velocity;
    }

    [Differentiable(Derivatives.Pullback)]
    public static double Split(double x, double y, out double square)
    {
        square = x * x;
        square *= y;
        return square + x;
    }

    [Differentiable(Derivatives.Pullback)]
    public static double TryMake(double x, double y, out Body b)
    {
        b = default;
        if (x > 0)
            b.Position = x * y;
        b.Velocity = y * y;
        return b.Position * b.Velocity;
    }

    [Differentiable(Derivatives.Pullback)]
    public static Body Made(double x, double y)
    {
        if (x < 0)
            return new Body(y * x, 1);
        var b = new Body(x, y);
        b.Move(0.1, out _);
        return b;
    }

    [Differentiable(Derivatives.Pullback)]
    public static (double Sum, (double Product, int Count) Other) Pair(double x, double y) => (x + y * y, (x * y, 2));

    [Differentiable(Derivatives.Pullback)]
    public static void Bodies(Span<Body> bodies)
    {
        for (int i = 1; i < bodies.Length; i++)
        {
            ref Body left = ref bodies[i - 1];
            double force = left.Position - bodies[i].Position;
            left.Velocity -= force;
            bodies[i].Velocity += force;
            bodies[i] = bodies[i] with { Position = bodies[i].Position * left.Velocity };
        }
    }

    [Differentiable(Derivatives.Pullback)]
    public static double Smooth(double[,] grid)
    {
        double change = 0;
        for (int i = 0; i < grid.GetLength(0); i++)
        {
            for (int j = 1; j < grid.GetLength(1); j++)
            {
                double old = grid[i, j];
                grid[i, j] = 0.5 * (grid[i, j - 1] + old * old);
                change += (grid[i, j] - old) * old;
            }
        }

        return change;
    }

    private static double PlainStep(double[] at)
    {
        var b = new Body(at[0], at[1]);
        double value = Step(ref b, at[2]);
        (at[0], at[1]) = b;
        return value;
    }

    private static double StepPullback(double[] at, double seed, double[] d)
    {
        Body b = new(at[0], at[1]), dB = new(d[0], d[1]);
        double value = StepPullback(ref b, at[2], seed, ref dB, ref d[2]);
        (at[0], at[1]) = b;
        (d[0], d[1]) = dB;
        return value;
    }

    private static double PlainMove(double[] at)
    {
        var b = new Body(at[0], at[1]);
        double value = b.Move(at[2], out double travelled);
        (at[0], at[1]) = b;
        return value + 3 * travelled;
    }

    private static double MovePullback(double[] at, double seed, double[] d)
    {
        Body b = new(at[0], at[1]), dB = new(d[0], d[1]);
        double dTravelled = 3 * seed;
        double value = b.MovePullback(at[2], out double travelled, seed, ref d[2], ref dTravelled, ref dB);
        (at[0], at[1]) = b;
        (d[0], d[1]) = dB;
        return value + 3 * travelled + dTravelled;
    }

    private static double EnergyGradient(double[] at, double[] g)
    {
        double value = new Body(at[0], at[1]).EnergyGradient(at[2], out g[2], out Body dThis);
        (g[0], g[1]) = dThis;
        return value;
    }

    private static double EnergyPullback(double[] at, double seed, double[] d)
    {
        var dThis = new Body(d[0], d[1]);
        double value = new Body(at[0], at[1]).EnergyPullback(at[2], seed, ref d[2], ref dThis);
        (d[0], d[1]) = dThis;
        return value;
    }

    private static double PlainSplit(double[] at) => Split(at[0], at[1], out double square) + 2 * square;

    private static double SplitPullback(double[] at, double seed, double[] d)
    {
        double dSquare = 2 * seed;
        double value = SplitPullback(at[0], at[1], out double square, seed, ref d[0], ref d[1], ref dSquare);
        return value + 2 * square + dSquare;
    }

    private static double PlainTryMake(double[] at)
    {
        double value = TryMake(at[0], at[1], out Body b);
        return value + 2 * b.Position - b.Velocity;
    }

    private static double TryMakePullback(double[] at, double seed, double[] d)
    {
        Body dB = new(2 * seed, -seed);
        double value = TryMakePullback(at[0], at[1], out Body b, seed, ref d[0], ref d[1], ref dB);
        return value + 2 * b.Position - b.Velocity + dB.Position + dB.Velocity;
    }

    private static double PlainMade(double[] at)
    {
        Body b = Made(at[0], at[1]);
        return b.Position - 2 * b.Velocity;
    }

    private static double MadePullback(double[] at, double seed, double[] d)
    {
        Body b = MadePullback(at[0], at[1], new Body(seed, -2 * seed), ref d[0], ref d[1]);
        return b.Position - 2 * b.Velocity;
    }

    private static double PlainPair(double[] at)
    {
        var p = Pair(at[0], at[1]);
        return p.Sum + p.Other.Product * p.Other.Count;
    }

    private static double PairPullback(double[] at, double seed, double[] d)
    {
        var p = PairPullback(at[0], at[1], (seed, (2 * seed, 0)), ref d[0], ref d[1]);
        return p.Sum + p.Other.Product * p.Other.Count;
    }

    private static double PlainBodies(double[] at)
    {
        Span<Body> bodies = stackalloc Body[at.Length / 2];
        Read(at, bodies);
        Bodies(bodies);
        Write(bodies, at);
        return bodies[0].Velocity;
    }

    private static double BodiesPullback(double[] at, double seed, double[] d)
    {
        Span<Body> bodies = stackalloc Body[at.Length / 2], dBodies = stackalloc Body[at.Length / 2];
        Read(at, bodies);
        Read(d, dBodies);
        dBodies[0].Velocity += seed;
        BodiesPullback(bodies, dBodies);
        Write(bodies, at);
        Write(dBodies, d);
        return bodies[0].Velocity;
    }

    private static double PlainSmooth(double[] at)
    {
        _grid = Grid(_grid, at);
        double value = Smooth(_grid);
        Write(_grid, at);
        return value;
    }

    private static double SmoothPullback(double[] at, double seed, double[] d)
    {
        _grid = Grid(_grid, at);
        _dGrid = Grid(_dGrid, d);
        double value = SmoothPullback(_grid, seed, _dGrid);
        Write(_grid, at);
        Write(_dGrid, d);
        return value;
    }

    private static void Read(double[] from, Span<Body> bodies)
    {
        for (int i = 0; i < bodies.Length; i++)
            bodies[i] = new Body(from[2 * i], from[2 * i + 1]);
    }

    private static void Write(Span<Body> bodies, double[] to)
    {
        for (int i = 0; i < bodies.Length; i++)
            (to[2 * i], to[2 * i + 1]) = bodies[i];
    }

    private static double[,] Grid(double[,]? grid, double[] from)
    {
        grid ??= new double[2, 3];
        for (int i = 0; i < from.Length; i++)
            grid[i / 3, i % 3] = from[i];
        return grid;
    }

    private static void Write(double[,] grid, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = grid[i / 3, i % 3];
    }

    public partial struct Body(double position, double velocity)
    {
        public double Position = position, Velocity = velocity;

        [Differentiable(Derivatives.Pullback)]
        public double Move(double h, out double travelled)
        {
            double before = Position;
            Velocity -= h * Position;
            Position += h * Velocity;
            travelled = Position - before;
            return travelled * Velocity;
        }

        [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
        public readonly double Energy(double mass) => (mass * Velocity * Velocity + Position * Position) / 2;

        public readonly void Deconstruct(out double position, out double velocity) => (position, velocity) = (Position, Velocity);
    }
}
