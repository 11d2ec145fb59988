using System.Diagnostics;

namespace DiffGen.Tests.Corpus;

/// <summary>Programs that may throw, on the paths that don't: throw expressions, messages of values, guards.</summary>
public static partial class Throwing
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(Conditions), Conditions, ConditionsGradient, ConditionsPullback, [1.1, 0.5], [2.1, 1.5]),
        CorpusProgram.OfPair(nameof(Guards), Guards, GuardsGradient, GuardsPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(Messages), Messages, MessagesGradient, MessagesPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfPair(nameof(Helpers), Helpers, HelpersGradient, HelpersPullback, [1, 0.5], [2, 1.5]),
        CorpusProgram.OfVector(nameof(InLoop), at => InLoop(at), (at, g) => InLoopGradient(at, g), (at, s, d) => InLoopPullback(at, s, d),
            [1, 0.5], [2, 1.5, 3]),
        CorpusProgram.OfPair(nameof(InConstructor), InConstructor, InConstructorGradient, InConstructorPullback, [1, 0.5], [2, 1.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Conditions(double x, double y)
    {
        double r = x > 0 ? x : throw new ArgumentException("x");
        return (int)(x * 4) switch
        {
            4 => r * y,
            < 0 => throw new InvalidOperationException($"{r}"),
            > 20 => throw new OverflowException(),
            _ => r - y,
        };
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Guards(double x, double y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 50.0);
        ArgumentOutOfRangeException.ThrowIfLessThan(x * y, -1, nameof(y));
        Debug.Assert(x >= 0, "not negative");
        Debug.Assert(!double.IsNaN(x * y));
        return x * Math.Sqrt(y);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Messages(double x, double y)
    {
        double d = x * x - y;
        if (d < -10)
            throw new ArgumentOutOfRangeException(nameof(x), d, $"{x} is too small, {y:F3} too large: {d}");
        if (double.IsNaN(d))
            throw new ArgumentException("No number: " + x + ", " + y.ToString(System.Globalization.CultureInfo.InvariantCulture), nameof(y));
        return Math.Sqrt(d + 10) * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Helpers(double x, double y) => Positive(x, nameof(x)) * Positive(y + 1, "y + 1") - Checked(x * y);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InLoop(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] > 0 ? Math.Log(a[i]) * sum + a[i] : throw new ArgumentException($"Entry {i} is {a[i]}");
        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InConstructor(double x, double y)
    {
        var a = new Radius(x);
        var b = new Radius(y) { Scale = x * y };
        return a.Area * b.Area;
    }

    private static double Positive(double value, string name)
    {
        if (!(value > 0))
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}");
        return Math.Log(value);
    }

    private static double Checked(double value)
    {
        if (value > 1e6)
            ThrowTooLarge(value);
        return value * value;
    }

    private static void ThrowTooLarge(double value) => throw new InvalidOperationException($"{value} is too large");

    private readonly struct Radius
    {
        private readonly double _value;

        public Radius(double value)
        {
            _value = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        public double Scale
        {
            get;
            init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        } = 2;

        public double Area => Math.PI * _value * _value * Scale;
    }
}
