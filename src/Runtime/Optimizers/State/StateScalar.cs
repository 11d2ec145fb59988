namespace DiffGen.Optimizers;

/// <summary>A single number of an optimizer's state.</summary>
public sealed class StateScalar
{
    internal StateScalar(string name, double value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name, unique in its optimizer.</summary>
    public string Name { get; }

    /// <summary>The number.</summary>
    public double Value { get; set; }
}
