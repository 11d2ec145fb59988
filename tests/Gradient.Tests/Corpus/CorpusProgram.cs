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

}
