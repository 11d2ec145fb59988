namespace DiffGen.Tests.Corpus;

/// <summary>States that a matrix multiplies step by step: what is kept of a step doesn't depend on the row that reads it, unless the rows change it.</summary>
public static partial class Recurrences
{
    private static readonly double[][] _points = [[0.7], [0.4, -1.2], [1.1, 0.3, -0.6], [0.9, 1.3, -0.4, 0.8, 0.2]];

    internal static CorpusProgram[] Programs =>
    [
        CorpusProgram.OfVector(nameof(Recurrent), at => Recurrent(at), (at, g) => RecurrentGradient(at, g), (at, s, d) => RecurrentPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(RelaxedRows), at => RelaxedRows(at), (at, g) => RelaxedRowsGradient(at, g), (at, s, d) => RelaxedRowsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(InnerRows), at => InnerRows(at), (at, g) => InnerRowsGradient(at, g), (at, s, d) => InnerRowsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(RowsInBranches), at => RowsInBranches(at), (at, g) => RowsInBranchesGradient(at, g), (at, s, d) => RowsInBranchesPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(ShiftedWindows), at => ShiftedWindows(at), (at, g) => ShiftedWindowsGradient(at, g), (at, s, d) => ShiftedWindowsPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(Squared), at => Squared(at), (at, g) => SquaredGradient(at, g), (at, s, d) => SquaredPullback(at, s, d), _points),
        CorpusProgram.OfVector(nameof(OneElement), at => OneElement(at), (at, g) => OneElementGradient(at, g), (at, s, d) => OneElementPullback(at, s, d), _points),
    ];

    /// <summary>Each row reads the whole state, which changes after all of them.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Recurrent(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] state = new double[n], next = new double[n];
        double loss = 0;
        for (int t = 0; t < 4; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double s = 0.3 * x[i];
                for (int j = 0; j < n; j++)
                    s += x[(i + j) % n] * state[j];
                next[i] = Math.Tanh(s);
            }

            next.CopyTo(state, 0);
            loss += state[0] * state[n - 1];
        }

        return loss;
    }

    /// <summary>A row sees what those before it have made of the state.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RelaxedRows(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] state = x.ToArray();
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double s = 0;
                for (int j = 0; j < n; j++)
                    s += x[(i + 2 * j) % n] * state[j];
                state[i] = Math.Sin(s);
            }
        }

        return state[0] + state[n - 1] * state[n - 1];
    }

    /// <summary>Rows and columns that begin behind the first one, in steps, and down.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double InnerRows(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] state = x.ToArray(), next = x.ToArray();
        for (int t = 1; t < 4; t++)
        {
            for (int i = n - 1; i >= 1; i--)
            {
                double s = 0;
                for (int j = 1; j < n; j += 2)
                    s += Math.Exp(0.3 * state[j]) * state[j - 1] * x[(i + j) % n];
                next[i] = Math.Atan(s) + next[i - 1];
            }

            for (int j = 0; j < n; j++)
                state[j] = 0.5 * (state[j] + next[j]);
        }

        return state[n - 1] + state[0];
    }

    /// <summary>Some rows only read the state.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double RowsInBranches(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] state = x.ToArray(), next = new double[n];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double s = 1;
                for (int j = 0; j < n; j++)
                {
                    if (x[i] > x[j])
                        s += state[j] * state[j] * x[i];
                    else if (t > 0 && state[j] > 0.2)
                        s -= state[j] * x[j];
                }

                next[i] = s / (1 + s * s);
            }

            (state, next) = (next, state);
        }

        return state[0] * state[n - 1] + next[0];
    }

    /// <summary>The state is a window that moves with the step, and a row writes behind it.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double ShiftedWindows(ReadOnlySpan<double> x)
    {
        const int steps = 3;
        int n = x.Length;
        Span<double> states = new double[(steps + 1) * n];
        x.CopyTo(states);
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> state = states.Slice(t * n, n);
            for (int i = 0; i < n; i++)
            {
                double s = 0;
                for (int j = 0; j < n; j++)
                    s += state[j] * state[j] * x[(i + j) % n];
                states[(t + 1) * n + i] = Math.Cos(s);
                sum += s;
            }
        }

        for (int i = 0; i < states.Length; i++)
            states[i] = 2 * states[i] * states[i];
        return sum + states[^1];
    }

    /// <summary>Neither the step nor the row has a part in what is kept, but it changes in the end.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Squared(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[] weights = x.ToArray();
        double product = 1;
        for (int t = 0; t < 2; t++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    product = 0.5 * product * weights[j] + x[i] * weights[j];
            }
        }

        for (int j = 0; j < n; j++)
            weights[j] *= weights[j];
        return product * weights[0];
    }

    /// <summary>Not even the column has.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double OneElement(ReadOnlySpan<double> x)
    {
        double[] weights = x.ToArray();
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                sum = 0.5 * sum * weights[0] + x[i] * x[j] * weights[^1];
        }

        weights[0] = 3;
        weights[^1] *= 2;
        return sum * weights[^1] * weights[0];
    }
}
