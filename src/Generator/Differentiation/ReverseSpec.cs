using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>What the reverse of a function does with a parameter.</summary>
internal enum AdjointRole
{
    /// <summary>No derivative.</summary>
    Constant,

    /// <summary>A scalar whose adjoint is a result.</summary>
    Scalar,

    /// <summary>A buffer whose derivative is overwritten: a further parameter, cleared before the reverse sweep.</summary>
    Overwritten,

    /// <summary>A buffer whose derivative is added to, or a written buffer with seed in and derivative out: a further parameter.</summary>
    Accumulated,

    /// <summary>A written buffer whose old content is a constant: its adjoint lives inside.</summary>
    Scratch,
}

/// <summary>What reverse mode is asked for.</summary>
/// <param name="Roles">Per parameter of the function.</param>
/// <param name="HasSeed">Whether the adjoint of the result is a parameter (else it is 1).</param>
/// <param name="Written">Per parameter: whether the function writes it.</param>
/// <param name="Names">Per parameter: the name of its derivative.</param>
/// <param name="SeedName">The name of the adjoint of the result.</param>
internal sealed record ReverseSpec(IReadOnlyList<AdjointRole> Roles, bool HasSeed, IReadOnlyList<bool> Written, IReadOnlyList<string> Names, string SeedName = "seed");
