namespace DiffGen.Tests.Corpus;

/// <summary>Recursion that passes functions on, and recursive local functions that capture.</summary>
public static partial class RecursionWithFunctions
{
    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfPair(nameof(GivenOn), GivenOn, GivenOnGradient, GivenOnPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(GivenOnTwice), GivenOnTwice, GivenOnTwiceGradient, GivenOnTwicePullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(CapturedIsSet), CapturedIsSet, CapturedIsSetGradient, CapturedIsSetPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(CapturesANumber), CapturesANumber, CapturesANumberGradient, CapturesANumberPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(SetsWhatItCaptures), SetsWhatItCaptures, SetsWhatItCapturesGradient, SetsWhatItCapturesPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(CallEachOther), CallEachOther, CallEachOtherGradient, CallEachOtherPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(CapturesAStruct), CapturesAStruct, CapturesAStructGradient, CapturesAStructPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(CapturesAFunction), CapturesAFunction, CapturesAFunctionGradient, CapturesAFunctionPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(InsideALoop), InsideALoop, InsideALoopGradient, InsideALoopPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(OtherLocalFunctions), OtherLocalFunctions, OtherLocalFunctionsGradient, OtherLocalFunctionsPullback, [1.5, 0.4], [-0.3, 0.8]),
        CorpusProgram.OfPair(nameof(LoopOverPassedFunction), LoopOverPassedFunction, LoopOverPassedFunctionGradient, LoopOverPassedFunctionPullback, [1.5, 0.4], [-0.3, 0.8]),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GivenOn(double x, double y) => Product(t => t * x + y, 3) + Product(Math.Sin, 2) * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double GivenOnTwice(double x, double y) => Adaptive(t => Math.Exp(-t * x), t => t * t + y, 0, x * x + 1, 3);

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturedIsSet(double x, double y)
    {
        double sum = y;
        double product = Product(t =>
        {
            sum += t * x;
            return sum;
        }, 3);
        return product * sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesANumber(double x, double y)
    {
        double k = x * y;
        double Power(int n) => n == 0 ? k : k * Power(n - 1) + y;
        k *= 0.5;
        return Power(3);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SetsWhatItCaptures(double x, double y)
    {
        double[] a = [x, y, x * y, 1, x];
        double sum = 0;
        void Walk(int i)
        {
            if (i >= a.Length) return;
            sum += a[i] * x;
            a[i] *= sum;
            Walk(2 * i + 1);
            Walk(2 * i + 2);
        }

        Walk(0);
        return sum * a[3] + a[0];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CallEachOther(double x, double y)
    {
        double k = x * 2;
        double Even(int n) => n == 0 ? k : Odd(n - 1) * y;
        double Odd(int n) => n == 0 ? 1 : Even(n - 1) + k;
        return Even(4) + Odd(2);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesAStruct(double x, double y)
    {
        (double A, double B) p = (x, y);
        double Step(int n)
        {
            if (n == 0) return p.A * p.B;
            p = (p.B, p.A * 0.5 + n);
            return Step(n - 1) + p.A;
        }

        return Step(3) * p.B;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double CapturesAFunction(double x, double y)
    {
        double scale = y;
        Func<double, double> f = t => t * scale;
        double Repeat(double v, int n)
        {
            if (n == 0) return v;
            scale += 0.25;
            return Repeat(f(v), n - 1);
        }

        return Repeat(x, 3) + scale;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InsideALoop(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            double k = x + i;
            double Power(int n) => n == 0 ? y : k * Power(n - 1);
            sum += Power(i);
            k = sum;
            sum += Power(1);
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OtherLocalFunctions(double x, double y)
    {
        double total = 0;
        double Scaled(double v) => v * y + total;
        double Down(int n)
        {
            if (n == 0) return x;
            total += n;
            return Scaled(Down(n - 1));
        }

        return Down(3) * total;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double LoopOverPassedFunction(double x, double y)
    {
        double count = 0;
        double tree = Tree(t =>
        {
            count += 0.5;
            return t * y + count;
        }, x, 2);
        return tree + count * y;
    }

    private static double Product(Func<double, double> f, int n) => n == 0 ? f(1) : Product(f, n - 1) * f(n);

    private static double Adaptive(Func<double, double> f, Func<double, double> g, double a, double b, int depth)
    {
        double middle = (a + b) / 2;
        if (depth == 0) return (b - a) * f(middle) * g(middle);
        return Adaptive(f, g, a, middle, depth - 1) + Adaptive(g, f, middle, b, depth - 1);
    }

    private static double Tree(Func<double, double> f, double v, int depth)
    {
        if (depth == 0) return f(v);
        double sum = 0;
        for (int i = 0; i < 2; i++) sum += f(v + i) * Tree(f, v * 0.5, depth - 1);
        return sum;
    }
}
