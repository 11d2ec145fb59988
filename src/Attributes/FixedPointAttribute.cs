using System;

namespace DiffGen;

/// <summary>
/// The loop of this method iterates to a fixed point or a root. It is differentiated implicitly, at the solution, not
/// through its iterations.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class FixedPointAttribute : Attribute
{
}
