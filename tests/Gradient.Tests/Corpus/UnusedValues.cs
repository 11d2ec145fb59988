namespace DiffGen.Tests.Corpus;

/// <summary>Values that overflow, or have no derivative, where they aren't used: they make no NaN.</summary>
public static partial class UnusedValues
{
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Guarded(double x, double y)
    {
        double log = Math.Log(x), power = Math.Exp(1000 * x);
        return x > 0 && x < 0.5 ? log * y + power : x * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Replaced(double x, double y)
    {
        double t = Math.Log(x) * y;
        if (x <= 0) t = x * y;
        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double InLoop(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double inverse = 1 / (x - i);
            if (x != i) sum += inverse * 0;
            else sum += y * x;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Deeper(double x, double y)
    {
        double log = Math.Log(x);
        double scaled = log * y;
        if (y > 0)
        {
            if (x > 0) return scaled;
            return x * y;
        }

        return y * y * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hvp)]
    public static double ThroughHelper(double x, double y) => Select(x > 0, Math.Pow(x, -1.5) * y, x * y);

    private static double Select(bool condition, double a, double b) => condition ? a : b;
}
