using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group F: a price with its greeks, an objective of optimisers.</summary>
public static partial class Objectives
{
    internal static TestProgram[] Programs =>
    [
        new("F25", at => F25(at[0], at[1], at[2], at[3], at[4]),
            (at, g) => F25Gradient(at[0], at[1], at[2], at[3], at[4], out g[0], out g[1], out g[2], out g[3], out g[4]),
            (at, s, d) => F25Pullback(at[0], at[1], at[2], at[3], at[4], s, ref d[0], ref d[1], ref d[2], ref d[3], ref d[4])),
        new("F26", at => F26(at[0], at[1]),
            (at, g) => F26Gradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => F26Pullback(at[0], at[1], s, ref d[0], ref d[1])),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F25(double spot, double strike, double rate, double volatility, double time)
    {
        double deviation = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / deviation;
        double d2 = d1 - deviation;
        return spot * Normal(d1) - strike * Math.Exp(-rate * time) * Normal(d2);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double F26(double x, double y) => 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);

    /// <summary>The normal distribution to the last digits: the series of x + x³/3 + x⁵/15 + …, in the tails a continued fraction.</summary>
    internal static double Normal(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) < 2)
        {
            double term = x;
            double sum = x;
            double before;
            int n = 1;
            do
            {
                n += 2;
                term *= x * x / n;
                before = sum;
                sum += term;
            }
            while (sum != before);
            return 0.5 + density * sum;
        }

        double distance = Math.Abs(x);
        double fraction = distance;
        for (int n = 100; n > 0; n--)
            fraction = distance + n / fraction;
        return x < 0 ? density / fraction : 1 - density / fraction;
    }
}
