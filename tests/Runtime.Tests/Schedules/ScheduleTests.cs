using DiffGen.Schedules;

namespace DiffGen.Tests.Schedules;

/// <summary>What the formulas don't say.</summary>
public class ScheduleTests
{
    private const long Far = 1L << 40;

    private static Schedule[] All { get; } =
    [
        new ConstantSchedule(0.3), new StepSchedule(0.3, 30), new MultiStepSchedule(0.3, 5, 9), new ExponentialSchedule(0.3, 0.97),
        new PolynomialSchedule(0.3, 80), new CosineSchedule(0.3, 80), new CosineRestartsSchedule(0.3, 30),
        new CosineRestartsSchedule(0.3, 3) { Multiplier = 2 }, new OneCycleSchedule(0.3, 80), new OneCycleSchedule(0.3, 2),
        new LinearWarmupSchedule(7, new ConstantSchedule(0.3)), new InverseSquareRootSchedule(0.3, 20),
        new PiecewiseConstantSchedule(new SchedulePoint(3, 0.3)), new PiecewiseLinearSchedule(new SchedulePoint(3, 0.3)),
        new SequentialSchedule(new SchedulePhase(new ConstantSchedule(0.3), 5)), new ChainedSchedule(new ConstantSchedule(0.3)),
        new PlateauSchedule(0.3),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Length)];

    [Fact]
    public void All_are_here()
        => Assert.Equal(
            typeof(Schedule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Schedule)) && !type.IsAbstract).Order(ByName),
            All.Select(schedule => schedule.GetType()).Distinct().Order(ByName));

    [Theory, MemberData(nameof(Indices))]
    public void Conforms(int index)
    {
        Schedule schedule = All[index];
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule[-1]);
        double[] forwards = [.. Enumerable.Range(0, 200).Select(step => schedule.At(step))];
        Assert.All(forwards, rate => Assert.InRange(rate, 0, 0.3 * (1 + 1e-15)));
        Assert.InRange(schedule.At(Far), 0, 0.3 * (1 + 1e-15));

        // A pure function of the step: backwards it is the same, and a report doesn't change it.
        Assert.Equal(forwards.Reverse(), Enumerable.Range(0, 200).Select(step => schedule.At(199 - step)));
        schedule.Report(1);
        Assert.Equal(forwards, Enumerable.Range(0, 200).Select(step => schedule.At(step)));
        Assert.Equal(0, Allocation.Of(() => schedule.At(17)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var constant = new ConstantSchedule(1);
        Throws<ArgumentOutOfRangeException>(
            () => new ConstantSchedule(-1), () => new ConstantSchedule(double.NaN), () => new StepSchedule(-1, 1),
            () => new StepSchedule(1, 0), () => new StepSchedule(1, 1) { Factor = 0 }, () => new StepSchedule(1, 1) { Factor = 1.1 },
            () => new MultiStepSchedule(-1, 3), () => new MultiStepSchedule(1, 3) { Factor = 2 }, () => new ExponentialSchedule(-1, 0.5),
            () => new ExponentialSchedule(1, 0), () => new ExponentialSchedule(1, 1.5), () => new PolynomialSchedule(1, 0),
            () => new PolynomialSchedule(-1, 1), () => new PolynomialSchedule(1, 1) { End = -1 }, () => new PolynomialSchedule(1, 1) { Power = 0 },
            () => new CosineSchedule(-1, 1), () => new CosineSchedule(1, 0), () => new CosineSchedule(1, 1) { End = -1 },
            () => new CosineRestartsSchedule(-1, 1), () => new CosineRestartsSchedule(1, 0),
            () => new CosineRestartsSchedule(1, 1) { Multiplier = 0 }, () => new CosineRestartsSchedule(1, 1) { End = -1 },
            () => new OneCycleSchedule(-1, 10), () => new OneCycleSchedule(1, 1), () => new OneCycleSchedule(1, 10) { Warmup = 0 },
            () => new OneCycleSchedule(1, 10) { Warmup = 1 }, () => new OneCycleSchedule(1, 10) { InitialDivisor = 0.5 },
            () => new OneCycleSchedule(1, 10) { FinalDivisor = 0.5 }, () => new LinearWarmupSchedule(0, constant),
            () => new LinearWarmupSchedule(1, constant) { Start = 1 }, () => new InverseSquareRootSchedule(-1, 1),
            () => new InverseSquareRootSchedule(1, 0), () => new PiecewiseConstantSchedule(new SchedulePoint(0, -1)),
            () => new PiecewiseLinearSchedule(new SchedulePoint(0, double.NaN)), () => new SchedulePhase(constant, 0),
            () => new PlateauSchedule(-1), () => new PlateauSchedule(1) { Factor = 1 }, () => new PlateauSchedule(1) { Patience = -1 },
            () => new PlateauSchedule(1) { Threshold = -1 }, () => new PlateauSchedule(1) { Cooldown = -1 },
            () => new PlateauSchedule(1) { Smallest = -1 });
        Throws<ArgumentException>(
            () => new MultiStepSchedule(1, 3, 3), () => new MultiStepSchedule(1, -1), () => new PiecewiseConstantSchedule(),
            () => new PiecewiseLinearSchedule(new(3, 1), new(2, 1)), () => new SequentialSchedule(), () => new ChainedSchedule());
        Throws<ArgumentNullException>(
            () => new LinearWarmupSchedule(1, null!), () => new SchedulePhase(null!, 1), () => new SequentialSchedule([null!]),
            () => new ChainedSchedule([null!]));
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((x, y) => string.CompareOrdinal(x.Name, y.Name));

    private static void Throws<TException>(params Func<object>[] actions) where TException : Exception
        => Assert.All(actions, action => Assert.Throws<TException>(action));
}
