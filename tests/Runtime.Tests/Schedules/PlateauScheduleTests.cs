using DiffGen.Schedules;

namespace DiffGen.Tests.Schedules;

public class PlateauScheduleTests
{
    [Fact]
    public void Drops_after_more_bad_metrics_than_its_patience()
    {
        var plateau = new PlateauSchedule(1) { Patience = 2, Factor = 0.5 };
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25], Rates(plateau, 5, 4, 4, 4, 4, 4, 4, 4));
        Assert.Equal([0.25, 0.25, 0.25, 0.125], Rates(plateau, 3, 3, 3, 3));
    }

    // Better means by more than a tenth; a negative metric has to go further down by a tenth of its size.
    [Fact]
    public void Metrics_must_be_better_by_the_threshold()
    {
        Assert.Equal([1, 0.5, 0.5], Rates(new PlateauSchedule(1) { Patience = 0, Factor = 0.5, Threshold = 0.1 }, 10, 9.5, 8.9));
        Assert.Equal([1, 0.5, 0.5], Rates(new PlateauSchedule(1) { Patience = 0, Factor = 0.5, Threshold = 0.1 }, -10, -10.5, -11.1));
    }

    [Fact]
    public void Waits_after_a_drop()
        => Assert.Equal(
            [1, 0.5, 0.5, 0.5, 0.25],
            Rates(new PlateauSchedule(1) { Patience = 0, Factor = 0.5, Cooldown = 2 }, 1, 1, 1, 1, 1));

    [Fact]
    public void Has_a_smallest_rate()
    {
        Assert.Equal([1, 0.3, 0.3], Rates(new PlateauSchedule(1) { Patience = 0, Smallest = 0.3 }, 1, 1, 1));
        Assert.Equal([0.2, 0.2], Rates(new PlateauSchedule(0.2) { Patience = 0, Smallest = 0.3 }, 1, 1));
    }

    [Fact]
    public void What_isnt_a_number_is_bad()
        => Assert.Equal([0.1, 0.1, 0.01], Rates(new PlateauSchedule(1) { Patience = 0 }, double.NaN, 1, double.PositiveInfinity), Near);

    [Fact]
    public void Goes_on_from_its_state()
    {
        var plateau = new PlateauSchedule(1) { Patience = 2, Factor = 0.5, Cooldown = 1 };
        var other = new PlateauSchedule(7) { Patience = 2, Factor = 0.5, Cooldown = 1 };
        Rates(plateau, 3, 3, 2, 2, 2);
        other.LoadState(System.Text.Json.JsonSerializer.Deserialize<PlateauState>(System.Text.Json.JsonSerializer.Serialize(plateau.SaveState()))!);
        double[] metrics = [2, 2, 2, 2, 2, 1.5, 1.5];
        Assert.Equal(Rates(plateau, metrics), Rates(other, metrics));
        PlateauState state = plateau.SaveState();
        Assert.Throws<ArgumentException>(() => other.LoadState(state with { Rate = -1 }));
        Assert.Throws<ArgumentException>(() => other.LoadState(state with { Best = double.NaN }));
        Assert.Throws<ArgumentException>(() => other.LoadState(state with { Bad = -1 }));
        Assert.Throws<ArgumentNullException>(() => other.LoadState(null!));
        Assert.Equal(state, other.SaveState());
    }

    [Fact]
    public void Others_pass_reports_on()
    {
        Schedule[] around = [.. Around(new PlateauSchedule(1) { Patience = 0 })];
        foreach (Schedule schedule in around)
        {
            double before = schedule.At(5);
            schedule.Report(1);
            schedule.Report(1);
            Assert.Equal(before * 0.1, schedule.At(5), 1e-15);
        }
    }

    private static IEnumerable<Schedule> Around(PlateauSchedule plateau)
    {
        yield return new LinearWarmupSchedule(3, plateau);
        yield return new ChainedSchedule(new ConstantSchedule(2), new PlateauSchedule(1) { Patience = 0 });
        yield return new SequentialSchedule(new SchedulePhase(new PlateauSchedule(1) { Patience = 0 }, 10));
    }

    private static double[] Rates(PlateauSchedule plateau, params double[] metrics) => [.. metrics.Select(metric =>
    {
        plateau.Report(metric);
        return plateau.At(0);
    })];

    private static bool Near(double x, double y) => Math.Abs(x - y) < 1e-15;
}
