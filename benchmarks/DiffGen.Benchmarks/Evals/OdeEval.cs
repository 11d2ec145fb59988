using DiffGen.GradBench.Objectives;
using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>The last component of a chain of differential equations, coefficients uniform on 0 … 1.</summary>
internal static class OdeEval
{
    /// <summary>At the benchmark's sizes the result is 0, and so is its gradient: so many are compared.</summary>
    private const int Compared = 8;

    private delegate double LastC(int n, int steps, double[] x);

    private delegate double GradientC(int n, int steps, double[] x, double[] stages, double[] g);

    public static Workload Create(CCompiler? compiler, int n, int steps)
    {
        double[] x = EvalData.Uniform(new Xoshiro256StarStar(31337), n), hand = new double[n], generated = new double[n], inC = new double[n];
        double[] stages = new double[compiler is null ? 0 : 4 * n * steps];
        var byHand = new HandWritten.Ode(n, steps);
        LastC? last = compiler?.Library("ode").Function<LastC>("ode_last");
        GradientC? gradient = compiler?.Library("ode").Function<GradientC>("ode_gradient");
        return new Workload(
            "ode", $"n = {n}, s = {steps}",
            () => Ode.Last(x, steps),
            () => byHand.Gradient(x, hand),
            () => Ode.LastGradient(x, steps, generated),
            () => Difference((few, result) => new HandWritten.Ode(Compared, steps).Gradient(few, result)))
        {
            PlainC = last is null ? null : () => last(n, steps, x),
            GradientC = gradient is null ? null : () => gradient(n, steps, x, stages, inC),
            DifferenceC = gradient is null ? null : () => Difference((few, result) => gradient(Compared, steps, few, stages, result)),
        };

        double Difference(Func<double[], double[], double> other)
        {
            double[] few = x[..Compared], one = new double[Compared], two = new double[Compared];
            other(few, one);
            Ode.LastGradient(few, steps, two);
            return EvalData.Difference([one], [two]);
        }
    }
}
