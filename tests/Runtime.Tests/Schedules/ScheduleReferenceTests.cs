using DiffGen.Schedules;
using static DiffGen.Tests.Numerics.DecimalMath;

namespace DiffGen.Tests.Schedules;

/// <summary>A hundred steps of every schedule against its formula in decimal arithmetic, to 10⁻¹².</summary>
public class ScheduleReferenceTests
{
    public static TheoryData<string> Names { get; } = [.. Cases().Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Follows_its_formula(string name)
    {
        (_, Schedule schedule, Func<int, decimal> formula) = Cases().Single(row => row.Name == name);
        for (int step = 0; step < 100; step++)
        {
            double expected = (double)formula(step);
            Assert.True(
                Math.Abs(schedule.At(step) - expected) <= 1e-12 * expected, $"step {step}: {schedule.At(step):R} instead of {expected:R}");
            Assert.Equal(schedule.At(step), schedule[step]);
        }
    }

    [Fact]
    public void Every_schedule_has_a_formula()
    {
        var compared = Cases().Select(row => row.Schedule.GetType()).ToHashSet();
        Assert.Equal(15, compared.Count);
        Assert.DoesNotContain(
            typeof(Schedule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Schedule)) && !type.IsAbstract),
            type => !compared.Contains(type));
    }

    private static IEnumerable<(string Name, Schedule Schedule, Func<int, decimal> Formula)> Cases()
    {
        yield return ("constant", new ConstantSchedule(0.3), _ => 0.3m);
        yield return ("step", new StepSchedule(0.3, 30), t => 0.3m * Power(0.1m, t / 30));
        yield return ("step by half", new StepSchedule(0.3, 7) { Factor = 0.5 }, t => 0.3m * Power(0.5m, t / 7));
        yield return (
            "multi-step", new MultiStepSchedule(0.3, 0, 10, 45, 90) { Factor = 0.5 },
            t => 0.3m * Power(0.5m, 1 + (t >= 10 ? 1 : 0) + (t >= 45 ? 1 : 0) + (t >= 90 ? 1 : 0)));
        yield return ("exponential", new ExponentialSchedule(0.3, 0.97), t => 0.3m * Power(0.97m, t));
        yield return ("polynomial", new PolynomialSchedule(0.3, 80), t => 0.3m * Math.Max(0, 1 - t / 80m));
        yield return (
            "polynomial of power 0.9", new PolynomialSchedule(0.3, 80) { End = 0.1, Power = 0.9 },
            t => t >= 80 ? 0.1m : 0.1m + 0.2m * Root(Power(1 - t / 80m, 9), 10));
        yield return ("cosine", new CosineSchedule(0.3, 80) { End = 0.01 }, t => CosineFrom(0.3m, 0.01m, Math.Min(t / 80m, 1)));
        yield return ("cosine with restarts", new CosineRestartsSchedule(0.3, 30) { End = 0.01 }, t => CosineFrom(0.3m, 0.01m, t % 30 / 30m));
        yield return ("cosine with longer and longer periods", new CosineRestartsSchedule(0.3, 10) { Multiplier = 3 }, t => t switch
        {
            < 10 => CosineFrom(0.3m, 0, t / 10m),
            < 40 => CosineFrom(0.3m, 0, (t - 10) / 30m),
            _ => CosineFrom(0.3m, 0, (t - 40) / 90m),
        });
        yield return ("one-cycle", new OneCycleSchedule(0.3, 80), t => t switch
        {
            < 23 => CosineFrom(0.3m / 25, 0.3m, t / 23m),
            < 79 => CosineFrom(0.3m, 0.3m / 25 / 10000, (t - 23) / 56m),
            _ => 0.3m / 25 / 10000,
        });
        yield return (
            "one-cycle on lines",
            new OneCycleSchedule(0.3, 100) { Linear = true, Warmup = 0.5, InitialDivisor = 10, FinalDivisor = 3 },
            t => t < 49 ? 0.03m + 0.27m * t / 49 : 0.3m - 0.29m * (t - 49) / 50);
        yield return (
            "warm-up", new LinearWarmupSchedule(20, new PolynomialSchedule(0.3, 80)),
            t => t < 20 ? 0.3m * (t + 1) / 20 : 0.3m * (1 - (t - 20) / 80m));
        yield return (
            "warm-up from a third", new LinearWarmupSchedule(20, new ConstantSchedule(0.3)) { Start = 0.25 },
            t => t < 20 ? 0.3m * (0.25m + 0.75m * (t + 1) / 20) : 0.3m);
        yield return (
            "inverse square root", new InverseSquareRootSchedule(0.3, 20), t => 0.3m * Math.Min((t + 1) / 20m, Sqrt(20m / (t + 1))));
        yield return (
            "piecewise constant", new PiecewiseConstantSchedule(new(10, 0.3), new(40, 0.2), new(90, 0)),
            t => t < 40 ? 0.3m : t < 90 ? 0.2m : 0);
        yield return ("piecewise linear", new PiecewiseLinearSchedule(new(10, 0.3), new(40, 0.2), new(90, 0.1)), t => t switch
        {
            < 10 => 0.3m,
            < 40 => 0.3m - 0.1m * (t - 10) / 30,
            < 90 => 0.2m - 0.1m * (t - 40) / 50,
            _ => 0.1m,
        });
        yield return (
            "sequence",
            new SequentialSchedule(
                new(new ConstantSchedule(0.3), 20), new(new PolynomialSchedule(0.2, 50) { End = 0.1 }, 25), new(new ExponentialSchedule(0.1, 0.9), 1)),
            t => t < 20 ? 0.3m : t < 45 ? 0.2m - 0.1m * (t - 20) / 50 : 0.1m * Power(0.9m, t - 45));
        yield return (
            "chain", new ChainedSchedule(new ConstantSchedule(0.3), new ExponentialSchedule(1, 0.99), new StepSchedule(1, 50)),
            t => 0.3m * Power(0.99m, t) * Power(0.1m, t / 50));
        yield return ("plateau without a report", new PlateauSchedule(0.3), _ => 0.3m);
    }

    private static decimal CosineFrom(decimal from, decimal to, decimal part) => to + (from - to) * (1 + Cos(Pi * part)) / 2;
}
