using DiffGen;
using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>The methods on the problems of Moré, Garbow and Hillstrom, with generated derivatives.</summary>
public class MinimizationProblemTests
{
    // Too ill-conditioned for the method: condition numbers from 10⁸ on. What it finds there is a result with a reason.
    private static readonly HashSet<(string Method, string Problem)> TooHard =
    [
        ("ConjugateGradient", "PowellBadlyScaled"), ("ConjugateGradient", "BrownBadlyScaled"), ("ConjugateGradient", "Meyer"),
        ("ConjugateGradient", "Osborne1"), ("ConjugateGradient", "Watson, n = 9"),
        ("NewtonCg", "PowellBadlyScaled"), ("NewtonCg", "Meyer"),
        ("TrustRegionNewton", "PowellBadlyScaled"), ("TrustRegionNewton", "Meyer"),

        // It follows a valley of value 0.2427 on and on.
        ("TrustRegionExact", "Biggs6"),
    ];

    private static readonly Dictionary<string, Func<MinimizationProblem, MinimizationResult>> Methods = new()
    {
        ["ConjugateGradient"] = p => new ConjugateGradient { MaxIterations = 2000 }.Minimize(p.Gradient, p.Start),
        ["ConjugateGradient, PR+"] = p => new ConjugateGradient { Update = ConjugateGradientUpdate.PolakRibierePlus, MaxIterations = 2000 }.Minimize(p.Gradient, p.Start),
        ["ConjugateGradient, FR"] = p => new ConjugateGradient { Update = ConjugateGradientUpdate.FletcherReeves, MaxIterations = 2000 }.Minimize(p.Gradient, p.Start),
        ["Bfgs"] = p => new Bfgs().Minimize(p.Gradient, p.Start),
        ["Bfgs, Hager-Zhang"] = p => new Bfgs { LineSearch = new HagerZhang() }.Minimize(p.Gradient, p.Start),
        ["Bfgs, Armijo"] = p => new Bfgs { LineSearch = new ArmijoBacktracking() }.Minimize(p.Gradient, p.Start),
        ["Lbfgs"] = p => new Lbfgs().Minimize(p.Gradient, p.Start),
        ["LbfgsB"] = p => new LbfgsB().Minimize(p.Gradient, p.Start),
        ["NewtonCg"] = p => new NewtonCg().Minimize(p.Gradient, p.Hvp, p.Start),
        ["TrustRegionNewton"] = p => new TrustRegionNewton().Minimize(p.Gradient, p.Hvp, p.Start),
        ["TrustRegionExact"] = p => new TrustRegionExact().Minimize(p.Hessian, p.Start),
    };

    public static TheoryData<string, int> Cases { get; } =
    [
        .. from method in Methods.Keys
           from problem in Enumerable.Range(0, MinimizationProblems.All.Length)
           select new TheoryDataRow<string, int>(method, problem)
           {
               TestDisplayName = $"{method}: {MinimizationProblems.All[problem]}",
           },
    ];

    [Theory, MemberData(nameof(Cases))]
    public void FindsAKnownMinimum(string method, int index)
    {
        MinimizationProblem problem = MinimizationProblems.All[index];
        MinimizationResult result = Methods[method](problem);

        string family = method.Split(',')[0];
        Assert.True(result.Value <= result.History[0].Value);
        if (TooHard.Contains((family, problem.Name)) || TooHard.Contains((family, problem.ToString())))
            return;
        Assert.True(
            problem.Minima.Any(minimum => Math.Abs(result.Value - minimum) <= 1e-6 * Math.Max(1e-3, minimum)),
            $"{result}, expected {string.Join(" or ", problem.Minima)}");
        Assert.True(result.Converged || result.Reason == StopReason.NoDecrease, result.ToString());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100)]
    [InlineData(10)]
    public void ChainedRosenbrock(int n)
    {
        double[] start = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        foreach (IMinimizer minimizer in (IMinimizer[])[
            new Lbfgs { MaxIterations = 20_000 }, new LbfgsB { MaxIterations = 20_000 },
            new ConjugateGradient { MaxIterations = 20_000, MaxEvaluations = 100_000 }])
        {
            MinimizationResult result = minimizer.Minimize(Problems.Rosenbrock, start);
            Assert.Equal(StopReason.GradientTolerance, result.Reason);
        }
    }
}
