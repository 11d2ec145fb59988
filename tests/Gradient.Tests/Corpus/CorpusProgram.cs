using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>A program with the points at which it is compared with differences: away from kinks, on every path.</summary>
internal sealed record CorpusProgram(TestProgram Program, params double[][] Points)
{
    /// <summary>A function of one scalar.</summary>
    public static CorpusProgram OfScalar(
        string id,
        Func<double, double> primal,
        ScalarGradient gradient,
        ScalarPullback pullback,
        params double[] points) => new(
            new TestProgram(
                id,
                at => primal(at[0]),
                (at, g) => gradient(at[0], out g[0]),
                (at, s, d) => pullback(at[0], s, ref d[0])),
            [.. points.Select(x => new[] { x })]);

    /// <summary>A function of two scalars.</summary>
    public static CorpusProgram OfPair(
        string id,
        Func<double, double, double> primal,
        PairGradient gradient,
        PairPullback pullback,
        params double[][] points) => new(
            new TestProgram(
                id,
                at => primal(at[0], at[1]),
                (at, g) => gradient(at[0], at[1], out g[0], out g[1]),
                (at, s, d) => pullback(at[0], at[1], s, ref d[0], ref d[1])),
            points);

    /// <summary>A function of one read-only vector.</summary>
    public static CorpusProgram OfVector(
        string id,
        Func<double[], double> primal,
        Func<double[], double[], double> gradient,
        Func<double[], double, double[], double> pullback,
        params double[][] points) => new(new TestProgram(id, primal, gradient, pullback), points);

    /// <summary>A function that overwrites its vector.</summary>
    public static CorpusProgram InPlace(
        string id,
        Func<double[], double> primal,
        Func<double[], double, double[], double> pullback,
        params double[][] points) => new(TestProgram.InPlace(id, primal, pullback), points);

    /// <summary>A function of a read-only array and a scalar: the last element is passed as the scalar, too.</summary>
    public static CorpusProgram WithScalar(
        string id,
        Func<double[], double, double> primal,
        ArrayGradient gradient,
        ArrayPullback pullback,
        params double[][] points) => new(
            new TestProgram(
                id,
                at => primal(at, at[^1]),
                (at, g) =>
                {
                    double value = gradient(at, at[^1], g, out double dX);
                    g[^1] += dX;
                    return value;
                },
                ScalarInLastElement(pullback)),
            points);

    /// <summary>A function that overwrites its array and takes a scalar: the last element on entry is passed as the scalar, too.</summary>
    public static CorpusProgram InPlaceWithScalar(
        string id,
        Func<double[], double, double> primal,
        ArrayPullback pullback,
        params double[][] points) =>
        new(TestProgram.InPlace(id, at => primal(at, at[^1]), ScalarInLastElement(pullback)), points);

    private static Func<double[], double, double[], double> ScalarInLastElement(ArrayPullback pullback) => (at, s, d) =>
    {
        double dX = 0;
        double value = pullback(at, at[^1], s, d, ref dX);
        d[^1] += dX;
        return value;
    };
}
