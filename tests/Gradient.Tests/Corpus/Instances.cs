namespace DiffGen.Tests.Corpus;

/// <summary>Objects that a method makes: by reference, with state, constructors and initialisers.</summary>
public static partial class Instances
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(SharedState), SharedState, SharedStateGradient, SharedStatePullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(Accumulated), at => Accumulated(at), (at, g) => AccumulatedGradient(at, g),
            (at, s, d) => AccumulatedPullback(at, s, d), [1, 2, 3], [0.5, -1]),
        CorpusProgram.OfPair(nameof(ChainedConstructors), ChainedConstructors, ChainedConstructorsGradient, ChainedConstructorsPullback,
            [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(OrderOfInitialisation), OrderOfInitialisation, OrderOfInitialisationGradient, OrderOfInitialisationPullback,
            [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Fluent), Fluent, FluentGradient, FluentPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Inherited), Inherited, InheritedGradient, InheritedPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Factory), Factory, FactoryGradient, FactoryPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(HoldsArray), at => HoldsArray(at), (at, g) => HoldsArrayGradient(at, g),
            (at, s, d) => HoldsArrayPullback(at, s, d), [1, 2, 3], [0.5, -1, 2]),
        CorpusProgram.OfPair(nameof(ClassInStruct), ClassInStruct, ClassInStructGradient, ClassInStructPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(MadeInLoop), MadeInLoop, MadeInLoopGradient, MadeInLoopPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(PassedAround), PassedAround, PassedAroundGradient, PassedAroundPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Pid), Pid, PidGradient, PidPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(RecordClass), RecordClass, RecordClassGradient, RecordClassPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(EarlyReturnInMethod), EarlyReturnInMethod, EarlyReturnInMethodGradient, EarlyReturnInMethodPullback,
            [1, 0.5], [2, 1.5], [-1, 0.3]),
        CorpusProgram.OfPair(nameof(Initialisers), Initialisers, InitialisersGradient, InitialisersPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(ObjectGraph), ObjectGraph, ObjectGraphGradient, ObjectGraphPullback, [1, 0.5], [-2, 1.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SharedState(double x, double y)
    {
        var a = new Cell { Value = x };
        Cell b = a, c = new() { Value = y };
        b.Value *= c.Value;
        c = a;
        c.Value += y;
        Double(b);
        double r = a.Value * c.Value;
        b = new Cell();
        b.Value = r;
        return a.Value + b.Value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Accumulated(ReadOnlySpan<double> a)
    {
        var mean = new RunningMean();
        var weighted = new RunningMean(0.5);
        foreach (double x in a)
        {
            mean.Add(x * x);
            weighted.Add(mean.Value);
        }

        return mean.Value * weighted.Value + mean.Count;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ChainedConstructors(double x, double y)
    {
        var a = new Rectangle(x);
        var b = new Rectangle(x, y);
        var c = new Rectangle(b, y);
        return a.Area * b.Area + c.Area * c.Scale + a.Scale;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OrderOfInitialisation(double x, double y)
    {
        double t = x;
        var a = new Triple(t *= y, t += x) { C = t *= 2, D = t + y };
        return a.A * a.B + a.C * a.D + t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Fluent(double x, double y) =>
        new Builder().Add(x).Times(y).Add(x * y).Times(x).Result * new Builder().Add(2).Result;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Inherited(double x, double y)
    {
        var square = new Square(x);
        var disc = new Disc(y) { Weight = x };
        return square.Weighted() * disc.Weighted() + square.Area() + ((Shape)disc).Weight;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Factory(double x, double y)
    {
        Cell a = Create(x * y);
        Cell b = Same(a);
        b.Value += y;
        (Cell c, double d) = Pair(x, b);
        c.Value *= d;
        return a.Value * c.Value + d;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double HoldsArray(ReadOnlySpan<double> source)
    {
        var buffer = new RingBuffer(2);
        double sum = 0;
        foreach (double x in source)
        {
            buffer.Push(x * x);
            sum += buffer.Product();
        }

        double[] own = [source[0], source[1]];
        var wrapper = new Wrapper(own);
        own[0] *= 2;
        wrapper.Items[1] += own[0];
        return sum + own[0] * own[1] * wrapper.Items[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ClassInStruct(double x, double y)
    {
        var s = new Holder { Cell = new Cell { Value = x }, Own = y };
        Holder copy = s;
        copy.Cell.Value *= y;
        copy.Own *= x;
        s.Cell = new Cell { Value = s.Cell.Value * copy.Own };
        s.Cell.Value += 1;
        return s.Cell.Value * copy.Cell.Value + s.Own * copy.Own;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MadeInLoop(double x, double y)
    {
        double sum = 0;
        for (int i = 1; i < 5; i++)
        {
            var c = new RunningMean(y);
            for (int j = 0; j < i; j++)
                c.Add(x * j + sum);
            sum += c.Value;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PassedAround(double x, double y)
    {
        var a = new Cell { Value = x };
        var b = new Cell { Value = y };
        for (int i = 0; i < 3; i++)
        {
            Exchange(a, b, 0.3);
            Exchange(b, b, 0.1);
        }

        Exchange(a, a, y);
        return a.Value * b.Value;
    }

    /// <summary>A controller that keeps an integral and the last error.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Pid(double gain, double integral)
    {
        var controller = new Controller { Gain = gain, IntegralGain = integral, Limit = 0.8 };
        double y = 0, cost = 0;
        for (int i = 0; i < 12; i++)
        {
            double u = controller.Update(1 - y, 0.1);
            y += 0.1 * (u - 0.5 * y);
            cost += (1 - y) * (1 - y) + 0.01 * u * u;
        }

        return cost;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RecordClass(double x, double y)
    {
        var a = new Settings(x, 3) { Momentum = y };
        Settings b = a with { Rate = a.Rate * y };
        Settings c = b with { Momentum = b.Rate, Steps = 2 };
        (double rate, int steps) = c;
        return rate * steps + a.Momentum * b.Momentum * c.Momentum + a.Rate * a.Steps;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EarlyReturnInMethod(double x, double y)
    {
        var s = new Saturating { Limit = y };
        double r = 0;
        for (int i = 0; i < 4; i++)
            r += s.Feed(x * (i + 1)) * s.Total;
        return r + s.Total;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Initialisers(double x, double y)
    {
        var o = new Options
        {
            Rate = x,
            Inner = { Value = x * y },
            Limits = (y, x + y),
            Decay = y * y,
        };
        o.Inner.Value *= o.Rate;
        Options p = new() { Rate = o.Decay, Inner = new Cell { Value = 3 } };
        p.Inner.Value += 1;
        return o.Rate * o.Inner.Value + o.Limits.Low * o.Limits.High * p.Rate + p.Decay;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ObjectGraph(double x, double y)
    {
        var first = new Node(x);
        var second = new Node(y) { Next = first };
        second.Next!.Value *= y;
        var third = new Node(first.Value) { Next = second };
        third.Next.Next!.Value += 1;
        Node last = third.Next;
        last.Value *= third.Value;
        return first.Value * second.Value + third.Value * last.Next!.Value;
    }

    private static void Double(Cell cell) => cell.Value = 2 * cell.Value;

    private static Cell Create(double x)
    {
        var cell = new Cell { Value = x };
        cell.Value *= x;
        return cell;
    }

    private static Cell Same(Cell cell)
    {
        cell.Value += 1;
        return cell;
    }

    private static (Cell Cell, double Old) Pair(double x, Cell other)
    {
        double old = other.Value;
        other.Value *= x;
        return (other, old);
    }

    private static void Exchange(Cell a, Cell b, double rate)
    {
        double flow = rate * (a.Value - b.Value * b.Value);
        a.Value -= flow;
        b.Value += flow;
        a.Value *= b.Value;
    }

    private sealed class Cell
    {
        public double Value;
    }

    private sealed class RunningMean(double weight)
    {
        private readonly double _weight = weight;
        private double _sum;

        public RunningMean()
            : this(1)
        {
        }

        public int Count { get; private set; }

        public double Value => Count == 0 ? 0 : _sum / Count;

        public void Add(double x)
        {
            _sum += _weight * x;
            Count++;
        }
    }

    private sealed class Rectangle
    {
        private readonly double _width = 2, _height;

        public Rectangle(double width, double height)
        {
            _width *= width;
            _height = height + _width;
            Scale += height;
        }

        public Rectangle(double side)
            : this(side, side * side) => Scale *= side;

        public Rectangle(Rectangle other, double by)
            : this(other._width * by, other._height)
        {
            _height += by;
        }

        public double Area => _width * _height;

        public double Scale { get; } = 1.5;
    }

    private sealed class Options
    {
        public required double Rate { get; init; }

        public double Decay { get; set; } = 0.5;

        public Cell Inner { get; set; } = new() { Value = 1 };

        public (double Low, double High) Limits { get; init; }
    }

    private sealed class Triple(double a, double b)
    {
        public double A { get; } = a * b;

        public double B { get; } = b;

        public double C { get; set; }

        public double D { get; init; } = a;
    }

    private sealed class Node(double value)
    {
        public double Value { get; set; } = value;

        public Node? Next { get; init; }
    }

    private sealed class Builder
    {
        public double Result { get; private set; }

        public Builder Add(double x)
        {
            Result += x;
            return this;
        }

        public Builder Times(double x)
        {
            Result *= x;
            return this;
        }
    }

    private abstract class Shape
    {
        public double Weight { get; init; } = 2;

        public abstract double Area();

        public double Weighted() => Weight * Area();
    }

    private sealed class Square(double side) : Shape
    {
        private readonly double _side = side;

        public override double Area() => _side * _side;
    }

    private sealed class Disc(double radius) : Shape
    {
        private readonly double _radius = radius;

        public override double Area() => Math.PI * _radius * _radius;
    }

    private sealed class RingBuffer(int size)
    {
        private readonly double[] _items = new double[size];
        private int _next;

        public void Push(double x)
        {
            _items[_next] = x;
            _next = (_next + 1) % _items.Length;
        }

        public double Product() => (_items[0] + 1) * (_items[1] + 2);
    }

    private sealed class Wrapper(double[] items)
    {
        public double[] Items { get; } = items;
    }

    private struct Holder
    {
        public Cell Cell;
        public double Own;
    }

    private sealed class Controller
    {
        private double _sum, _last;

        public double Gain { get; init; }

        public double IntegralGain { get; init; }

        public double Limit { get; init; } = double.PositiveInfinity;

        public double Update(double error, double h)
        {
            _sum += error * h;
            double u = Gain * error + IntegralGain * _sum + 0.05 * (error - _last) / h;
            _last = error;
            if (u > Limit)
            {
                _sum -= error * h;
                return Limit;
            }

            return u;
        }
    }

    private sealed record Settings(double Rate, int Steps)
    {
        public double Momentum { get; init; } = 0.9;
    }

    private sealed class Saturating
    {
        public double Limit { get; init; }

        public double Total { get; private set; }

        public double Feed(double x)
        {
            if (x < 0)
                return 0.1 * x;
            Total += x;
            if (Total > Limit)
            {
                Total = Limit + 0.5 * (Total - Limit);
                return Total;
            }

            return x * x;
        }
    }
}
