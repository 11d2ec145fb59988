namespace DiffGen.Tests.Corpus;

/// <summary>switch on constants, enums and relational patterns; exits from inside a switch.</summary>
public static partial class SwitchesInLoops
{
    private static readonly int[] Code = [3, 0, 1, 2, 1, 5];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(Interpret), x => Interpret(Code, x), (double x, out double dX) => InterpretGradient(Code, x, out dX),
            (double x, double s, ref double dX) => InterpretPullback(Code, x, s, ref dX), 0.4, 1.6),
        CorpusProgram.OfScalar(nameof(Enumerated), x => Enumerated(Gate.Sine, x), (double x, out double dX) => EnumeratedGradient(Gate.Sine, x, out dX),
            (double x, double s, ref double dX) => EnumeratedPullback(Gate.Sine, x, s, ref dX), 0.4, -1.6),
        CorpusProgram.OfVector(nameof(Piecewise), at => Piecewise(at), (at, g) => PiecewiseGradient(at, g),
            (at, s, d) => PiecewisePullback(at, s, d), [-2, -0.3, 0.4, 1.5, 6], [0.9]),
        CorpusProgram.OfVector(nameof(ReturnFromSwitch), at => ReturnFromSwitch(at), (at, g) => ReturnFromSwitchGradient(at, g),
            (at, s, d) => ReturnFromSwitchPullback(at, s, d), [0.5, 0.4, 0.3], [0.5, 7, 0.3], [0.5, -2, 0.3]),
        CorpusProgram.OfVector(nameof(SwitchWithWhen), at => SwitchWithWhen(at[0], at[1], 1), (at, g) => SwitchWithWhenGradient(at[0], at[1], 1, out g[0], out g[1]),
            (at, s, d) => SwitchWithWhenPullback(at[0], at[1], 1, s, ref d[0], ref d[1]), [0.5, 0.2], [0.2, 0.5], [-1, -2]),
        CorpusProgram.OfPair(nameof(ContinueFromJumps), ContinueFromJumps, ContinueFromJumpsGradient, ContinueFromJumpsPullback, [1.2, 0.4], [0.7, -1], [2, 3]),
    ];

    public enum Gate
    {
        Add,
        Multiply,
        Sine,
    }

    /// <summary>Sections that jump to one another, and leave for the next trip of the loop around, or of the one around that.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ContinueFromJumps(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 9; i++)
        {
            switch (i % 4)
            {
                case 0:
                    s *= x;
                    goto case 2;
                case 1:
                    if (s > 3)
                        continue;
                    s += y;
                    break;
                case 2:
                    s += 1;
                    if (s < 2)
                        goto case 1;
                    switch (i)
                    {
                        case 4:
                            goto case 6;
                        case 6:
                            s *= 0.5;
                            continue;
                    }

                    continue;
                default:
                    foreach (int k in Code)
                    {
                        switch (k)
                        {
                            case 1:
                                goto case 2;
                            case 2:
                                s += 0.1 * x;
                                continue;
                        }

                        s -= 0.01 * y;
                    }

                    break;
            }

            s *= 1.1 * y;
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Interpret(int[] code, double x)
    {
        double t = 1;
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case 0:
                    continue;
                case 1:
                case 2:
                    t = t * x + code[i];
                    break;
                case 3:
                    t -= x;
                    if (t > 0.5)
                        break;
                    t *= 2;
                    break;
                default:
                    return t * t;
            }

            t += 0.125;
        }

        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Enumerated(Gate last, double x)
    {
        double t = 0.5;
        for (int i = 0; i < 5; i++)
        {
            Gate gate = i == 4 ? last : (Gate)(i % 3);
            t = gate switch
            {
                Gate.Add => t + x,
                Gate.Multiply => t * x,
                _ => Math.Sin(t),
            };
        }

        return t;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Piecewise(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double x = a[i];
            s += x switch
            {
                < -1 => -x * i,
                >= -1 and < 0 => x * x,
                > 1 and not > 5 => Math.Sqrt(x) * s,
                > 5 => Math.Log(x),
                _ => x * x * x,
            };
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ReturnFromSwitch(ReadOnlySpan<double> a)
    {
        double s = 1;
        for (int i = 0; i < a.Length; i++)
        {
            switch (a[i])
            {
                case > 5:
                    return s * a[i];
                case < 0:
                    s -= a[i] * a[i];
                    continue;
                default:
                    s *= 1 + a[i];
                    break;
            }

            s += 0.5 * a[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double SwitchWithWhen(double x, double y, int k)
    {
        switch (k)
        {
            case 1 when x > y:
                return x * x * y;
            case 1 when x + y > 0:
                return Math.Exp(x) * y;
            case 2:
                return x;
            default:
                return x * y;
        }
    }
}
