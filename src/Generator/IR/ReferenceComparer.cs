using System.Collections.Generic;

namespace DiffGen.Generator.IR;

/// <summary>Operations and regions as objects: equal text in two places is two things.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static readonly ReferenceComparer Instance = new();

    bool IEqualityComparer<object>.Equals(object? left, object? right) => ReferenceEquals(left, right);

    int IEqualityComparer<object>.GetHashCode(object value) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value);
}
