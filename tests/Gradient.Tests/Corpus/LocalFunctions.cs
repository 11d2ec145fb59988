namespace DiffGen.Tests.Corpus;

/// <summary>Local functions and what they capture.</summary>
public static partial class LocalFunctions
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(RungeKutta), RungeKutta, RungeKuttaGradient, RungeKuttaPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(MutatesInLoop), MutatesInLoop, MutatesInLoopGradient, MutatesInLoopPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Nested), Nested, NestedGradient, NestedPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(CapturesParameter), CapturesParameter, CapturesParameterGradient, CapturesParameterPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfVector(nameof(WritesArray), at => WritesArray(at), (at, g) => WritesArrayGradient(at, g),
            (at, s, d) => WritesArrayPullback(at, s, d), [1, 2, 3], [0.5, -1, 2, 0.3]),
        CorpusProgram.OfPair(nameof(CapturedByReference), CapturedByReference, CapturedByReferenceGradient, CapturedByReferencePullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(ReturnsEarly), ReturnsEarly, ReturnsEarlyGradient, ReturnsEarlyPullback, [1, 0.5], [2, 1.5], [-0.3, 4]),
        CorpusProgram.OfPair(nameof(CapturesStruct), CapturesStruct, CapturesStructGradient, CapturesStructPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(CapturesLoopVariable), CapturesLoopVariable, CapturesLoopVariableGradient, CapturesLoopVariablePullback,
            [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(GenericLocal), GenericLocal, GenericLocalGradient, GenericLocalPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(SideEffectsInOrder), SideEffectsInOrder, SideEffectsInOrderGradient, SideEffectsInOrderPullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(Recursive), Recursive, RecursiveGradient, RecursivePullback, [1, 0.5], [-2, 1.5]),
        CorpusProgram.OfPair(nameof(PassedOn), PassedOn, PassedOnGradient, PassedOnPullback, [1, 0.5], [-2, 1.5]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RungeKutta(double y, double k)
    {
        const double h = 0.2;
        for (int i = 0; i < 5; i++)
        {
            double t = i * h;
            double k1 = F(t, y), k2 = F(t + h / 2, y + h / 2 * k1), k3 = F(t + h / 2, y + h / 2 * k2), k4 = F(t + h, y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        return y;

        double F(double time, double value) => -k * value + Math.Sin(time * k);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double MutatesInLoop(double x, double y)
    {
        double sum = 0, weight = 1;
        int calls = 0;

        void Add(double v)
        {
            sum += weight * v;
            weight *= x;
            calls++;
        }

        for (int i = 0; i < 4; i++)
        {
            Add(y * (i + 1));
            if (i == 2)
                weight = 0.5;
            y = 0.5 * sum + y;
        }

        return sum * calls + weight;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Nested(double x, double y)
    {
        double a = x;
        double Outer(double t)
        {
            double b = t * a;
            double Inner(double u)
            {
                a += 0.1 * u;
                b *= u;
                return a * b;
            }

            double first = Inner(t);
            a *= 2;
            return first + Inner(b) + b;
        }

        return Outer(y) * a + Outer(x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesParameter(double x, double y)
    {
        Scale(2);
        double r = x * y;
        Scale(y);
        return r + x;

        void Scale(double by) => x *= by;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WritesArray(ReadOnlySpan<double> source)
    {
        double[] a = source.ToArray();
        int n = a.Length;
        Smooth();
        a[0] *= a[n - 1];
        Smooth();
        double[] old = a;
        a = new double[n];
        a[1] = old[0] * old[1];
        Smooth();
        return old[1] + a[0] * a[1] + a[n - 1];

        void Smooth()
        {
            for (int i = 1; i < n; i++)
                At(i) += 0.5 * At(i - 1) * At(i);
        }

        ref double At(int i) => ref a[i];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturedByReference(double x, double y)
    {
        double a = x;
        Update(ref a, y);
        Update(ref y, a);
        return a * y;

        void Update(ref double v, double by)
        {
            v *= by;
            a += v;
            v += a;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReturnsEarly(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double v = Clip(x * (i - 1));
            if (v > 3)
                return sum * v;
            sum += v;
        }

        return sum;

        double Clip(double t)
        {
            if (t < 0)
                return 0.1 * t;
            if (t > y)
            {
                sum += t;
                return y + (t - y) * 0.5;
            }

            return t * t;
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesStruct(double x, double y)
    {
        (double A, double B) s = (x, y);
        var copy = s;
        Step();
        copy.A += s.B;
        Step();
        return s.A * copy.A + s.B;

        void Step()
        {
            var old = s;
            s.A += 0.1 * old.B;
            s = (s.A, old.B - old.A * s.A);
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesLoopVariable(double x, double y)
    {
        double sum = 0;
        for (int i = 1; i < 4; i++)
        {
            double u = x * i;
            Bump();
            u *= y;
            Bump();
            sum += u;

            void Bump()
            {
                u += 0.5 * i * y;
                sum += u * u;
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GenericLocal(double x, double y)
    {
        return Lerp(x, y, 0.25) * Pick(1, x, y);

        static T Lerp<T>(T a, T b, T t)
            where T : System.Numerics.IFloatingPointIeee754<T> => a + (b - a) * t * b;

        T Pick<T>(int n, T a, T b) => n > 0 && x > 0 ? a : b;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SideEffectsInOrder(double x, double y)
    {
        double s = 1;
        double r = s * Next() + Next() * s - Pair(Next(), s, Next());
        return r + (s = s * y) * Next() + s;

        double Next() => s = 0.5 * s * x + y;

        double Pair(double a, double b, double c) => a * b - c * s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Recursive(double x, double y)
    {
        return Power(x, 4) + Power(y, 3);

        static double Power(double b, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(b * b, n / 2) : b * Power(b, n - 1);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double PassedOn(double x, double y)
    {
        double count = 0;
        double a = Simpson(F, 0, x);
        double b = Simpson(F, x, y);
        return a * b + count;

        double F(double t)
        {
            count += 0.1 * t;
            return Math.Exp(-y * t) * t;
        }
    }

    private static double Simpson(Func<double, double> f, double a, double b) => (b - a) / 6 * (f(a) + 4 * f((a + b) / 2) + f(b));
}
