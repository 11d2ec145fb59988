using System.Numerics;
using DiffGen.Data;
using DiffGen.Optimizers;
using DiffGen.Schedules;
using DiffGen.Training;

namespace DiffGen.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void FitsALineInDouble() => FitsALine<double>(1e-9);

    [Fact]
    public void FitsALineInSingle() => FitsALine<float>(1e-4);

    [Fact]
    public void ReportsEveryEpoch()
    {
        var reports = new List<EpochReport>();
        var model = new Vector<double>(1);
        var trainer = new Trainer<double, double>(
            model, new Sgd<double> { LearningRate = 0 }, Loader(5, 2), MeanLabel)
        { Epochs = 3, EpochCompleted = reports.Add };
        TrainingResult result = trainer.Run(TestContext.Current.CancellationToken);

        // Labels 0..4: the mean over the samples is 2, whatever the sizes of the batches are.
        Assert.Equal((TrainingStopReason.Completed, 3, 9L), (result.Reason, result.Epochs, result.Step));
        Assert.Equal([2, 2, 2], result.Losses);
        Assert.Equal([(1, 3, 2.0, 3L), (2, 3, 2.0, 6L), (3, 3, 2.0, 9L)],
            reports.Select(report => (report.Epoch, report.Epochs, report.MeanLoss, report.Steps)));
        Assert.True(result.Elapsed >= reports[^1].Elapsed);
    }

    [Theory]
    [InlineData(double.NaN, 1, TrainingStopReason.NonFiniteLoss)]
    [InlineData(double.PositiveInfinity, 1, TrainingStopReason.NonFiniteLoss)]
    [InlineData(1, double.NaN, TrainingStopReason.NonFiniteGradient)]
    [InlineData(1, double.NegativeInfinity, TrainingStopReason.NonFiniteGradient)]
    [InlineData(1, -double.MaxValue, TrainingStopReason.NonFiniteParameters)]
    public void NonFiniteNumberStopsBeforeItIsApplied(double loss, double gradient, TrainingStopReason reason)
    {
        // Steps 1 to 4 take 1 off every parameter, step 5 is bad in the last of many components.
        var model = new Vector<double>(19);
        int calls = 0;
        var trainer = new Trainer<double, double>(
            model,
            new Sgd<double> { LearningRate = 10 },
            Loader(5, 2),
            (_, _, _, g) =>
            {
                g.Fill(0.1);
                if (++calls < 5)
                    return 1;
                g[^1] = gradient;
                return loss;
            });
        TrainingResult result = trainer.Run(TestContext.Current.CancellationToken);

        Assert.Equal((reason, 1, 5L), (result.Reason, result.Epochs, result.Step));
        Assert.Equal([1.0], result.Losses);
        Assert.All(model.Parameters.ToArray(), p => Assert.Equal(-4, p, 1e-12));
    }

    [Fact]
    public void CancellationStopsBetweenBatches()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        var model = new Vector<double>(1);
        var trainer = new Trainer<double, double>(
            model,
            new Sgd<double> { LearningRate = 1 },
            Loader(5, 2),
            (_, _, _, g) =>
            {
                g.Fill(1);
                if (++calls == 4)
                    source.Cancel();
                return 1;
            });
        TrainingResult result = trainer.Run(source.Token);
        Assert.Equal((TrainingStopReason.Cancelled, 1, 4L), (result.Reason, result.Epochs, result.Step));
        Assert.Equal(-4, model.Parameters[0]);
    }

    [Fact]
    public void CancelledBeforehandDoesNothing()
    {
        var model = new Vector<double>(1);
        TrainingResult result = new Trainer<double, double>(model, new Sgd<double>(), Loader(5, 2), MeanLabel)
            .Run(new CancellationToken(canceled: true));
        Assert.Equal((TrainingStopReason.Cancelled, 0, 0L), (result.Reason, result.Epochs, result.Step));
    }

    // Three batches an epoch: rates 1, 0.5, 0.25, …, over two runs; the gradient is 1.
    [Fact]
    public void ScheduleSetsTheLearningRate()
    {
        var model = new Vector<double>(1);
        var sgd = new Sgd<double>();
        var trainer = new Trainer<double, double>(model, sgd, Loader(5, 2), UnitGradient)
        {
            Epochs = 1,
            Schedule = new ExponentialSchedule(1, 0.5),
        };
        trainer.Run(TestContext.Current.CancellationToken);
        Assert.Equal((-1.75, 0.25), (model.Parameters[0], sgd.LearningRate));
        trainer.Run(TestContext.Current.CancellationToken);
        Assert.Equal((-1.96875, 0.03125), (model.Parameters[0], sgd.LearningRate));
    }

    [Fact]
    public void ScheduleMayBeginLater()
    {
        var model = new Vector<double>(1);
        new Trainer<double, double>(model, new Sgd<double>(), Loader(2, 2), UnitGradient)
        {
            Epochs = 1,
            Schedule = new ExponentialSchedule(1, 0.5),
            FirstStep = 3,
        }.Run(TestContext.Current.CancellationToken);
        Assert.Equal(-0.125, model.Parameters[0]);
    }

    // The loss stays 1: after the first epoch every one is bad.
    [Fact]
    public void ScheduleIsToldTheLoss()
    {
        var model = new Vector<double>(1);
        new Trainer<double, double>(model, new Sgd<double>(), Loader(5, 5), UnitGradient)
        {
            Epochs = 4,
            Schedule = new PlateauSchedule(8) { Patience = 0, Factor = 0.5 },
        }.Run(TestContext.Current.CancellationToken);
        Assert.Equal(-8 - 8 - 4 - 2, model.Parameters[0]);
    }

    [Fact]
    public void SkippedBatchesDontEndTraining()
    {
        var model = new Vector<double>(1);
        var skip = new SkipNonFinite<double>();
        int calls = 0;
        var trainer = new Trainer<double, double>(
            model,
            new Chain<double>(new Sgd<double> { LearningRate = 1 }, skip),
            Loader(5, 2),
            (_, _, _, g) =>
            {
                calls++;
                g.Fill(calls == 2 ? double.NaN : 1);
                return calls == 2 ? double.NaN : calls;
            })
        { Epochs = 2 };
        TrainingResult result = trainer.Run(TestContext.Current.CancellationToken);

        // Losses 1, NaN, 3 of 2, 2 and 1 samples: the mean without the second is 5/3.
        Assert.Equal((TrainingStopReason.Completed, 2, 6L), (result.Reason, result.Epochs, result.Step));
        Assert.Equal(5.0 / 3, result.Losses[0], 1e-15);
        Assert.Equal((1L, -5.0), (skip.Skipped, model.Parameters[0]));
    }

    [Fact]
    public void InfiniteLossOfAFiniteGradientEndsTrainingEvenSo()
    {
        var trainer = new Trainer<double, double>(
            new Vector<double>(1),
            new Chain<double>(new Sgd<double>(), new SkipNonFinite<double>()),
            Loader(5, 2),
            (_, _, _, g) =>
            {
                g.Fill(1);
                return double.PositiveInfinity;
            });
        Assert.Equal(TrainingStopReason.NonFiniteLoss, trainer.Run(TestContext.Current.CancellationToken).Reason);
    }

    [Fact]
    public void NoEpochsIsCompleted()
    {
        TrainingResult result = new Trainer<double, double>(new Vector<double>(1), new Sgd<double>(), Loader(5, 2), MeanLabel)
        {
            Epochs = 0,
        }.Run(TestContext.Current.CancellationToken);
        Assert.Equal((TrainingStopReason.Completed, 0, 0L), (result.Reason, result.Epochs, result.Step));
        Assert.Equal("Completed at step 0 after 0 epochs, loss NaN", result.ToString());
    }

    [Fact]
    public void AllocationDoesNotGrowWithTheBatches()
    {
        long Allocated(int epochs)
        {
            var trainer = new Trainer<double, double>(
                new Vector<double>(100), new Adam<double>(), Loader(100, 1), MeanLabel)
            { Epochs = epochs };
            return Allocation.Of(() => trainer.Run(), repetitions: 1);
        }

        // Only the list of losses grows: 8 bytes an epoch.
        Assert.InRange(Allocated(20) - Allocated(10), 0, 100);
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        var model = new Vector<double>(1);
        var sgd = new Sgd<double>();
        BatchLoader<double, double> loader = Loader(5, 2);
        Assert.Throws<ArgumentNullException>(() => new Trainer<double, double>(null!, sgd, loader, MeanLabel));
        Assert.Throws<ArgumentNullException>(() => new Trainer<double, double>(model, null!, loader, MeanLabel));
        Assert.Throws<ArgumentNullException>(() => new Trainer<double, double>(model, sgd, null!, MeanLabel));
        Assert.Throws<ArgumentNullException>(() => new Trainer<double, double>(model, sgd, loader, null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Trainer<double, double>(model, sgd, loader, MeanLabel) { Epochs = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Trainer<double, double>(model, sgd, loader, MeanLabel) { FirstStep = -1 });
    }

    private static void FitsALine<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        // y = 3·x - 2 on x in [-1, 1], shuffled, in batches of 8.
        T[] x = [.. Enumerable.Range(-20, 41).Select(i => T.CreateChecked(i / 20.0))];
        T[] y = [.. x.Select(v => T.CreateChecked(3) * v - T.CreateChecked(2))];
        var model = new Vector<T>(2);
        var trainer = new Trainer<T, T>(
            model,
            new Sgd<T> { LearningRate = 0.2, Momentum = 0.5 },
            new BatchLoader<T, T>(new Dataset<T, T>(x, y), 8, seed: 1),
            (features, labels, count, gradient) =>
            {
                T loss = T.Zero, n = T.CreateChecked(count);
                gradient.Clear();
                for (int i = 0; i < count; i++)
                {
                    T r = model.Parameters[0] * features[i] + model.Parameters[1] - labels[i];
                    loss += r * r / n;
                    gradient[0] += (r + r) * features[i] / n;
                    gradient[1] += (r + r) / n;
                }

                return loss;
            })
        { Epochs = 200 };
        TrainingResult result = trainer.Run(TestContext.Current.CancellationToken);
        Assert.Equal(TrainingStopReason.Completed, result.Reason);
        Assert.Equal(3.0, double.CreateChecked(model.Parameters[0]), tolerance);
        Assert.Equal(-2.0, double.CreateChecked(model.Parameters[1]), tolerance);
        Assert.True(result.Losses[^1] < result.Losses[0] * 1e-6);
    }

    private static BatchLoader<double, double> Loader(int count, int batchSize)
        => new(new Dataset<double, double>(new double[count], [.. Enumerable.Range(0, count).Select(i => (double)i)]), batchSize);

    private static double UnitGradient(
        ReadOnlySpan<double> features, ReadOnlySpan<double> labels, int count, Span<double> gradient)
    {
        gradient.Fill(1);
        return 1;
    }

    private static double MeanLabel(
        ReadOnlySpan<double> features, ReadOnlySpan<double> labels, int count, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        foreach (double label in labels)
            sum += label;
        return sum / count;
    }

    private sealed class Vector<T>(int length) : IModel<T>
    {
        private readonly T[] _parameters = new T[length];

        public Span<T> Parameters => _parameters;

        public ParameterLayout Layout { get; } = new(new ParameterInfo("P", 0, new[] { length }));
    }
}
