namespace DiffGen.Tests.Corpus;

/// <summary>Structs in structs, in arrays, in objects; recursion that passes them.</summary>
public static partial class Nesting
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(ArrayInStruct), ArrayInStruct, ArrayInStructGradient, ArrayInStructPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(MutationThroughLevels), MutationThroughLevels, MutationThroughLevelsGradient, MutationThroughLevelsPullback,
            [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(ChosenObject), ChosenObject, ChosenObjectGradient, ChosenObjectPullback, [1, 2], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(RecursionByReference), RecursionByReference, RecursionByReferenceGradient, RecursionByReferencePullback,
            [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(MutualRecursion), MutualRecursion, MutualRecursionGradient, MutualRecursionPullback,
            [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(RecursionOverStructs), RecursionOverStructs, RecursionOverStructsGradient, RecursionOverStructsPullback,
            [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(SwitchOverStruct), SwitchOverStruct, SwitchOverStructGradient, SwitchOverStructPullback,
            [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(StackMachine), StackMachine, StackMachineGradient, StackMachinePullback, [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(SwappedObjects), SwappedObjects, SwappedObjectsGradient, SwappedObjectsPullback, [1, 0.4], [-0.5, 0.3]),
        CorpusProgram.OfPair(nameof(PowersOfMatrix), PowersOfMatrix, PowersOfMatrixGradient, PowersOfMatrixPullback, [1, 2], [-0.5, 0.3]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayInStruct(double x, double y)
    {
        Bag bag = new(3);
        bag.Items[1].A = x;
        Bag same = bag;
        same.Items[1].B = y;
        same.Count += 2;
        ref P p = ref bag.Items[1];
        p.A *= same.Items[1].B;
        bag.Swap(0, 1);
        p.A += y;
        bag.Items[2] = same.Items[0];
        return bag.Items[0].A * same.Items[2].B + same.Items[1].A * bag.Count + bag.Items[2].A;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutationThroughLevels(double x, double y)
    {
        Outer o = default;
        o.In.P.A = x;
        o.In.P.Bump(2);
        Outer copy = o;
        o.In.Tick(y);
        ref P p = ref o.In.P;
        p.Bump(o.In.Weight);
        copy.In.P = p;
        p.A = 3 * x;
        o.In = copy.In with { Weight = p.A };
        return o.In.P.A * o.In.Weight + copy.In.P.B + p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChosenObject(double x, double y)
    {
        var a = new C { V = x };
        var b = new C { V = y };
        C c = x > y ? a : b;
        c.V *= 3;
        if (x > 0)
            c = b;
        c.V += x;
        return a.V * b.V + c.V;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RecursionByReference(double x, double y)
    {
        P p = new() { A = x, B = y };
        double r = Descend(ref p, new P { A = 1, B = x }, 4);
        return r + p.A * p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutualRecursion(double x, double y) => Ping(new P { A = x, B = y }, 5).A * Pong((x, y), 2);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RecursionOverStructs(double x, double y)
    {
        P[] leaves = [new() { A = x, B = y }, new() { A = y, B = 2 }, new() { A = x * y, B = 1 }, new() { A = 0.5, B = x }];
        P total = Merge(leaves, 0, leaves.Length);
        Halve(leaves, 0, 4);
        return total.A * total.B + leaves[2].A + leaves[3].B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwitchOverStruct(double x, double y)
    {
        P p = new() { A = x, B = y };
        for (int i = 0; i < 6; i++)
        {
            switch (i % 3, p)
            {
                case (0, { A: > 0.5 }):
                    p.A *= 0.7;
                    break;
                case (1, { B: var b }) when b * b < p.A:
                    p = new P { A = b, B = p.A };
                    continue;
                case (2, _):
                    if (p.Sum(1) > 3)
                        return p.A;
                    p.Bump(0.5);
                    break;
                default:
                    p.B += 0.3 * p.A;
                    break;
            }

            p.A += 0.1 * p.B;
        }

        return p.A * p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StackMachine(double x, double y)
    {
        var s = new Stack<double>();
        s.Push(x);
        s.Push(y);
        for (int i = 0; i < 3; i++)
        {
            double b = s.Pop(), a = s.Pop();
            s.Push(a * b);
            s.Push(a + b);
        }

        return s.Pop() * s.Pop() + s.Count;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwappedObjects(double x, double y)
    {
        C a = new() { V = x }, b = new() { V = y };
        for (int i = 0; i < 3; i++)
        {
            a.V += b.V * 0.5;
            (a, b) = (b, a);
        }

        return a.V * b.V * b.V;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PowersOfMatrix(double x, double y)
    {
        var m = new Matrix(2);
        m[0, 0] = x;
        m[0, 1] = y;
        m[1, 1] = 1;
        Matrix n = m;
        n[1, 0] += m[0, 0] * m[0, 1];
        Matrix c = m.Copy();
        c[0, 0] = 7;
        Matrix p = m * n;
        for (int i = 0; i < 2; i++)
            p = p * c;
        return p[0, 0] + p[1, 1] * m[1, 0];
    }

    private static double Descend(ref P p, P q, int n)
    {
        if (n == 0)
            return q.A;
        q.A += p.B;
        p.A *= 0.5;
        double r = Descend(ref p, q, n - 1);
        p.B += 0.1 * q.A * p.A;
        return r * 0.5 + (n % 2 == 0 ? Descend(ref q, p, n - 2) : q.B);
    }

    private static P Ping(P p, int n)
    {
        if (n <= 0)
            return p;
        p.A = Pong((p.B, p.A), n - 1);
        return p;
    }

    private static double Pong((double U, double V) t, int n) => n <= 0 ? t.U : Ping(new P { A = t.V + t.U, B = t.U * 0.5 }, n - 1).A * t.V;

    private static P Merge(ReadOnlySpan<P> leaves, int lo, int hi)
    {
        if (hi - lo == 1)
            return leaves[lo];
        int middle = (lo + hi) / 2;
        P a = Merge(leaves, lo, middle), b = Merge(leaves, middle, hi);
        return new P { A = a.A * b.B + b.A, B = a.B - b.A * 0.5 };
    }

    private static void Halve(Span<P> leaves, int lo, int hi)
    {
        if (lo >= hi)
            return;
        leaves[lo].A *= 0.5;
        leaves[hi - 1].B += leaves[lo].A;
        Halve(leaves, lo + 1, hi - 1);
        leaves[lo].B *= leaves[hi - 1].A;
    }

    private struct P
    {
        public double A, B;

        public double Bump(double by)
        {
            A += by * B;
            return A * B;
        }

        public readonly double Sum(double w) => A + w * B;

        public void Absorb(ref P other)
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

        public P Combined(in P other, P third)
        {
            A *= 2;
            return this with { A = other.A + third.B, B = A * B };
        }
    }

    private struct Inner
    {
        public P P;
        public double Weight;

        public void Tick(double w)
        {
            Weight += w;
            P.A += P.Bump(Weight);
        }
    }

    private struct Outer
    {
        public Inner In;
    }

    private struct Bag(int n)
    {
        public readonly P[] Items = new P[n];
        public int Count = n;

        public readonly void Swap(int i, int j) => (Items[i], Items[j]) = (Items[j], Items[i]);
    }

    private sealed class C
    {
        public double V;
    }

    private sealed class Stack<T>
        where T : struct
    {
        private readonly T[] _items = new T[8];

        public int Count { get; private set; }

        public void Push(T x) => _items[Count++] = x;

        public T Pop() => _items[--Count];
    }

    private readonly struct Matrix(int n)
    {
        private readonly double[] _items = new double[n * n];
        private readonly int _n = n;

        public double this[int i, int j]
        {
            get => _items[i * _n + j];
            set => _items[i * _n + j] = value;
        }

        public Matrix Copy()
        {
            var m = new Matrix(_n);
            _items.AsSpan().CopyTo(m._items);
            return m;
        }

        public static Matrix operator *(Matrix a, Matrix b)
        {
            var m = new Matrix(a._n);
            for (int i = 0; i < a._n; i++)
            {
                for (int j = 0; j < a._n; j++)
                {
                    for (int k = 0; k < a._n; k++)
                        m[i, j] += a[i, k] * b[k, j];
                }
            }

            return m;
        }
    }
}
