using System.Diagnostics;
using System.Numerics;
using DiffGen.Data;
using DiffGen.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Training;

/// <summary>
/// Trains a model: for every epoch, for every batch, a gradient and a step of the optimizer. Allocates nothing per batch.
/// </summary>
/// <remarks>Training stops with a result, not an exception, when a loss, gradient or parameter isn't finite; the model then has
/// the parameters from before that step.</remarks>
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
        meanLoss = double.NaN;
        foreach (Batch<T, TLabel> batch in _loader.NextEpoch())
        {
            if (cancellation.IsCancellationRequested)
                return TrainingStopReason.Cancelled;
            _step++;
            if (RunBatch(batch, out T loss) is { } reason)
                return reason;
            sum += double.CreateChecked(loss) * batch.Count;
        }

        meanLoss = sum / _loader.Count;
        return null;
    }

    private TrainingStopReason? RunBatch(Batch<T, TLabel> batch, out T loss)
    {
        loss = _lossGradient(batch.Features, batch.Labels, batch.Count, _gradient);
        if (!T.IsFinite(loss))
            return TrainingStopReason.NonFiniteLoss;
        if (!Finite.All<T>(_gradient))
            return TrainingStopReason.NonFiniteGradient;

        Span<T> parameters = _model.Parameters;
        parameters.CopyTo(_backup);
        _optimizer.Step(parameters, _gradient);
        if (Finite.All<T>(parameters))
            return null;
        _backup.CopyTo(parameters);
        return TrainingStopReason.NonFiniteParameters;
    }
}
