namespace DiffGen.Tests.Corpus;

/// <summary>Two names for one place: a struct and its field, an element and its array, an object and its field.</summary>
public static partial class Aliasing
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(FieldAndReadOnlyStruct), FieldAndReadOnlyStruct, FieldAndReadOnlyStructGradient, FieldAndReadOnlyStructPullback,
            [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(FieldAndElement), FieldAndElement, FieldAndElementGradient, FieldAndElementPullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(ReceiverAndItsField), ReceiverAndItsField, ReceiverAndItsFieldGradient, ReceiverAndItsFieldPullback,
            [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(ObjectAndItsField), ObjectAndItsField, ObjectAndItsFieldGradient, ObjectAndItsFieldPullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(MethodOfAnObject), MethodOfAnObject, MethodOfAnObjectGradient, MethodOfAnObjectPullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(StructAndItsCopy), StructAndItsCopy, StructAndItsCopyGradient, StructAndItsCopyPullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(CapturedAndPassed), CapturedAndPassed, CapturedAndPassedGradient, CapturedAndPassedPullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(TupleAndItsElement), TupleAndItsElement, TupleAndItsElementGradient, TupleAndItsElementPullback,
            [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(ReboundInWhile), ReboundInWhile, ReboundInWhileGradient, ReboundInWhilePullback, [1, 0.4], [-0.5, 2]),
        CorpusProgram.OfPair(nameof(WholeStructTwice), WholeStructTwice, WholeStructTwiceGradient, WholeStructTwicePullback, [1, 0.4], [-0.5, 2]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FieldAndReadOnlyStruct(double x, double y)
    {
        Pair p = new() { A = x, B = y };
        Grow(in p, ref p.B);
        return p.A * p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double FieldAndElement(double x, double y)
    {
        Pair[] p = [new() { A = x, B = y }];
        Spread(ref p[0], ref p[0].A);
        Grow(in p[0], ref p[0].B);
        return p[0].A * p[0].B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReceiverAndItsField(double x, double y)
    {
        Pair[] p = [new() { A = x, B = y }];
        p[0].Absorb(ref p[0].A);
        Pair q = p[0].Combined(in p[0]);
        return p[0].A * p[0].B + q.A * q.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ObjectAndItsField(double x, double y)
    {
        var c = new Cell { Value = x };
        double r = Double(c, ref c.Value, y);
        return r + c.Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MethodOfAnObject(double x, double y)
    {
        var c = new Cell { Value = x };
        c.Mix(ref c.Value, y);
        c.Mix(ref y, c.Value);
        return c.Value * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StructAndItsCopy(double x, double y)
    {
        Pair p = new() { A = x, B = y };
        Turn(ref p, p);
        return p.A * p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturedAndPassed(double x, double y)
    {
        Pair p = new() { A = x, B = y };
        Update(ref p, ref p.B);
        return p.A * p.B;

        void Update(ref Pair q, ref double v)
        {
            q.A += v;
            v *= p.A;
            p.B += q.A;
            q = new Pair { A = v, B = p.B };
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TupleAndItsElement(double x, double y)
    {
        var t = (x, y);
        Stretch(ref t.x, in t);
        ref var u = ref t;
        u.y += t.x;
        (t.x, u.x) = (u.y, t.x * 2);
        return t.x * t.y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReboundInWhile(double x, double y)
    {
        Pair[] ps = [new() { A = x, B = y }, new() { A = y, B = 1 }];
        ref double r = ref ps[0].A;
        int n = 0;
        while (r < 6 && n++ < 6)
        {
            r = r * r + 1;
            if (r > 3)
                r = ref ps[1].B;
            else
                r = ref ps[0].B;
        }

        return ps[0].A * ps[0].B + ps[1].A * ps[1].B + r;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WholeStructTwice(double x, double y)
    {
        Pair p = new() { A = x, B = y };
        p.Absorb(ref p);
        Pair q = p;
        q.Absorb(ref p);
        return p.A * p.B + q.A * q.B;
    }

    private static void Spread(ref Pair p, ref double v)
    {
        p.A += p.B;
        v *= 2;
        p.B = p.A * v;
        v += p.B;
    }

    private static void Turn(ref Pair p, Pair q)
    {
        p.A += q.B;
        q.A *= p.A;
        p = new Pair { A = q.A, B = p.A };
    }

    private static void Grow(in Pair p, ref double v)
    {
        v += p.A;
        v *= p.B;
    }

    private static double Double(Cell c, ref double v, double y)
    {
        c.Value *= 2;
        v += y;
        double r = c.Value;
        c.Value = v * r;
        return v * y;
    }

    private static void Stretch(ref double v, in (double X, double Y) t)
    {
        v *= t.X + t.Y;
        v += t.X;
    }

    private sealed class Cell
    {
        public double Value;

        public void Mix(ref double v, double y)
        {
            Value += y;
            v *= Value;
            Value *= v;
        }
    }

    private struct Pair
    {
        public double A, B;

        public void Absorb(ref Pair other)
        {
            A += other.B;
            other.A *= 2;
            B = A * other.A;
        }

        public void Absorb(ref double v)
        {
            B += v;
            v *= B;
            B += A;
        }

        public Pair Combined(in Pair other)
        {
            A *= 2;
            return this with { A = other.A, B = A * B };
        }
    }
}
