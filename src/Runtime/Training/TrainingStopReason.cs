namespace DiffGen.Training;

/// <summary>Why training stopped.</summary>
public enum TrainingStopReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The loss of a batch was NaN or infinite; that batch was not applied.</summary>
    NonFiniteLoss,

    /// <summary>A component of a gradient was NaN or infinite; that batch was not applied.</summary>
    NonFiniteGradient,

    /// <summary>A step made a parameter NaN or infinite; it was taken back.</summary>
    NonFiniteParameters,
}
