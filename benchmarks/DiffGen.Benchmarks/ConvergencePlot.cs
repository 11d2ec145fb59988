using DiffGen.Minimizers;
using DiffGen.Plots;

namespace DiffGen.Benchmarks;

/// <summary>How the value falls on Rosenbrock's function, minimizer by minimizer, over the calls of the function.</summary>
internal static partial class ConvergencePlot
{
    private static readonly double[] Start = [-1.2, 1];

    public static string Svg()
    {
        var plot = new LinePlot("Rosenbrock's function in two dimensions")
        {
            Subtitle = "f(x) − f(x*) after each iteration, from (−1.2, 1)",
            XLabel = "iteration",
            YLabel = "value",
            XScale = AxisScale.Logarithmic,
            YScale = AxisScale.Logarithmic,
        };
        Add(plot, "Levenberg–Marquardt", new LevenbergMarquardt().Minimize(ResidualsJacobian, 2, Start).History);
        Add(plot, "dogleg", new Dogleg().Minimize(ResidualsJacobian, 2, Start).History);
        Add(plot, "trust-region Newton", new TrustRegionNewton().Minimize(ValueGradient, ValueHvp, Start).History);
        Add(plot, "BFGS", new Bfgs().Minimize(ValueGradient, Start).History);
        Add(plot, "L-BFGS", new Lbfgs().Minimize(ValueGradient, Start).History);
        Add(plot, "conjugate gradients", new ConjugateGradient().Minimize(ValueGradient, Start).History);
        Add(plot, "gradient descent", new GradientDescent { MaxIterations = 2000, MaxEvaluations = 100_000 }.Minimize(ValueGradient, Start).History);
        return plot.ToSvg();
    }

    // Below 1e-18 there is only rounding; 0 has no place on the axis.
    private static void Add(LinePlot plot, string name, IReadOnlyList<MinimizationStep> history)
        => plot.Add(
            name,
            [.. history.Select(step => (double)step.Iteration)],
            [.. history.Select(step => Math.Max(step.Value, 1e-18))]);

    [Differentiable(Derivatives.Jacobian)]
    public static void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        // Half the sum of squares is the value.
        residuals[0] = Math.Sqrt(2) * 10 * (x[1] - x[0] * x[0]);
        residuals[1] = Math.Sqrt(2) * (1 - x[0]);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hvp)]
    public static double Value(ReadOnlySpan<double> x)
    {
        double a = 1 - x[0], b = x[1] - x[0] * x[0];
        return a * a + 100 * b * b;
    }
}
