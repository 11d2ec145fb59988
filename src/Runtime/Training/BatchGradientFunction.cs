namespace DiffGen.Training;

/// <summary>The mean loss of a batch with its gradient: the form of a generated <c>LossBatchGradient</c> of
/// a loss over a sample's features and label.</summary>
/// <typeparam name="T">The element type of features and parameters.</typeparam>
/// <typeparam name="TLabel">The type of a label.</typeparam>
/// <param name="features">The features, sample by sample.</param>
/// <param name="labels">The labels, one per sample.</param>
/// <param name="count">The number of samples.</param>
/// <param name="gradient">Receives the mean gradient with respect to the parameters, overwritten.</param>
/// <returns>The mean loss.</returns>
public delegate T BatchGradientFunction<T, TLabel>(
    ReadOnlySpan<T> features, ReadOnlySpan<TLabel> labels, int count, Span<T> gradient);
