using System;

namespace DiffGen;

/// <summary>
/// The derivatives that <see cref="DifferentiableAttribute"/> asks for, of a method <c>M</c>. This version doesn't emit
/// the sparse forms yet; asking for one is an error.
/// </summary>
[Flags]
public enum Derivatives
{
    /// <summary><c>MGradient</c>: the value, and the gradient with respect to every differentiable parameter.</summary>
    Gradient = 1,

    /// <summary><c>MPullback</c>: the value, and a seed times the Jacobian <em>added</em> into accumulators (reverse
    /// mode, vector-Jacobian product).</summary>
    Pullback = 2,

    /// <summary><c>MJvp</c>: the value, and the Jacobian times tangents of the parameters (forward mode).</summary>
    Jvp = 4,

    /// <summary><c>MJacobian</c>: the full Jacobian, row-major, outputs × inputs.</summary>
    Jacobian = 8,

    /// <summary><c>MHessian</c>: value, gradient and the full symmetric matrix of second derivatives, row-major.</summary>
    Hessian = 16,

    /// <summary><c>MHvp</c>: the matrix of second derivatives times a direction, without forming the matrix.</summary>
    Hvp = 32,

    /// <summary><c>MSparseJacobian</c>: the non-zero elements of the Jacobian, and their pattern.</summary>
    SparseJacobian = 64,

    /// <summary><c>MSparseHessian</c>: the non-zero elements of the matrix of second derivatives, and their pattern.</summary>
    SparseHessian = 128,
}
