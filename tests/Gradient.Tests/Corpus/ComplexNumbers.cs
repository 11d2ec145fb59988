using System.Numerics;

namespace DiffGen.Tests.Corpus;

/// <summary>Complex numbers: plain arithmetic on two doubles, and functions with rules.</summary>
public static partial class ComplexNumbers
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Impedance), at => Impedance(new Complex(at[0], at[1]), at[2]),
            (at, g) =>
            {
                double value = ImpedanceGradient(new Complex(at[0], at[1]), at[2], out Complex dZ, out g[2]);
                (g[0], g[1]) = (dZ.Real, dZ.Imaginary);
                return value;
            },
            (at, s, d) =>
            {
                var dZ = new Complex(d[0], d[1]);
                double value = ImpedancePullback(new Complex(at[0], at[1]), at[2], s, ref dZ, ref d[2]);
                (d[0], d[1]) = (dZ.Real, dZ.Imaginary);
                return value;
            },
            [0.4, 0.7, 1.1], [-1.5, 0.3, 0.2]),
        CorpusProgram.OfVector(nameof(Escape), at => Escape(at[0], at[1]), (at, g) => EscapeGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => EscapePullback(at[0], at[1], s, ref d[0], ref d[1]), [0.3, 0.2], [-0.4, 0.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Impedance(Complex z, double k)
    {
        Complex w = z * z + k;
        w = w / z - Complex.Conjugate(z) + 1;
        w += Complex.Exp(z * Complex.ImaginaryOne) - Complex.Sqrt(w);
        return w.Real * w.Imaginary + w.Magnitude + w.Phase;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Escape(double re, double im)
    {
        var c = new Complex(re, im);
        Complex z = 0;
        for (int i = 0; i < 5 && Complex.Abs(z) < 2; i++)
            z = z * z + c;
        return Complex.Abs(z);
    }
}
