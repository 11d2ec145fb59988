using System.Numerics;

namespace DiffGen.Tensors;

/// <summary>
/// The pullbacks (reverse mode) of <see cref="Complex"/>.
/// </summary>
/// <remarks>Every method takes what the function takes and returns its value bit for bit; then follow <c>seed</c>, the derivative with
/// respect to the real and the imaginary part of the result, and for every argument z a derivative <c>dZ</c>, into which
/// seedᵀ·J is added, J being that of the map of two real numbers to two. For an analytic f that is conj(f′(z))·g; in the formulas g is the
/// seed.</remarks>
public static partial class ComplexPullbacks
{
    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), "op_Multiply")]
    public static Complex OperatorMultiplyPullback(Complex left, Complex right, Complex seed, ref Complex dLeft, ref Complex dRight)
    {
        dLeft += Complex.Conjugate(right) * seed;
        dRight += Complex.Conjugate(left) * seed;
        return left * right;
    }

    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), "op_Multiply")]
    public static Complex OperatorMultiplyPullback(Complex left, double right, Complex seed, ref Complex dLeft, ref double dRight)
    {
        dLeft += right * seed;
        dRight += Inner(left, seed);
        return left * right;
    }

    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), "op_Multiply")]
    public static Complex OperatorMultiplyPullback(double left, Complex right, Complex seed, ref double dLeft, ref Complex dRight)
    {
        dLeft += Inner(right, seed);
        dRight += left * seed;
        return left * right;
    }

    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Multiply))]
    public static Complex MultiplyPullback(Complex left, Complex right, Complex seed, ref Complex dLeft, ref Complex dRight)
    {
        return OperatorMultiplyPullback(left, right, seed, ref dLeft, ref dRight);
    }

    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Multiply))]
    public static Complex MultiplyPullback(Complex left, double right, Complex seed, ref Complex dLeft, ref double dRight)
    {
        return OperatorMultiplyPullback(left, right, seed, ref dLeft, ref dRight);
    }

    /// <summary>Pullback of x·y: conj(y)·g, conj(x)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Multiply))]
    public static Complex MultiplyPullback(double left, Complex right, Complex seed, ref double dLeft, ref Complex dRight)
    {
        return OperatorMultiplyPullback(left, right, seed, ref dLeft, ref dRight);
    }

    /// <summary>The product of two complex numbers as vectors of the plane.</summary>
    private static double Inner(Complex a, Complex b) => a.Real * b.Real + a.Imaginary * b.Imaginary;
}
