namespace DiffGen;

/// <summary>What generated code may do with floating-point arithmetic.</summary>
public enum FloatingPoint
{
    /// <summary>Only what is exact in IEEE 754: the value is bit for bit what the source method returns.</summary>
    Strict = 0,

    /// <summary>Sums may be reassociated, <c>a * b + c</c> may become one fused operation, and vector versions of the
    /// <c>Math</c> functions (a few units in the last place) may be used. Not emitted yet by this version: an error.</summary>
    Fast = 1,
}
