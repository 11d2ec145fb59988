namespace DiffGen.Tests.Corpus;

/// <summary>Patterns that look at structs, tuples, arrays and types; goto case.</summary>
public static partial class Patterns
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Quadrants), Quadrants, QuadrantsGradient, QuadrantsPullback, [1, 2], [-1, 2], [-1, -2], [3, -2]),
        CorpusProgram.OfPair(nameof(PropertyPatterns), PropertyPatterns, PropertyPatternsGradient, PropertyPatternsPullback,
            [1, 2], [-1, 2], [3, 0.5], [0.2, 0.1]),
        CorpusProgram.OfPair(nameof(TuplePatterns), TuplePatterns, TuplePatternsGradient, TuplePatternsPullback,
            [1, 1.8], [-1, 2.5], [-1, -2], [3, 0.5]),
        CorpusProgram.OfPair(nameof(StateMachine), StateMachine, StateMachineGradient, StateMachinePullback, [0.4, 0.7], [1.6, -0.3]),
        CorpusProgram.OfPair(nameof(GotoCase), GotoCase, GotoCaseGradient, GotoCasePullback, [0.4, 0.7], [1.6, -0.3]),
        CorpusProgram.OfPair(nameof(DeclaredInPattern), DeclaredInPattern, DeclaredInPatternGradient, DeclaredInPatternPullback,
            [0.4, 0.7], [1.6, -0.3], [-2, 1]),
        CorpusProgram.OfPair(nameof(PositionalPatterns), PositionalPatterns, PositionalPatternsGradient, PositionalPatternsPullback,
            [0.4, 0.7], [1.6, -0.3], [-2, 1], [2, 3]),
        CorpusProgram.OfPair(nameof(WhenGuards), WhenGuards, WhenGuardsGradient, WhenGuardsPullback, [0.4, 0.7], [1.6, -0.3], [-2, 1], [5, 1]),
        CorpusProgram.OfPair(nameof(NegatedPatterns), NegatedPatterns, NegatedPatternsGradient, NegatedPatternsPullback, [0.4, 0.7], [1.6, -0.3], [-2, 1]),
        CorpusProgram.OfPair(nameof(PatternInLoop), PatternInLoop, PatternInLoopGradient, PatternInLoopPullback, [0.4, 0.7], [1.6, -0.3]),
        CorpusProgram.OfVector(nameof(ListPatterns), at => ListPatterns(at), (at, g) => ListPatternsGradient(at, g),
            (at, s, d) => ListPatternsPullback(at, s, d), [2], [1, 2], [-1, 2, 3], [1, 2, 3], [1, -2, 3, 4, 5]),
        CorpusProgram.OfPair(nameof(Interpreter), Interpreter, InterpreterGradient, InterpreterPullback, [0.4, 0.7], [1.6, -0.3]),
    ];

    private static readonly string Program = "xy+x*ysy*-";

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Quadrants(double x, double y) => (x, y) switch
    {
        ( > 0, > 0) => x * y,
        ( > 0, _) => x * x * y,
        (_, > 0) => x - y * y,
        _ => x / y,
    };

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PropertyPatterns(double x, double y)
    {
        var p = new Point(x, y);
        if (p is { X: < 0 })
            return p.Y * p.X;
        double r = p switch
        {
            { X: > 2, Y: var v } => v * v * p.X,
            { Length: < 1 } small => small.X + small.Length,
            { X: var u, Y: > 1 and < 10 } when u * 3 > p.Y => u * p.Y,
            _ => p.X,
        };
        return r * p.Length;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TuplePatterns(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            switch (i, x > 0, y)
            {
                case (0, true, _):
                    sum += x * y;
                    break;
                case (0, false, < 0):
                    return sum - x * y;
                case (1, var up, var v) when !up || v > 1:
                    sum *= v + x;
                    break;
                case (2, true, > 0 and <= 2):
                    sum = Math.Sin(sum);
                    break;
                default:
                    sum -= y;
                    break;
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double StateMachine(double x, double y)
    {
        State state = State.Start;
        double level = x;
        for (int i = 0; i < 8; i++)
        {
            (state, level) = (state, level) switch
            {
                (State.Start, < 1) => (State.Rising, level + y * y),
                (State.Start, _) => (State.Falling, level * 0.5),
                (State.Rising, > 1.5) => (State.Falling, level - x),
                (State.Rising, var l) => (State.Rising, l * 1.5),
                (State.Falling, < 0.3) => (State.Start, level + 1),
                _ => (State.Falling, level * 0.4 + y * 0.1),
            };
        }

        return state == State.Rising ? level : level * level;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GotoCase(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            switch (i)
            {
                case 0:
                    sum += x;
                    goto case 2;
                case 1:
                    sum *= y;
                    if (sum > 0.5)
                        goto default;
                    break;
                case 2:
                    sum += y * y;
                    break;
                case 3:
                    if (sum < 0)
                        goto case 0;
                    sum -= x * y;
                    goto case 1;
                default:
                    sum = sum * sum + x;
                    break;
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double DeclaredInPattern(double x, double y)
    {
        if (x * y is var product && product > 0)
            return product * product;
        if (Root(x + 1) is > 0.5 and var root)
            return root * y;
        return x is < 0 ? -x * product : product;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PositionalPatterns(double x, double y)
    {
        var p = new Point(x, y);
        var segment = new Segment(p, new Point(y * y, x));
        return segment switch
        {
            (( < 0, var b), _) => b * segment.To.X,
            ((var a, < 0), { X: var c }) => a * c,
            (var from, ( > 1, var d)) => from.X * d + from.Length,
            ({ Length: var l }, _) => l,
        };
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WhenGuards(double x, double y)
    {
        switch (x)
        {
            case < 0 when y > 0.5:
                return x * y;
            case > 4:
            case 3:
                return y;
            case var v when TryScale(v, y, out double scaled):
                return scaled * v;
            default:
                return x * x;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double NegatedPatterns(double x, double y)
    {
        if (new Point(x, y) is not { X: > 0, Y: var v })
            return x * x;
        if ((x, y) is not ( < 1, > 0))
            return v * x;
        return x is not (0 or > 10) ? v + x : y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PatternInLoop(double x, double y)
    {
        var p = new Point(x, y);
        int n = 0;
        while (p is { Length: < 5, X: var u } && n++ < 6)
        {
            p = p switch
            {
                (_, < 0.5) => p with { Y = p.Y + u * u },
                { X: < 1 } => new Point(u * 1.3 + 0.4, p.Y * 0.9),
                _ => new(p.Y, p.X * 1.2),
            };
        }

        return p.X * p.Y + n;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ListPatterns(double[] a) => a switch
    {
        [] => 0,
        [var x] => x * x,
        [var x, var y] => x * y,
        [< 0, .., var last] => last * last * a[0],
        [var x, > 0 and var y, ..] => x * y + 1,
        [var first, .. var middle, _] => first * Sum(middle),
    };

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Interpreter(double x, double y)
    {
        Span<double> stack = stackalloc double[8];
        int top = 0;
        for (int i = 0; i < Program.Length; i++)
        {
            char c = Program[i];
            switch (c)
            {
                case 'x' or 'y':
                    stack[top++] = c == 'x' ? x : y;
                    break;
                case 's':
                    stack[top - 1] = Math.Sin(stack[top - 1]);
                    break;
                case '+' or '-' or '*':
                    double right = stack[--top];
                    ref double left = ref stack[top - 1];
                    left = c switch { '+' => left + right, '-' => left - right, _ => left * right };
                    break;
            }
        }

        return stack[0] * top;
    }

    private static double Sum(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double x in a)
            sum += x;
        return sum;
    }

    private static double Root(double x) => x < 0 ? 0 : Math.Sqrt(x);

    private static bool TryScale(double v, double y, out double scaled)
    {
        scaled = v * y;
        return scaled > 0;
    }

    private enum State
    {
        Start,
        Rising,
        Falling,
    }

    private readonly record struct Point(double X, double Y)
    {
        public double Length => Math.Sqrt(X * X + Y * Y);
    }

    private readonly record struct Segment(Point From, Point To);
}
