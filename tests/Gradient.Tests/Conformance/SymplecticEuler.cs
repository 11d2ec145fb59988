using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>Group E: arrays of structs, of which the program steps one body by different means.</summary>
public static partial class SymplecticEuler
{
    private const double H = 0.1;

    internal static TestProgram[] Programs =>
    [
        new("E16", at => E16(at[0], at[1], at[2]),
            (at, g) => E16Gradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => E16Pullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2])),
        new("E16 by a ref local", at => E16Reference(at[0], at[1], at[2]),
            (at, g) => E16ReferenceGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => E16ReferencePullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2])),
        new("E16 by records", at => E16Records(at[0], at[1], at[2]),
            (at, g) => E16RecordsGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => E16RecordsPullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2])),
        new("E16 by a method", at => E16Method(at[0], at[1], at[2]),
            (at, g) => E16MethodGradient(at[0], at[1], at[2], out g[0], out g[1], out g[2]),
            (at, s, d) => E16MethodPullback(at[0], at[1], at[2], s, ref d[0], ref d[1], ref d[2])),
        TestProgram.InPlace("E16 by a parameter", PlainE16, PullbackE16),
    ];

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E16(double p, double v, double k)
    {
        var bodies = new Body[1];
        bodies[0].P = p;
        bodies[0].V = v;
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                bodies[i].V -= H * k * bodies[i].P;
                bodies[i].P += H * bodies[i].V;
            }
        }

        return bodies[0].P;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E16Reference(double p, double v, double k)
    {
        Body[] bodies = [new Body { P = p, V = v }];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                ref Body body = ref bodies[i];
                body.V -= H * k * body.P;
                body.P += H * body.V;
            }
        }

        return bodies[0].P;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E16Records(double p, double v, double k)
    {
        Span<State> bodies = [new State(p, v)];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                bodies[i] = bodies[i] with { V = bodies[i].V - H * k * bodies[i].P };
                bodies[i] = bodies[i] with { P = bodies[i].P + H * bodies[i].V };
            }
        }

        return bodies[0].P;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E16Method(double p, double v, double k)
    {
        Body[] bodies = [new() { P = p, V = v }];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < bodies.Length; i++)
                bodies[i].Step(k);
        }

        return bodies[0].P;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double E16Parameter(Span<Body> bodies, double k)
    {
        for (int step = 0; step < 2; step++)
        {
            foreach (ref Body body in bodies)
            {
                body.V -= H * k * body.P;
                body.P += H * body.V;
            }
        }

        return bodies[0].P;
    }

    private static double PlainE16(double[] at)
    {
        Body[] bodies = [new() { P = at[0], V = at[1] }];
        double value = E16Parameter(bodies, at[2]);
        (at[0], at[1]) = (bodies[0].P, bodies[0].V);
        return value;
    }

    private static double PullbackE16(double[] at, double seed, double[] d)
    {
        Span<Body> bodies = [new() { P = at[0], V = at[1] }];
        Span<Body> dBodies = [new() { P = d[0], V = d[1] }];
        double value = E16ParameterPullback(bodies, at[2], seed, dBodies, ref d[2]);
        (at[0], at[1]) = (bodies[0].P, bodies[0].V);
        (d[0], d[1]) = (dBodies[0].P, dBodies[0].V);
        return value;
    }

    public struct Body
    {
        public double P, V;

        public void Step(double k)
        {
            V -= H * k * P;
            P += H * V;
        }
    }

    private readonly record struct State(double P, double V);
}
