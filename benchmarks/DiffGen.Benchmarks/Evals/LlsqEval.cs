using DiffGen.GradBench.Objectives;
using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>Least squares with a polynomial, coefficients uniform on 0 … 1.</summary>
internal static class LlsqEval
{
    private delegate double LossC(int m, int n, double[] x);

    private delegate double GradientC(int m, int n, double[] x, double[] g);

    public static Workload Create(CCompiler? compiler, int n, int m)
    {
        double[] x = EvalData.Uniform(new Xoshiro256StarStar(31337), m), hand = new double[m], generated = new double[m], inC = new double[m];
        var byHand = new HandWritten.Llsq(m);
        LossC? loss = compiler?.Library("llsq").Function<LossC>("llsq_loss");
        GradientC? gradient = compiler?.Library("llsq").Function<GradientC>("llsq_gradient");
        return new Workload(
            "llsq", $"n = {n}, m = {m}",
            () => Llsq.Loss(x, n),
            () => byHand.Gradient(x, n, hand),
            () => Llsq.LossGradient(x, n, generated),
            () => EvalData.Difference([hand], [generated]))
        {
            PlainC = loss is null ? null : () => loss(m, n, x),
            GradientC = gradient is null ? null : () => gradient(m, n, x, inC),
            DifferenceC = gradient is null ? null : () => EvalData.Difference([inC], [generated]),
        };
    }
}
