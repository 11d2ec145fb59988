namespace DiffGen.Training;

/// <summary>What is known after an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs there are to be.</param>
/// <param name="MeanLoss">The mean over all samples of the loss, each as it was when its batch came.</param>
/// <param name="Steps">The number of optimizer steps so far.</param>
/// <param name="Elapsed">The time since training began.</param>
public readonly record struct EpochReport(int Epoch, int Epochs, double MeanLoss, long Steps, TimeSpan Elapsed);
