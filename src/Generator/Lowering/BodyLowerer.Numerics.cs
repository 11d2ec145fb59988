using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Members of <c>System.Numerics</c> types that are plain arithmetic on their components.</summary>
internal sealed partial class BodyLowerer
{
    private Slot? LowerNumeric(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        return null;
    }
}
