using System;

namespace DiffGen;

/// <summary>
/// A constant: no derivative is taken with respect to it, and the generated methods have no output for it.
/// On a parameter of a positional record or primary constructor it counts for its property or field.
/// </summary>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property,
    AllowMultiple = false,
    Inherited = false)]
public sealed class NoDiffAttribute : Attribute
{
}
