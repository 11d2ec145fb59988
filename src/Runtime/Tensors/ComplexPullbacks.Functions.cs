using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Magnitude, exponentials, logarithms and powers.</content>
public static partial class ComplexPullbacks
{
    /// <summary>Pullback of Abs: g·z/|z|, 0 at the origin.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Abs))]
    public static double AbsPullback(Complex value, double seed, ref Complex dValue)
    {
        double magnitude = Complex.Abs(value);
        if (magnitude != 0)
            dValue += new Complex(seed * (value.Real / magnitude), seed * (value.Imaginary / magnitude));
        return magnitude;
    }

    /// <summary>Pullback of FromPolarCoordinates, r·exp(i·φ).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.FromPolarCoordinates))]
    public static Complex FromPolarCoordinatesPullback(
        double magnitude, double phase, Complex seed, ref double dMagnitude, ref double dPhase)
    {
        Complex result = Complex.FromPolarCoordinates(magnitude, phase);
        (double sine, double cosine) = Math.SinCos(phase);
        dMagnitude += cosine * seed.Real + sine * seed.Imaginary;
        dPhase += result.Real * seed.Imaginary - result.Imaginary * seed.Real;
        return result;
    }

    /// <summary>Pullback of Conjugate: conj(g).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Conjugate))]
    public static Complex ConjugatePullback(Complex value, Complex seed, ref Complex dValue)
    {
        dValue += Complex.Conjugate(seed);
        return Complex.Conjugate(value);
    }

    /// <summary>Pullback of Exp: conj(exp z)·g.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Exp))]
    public static Complex ExpPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Exp(value);
        dValue += Complex.Conjugate(result) * seed;
        return result;
    }

    /// <summary>Pullback of Log: g/conj(z).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex LogPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Log(value);
        dValue += seed / Complex.Conjugate(value);
        return result;
    }

    /// <summary>Pullback of w = ln z/ln b: g/conj(z·ln b), and the part of g along -w/(b·ln b).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Log))]
    public static Complex LogPullback(Complex value, double baseValue, Complex seed, ref Complex dValue, ref double dBaseValue)
    {
        Complex result = Complex.Log(value, baseValue), logarithm = Complex.Log(baseValue);
        dValue += seed / Complex.Conjugate(value * logarithm);
        dBaseValue -= Inner(result / (baseValue * logarithm), seed);
        return result;
    }

    /// <summary>Pullback of Log10: g/(conj(z)·ln 10).</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Log10))]
    public static Complex Log10Pullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Log10(value);
        dValue += seed / (Complex.Conjugate(value) * Math.Log(10));
        return result;
    }

    /// <summary>Pullback of Sqrt: g/(2·conj(√z)), 0 at 0.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Sqrt))]
    public static Complex SqrtPullback(Complex value, Complex seed, ref Complex dValue)
    {
        Complex result = Complex.Sqrt(value);
        if (result != Complex.Zero)
            dValue += seed / (2 * Complex.Conjugate(result));
        return result;
    }

    /// <summary>Pullback of w = zᵖ: conj(p·zᵖ⁻¹)·g, conj(w·ln z)·g; a base of 0 has the derivative 0, 1 for p = 1.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowPullback(Complex value, Complex power, Complex seed, ref Complex dValue, ref Complex dPower)
    {
        Complex result = Complex.Pow(value, power);
        dValue += Complex.Conjugate(power * Complex.Pow(value, power - 1)) * seed;
        if (value != Complex.Zero)
            dPower += Complex.Conjugate(result * Complex.Log(value)) * seed;
        return result;
    }

    /// <summary>Pullback of w = zᵖ with a real p.</summary>
    [PullbackOf(typeof(Complex), nameof(Complex.Pow))]
    public static Complex PowPullback(Complex value, double power, Complex seed, ref Complex dValue, ref double dPower)
    {
        Complex result = Complex.Pow(value, power);
        dValue += Complex.Conjugate(power * Complex.Pow(value, power - 1)) * seed;
        if (value != Complex.Zero)
            dPower += Inner(result * Complex.Log(value), seed);
        return result;
    }
}
