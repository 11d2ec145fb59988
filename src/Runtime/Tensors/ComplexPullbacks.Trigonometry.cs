using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Trigonometric and hyperbolic functions and their inverses.</content>
public static partial class ComplexPullbacks
{
    /// <summary>Pullback of Sin: conj(cos z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Sin))]
    public static Complex SinPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Sin(value);
        dValue += Complex.Conjugate(Complex.Cos(value)) * seed;
        return result;
    }

    /// <summary>Pullback of Cos: -conj(sin z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Cos))]
    public static Complex CosPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Cos(value);
        dValue += -Complex.Conjugate(Complex.Sin(value)) * seed;
        return result;
    }

    /// <summary>Pullback of Tan: conj(1 + tan² z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Tan))]
    public static Complex TanPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Tan(value);
        dValue += Complex.Conjugate(1 + result * result) * seed;
        return result;
    }

    /// <summary>Pullback of Sinh: conj(cosh z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Sinh))]
    public static Complex SinhPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Sinh(value);
        dValue += Complex.Conjugate(Complex.Cosh(value)) * seed;
        return result;
    }

    /// <summary>Pullback of Cosh: conj(sinh z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Cosh))]
    public static Complex CoshPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Cosh(value);
        dValue += Complex.Conjugate(Complex.Sinh(value)) * seed;
        return result;
    }

    /// <summary>Pullback of Tanh: conj(1 - tanh² z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Tanh))]
    public static Complex TanhPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Tanh(value);
        dValue += Complex.Conjugate(1 - result * result) * seed;
        return result;
    }

    /// <summary>Pullback of Asin: g/conj(√(1 - z)·√(1 + z)).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Asin))]
    public static Complex AsinPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Asin(value);
        dValue += seed / Complex.Conjugate(RootOfOneMinusSquare(value));
        return result;
    }

    /// <summary>Pullback of Acos: -g/conj(√(1 - z)·√(1 + z)).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Acos))]
    public static Complex AcosPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Acos(value);
        dValue += -seed / Complex.Conjugate(RootOfOneMinusSquare(value));
        return result;
    }

    /// <summary>Pullback of Atan: g/conj(1 + z²).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Atan))]
    public static Complex AtanPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Atan(value);
        dValue += seed / Complex.Conjugate(1 + value * value);
        return result;
    }

    /// <summary>√(1 - z²) on the branch of the principal inverse functions.</summary>
    private static Complex RootOfOneMinusSquare(Complex z) => Complex.Sqrt(1 - z) * Complex.Sqrt(1 + z);
}
