using System;

namespace DiffGen.Generator.Model;

/// <summary>The derivative forms; the values are those of <c>DiffGen.Derivatives</c>.</summary>
[Flags]
internal enum DerivativeForms
{
    None = 0,
    Gradient = 1,
    Pullback = 2,
    Jvp = 4,
    Jacobian = 8,
    Hessian = 16,
    Hvp = 32,
    SparseJacobian = 64,
    SparseHessian = 128,
}

/// <summary>What the attribute asks for.</summary>
/// <param name="Forms">Which derivatives.</param>
/// <param name="UnrollLimit">The most operations that a loop is unrolled to; 0 for never.</param>
internal sealed record DerivativeRequest(DerivativeForms Forms, int UnrollLimit = 0)
{
    private const DerivativeForms WithTangents = DerivativeForms.Jvp | DerivativeForms.Jacobian | DerivativeForms.Hessian | DerivativeForms.Hvp | DerivativeForms.SparseJacobian | DerivativeForms.SparseHessian;

    /// <summary>Whether gradients are differentiated.</summary>
    public bool HasSecond => (Forms & (DerivativeForms.Hessian | DerivativeForms.Hvp | DerivativeForms.SparseHessian)) != 0;

    /// <summary>Whether the method itself is differentiated in reverse.</summary>
    public bool IsReverse(bool isVector) => (Forms & ~(DerivativeForms.Jvp | DerivativeForms.Jacobian | DerivativeForms.SparseJacobian)) != 0 || (!isVector && (Forms & DerivativeForms.Jacobian) != 0);

    /// <summary>Whether the method itself is differentiated forward: not for the Jacobian of a number, which is its gradient.</summary>
    public bool IsForward(bool isVector) => (Forms & DerivativeForms.Jvp) != 0 || (isVector && (Forms & (DerivativeForms.Jacobian | DerivativeForms.SparseJacobian)) != 0);

    /// <summary>Whether forward mode has a part in it.</summary>
    public bool HasTangents => (Forms & WithTangents) != 0;
}
