using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

public class WolfeLineSearchTests
{
    private static readonly Dictionary<string, Func<double, (double Value, double Slope)>> Functions = new()
    {
        ["parabola"] = a => ((a - 1) * (a - 1), 2 * (a - 1)),
        ["narrow"] = a => (1e6 * (a - 1e-3) * (a - 1e-3), 2e6 * (a - 1e-3)),
        ["wide"] = a => (1e-6 * (a - 1e3) * (a - 1e3), 2e-6 * (a - 1e3)),

        // Falls and rises around a rising line: every minimum beyond the first is above the start.
        ["ripples"] = a => (0.2 * a - Math.Sin(a), 0.2 - Math.Cos(a)),

        // The first two functions of J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease",
        // ACM TOMS 20 (1994), section 5.
        ["Moré-Thuente 1"] = a => (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2))),
        ["Moré-Thuente 2"] = a => (Math.Pow(a + 0.004, 5) - 2 * Math.Pow(a + 0.004, 4),
            5 * Math.Pow(a + 0.004, 4) - 8 * Math.Pow(a + 0.004, 3)),
        ["wall"] = a => (a < 2 ? -Math.Log(2 - a) - 3 * a : double.NaN, a < 2 ? 1 / (2 - a) - 3 : double.NaN),
        ["plateau"] = a => (-Math.Atan(100 * (a - 0.5)) + 1e-2 * a * a, -100 / (1 + 1e4 * (a - 0.5) * (a - 0.5)) + 2e-2 * a),
    };

    public static TheoryData<string, double> Cases { get; } = [.. AllCases()];

    [Theory, MemberData(nameof(Cases))]
    public void FindsAStrongWolfePoint(string name, double firstStep)
    {
        Func<double, (double Value, double Slope)> function = Functions[name];
        (LineSearchOutcome outcome, SearchPoint found, int evaluations) = Search(function, firstStep);
        (double value, double slope) = function(0);

        Assert.Equal(LineSearchOutcome.Decreased, outcome);
        Assert.Equal(function(found.X[0]), (found.Value, found.Gradient[0]));
        Assert.Equal(found.Step, found.X[0]);
        Assert.True(found.Value <= value + 1e-4 * found.Step * slope, "sufficient decrease");
        Assert.True(Math.Abs(found.Slope) <= 0.9 * Math.Abs(slope), "curvature");
        Assert.InRange(evaluations, 1, 25);
    }

    [Fact]
    public void FirstStepIsTakenWhereItServes()
    {
        (_, SearchPoint found, int evaluations) = Search(Functions["parabola"], 0.7);
        Assert.Equal((0.7, 1), (found.Step, evaluations));
    }

    // With the first trial beyond the minimum, the cubic through a parabola has its minimum exactly.
    [Fact]
    public void InterpolatesAParabolaExactly()
    {
        (_, SearchPoint found, int evaluations) = Search(Functions["parabola"], 3);
        Assert.Equal(2, evaluations);
        Assert.Equal(1, found.Step, 1e-12);
    }

    [Fact]
    public void BudgetIsKept()
    {
        (LineSearchOutcome outcome, _, int evaluations) = Search(Functions["narrow"], 1e3, maxEvaluations: 2);
        Assert.Equal((LineSearchOutcome.Exhausted, 2), (outcome, evaluations));
    }

    // The first trial lowers the value but meets no curvature condition: it is better than nothing.
    [Fact]
    public void LowestPointSeenIsTakenWhenTheBudgetEnds()
    {
        (LineSearchOutcome outcome, SearchPoint found, _) = Search(Functions["parabola"], 0.01, maxEvaluations: 1);
        Assert.Equal((LineSearchOutcome.Decreased, 0.01), (outcome, found.Step));
    }

    private static IEnumerable<TheoryDataRow<string, double>> AllCases()
        => from name in Functions.Keys
           from step in (double[])[1e-4, 1e-2, 0.05, 0.5, 1, 1.9, 5.5, 10, 300]
           select new TheoryDataRow<string, double>(name, step);

    private static (LineSearchOutcome Outcome, SearchPoint Found, int Evaluations) Search(
        Func<double, (double Value, double Slope)> function, double firstStep, int maxEvaluations = 1000)
    {
        var run = new MinimizationRun(new Lbfgs { MaxEvaluations = maxEvaluations + 1 });
        var objective = new Objective(
            (x, g) =>
            {
                (double value, g[0]) = function(x[0]);
                return value;
            },
            run);
        var start = new SearchPoint(1);
        objective.Evaluate(start);
        var search = new WolfeLineSearch(objective, 1);
        LineSearchOutcome outcome = search.Search(start, [1], firstStep);
        return (outcome, search.Found, run.Evaluations - 1);
    }
}
