using System.Diagnostics;
using System.Numerics;
using DiffGen.Data;
using DiffGen.Numerics;
using DiffGen.Optimizers;
using DiffGen.Schedules;

namespace DiffGen.Training;

/// <summary>
/// Trains a model: for every epoch, for every batch, a gradient and a step of the optimizer. Allocates nothing per batch.
/// </summary>
/// <remarks>
/// <para>Training stops with a result, not an exception, when a loss, gradient or parameter isn't finite; the model then has
/// the parameters from before that step. An optimizer with <see cref="SkipNonFinite{T}"/> gets gradients that aren't finite, and
/// training goes on; their losses don't count in the mean.</para>
/// <para>Transforms and parameter groups are part of the optimizer: <see cref="Chain{T}"/>, <see cref="GroupedOptimizer{T}"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;double, int&gt;(model, new Adam&lt;double&gt;(), loader, model.LossBatchGradient) { Epochs = 40 };
/// TrainingResult result = trainer.Run();
/// </code>
/// </example>
/// <typeparam name="T">The element type of features and parameters.</typeparam>
/// <typeparam name="TLabel">The type of a label.</typeparam>
public sealed class Trainer<T, TLabel> where T : IFloatingPointIeee754<T>
{
    private readonly IModel<T> _model;
    private readonly IOptimizer<T> _optimizer;
    private readonly BatchLoader<T, TLabel> _loader;
    private readonly BatchGradientFunction<T, TLabel> _lossGradient;
    private readonly T[] _gradient;
    private readonly T[] _backup;
    private long _step;
    private long _scheduled;

    /// <summary>Makes a trainer.</summary>
    /// <param name="model">The model, whose parameters it changes.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="loader">The samples.</param>
    /// <param name="lossGradient">The mean loss of a batch and its gradient, at the current parameters of the model.</param>
    public Trainer(
        IModel<T> model,
        IOptimizer<T> optimizer,
        BatchLoader<T, TLabel> loader,
        BatchGradientFunction<T, TLabel> lossGradient)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(lossGradient);

        _model = model;
        _optimizer = optimizer;
        _loader = loader;
        _lossGradient = lossGradient;
        _gradient = new T[model.Parameters.Length];
        _backup = new T[model.Parameters.Length];
    }

    /// <summary>The number of epochs, at least 0; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int Epochs
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 10;

    /// <summary>Sets the optimizer's learning rate before every step, and is told the mean loss of every epoch; <c>null</c>, the
    /// default, leaves the learning rate as it is. Its steps go on over several runs.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The first step of the schedule, at least 0; 0 by default. Where training is resumed, the number of steps made
    /// before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int FirstStep
    {
        get;
        init
        {
            field = Require.AtLeast(value, 0);
            _scheduled = value;
        }
    }

    /// <summary>Called after every epoch, on the thread that trains; <c>null</c> by default.</summary>
    public Action<EpochReport>? EpochCompleted { get; init; }

    /// <summary>Trains from the current parameters of the model on. May be called again, to go on.</summary>
    /// <param name="cancellation">Stops training between two batches.</param>
    /// <returns>How it went.</returns>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        long start = Stopwatch.GetTimestamp();
        var losses = new List<double>(Epochs);
        _step = 0;
        while (losses.Count < Epochs)
        {
            if (RunEpoch(cancellation, out double meanLoss) is { } reason)
                return Result(reason);
            losses.Add(meanLoss);
            Schedule?.Report(meanLoss);
            EpochCompleted?.Invoke(
                new EpochReport(losses.Count, Epochs, meanLoss, _step, Stopwatch.GetElapsedTime(start)));
        }

        return Result(TrainingStopReason.Completed);

        TrainingResult Result(TrainingStopReason reason)
            => new(reason, losses.Count, _step, losses, Stopwatch.GetElapsedTime(start));
    }

    private TrainingStopReason? RunEpoch(CancellationToken cancellation, out double meanLoss)
    {
        double sum = 0;
        long counted = 0;
        meanLoss = double.NaN;
        foreach (Batch<T, TLabel> batch in _loader.NextEpoch())
        {
            if (cancellation.IsCancellationRequested)
                return TrainingStopReason.Cancelled;
            _step++;
            if (RunBatch(batch, out T loss, out bool skipped) is { } reason)
                return reason;
            _scheduled++;
            if (skipped)
                continue;
            sum += double.CreateChecked(loss) * batch.Count;
            counted += batch.Count;
        }

        meanLoss = sum / counted;
        return null;
    }

    private TrainingStopReason? RunBatch(Batch<T, TLabel> batch, out T loss, out bool skipped)
    {
        loss = _lossGradient(batch.Features, batch.Labels, batch.Count, _gradient);
        bool finite = Finite.All<T>(_gradient);
        skipped = !finite && _optimizer.SkipsNonFinite;
        if (!skipped && !T.IsFinite(loss))
            return TrainingStopReason.NonFiniteLoss;
        if (!skipped && !finite)
            return TrainingStopReason.NonFiniteGradient;

        if (Schedule is not null)
            _optimizer.LearningRate = Schedule.At(_scheduled);
        Span<T> parameters = _model.Parameters;
        parameters.CopyTo(_backup);
        _optimizer.Step(parameters, _gradient);
        if (Finite.All<T>(parameters))
            return null;
        _backup.CopyTo(parameters);
        return TrainingStopReason.NonFiniteParameters;
    }
}
