namespace DiffGen.Tests.Corpus;

/// <summary>const and static readonly fields; instance methods that read fields of their object.</summary>
public static partial class Constants
{
    private const double Gravity = 9.81;

    private const int Steps = 4;

    private static readonly double Damping = Math.Sqrt(0.02);

    private static readonly double[] Weights = [0.25, 0.5, -1];

    private static readonly Oscillator Pendulum = new(1.5, 0.2, [0.5, 0.25]);

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfScalar(nameof(Fall), Fall, FallGradient, FallPullback, 0.7, 1.4),
        CorpusProgram.OfVector(nameof(WeightedByTable), at => WeightedByTable(at), (at, g) => WeightedByTableGradient(at, g),
            (at, s, d) => WeightedByTablePullback(at, s, d), [1.2, 0.4, 0.7]),
        CorpusProgram.OfVector("Oscillator.Energy", at => Pendulum.Energy(at[0], at[1]), (at, g) => Pendulum.EnergyGradient(at[0], at[1], out g[0], out g[1]),
            (at, s, d) => Pendulum.EnergyPullback(at[0], at[1], s, ref d[0], ref d[1]), [1.2, 0.4], [-0.3, 0.1]),
        CorpusProgram.OfScalar("Oscillator.Simulate", x => Pendulum.Simulate(x), Pendulum.SimulateGradient, Pendulum.SimulatePullback, 0.4, 1.3),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Fall(double t)
    {
        double v = 0;
        double h = 0;
        for (int i = 0; i < Steps; i++)
        {
            v += (Gravity - Damping * v * v) * t;
            h += v * t;
        }

        return h * Math.PI;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double WeightedByTable(ReadOnlySpan<double> a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            s += Weights[i] * a[i] * a[i];
        return s;
    }
}
