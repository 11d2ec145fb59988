namespace DiffGen.Fuzz.Running;

/// <summary>Central differences of every output with respect to one input, at several step sizes.</summary>
internal sealed class Differences
{
    private const double Step = 2e-3;
    private const double Agreement = 2e-6;
    private const double Largest = 1e4;

    private readonly double[] _middle;
    private readonly List<(double H, double[] Up, double[] Down)> _values = [];

    public Differences(Action<double[], double[]> function, double[] x, double[] middle, int input)
    {
        _middle = middle;
        foreach (double h in new[] { 2 * Step, Step, Step / 2, 0.6 * Step, 0.3 * Step, 0.15 * Step })
        {
            _values.Add((h, At(h), At(-h)));
        }

        double[] At(double offset)
        {
            double[] moved = [.. x];
            moved[input] += offset;
            var y = new double[middle.Length];
            function(moved, y);
            return y;
        }
    }

    /// <summary>The derivative of the weighted sum of outputs; null where it isn't smooth enough to tell.</summary>
    public double? Derivative(double[] weights)
    {
        List<(double H, double Up, double Down)> sums = [.. _values.Select(value => (value.H, Sum(weights, value.Up), Sum(weights, value.Down)))];
        double middle = Sum(weights, _middle);
        if (sums.Any(sum => !(Math.Abs(sum.Up) < Largest) || !(Math.Abs(sum.Down) < Largest)) || !(Math.Abs(middle) < Largest)) return null;
        double Central(int index) => (sums[index].Up - sums[index].Down) / (2 * sums[index].H);
        double Fourth(int index) => ((4 * Central(index + 1)) - Central(index)) / 3;
        double first = Fourth(0), second = Fourth(1), third = Fourth(3), last = Fourth(4);
        double tolerance = Agreement * (1 + Math.Abs(second));
        if (!(Math.Abs(first - second) < tolerance) || !(Math.Abs(third - second) < tolerance) || !(Math.Abs(last - second) < tolerance)) return null;
        // A kink right at the point looks smooth from both sides together.
        double Side(Func<(double H, double Up, double Down), double> value) => ((4 * value(sums[4])) - value(sums[3]) - (3 * middle)) / (2 * sums[4].H);
        double right = Side(sum => sum.Up), left = -Side(sum => sum.Down);
        return Math.Abs(right - left) < 1e-3 * (1 + Math.Abs(second)) ? second : null;
    }

    private static double Sum(double[] weights, double[] values)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0) sum += weights[i] * values[i];
        }
        return sum;
    }
}
