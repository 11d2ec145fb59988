using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class LogisticRegressionTests
{
    private static readonly double[] Start = new double[LogisticRegression.Parameters];

    // The whole matrix of second derivatives leads to the optimum to rounding.
    private static readonly Lazy<MinimizationResult> Optimum = new(
        () => new TrustRegionExact { GradientTolerance = 1e-14 }.Minimize(LogisticRegression.Hessian, Start));

    private static readonly Dictionary<string, Func<MinimizationResult>> Methods = new()
    {
        ["GradientDescent"] = () => First(new GradientDescent { GradientTolerance = 1e-9, MaxIterations = 20_000, MaxEvaluations = 100_000 }),
        ["ConjugateGradient"] = () => First(new ConjugateGradient { GradientTolerance = 1e-9 }),
        ["ConjugateGradient, PR+"] = () => First(new ConjugateGradient { Update = ConjugateGradientUpdate.PolakRibierePlus, GradientTolerance = 1e-9 }),
        ["ConjugateGradient, FR"] = () => First(new ConjugateGradient { Update = ConjugateGradientUpdate.FletcherReeves, GradientTolerance = 1e-9 }),
        ["Bfgs"] = () => First(new Bfgs { GradientTolerance = 1e-9 }),
        ["Lbfgs"] = () => First(new Lbfgs { GradientTolerance = 1e-9 }),
        ["LbfgsB"] = () => First(new LbfgsB { GradientTolerance = 1e-9 }),
        ["LbfgsB, wide bounds"] = () => new LbfgsB { GradientTolerance = 1e-9 }.Minimize(
            LogisticRegression.Gradient, Start, [.. Start.Select(_ => -10.0)], [.. Start.Select(_ => 10.0)]),
        ["NewtonCg"] = () => new NewtonCg { GradientTolerance = 1e-9 }.Minimize(LogisticRegression.Gradient, LogisticRegression.Hvp, Start),
        ["TrustRegionNewton"] = () => new TrustRegionNewton { GradientTolerance = 1e-9 }
            .Minimize(LogisticRegression.Gradient, LogisticRegression.Hvp, Start),
    };

    public static TheoryData<string> Names { get; } = [.. Methods.Keys];

    [Theory, MemberData(nameof(Names))]
    public void AllMethodsAgreeOnTheOptimum(string method)
    {
        MinimizationResult result = Methods[method]();
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        for (int i = 0; i < LogisticRegression.Parameters; i++)
            Assert.Equal(Optimum.Value.Point[i], result.Point[i], 1e-6);
    }

    // Under bounds that cut the optimum off: those of the wrong sign end at 0, and the conditions of optimality hold.
    [Fact]
    public void NonNegativeWeights()
    {
        double[] lower = new double[LogisticRegression.Parameters], upper = [.. Start.Select(_ => double.PositiveInfinity)];
        lower[^1] = double.NegativeInfinity;
        GradientFunction<double> malignant = (theta, gradient) =>
        {
            // Of the class 0 instead of 1: all signs turn.
            double[] turned = [.. theta.ToArray().Select(x => -x)];
            double value = LogisticRegression.Gradient(turned, gradient);
            for (int i = 0; i < gradient.Length; i++)
                gradient[i] = -gradient[i];
            return value;
        };
        MinimizationResult result = new LbfgsB().Minimize(malignant, Start, lower, upper);
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        var g = new double[LogisticRegression.Parameters];
        malignant(result.Point, g);
        int active = 0;
        for (int i = 0; i < g.Length; i++)
        {
            active += result.Point[i] == lower[i] ? 1 : 0;
            Assert.True(result.Point[i] == lower[i] ? g[i] >= -1e-8 : Math.Abs(g[i]) <= 1e-8);
        }

        Assert.InRange(active, 3, 20);
        Assert.True(result.Value > Optimum.Value.Value);
    }

    private static MinimizationResult First(IMinimizer minimizer) => minimizer.Minimize(LogisticRegression.Gradient, Start);
}
