namespace DiffGen.Tests.Corpus;

/// <summary>Arrays and spans of structs.</summary>
public static partial class StructArrays
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Gravity), Gravity, GravityGradient, GravityPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfVector(nameof(Polygon), at => Polygon(at), (at, g) => PolygonGradient(at, g),
            (at, s, d) => PolygonPullback(at, s, d), [0, 0.5, 2, 0.1, 1.5, 2, 0.2, 1], [1, 2, 3, 1, 0.5, 0.5]),
        CorpusProgram.OfVector(nameof(SortedBodies), at => SortedBodies(at), (at, g) => SortedBodiesGradient(at, g),
            (at, s, d) => SortedBodiesPullback(at, s, d), [3, 1, 2, 5, 1, 4], [1, 2, 3, 1]),
        CorpusProgram.OfVector(nameof(CopyOrElement), at => CopyOrElement(at), (at, g) => CopyOrElementGradient(at, g),
            (at, s, d) => CopyOrElementPullback(at, s, d), [3, 1, 2, 5], [1, 2, 0.5, 1]),
        CorpusProgram.OfVector(nameof(AliasedElements), at => AliasedElements(at), (at, g) => AliasedElementsGradient(at, g),
            (at, s, d) => AliasedElementsPullback(at, s, d), [3, 1, 2, 5], [1, 2, 0.5, 1]),
        CorpusProgram.OfPair(nameof(Slices), Slices, SlicesGradient, SlicesPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfPair(nameof(TupleArrays), TupleArrays, TupleArraysGradient, TupleArraysPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfPair(nameof(NestedElements), NestedElements, NestedElementsGradient, NestedElementsPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfPair(nameof(ReferenceReboundOverStructs), ReferenceReboundOverStructs, ReferenceReboundOverStructsGradient,
            ReferenceReboundOverStructsPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfVector(nameof(HelpersOverSpans), at => HelpersOverSpans(at), (at, g) => HelpersOverSpansGradient(at, g),
            (at, s, d) => HelpersOverSpansPullback(at, s, d), [3, 1, 2, 5], [1, 2, 0.5, 1, 2, 2]),
        CorpusProgram.OfPair(nameof(EarlyReturnOverBodies), EarlyReturnOverBodies, EarlyReturnOverBodiesGradient, EarlyReturnOverBodiesPullback,
            [1, 0.5], [0.7, -0.4], [3, 2]),
        CorpusProgram.OfPair(nameof(ArrayReplaced), ArrayReplaced, ArrayReplacedGradient, ArrayReplacedPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfPair(nameof(WithIntegers), WithIntegers, WithIntegersGradient, WithIntegersPullback, [1, 0.5], [0.7, -0.4]),
        CorpusProgram.OfPair(nameof(ScratchInRecursion), (x, y) => ScratchInRecursion(x, y, Scratch()),
            (double x, double y, out double dX, out double dY) => ScratchInRecursionGradient(x, y, Scratch(), out dX, out dY),
            (double x, double y, double s, ref double dX, ref double dY) => ScratchInRecursionPullback(x, y, Scratch(), s, ref dX, ref dY, NoAdjoints()), [1.2, 0.4], [0.7, -1]),
    ];

    public struct Sides
    {
        public double U, V;
    }

    [ThreadStatic]
    private static Sides[]? _scratch, _adjoints;

    private static Sides[] Scratch() => _scratch ??= new Sides[2];

    private static Sides[] NoAdjoints()
    {
        _adjoints ??= new Sides[2];
        Array.Clear(_adjoints);
        return _adjoints;
    }

    /// <summary>A span of structs that is scratch, in a method that calls itself: in the gradient its adjoint is a buffer per field.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ScratchInRecursion(double x, double y, Span<Sides> scratch)
    {
        scratch[0] = new Sides { U = x, V = y };
        scratch[1] = new Sides { U = y, V = x * x };
        Stir(scratch, 3);
        return scratch[0].V * scratch[0].U + scratch[1].U;
    }

    private static void Stir(Span<Sides> scratch, int depth)
    {
        if (depth == 0)
            return;
        scratch[depth % 2].U *= scratch[0].V;
        Stir(scratch, depth - 1);
        scratch[0].V += scratch[depth % 2].U;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Gravity(double speed, double mass)
    {
        Body[] bodies =
        [
            new() { Mass = 2 },
            new() { Position = new Vector(1, 0), Velocity = new Vector(0, speed), Mass = mass },
            new() { Position = new Vector(-1, 0.5), Velocity = new Vector(0.2, -speed), Mass = 0.3 },
        ];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                Vector force = default;
                for (int j = 0; j < bodies.Length; j++)
                {
                    if (i == j)
                        continue;
                    Vector d = bodies[j].Position - bodies[i].Position;
                    double r2 = d.Dot(d) + 0.05;
                    force += d * (bodies[j].Mass / (r2 * Math.Sqrt(r2)));
                }

                bodies[i].Velocity += force * 0.1;
            }

            foreach (ref Body body in bodies.AsSpan())
                body.Move(0.1);
        }

        double energy = 0;
        foreach (Body body in bodies)
            energy += body.Energy;
        return energy + bodies[1].Position.X;
    }

    /// <summary>The area by the cross products of neighbours, times the perimeter.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Polygon(ReadOnlySpan<double> a)
    {
        var points = new Vector[a.Length / 2];
        for (int i = 0; i < points.Length; i++)
            points[i] = new(a[2 * i], a[2 * i + 1]);
        double area = 0, perimeter = 0;
        Vector last = points[^1];
        foreach (Vector p in points)
        {
            area += last.X * p.Y - last.Y * p.X;
            perimeter += (p - last).Length;
            last = p;
        }

        return area / 2 * perimeter;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SortedBodies(ReadOnlySpan<double> a)
    {
        Span<Item> items = stackalloc Item[a.Length / 2];
        for (int i = 0; i < items.Length; i++)
            items[i] = new Item { Key = a[2 * i], Value = a[2 * i + 1] };
        for (int i = 1; i < items.Length; i++)
        {
            Item moved = items[i];
            int j = i - 1;
            for (; j >= 0 && items[j].Key > moved.Key; j--)
                items[j + 1] = items[j];
            items[j + 1] = moved;
        }

        double sum = 0;
        for (int i = 0; i < items.Length; i++)
            sum += (i + 1) * items[i].Key * items[i].Value;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CopyOrElement(ReadOnlySpan<double> a)
    {
        Item[] items = [new() { Key = a[0], Value = a[1] }, new() { Key = a[2], Value = a[3] }];
        Item copy = items[0];
        copy.Double();
        items[1].Double();
        ref Item element = ref items[0];
        element.Key += copy.Value;
        foreach (Item item in items)
        {
            Item own = item;
            own.Double();
            copy.Key += own.Value * item.Key;
        }

        items[1] = items[0];
        items[1].Value *= copy.Key;
        return items[0].Key * items[0].Value + items[1].Value + copy.Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double AliasedElements(ReadOnlySpan<double> a)
    {
        Item[] items = [new() { Key = a[0], Value = a[1] }, new() { Key = a[2], Value = a[3] }];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                Collide(ref items[i], ref items[j]);
        }

        Shift(ref items[0].Key, in items[0]);
        Shift(ref items[1].Value, in items[0]);
        (items[0], items[1]) = (items[1], items[0]);
        (items[0].Key, items[1].Key) = (items[1].Value, items[0].Key);
        return items[0].Key * items[1].Value + items[1].Key * items[0].Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Slices(double x, double y)
    {
        Span<Item> all = stackalloc Item[4];
        all.Fill(new Item { Key = x, Value = y });
        Span<Item> tail = all[1..];
        for (int i = 0; i < tail.Length; i++)
        {
            tail[i].Key += all[i].Value * tail[i].Value;
            tail[i] = tail[i] with { Value = all[i].Key * 0.5 };
        }

        all[..2].Clear();
        all[0] = tail[^1];
        return all[0].Key * tail[1].Value + all[3].Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TupleArrays(double x, double y)
    {
        (double Weight, int Index)[] terms = [(x, 2), (y, 0), (x * y, 1)];
        double[] basis = [1, x, y];
        double sum = 0;
        foreach ((double weight, int index) in terms)
            sum += weight * basis[index];
        terms[1].Weight *= sum;
        (terms[0], terms[2]) = (terms[2], terms[0]);
        foreach (var term in terms)
            sum += term.Weight * term.Index;
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NestedElements(double x, double y)
    {
        var bodies = new Body[2];
        bodies[0].Position = new Vector(x, y);
        bodies[1] = bodies[0];
        bodies[1].Velocity = bodies[0].Position * x;
        ref Vector position = ref bodies[1].Position;
        position += bodies[1].Velocity;
        Body swap = bodies[0];
        bodies[0] = bodies[1];
        bodies[1] = swap;
        position = position * 0.5 + bodies[0].Position;
        return bodies[0].Position.X * bodies[1].Position.Y + bodies[0].Velocity.Dot(position);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReferenceReboundOverStructs(double x, double y)
    {
        Item[] items = [new() { Key = x, Value = 1 }, new() { Key = y, Value = 2 }, new() { Key = x * y, Value = 3 }];
        ref Item best = ref items[0];
        for (int i = 1; i < items.Length; i++)
        {
            best.Value += items[i].Key;
            if (items[i].Key > best.Key)
                best = ref items[i];
            best.Key *= 0.9;
        }

        best = new Item { Key = best.Value, Value = items[0].Key };
        return items[0].Key * items[1].Value + items[2].Key * items[2].Value * items[0].Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HelpersOverSpans(ReadOnlySpan<double> a)
    {
        var items = new Item[a.Length / 2];
        Fill(items, a);
        Fill(items.AsSpan(1), a[..^2]);
        ref Item largest = ref Largest(items);
        largest.Value *= largest.Key;
        return Total(items) * items[0].Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EarlyReturnOverBodies(double x, double y)
    {
        Span<Body> bodies = stackalloc Body[3];
        for (int i = 0; i < bodies.Length; i++)
            bodies[i] = new Body { Velocity = new Vector(x * i, y), Mass = i + x };
        for (int step = 0; step < 4; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                ref Body b = ref bodies[i];
                b.Move(0.2);
                if (b.Position.Length > 1.2)
                    return b.Position.Length * b.Mass + bodies[0].Position.Y;
                b.Mass += b.Position.X;
            }
        }

        return bodies[2].Mass * bodies[1].Energy;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ArrayReplaced(double x, double y)
    {
        Item[] current = [new() { Key = x, Value = y }, new() { Key = y, Value = 1 }], next = new Item[2];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 2; i++)
            {
                next[i].Key = current[i].Key + 0.3 * current[1 - i].Value;
                next[i].Value = current[i].Value * current[1 - i].Key;
            }

            (current, next) = (next, current);
        }

        return current[0].Key * current[1].Value + next[0].Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WithIntegers(double x, double y)
    {
        Edge[] edges = [new(0, 1, x), new(1, 2, y), new(2, 0, x * y), new(0, 0, 2)];
        double[] value = [1, 2, 3];
        for (int sweep = 0; sweep < 2; sweep++)
        {
            foreach (Edge e in edges)
            {
                if (e.Active)
                    value[e.To] += e.Weight * value[e.From];
            }
        }

        edges[3] = edges[0] with { From = 2, Weight = edges[1].Weight * x };
        return value[edges[3].From] * value[1] + edges[3].Weight;
    }

    private static void Collide(ref Item a, ref Item b)
    {
        a.Key += 0.1 * b.Value;
        b.Value = 0.5 * a.Key * b.Key;
        b = new Item { Key = b.Key + a.Value, Value = b.Value };
    }

    private static void Shift(ref double place, in Item item)
    {
        place *= 2;
        place += item.Key * item.Value;
    }

    private static void Fill(Span<Item> items, ReadOnlySpan<double> a)
    {
        for (int i = 0; i < items.Length; i++)
            (items[i].Key, items[i].Value) = (a[2 * i], items[i].Value + a[2 * i + 1]);
    }

    private static ref Item Largest(Span<Item> items)
    {
        int best = 0;
        for (int i = 1; i < items.Length; i++)
        {
            if (items[i].Key > items[best].Key)
                best = i;
        }

        return ref items[best];
    }

    private static double Total(ReadOnlySpan<Item> items)
    {
        double sum = 0;
        foreach (ref readonly Item item in items)
            sum = sum * 0.5 + item.Key * item.Value;
        return sum;
    }

    private readonly record struct Vector(double X, double Y)
    {
        public double Length => Math.Sqrt(Dot(this));

        public double Dot(Vector v) => X * v.X + Y * v.Y;

        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y);

        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y);

        public static Vector operator *(Vector a, double s) => new(a.X * s, a.Y * s);
    }

    private struct Body
    {
        public Vector Position, Velocity;
        public double Mass;

        public readonly double Energy => 0.5 * Mass * Velocity.Dot(Velocity);

        public void Move(double h) => Position += Velocity * h;
    }

    private struct Item
    {
        public double Key, Value;

        public void Double()
        {
            Key *= 2;
            Value *= Key;
        }
    }

    private readonly record struct Edge(int From, int To, double Weight)
    {
        public bool Active => From != To;
    }
}
