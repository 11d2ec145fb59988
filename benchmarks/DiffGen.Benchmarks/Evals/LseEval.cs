using DiffGen.GradBench.Objectives;
using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>A logarithm of a sum of exponentials, uniform on 0 … 1.</summary>
internal static class LseEval
{
    private delegate double ValueC(int n, double[] x);

    private delegate double GradientC(int n, double[] x, double[] g);

    public static Workload Create(CCompiler? compiler, int n)
    {
        double[] x = EvalData.Uniform(new Xoshiro256StarStar(31337), n), hand = new double[n], generated = new double[n], inC = new double[n];
        ValueC? value = compiler?.Library("lse").Function<ValueC>("lse");
        GradientC? gradient = compiler?.Library("lse").Function<GradientC>("lse_gradient");
        return new Workload(
            "lse", $"n = {n}",
            () => Lse.LogSumExp(x),
            () => HandWritten.Lse.Gradient(x, hand),
            () => Lse.LogSumExpGradient(x, generated),
            () => EvalData.Difference([hand], [generated]))
        {
            PlainC = value is null ? null : () => value(n, x),
            GradientC = gradient is null ? null : () => gradient(n, x, inC),
            DifferenceC = gradient is null ? null : () => EvalData.Difference([inC], [generated]),
        };
    }
}
