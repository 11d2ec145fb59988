namespace DiffGen.Plots;

/// <summary>How numbers are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences have equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios have equal lengths. Numbers that aren't above 0 are left out.</summary>
    Logarithmic,
}
