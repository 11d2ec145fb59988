using DiffGen.GradBench.Objectives;
using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>Gaussian mixtures.</summary>
internal static class GmmEval
{
    private const int Points = 1000, Freedom = 0;
    private const double Gamma = 1;

    private delegate double ObjectiveC(int d, int k, int n, double[] alpha, double[] mu, double[] q, double[] l, double[] x, double gamma, int m);

    private delegate double GradientC(
        int d, int k, int n, double[] alpha, double[] mu, double[] q, double[] l, double[] x, double gamma, int m,
        double[] dAlpha, double[] dMu, double[] dQ, double[] dL);

    public static Workload Create(CCompiler? compiler, int d, int k)
    {
        var random = new Xoshiro256StarStar(31337);
        int below = d * (d - 1) / 2;
        double[] x = EvalData.Normal(random, Points * d), alpha = EvalData.Normal(random, k), mu = EvalData.Uniform(random, k * d);
        double[] q = EvalData.Normal(random, k * d), l = EvalData.Normal(random, k * below);
        double[][] hand = Gradient(), generated = Gradient(), inC = Gradient();
        var byHand = new HandWritten.Gmm(d, k);
        ObjectiveC? objective = compiler?.Library("gmm").Function<ObjectiveC>("gmm_objective");
        GradientC? gradient = compiler?.Library("gmm").Function<GradientC>("gmm_gradient");
        return new Workload(
            "gmm", $"d = {d}, k = {k}",
            () => Gmm.Objective(alpha, mu, q, l, x, d, Gamma, Freedom),
            () => byHand.Gradient(alpha, mu, q, l, x, Gamma, Freedom, hand[0], hand[1], hand[2], hand[3]),
            () => Gmm.ObjectiveGradient(alpha, mu, q, l, x, d, Gamma, Freedom, generated[0], generated[1], generated[2], generated[3]),
            () => EvalData.Difference(hand, generated))
        {
            PlainC = objective is null ? null : () => objective(d, k, Points, alpha, mu, q, l, x, Gamma, Freedom),
            GradientC = gradient is null ? null : () => gradient(d, k, Points, alpha, mu, q, l, x, Gamma, Freedom, inC[0], inC[1], inC[2], inC[3]),
            DifferenceC = gradient is null ? null : () => EvalData.Difference(inC, generated),
        };

        double[][] Gradient() => [new double[k], new double[k * d], new double[k * d], new double[k * below]];
    }
}
