using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// A function that is itself the derivative of a number: its parameters are the method's own, the seed, the directions, and
/// what receives the derivative with respect to storage; its results the value and the derivative with respect to numbers.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Roles">Per own parameter: what it is a derivative with respect to.</param>
/// <param name="AllRoles">The same with all that has a derivative at all: the complete derivative.</param>
/// <param name="HasSeed">Whether the adjoint of the value is a parameter: a pullback.</param>
/// <param name="HasDirections">Whether it is the product of the Hessian with a direction.</param>
internal sealed record Derivation(string Name, IReadOnlyList<AdjointRole> Roles, IReadOnlyList<AdjointRole> AllRoles, bool HasSeed, bool HasDirections)
{
    /// <summary>The own parameters that it is a derivative with respect to.</summary>
    public IReadOnlyList<int> Active { get; } = ActiveIn(Roles);

    /// <summary>The own parameters that have a derivative.</summary>
    public IReadOnlyList<int> All { get; } = ActiveIn(AllRoles);

    /// <summary>The name of the complete derivative with tangents of what this is a derivative with respect to, and of the derivative.</summary>
    public string Tangent => $"{Name} along";

    /// <summary>The name of the complete gradient of the same number.</summary>
    public string Gradient => $"{Name} of value";

    /// <summary>The complete derivative with its tangents.</summary>
    public Function Along(Function complete, Pairs pairs)
    {
        IEnumerable<string?> own = AllRoles.Select((_, i) => Active.Contains(i) ? Model.DerivativeNames.Prefixed("v", complete.NameOf(complete.Parameters[i])) : null);
        int between = complete.Parameters.Count - AllRoles.Count - All.Count(i => AllRoles[i] != AdjointRole.Scalar);
        IEnumerable<string?> outputs = complete.Parameters.Skip(AllRoles.Count + between).Select(output => (string?)Model.DerivativeNames.Prefixed("v", complete.NameOf(output)));
        return ForwardMode.Run(complete, Tangent, [.. own, .. Enumerable.Repeat<string?>(null, between), .. outputs], pairs);
    }

    private static List<int> ActiveIn(IReadOnlyList<AdjointRole> roles)
        => [.. Enumerable.Range(0, roles.Count).Where(i => roles[i] is AdjointRole.Scalar or AdjointRole.Overwritten or AdjointRole.Accumulated)];
}
