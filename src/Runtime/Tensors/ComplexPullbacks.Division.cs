using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Quotients.</content>
public static partial class ComplexPullbacks
{
    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), "op_Division")]
    public static Complex OperatorDivisionPullback(
        Complex dividend, Complex divisor, Complex seed, ref Complex dDividend, ref Complex dDivisor)
    {
        Complex result = dividend / divisor;
        Complex part = seed / Complex.Conjugate(divisor);
        dDividend += part;
        dDivisor -= Complex.Conjugate(result) * part;
        return result;
    }

    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), "op_Division")]
    public static Complex OperatorDivisionPullback(
        Complex dividend, double divisor, Complex seed, ref Complex dDividend, ref double dDivisor)
    {
        Complex result = dividend / divisor;
        dDividend += seed / divisor;
        dDivisor -= Inner(result, seed) / divisor;
        return result;
    }

    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), "op_Division")]
    public static Complex OperatorDivisionPullback(
        double dividend, Complex divisor, Complex seed, ref double dDividend, ref Complex dDivisor)
    {
        Complex result = dividend / divisor;
        Complex part = seed / Complex.Conjugate(divisor);
        dDividend += part.Real;
        dDivisor -= Complex.Conjugate(result) * part;
        return result;
    }

    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Divide))]
    public static Complex DividePullback(Complex dividend, Complex divisor, Complex seed, ref Complex dDividend, ref Complex dDivisor)
    {
        return OperatorDivisionPullback(dividend, divisor, seed, ref dDividend, ref dDivisor);
    }

    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Divide))]
    public static Complex DividePullback(Complex dividend, double divisor, Complex seed, ref Complex dDividend, ref double dDivisor)
    {
        return OperatorDivisionPullback(dividend, divisor, seed, ref dDividend, ref dDivisor);
    }

    /// <summary>Pullback of q = x/y: g/conj(y), -conj(q)·g/conj(y).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Divide))]
    public static Complex DividePullback(double dividend, Complex divisor, Complex seed, ref double dDividend, ref Complex dDivisor)
    {
        return OperatorDivisionPullback(dividend, divisor, seed, ref dDividend, ref dDivisor);
    }

    /// <summary>Pullback of Reciprocal: -conj(y²)·g; 0 at 0, where the value is 0.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Reciprocal))]
    public static Complex ReciprocalPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Reciprocal(value);
        dValue += -Complex.Conjugate(result * result) * seed;
        return result;
    }
}
