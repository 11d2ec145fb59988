using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>What every line search must do on functions of one variable.</summary>
public class LineSearchTests
{
    private static readonly Dictionary<string, Func<double, (double Value, double Slope)>> Functions = new()
    {
        ["parabola"] = a => ((a - 1) * (a - 1), 2 * (a - 1)),
        ["narrow"] = a => (1e6 * (a - 1e-3) * (a - 1e-3), 2e6 * (a - 1e-3)),
        ["wide"] = a => (1e-6 * (a - 1e3) * (a - 1e3), 2e-6 * (a - 1e3)),

        // Falls and rises around a rising line: every minimum beyond the first is above the start.
        ["ripples"] = a => (0.2 * a - Math.Sin(a), 0.2 - Math.Cos(a)),
        ["wall"] = a => (a < 2 ? -Math.Log(2 - a) - 3 * a : double.NaN, a < 2 ? 1 / (2 - a) - 3 : double.NaN),
        ["hole"] = a => Math.Abs(a - 3) < 1 ? (double.PositiveInfinity, double.NaN) : ((a - 1) * (a - 1), 2 * (a - 1)),
        ["plateau"] = a => (-Math.Atan(100 * (a - 0.5)) + 1e-2 * a * a, -100 / (1 + 1e4 * (a - 0.5) * (a - 0.5)) + 2e-2 * a),
        ["steep"] = a => (Math.Exp(3 * a) - 10 * a, 3 * Math.Exp(3 * a) - 10),
    };

    private static readonly Dictionary<string, LineSearch> Searches = new()
    {
        ["More-Thuente"] = new MoreThuente(),
        ["More-Thuente, close"] = new MoreThuente { SufficientDecrease = 1e-3, Curvature = 1e-2 },
        ["Hager-Zhang"] = new HagerZhang(),
        ["Hager-Zhang, close"] = new HagerZhang { SufficientDecrease = 1e-2, Curvature = 1e-2 },
        ["Armijo"] = new ArmijoBacktracking(),
        ["Armijo, expanding"] = new ArmijoBacktracking { Expansion = 2 },
    };

    public static TheoryData<string, string, double> Cases { get; } =
    [
        .. from search in Searches.Keys
           from name in Functions.Keys
           from step in (double[])[1e-4, 1e-2, 0.05, 0.5, 1, 1.9, 5.5, 10, 300]
           select new TheoryDataRow<string, string, double>(search, name, step),
    ];

    public static TheoryData<string> Names { get; } = [.. Searches.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void FindsAPointOfItsConditions(string search, string name, double firstStep)
    {
        LineSearchResult found = Search(Searches[search], Functions[name], firstStep);
        (double value, double slope) = Functions[name](0);

        Assert.Equal(LineSearchOutcome.Satisfied, found.Outcome);
        Assert.Equal(Functions[name](found.Step), (found.Value, found.Slope));
        Assert.Equal(found.Step, found.Point[0]);
        Assert.Equal(found.Slope, found.Gradient[0]);
        Assert.True(found.Value < value);
        (double decrease, double curvature) = Searches[search] switch
        {
            MoreThuente s => (s.SufficientDecrease, s.Curvature),
            HagerZhang s => (s.SufficientDecrease, s.Curvature),
            ArmijoBacktracking s => (s.SufficientDecrease, double.PositiveInfinity),
            _ => throw new InvalidOperationException(),
        };
        if (Searches[search] is not HagerZhang || found.Slope > (2 * decrease - 1) * slope)
            Assert.True(found.Value <= value + decrease * found.Step * slope, "sufficient decrease");
        Assert.True(found.Slope >= curvature * slope, "not too steep");
        if (Searches[search] is MoreThuente)
            Assert.True(found.Slope <= -curvature * slope, "not too steep upwards");
        Assert.InRange(found.Evaluations, 2, 30);
    }

    [Theory, MemberData(nameof(Names))]
    public void FirstStepIsTakenWhereItServes(string search)
    {
        LineSearchResult found = Search(Searches[search], Functions["parabola"], 1);
        Assert.Equal(1, found.Step);
        Assert.Equal(2, found.Evaluations);
    }

    [Theory, MemberData(nameof(Names))]
    public void UnboundedIsNoticed(string search)
    {
        if (search == "Armijo")
            return;
        Assert.Equal(LineSearchOutcome.Unbounded, Search(Searches[search], a => (-a, -1), 1).Outcome);
        Assert.Equal(LineSearchOutcome.Unbounded, Search(Searches[search], a => (-Math.Exp(a), -Math.Exp(a)), 1).Outcome);
    }

    [Theory, MemberData(nameof(Names))]
    public void NothingLowerIsNoDecrease(string search)
    {
        LineSearchResult found = Search(Searches[search], a => (a, -1), 1);
        Assert.Equal((LineSearchOutcome.NoDecrease, 0.0, 0.0), (found.Outcome, found.Step, found.Value));
        Assert.Equal(LineSearchOutcome.NoDecrease, Search(Searches[search], a => (a == 0 ? 1 : double.NaN, -1), 1).Outcome);
    }

    [Theory, MemberData(nameof(Names))]
    public void BadStartIsNoDecrease(string search)
    {
        Assert.Equal(LineSearchOutcome.NoDecrease, Search(Searches[search], a => (a, 1), 1).Outcome);
        Assert.Equal(LineSearchOutcome.NoDecrease, Search(Searches[search], a => (5, 0), 1).Outcome);
        Assert.Equal(LineSearchOutcome.NoDecrease, Search(Searches[search], a => (double.NaN, -1), 1).Outcome);
        Assert.Equal(LineSearchOutcome.NoDecrease, Search(Searches[search], a => (1, double.NegativeInfinity), 1).Outcome);
    }

    [Theory, MemberData(nameof(Names))]
    public void ArgumentsAreChecked(string search)
    {
        LineSearch s = Searches[search];
        Assert.Throws<ArgumentNullException>(() => s.Search(null!, [1], [1]));
        Assert.Throws<ArgumentException>("direction", () => s.Search((_, _) => 0, [1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>("firstStep", () => s.Search((_, _) => 0, [1], [1], 0));
        Assert.Throws<TimeoutException>(() => s.Search((_, _) => throw new TimeoutException(), [1], [1]));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoreThuente { Curvature = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoreThuente { SufficientDecrease = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoreThuente { MaxTrials = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HagerZhang { Curvature = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HagerZhang { SufficientDecrease = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HagerZhang { RelativeNoise = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArmijoBacktracking { Expansion = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArmijoBacktracking { SufficientDecrease = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedStep(0));
    }

    // The lowest of the trial points is better than nothing.
    [Fact]
    public void LowestPointSeenIsTakenWhenTheTrialsEnd()
    {
        LineSearchResult found = Search(new MoreThuente { MaxTrials = 1 }, Functions["parabola"], 0.01);
        Assert.Equal((LineSearchOutcome.Decreased, 0.01, 2), (found.Outcome, found.Step, found.Evaluations));
        found = Search(new MoreThuente { MaxTrials = 1 }, Functions["narrow"], 1e3);
        Assert.Equal((LineSearchOutcome.NoDecrease, 0.0, 2), (found.Outcome, found.Step, found.Evaluations));
    }

    // With the first trial beyond the minimum, the cubic through a parabola has its minimum exactly.
    [Fact]
    public void InterpolatesAParabolaExactly()
    {
        LineSearchResult found = Search(new MoreThuente(), Functions["parabola"], 3);
        Assert.Equal(3, found.Evaluations);
        Assert.Equal(1, found.Step, 1e-12);
    }

    [Fact]
    public void FixedStepTakesItsStepOrNone()
    {
        Assert.Equal(0.25, Search(new FixedStep(0.25), Functions["parabola"], 1).Step);
        LineSearchResult found = Search(new FixedStep(2.5), Functions["parabola"], 1);
        Assert.Equal((LineSearchOutcome.NoDecrease, 0.0, 2), (found.Outcome, found.Step, found.Evaluations));
    }

    private static LineSearchResult Search(LineSearch search, Func<double, (double Value, double Slope)> function, double firstStep)
        => search.Search(
            (x, g) =>
            {
                (double value, g[0]) = function(x[0]);
                return value;
            },
            [0.0],
            [1.0],
            firstStep);
}
