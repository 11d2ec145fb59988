namespace DiffGen.Tests.Corpus;

/// <summary>Arrays and collections of objects and structs, read as constants: observations, terms, tables.</summary>
public static partial class Collections
{
    private static readonly Observation[] s_observations =
        [new(1, 2, 3, [0.5, -1]), new(-0.5, 1, 1, [2]), new(2, 0.3, 5, [1, 2, 3])];

    private static readonly List<Observation> s_list = [.. s_observations];
    private static readonly Knot[] s_knots = [new(1, 2), new(-0.5, 0.25)];
    private static readonly Dictionary<string, Observation> s_named = new() { ["first"] = s_observations[0] };
    private static readonly Term[] s_terms = [new Linear(2), new Power(0.5, 3), new Linear(-1) { IsOff = true }];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(LeastSquares), (x, y) => LeastSquares(x, y, s_list),
            (x, y, out dX, out dY) => LeastSquaresGradient(x, y, s_list, out dX, out dY),
            (x, y, s, ref dX, ref dY) => LeastSquaresPullback(x, y, s_list, s, ref dX, ref dY), [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(ByIndex), (x, y) => ByIndex(x, y, s_observations),
            (x, y, out dX, out dY) => ByIndexGradient(x, y, s_observations, out dX, out dY),
            (x, y, s, ref dX, ref dY) => ByIndexPullback(x, y, s_observations, s, ref dX, ref dY), [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(ConstantStructs), ConstantStructs, ConstantStructsGradient, ConstantStructsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(TermsByType), TermsByType, TermsByTypeGradient, TermsByTypePullback, [0.4, 2], [1, 0.5]),
        CorpusProgram.OfPair(nameof(PositionalRecords), PositionalRecords, PositionalRecordsGradient, PositionalRecordsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(EvaluatedOnce), EvaluatedOnce, EvaluatedOnceGradient, EvaluatedOncePullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(CastObjects), CastObjects, CastObjectsGradient, CastObjectsPullback, [0.4, 2], [-1, 0.5]),
        CorpusProgram.OfPair(nameof(Characters), Characters, CharactersGradient, CharactersPullback, [0.4, 2], [-1, 0.5]),
    ];

    public sealed record Observation(double X, double Y, int Kind, double[] Features)
    {
        public double Residual(double prediction) => prediction - Y;
    }

    public readonly record struct Knot(double At, double Value);

    public abstract class Term(double weight)
    {
        public double Weight { get; } = weight;

        public bool IsOff { get; init; }
    }

    public sealed class Linear(double weight) : Term(weight);

    public sealed class Power(double weight, int exponent) : Term(weight)
    {
        public int Exponent { get; } = exponent;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LeastSquares(double w, double b, IReadOnlyList<Observation> data)
    {
        double sum = 0;
        foreach (Observation o in data)
        {
            double r = o.Residual(w * o.X + b);
            if (o.Kind > 2)
                r *= o.Features[^1];
            sum += r * r;
        }

        return sum / data.Count;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ByIndex(double x, double y, Observation[] data)
    {
        double s = 0;
        for (int i = 0; i < data.Length; i++)
        {
            Observation o = data[i];
            foreach (double f in o.Features)
                s += f * x * data[^1].X + y * y;
            for (int j = 0; j < o.Features.Length; j++)
                s += Math.Sin(o.Features[j] * x);
        }

        return s + s_observations[1].Y * x + s_named["first"].Y * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ConstantStructs(double x, double y)
    {
        double s = 0;
        foreach (Knot knot in s_knots)
            s += Math.Exp(-(x - knot.At) * (x - knot.At)) * knot.Value;
        for (int i = 0; i < s_knots.Length; i++)
            s += s_knots[i].At * y * s_knots[s_knots.Length - 1 - i].Value;
        return s;
    }

    /// <summary>A member of one class is read only where the object is of it.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double TermsByType(double x, double y)
    {
        double s = 0;
        foreach (Term term in s_terms)
        {
            s += term switch
            {
                Power { Exponent: > 2 } power => power.Weight * Math.Pow(x, power.Exponent),
                Linear { IsOff: true } => y,
                Linear => term.Weight * x * y,
                _ => throw new ArgumentException($"no {term.Weight}"),
            };
            if (term is Power p)
                s *= p.Exponent;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PositionalRecords(double x, double y)
    {
        double a = 1, b = 0;
        foreach (var (at, value, kind, _) in s_list)
        {
            a += at * x;
            b += value * kind * y;
        }

        return a * b;
    }

    public sealed record Table(double[][] Rows, Observation[] Rest);

    private static readonly List<Table> s_tables =
        [new([[1, 2], [3]], s_observations), new([[4], [5, 6], [7]], [s_observations[1]]), new([[8]], []), new([[-1, 2], [3, 4]], [])];

    /// <summary>What an index is applied to is evaluated once, whatever it turns out to be.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double EvaluatedOnce(double x, double y)
    {
        int n = 0, k = 0;
        double s = s_tables[n++].Rows[k++][k++] * x;
        s += s_tables[n++].Rows.Length * y + s_tables[n++].Rest.Length;
        foreach (double[] row in s_tables[n++].Rows)
            s += row[0] * x * y;
        n = 0;
        s += s_tables[n++].Rest[n].X * x + s_tables[n].Rest[^n++].Y * y;
        double[] w = [x, y];
        foreach (double v in Doubled(w))
            s += v * v;
        foreach (double v in new[] { w, Doubled(w) }[n - 2])
            s += v * x;
        return s * w[0] + n + k;
    }

    private static double[] Doubled(double[] w)
    {
        for (int i = 0; i < w.Length; i++)
            w[i] *= 2;
        return w;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CastObjects(double x, double y)
    {
        double s = ((Power)s_terms[1]).Exponent * x;
        foreach (Term term in s_terms)
            s += (term as object is Linear ? ((Linear)term).Weight : ((Power)term).Exponent) * y;
        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Characters(double x, double y)
    {
        double product = 1;
        foreach (char c in "xxyx")
            product *= c == 'x' ? x : y;
        return product;
    }
}
