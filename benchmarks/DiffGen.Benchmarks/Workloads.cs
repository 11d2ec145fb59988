using DiffGen.Numerics;

namespace DiffGen.Benchmarks;

/// <summary>The workloads at several sizes, on seeded data.</summary>
internal static class Workloads
{
    public static IEnumerable<Workload> All()
    {
        foreach (int n in (int[])[10, 1_000]) yield return Rosenbrock(n);
        foreach (int n in (int[])[20, 200, 20_000]) yield return Decay(n);
        foreach ((int rows, int features) in ((int, int)[])[(32, 30), (569, 30), (2_000, 100)]) yield return Logistic(rows, features);
        foreach (int n in (int[])[20, 1_000]) yield return Recurrent(n);
        foreach (int units in (int[])[8, 32, 100]) yield return RecurrentNetwork(units);
    }

    private static Workload Rosenbrock(int n)
    {
        double[] x = Data(n, 1), hand = new double[n], generated = new double[n];
        return new Workload(
            "Rosenbrock", $"n = {n}",
            () => Objectives.Rosenbrock(x),
            () => HandWritten.Rosenbrock.Gradient(x, hand),
            () => Objectives.RosenbrockGradient(x, generated),
            () => Difference(hand, generated));
    }

    private static Workload Decay(int points)
    {
        double[] theta = [2, 0.7, 0.1], t = Data(points, 2), y = Data(points, 3), hand = new double[3], generated = new double[3];
        return new Workload(
            "exponential decay fit", $"{points} points",
            () => Objectives.Decay(theta, t, y),
            () => HandWritten.Decay.Gradient(theta, t, y, hand),
            () => Objectives.DecayGradient(theta, t, y, generated),
            () => Difference(hand, generated));
    }

    private static Workload Logistic(int rows, int features)
    {
        double[] theta = Data(features + 1, 4), x = Data(rows * features, 5), labels = [.. Data(rows, 6).Select(value => value > 0 ? 1.0 : 0.0)];
        double[] hand = new double[features + 1], generated = new double[features + 1];
        return new Workload(
            "logistic regression", $"{rows} × {features}",
            () => Objectives.Logistic(theta, x, labels),
            () => HandWritten.Logistic.Gradient(theta, x, labels, hand),
            () => Objectives.LogisticGradient(theta, x, labels, generated),
            () => Difference(hand, generated));
    }

    private static Workload Recurrent(int steps)
    {
        double[] w = [0.5, 0.8, 0.1], inputs = Data(steps, 7), hand = new double[3], generated = new double[3], states = new double[steps];
        return new Workload(
            "recurrent cell", $"{steps} steps",
            () => Objectives.Recurrent(w, inputs, 0.3),
            () => HandWritten.Recurrent.Gradient(w, inputs, 0.3, hand, states),
            () => Objectives.RecurrentGradient(w, inputs, 0.3, generated),
            () => Difference(hand, generated));
    }

    private static Workload RecurrentNetwork(int units)
    {
        const int steps = 1_000;
        double[] w = [.. Data(units * units, 8).Select(weight => weight / units)], inputs = Data(steps, 9), hand = new double[w.Length], generated = new double[w.Length];
        var network = new HandWritten.RecurrentNetwork(units, steps);
        return new Workload(
            "recurrent network", $"{units} units, {steps} steps",
            () => Objectives.RecurrentNetwork(w, inputs, units),
            () => network.Gradient(w, inputs, hand),
            () => Objectives.RecurrentNetworkGradient(w, inputs, units, generated),
            () => Difference(hand, generated));
    }

    private static double[] Data(int count, ulong seed)
    {
        var random = new Xoshiro256StarStar(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }

    /// <summary>The largest difference, relative to the largest component.</summary>
    private static double Difference(double[] left, double[] right)
        => left.Zip(right, (a, b) => Math.Abs(a - b)).Max() / left.Max(Math.Abs);
}
