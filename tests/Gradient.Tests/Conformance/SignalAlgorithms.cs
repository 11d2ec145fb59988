using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: Fourier transform and sorting, in place.</summary>
public static partial class SignalAlgorithms
{
    internal static TestProgram[] Programs =>
    [
        TestProgram.InPlace("F15", PlainF15, PullbackF15),
        TestProgram.InPlace("F16", at => F16(at), (at, s, d) => F16Pullback(at, s, d)),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F15(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        for (int i = 0, j = 0; i < n; i++)
        {
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }

            int bit = n >> 1;
            while (bit > 0 && (j & bit) != 0)
            {
                j ^= bit;
                bit >>= 1;
            }

            j |= bit;
        }

        for (int length = 2; length <= n; length <<= 1)
        {
            int half = length / 2;
            for (int start = 0; start < n; start += length)
            {
                for (int k = 0; k < half; k++)
                {
                    double angle = -2 * Math.PI * k / length;
                    double c = Math.Cos(angle);
                    double s = Math.Sin(angle);
                    int p = start + k;
                    int q = p + half;
                    double u = re[q] * c - im[q] * s;
                    double v = re[q] * s + im[q] * c;
                    re[q] = re[p] - u;
                    im[q] = im[p] - v;
                    re[p] += u;
                    im[p] += v;
                }
            }
        }

        double power = 0;
        for (int i = 0; i < n; i++)
            power += re[i] * re[i] + im[i] * im[i];
        return power;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F16(double[] a)
    {
        for (int i = 0; i < a.Length - 1; i++)
        {
            for (int j = 0; j < a.Length - 1 - i; j++)
            {
                if (a[j] > a[j + 1])
                {
                    double t = a[j];
                    a[j] = a[j + 1];
                    a[j + 1] = t;
                }
            }
        }

        double sum = 0;
        double power = 1;
        for (int i = 0; i < a.Length; i++)
        {
            sum += power * a[i];
            power *= 10;
        }

        return sum;
    }

    private static double PlainF15(double[] at)
    {
        Span<double> im = stackalloc double[8];
        return F15(at, im);
    }

    private static double PullbackF15(double[] at, double seed, double[] d)
    {
        Span<double> im = stackalloc double[8];
        Span<double> dIm = stackalloc double[8];
        return F15Pullback(at, im, seed, d, dIm);
    }
}
