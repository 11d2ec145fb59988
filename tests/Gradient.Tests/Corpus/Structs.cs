namespace DiffGen.Tests.Corpus;

/// <summary>Structs as variables: copies, nesting, methods, early returns.</summary>
public static partial class Structs
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Projectile), Projectile, ProjectileGradient, ProjectilePullback, [3.1, 4.2], [1.5, 0.4], [20, 9]),
        CorpusProgram.OfPair(nameof(CopyBeforeMutation), CopyBeforeMutation, CopyBeforeMutationGradient, CopyBeforeMutationPullback, [1, 2], [-0.5, 3]),
        CorpusProgram.OfPair(nameof(NestedBodies), NestedBodies, NestedBodiesGradient, NestedBodiesPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(CopiesIntoCallees), CopiesIntoCallees, CopiesIntoCalleesGradient, CopiesIntoCalleesPullback, [1.2, 0.7]),
        CorpusProgram.OfPair(nameof(Chosen), Chosen, ChosenGradient, ChosenPullback, [1, 2], [3, -1]),
        CorpusProgram.OfPair(nameof(DefaultsAndReassignment), DefaultsAndReassignment, DefaultsAndReassignmentGradient, DefaultsAndReassignmentPullback,
            [0.3, 1.1], [-0.8, 2]),
        CorpusProgram.OfVector(nameof(FirstOutside), at => FirstOutside(at), (at, g) => FirstOutsideGradient(at, g),
            (at, s, d) => FirstOutsidePullback(at, s, d), [0.1, 0.2, 0.4, 0.3, 2, 3], [0.1, 0.2, 0.4, 0.3], [5, 1, 2, 2]),
        CorpusProgram.OfVector(nameof(BoundingBox), at => BoundingBox(at), (at, g) => BoundingBoxGradient(at, g),
            (at, s, d) => BoundingBoxPullback(at, s, d), [1, 2, -3, 4, 0.5, -6], [2, 3]),
        CorpusProgram.OfPair(nameof(SelfAssignment), SelfAssignment, SelfAssignmentGradient, SelfAssignmentPullback, [2, 3], [0.4, -1]),
        CorpusProgram.OfVector(nameof(Statistics), at => Statistics(at), (at, g) => StatisticsGradient(at, g),
            (at, s, d) => StatisticsPullback(at, s, d), [1, 2, 4, 3], [0.5, -1]),
    ];

    /// <summary>Drag and gravity until the ground: the last step is cut short.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Projectile(double vx, double vy)
    {
        const double h = 0.05;
        State s = new() { Vx = vx, Vy = vy };
        for (int i = 0; i < 40; i++)
        {
            State last = s;
            double speed = Math.Sqrt(s.Vx * s.Vx + s.Vy * s.Vy);
            s.Vx -= h * 0.1 * speed * s.Vx;
            s.Vy -= h * (9.81 + 0.1 * speed * s.Vy);
            s.X += h * s.Vx;
            s.Y += h * s.Vy;
            if (s.Y < 0)
            {
                double t = last.Y / (last.Y - s.Y);
                return last.X + t * (s.X - last.X);
            }
        }

        return s.X + s.Y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopyBeforeMutation(double x, double v)
    {
        var p = new Particle { X = x, V = v };
        Particle old = p;
        p.Step(0.1);
        Particle middle = p;
        middle.V *= middle.X;
        p.Step(0.2);
        return p.X * old.X + p.V * old.V + middle.V * p.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NestedBodies(double x, double y)
    {
        Body a = new() { Mass = 2 };
        a.Position.X = x;
        a.Position.Y = y;
        Body b = a;
        b.Position = new Point { X = y * y, Y = -x };
        b.Velocity.X = 0.3 * x;
        for (int i = 0; i < 3; i++)
        {
            Point before = a.Position;
            a.Position.X += 0.1 * (b.Position.X - a.Position.X) * b.Mass;
            a.Position.Y = before.X * 0.5 + a.Position.Y;
            b.Position.X -= 0.1 * (b.Position.X - before.X) + b.Velocity.X;
            b.Mass += a.Position.Y;
        }

        return a.Position.X * b.Position.X + a.Position.Y * b.Mass + a.Mass;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopiesIntoCallees(double x, double v)
    {
        var p = new Particle { X = x, V = v };
        double first = Advanced(p, 0.5);
        Particle q = Kicked(p, 2);
        double second = Advanced(q, p.V);
        return first * second + p.X - q.V;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Chosen(double x, double y)
    {
        Point a = new() { X = x, Y = y * y }, b = new() { X = y, Y = x + 1 };
        Point far = a.SquaredLength() > b.SquaredLength() ? a : b;
        Point near = a.SquaredLength() > b.SquaredLength() ? b : a;
        (x > y ? a : b).Normalise();
        far.Normalise();
        near.X *= far.X;
        return near.X * far.Y + near.Y + a.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DefaultsAndReassignment(double x, double y)
    {
        Point p = default;
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            Point q = default;
            if (i % 2 == 0)
                q.X = x * (i + 1);
            else
                p = new() { X = p.Y, Y = y };
            q.Y += p.X * q.X;
            sum += q.X * q.Y + p.Y;
            p.X += q.X;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FirstOutside(ReadOnlySpan<double> a)
    {
        Point sum = default;
        for (int i = 0; i + 1 < a.Length; i += 2)
        {
            var p = new Point { X = a[i], Y = a[i + 1] };
            for (int j = 0; j < 3; j++)
            {
                if (p.SquaredLength() > 4)
                    return p.X * sum.Y + p.Y;
                p = p.Scaled(1.5);
                sum.X += p.X;
                sum.Y += p.Y * p.X;
            }
        }

        return sum.SquaredLength();
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double BoundingBox(ReadOnlySpan<double> a)
    {
        var box = new Box { Low = new() { X = a[0], Y = a[1] }, High = new() { X = a[0], Y = a[1] } };
        for (int i = 2; i < a.Length; i += 2)
            box.Include(new Point { X = a[i], Y = a[i + 1] });
        Point size = box.Size();
        return (size.X + 1) * (size.Y + 2) + box.Low.X;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SelfAssignment(double x, double y)
    {
        Point p = new() { X = x, Y = y };
        p = new Point { X = p.Y * p.X, Y = p.X };
        p = new() { Y = p.X += 1, X = p.X };
        p.X = p.Y = p.X * p.Y;
        return p.X * p.Y + x;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Statistics(ReadOnlySpan<double> a)
    {
        Running r = default;
        foreach (double x in a)
            r.Add(x);
        return r.Mean * r.Variance();
    }

    private static double Advanced(Particle p, double h)
    {
        p.Step(h);
        p.Step(h);
        return p.X * p.V;
    }

    private static Particle Kicked(in Particle p, double factor)
    {
        Particle q = p;
        q.V *= factor;
        return q;
    }

    private struct State
    {
        public double X, Y, Vx, Vy;
    }

    private struct Particle
    {
        public double X, V;

        public void Step(double h)
        {
            V -= h * Math.Sin(X);
            X += h * V;
        }
    }

    private struct Point
    {
        public double X, Y;

        public readonly double SquaredLength() => X * X + Y * Y;

        public readonly Point Scaled(double s) => new() { X = X * s, Y = Y * s };

        public void Normalise()
        {
            double length = Math.Sqrt(SquaredLength());
            X /= length;
            Y /= length;
        }
    }

    private struct Body
    {
        public Point Position, Velocity;
        public double Mass;
    }

    private struct Box
    {
        public Point Low, High;

        public void Include(Point p)
        {
            if (p.X < Low.X)
                Low.X = p.X;
            if (p.Y < Low.Y)
                Low.Y = p.Y;
            High = new Point { X = Math.Max(High.X, p.X), Y = Math.Max(High.Y, p.Y) };
        }

        public readonly Point Size() => new() { X = High.X - Low.X, Y = High.Y - Low.Y };
    }

    private struct Running
    {
        private int _count;
        private double _squares;

        public double Mean { get; private set; }

        public void Add(double x)
        {
            _count++;
            double delta = x - Mean;
            Mean += delta / _count;
            _squares += delta * (x - Mean);
        }

        public readonly double Variance() => _count > 1 ? _squares / (_count - 1) : 0;
    }
}
