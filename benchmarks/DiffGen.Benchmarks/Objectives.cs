namespace DiffGen.Benchmarks;

/// <summary>The objectives, written as anyone would.</summary>
internal static partial class Objectives
{
    [Differentiable]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }
        return sum;
    }

    /// <summary>Sum of squares of an exponential decay's residuals.</summary>
    [Differentiable]
    public static double Decay([Shape(3)] ReadOnlySpan<double> theta, [NoDiff] ReadOnlySpan<double> t, [NoDiff] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double error = theta[0] * Math.Exp(-theta[1] * t[i]) + theta[2] - y[i];
            sum += error * error;
        }
        return sum;
    }

    /// <summary>Mean logistic loss; weights, then the bias; rows one after the other.</summary>
    [Differentiable]
    public static double Logistic(ReadOnlySpan<double> theta, [NoDiff] ReadOnlySpan<double> rows, [NoDiff] ReadOnlySpan<double> labels)
    {
        int features = theta.Length - 1;
        double sum = 0;
        for (int r = 0; r < labels.Length; r++)
        {
            ReadOnlySpan<double> row = rows.Slice(r * features, features);
            double z = theta[features];
            for (int j = 0; j < row.Length; j++)
                z += theta[j] * row[j];
            sum += Math.Max(z, 0) - z * labels[r] + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }
        return sum / labels.Length;
    }

    /// <summary>A recurrent cell over a sequence, squared error of the last state.</summary>
    [Differentiable]
    public static double Recurrent([Shape(3)] ReadOnlySpan<double> w, [NoDiff] ReadOnlySpan<double> inputs, [NoDiff] double target)
    {
        double h = 0;
        for (int t = 0; t < inputs.Length; t++)
            h = Math.Tanh(w[0] * h + w[1] * inputs[t] + w[2]);
        return (h - target) * (h - target);
    }

    /// <summary>A recurrent network over a sequence, the squares of its first unit.</summary>
    [Differentiable]
    public static double RecurrentNetwork(ReadOnlySpan<double> w, [NoDiff] ReadOnlySpan<double> inputs, [NoDiff] int units)
    {
        double[] state = new double[units], next = new double[units];
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            for (int i = 0; i < units; i++)
            {
                double sum = inputs[t];
                for (int j = 0; j < units; j++)
                    sum += w[i * units + j] * state[j];
                next[i] = Math.Tanh(sum);
            }
            next.CopyTo(state, 0);
            loss += state[0] * state[0];
        }
        return loss;
    }
}
