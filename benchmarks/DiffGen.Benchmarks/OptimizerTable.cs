using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DiffGen.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Benchmarks;

/// <summary>
/// What a step on a million parameters costs, as a ratio to the time that memory needs for the same bytes. Two plain loops measure that:
/// a copy-scale y = 2·x of as many bytes, half of them read and half written; and one that reads and writes the very arrays of the step in
/// place. All in turn, round after round.
/// </summary>
internal static class OptimizerTable
{
    private const int Count = 1_000_000;

    public static string Measured(string filter)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minimum of {SideBySide.Rounds} rounds, {Count} parameters, float, one thread, .NET {Environment.Version}, {Environment.ProcessorCount} cores.");
        text.AppendLine();
        text.AppendLine("| optimizer | arrays read + written | step | copy-scale | in place | step / copy-scale | step / in place |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach ((string name, int read, int written, IOptimizer<float> optimizer) in All().Where(row => row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            double[] best = [.. SideBySide.Times([Step(optimizer), CopyScale(read + written), InPlace(read, written)]).Select(side => side.Min())];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {read} + {written} | {SideBySide.Text(best[0])} | {SideBySide.Text(best[1])} | {SideBySide.Text(best[2])} | {best[0] / best[1]:F2} | {best[0] / best[2]:F2} |");
        }
        return text.ToString();
    }

    // The arrays of a million that a step has to read and to write at least, if it goes once over them: parameters, gradient, states.
    private static IEnumerable<(string Name, int Read, int Written, IOptimizer<float> Optimizer)> All()
    {
        ParameterLayout matrices = Matrices(side: 500), small = Matrices(side: 100);
        yield return ("Sgd", 2, 1, new Sgd<float>());
        yield return ("Sgd, momentum", 3, 2, new Sgd<float> { Momentum = 0.9 });
        yield return ("Adam", 4, 3, new Adam<float>());
        yield return ("AdamW", 4, 3, new AdamW<float>());
        yield return ("AmsGrad", 5, 4, new AmsGrad<float>());
        yield return ("Adamax", 4, 3, new Adamax<float>());
        yield return ("NAdam", 4, 3, new NAdam<float>());
        yield return ("RAdam", 4, 3, new RAdam<float>());
        yield return ("RmsProp", 3, 2, new RmsProp<float>());
        yield return ("RmsProp, centred, momentum", 5, 4, new RmsProp<float> { Centred = true, Momentum = 0.9 });
        yield return ("Adagrad", 3, 2, new Adagrad<float>());
        yield return ("Adadelta", 4, 3, new Adadelta<float>());
        yield return ("Rprop", 4, 3, new Rprop<float>());
        yield return ("Lion", 3, 2, new Lion<float>());
        yield return ("Yogi", 4, 3, new Yogi<float>());
        yield return ("AdaBelief", 4, 3, new AdaBelief<float>());
        yield return ("ScheduleFreeSgd", 4, 3, new ScheduleFreeSgd<float> { LearningRate = 0.01 });
        yield return ("ScheduleFreeAdamW", 5, 4, new ScheduleFreeAdamW<float>());
        yield return ("Lamb, matrices of 500 × 500", 4, 3, new Lamb<float> { Layout = matrices });
        yield return ("Lars, matrices of 500 × 500", 3, 2, new Lars<float> { Layout = matrices });
        yield return ("Adafactor, matrices of 500 × 500", 2, 1, new Adafactor<float> { Layout = matrices });
        yield return ("Muon, matrices of 100 × 100", 3, 2, new Muon<float> { Layout = small });
        yield return ("Adam, global norm clipped", 4, 3, new Chain<float>(new Adam<float>(), new SkipNonFinite<float>(), new ClipByGlobalNorm<float>()));
    }

    private static ParameterLayout Matrices(int side) => new(
        [.. Enumerable.Range(0, Count / (side * side)).Select(i => new ParameterInfo($"W{i}", i * side * side, new[] { side, side }))]);

    private static Func<double> Step(IOptimizer<float> optimizer)
    {
        float[] parameters = Data(1), gradient = Data(2);
        optimizer.LearningRate = Math.Min(optimizer.LearningRate, 1e-3);
        return () =>
        {
            optimizer.Step(parameters, gradient);
            return parameters[0];
        };
    }

    // Half of the bytes are read, half are written.
    private static Func<double> CopyScale(int arrays)
    {
        float[] source = new float[Count * arrays / 2], target = new float[source.Length];
        return () =>
        {
            Scale(source, target);
            return target[0];
        };
    }

    // Where an array is written, it is read, too; the others are read only.
    private static Func<double> InPlace(int read, int written)
    {
        float[][] changed = [.. Enumerable.Range(0, written).Select(_ => new float[Count])];
        float[][] kept = [.. Enumerable.Range(0, read - written).Select(_ => new float[Count])];
        return () =>
        {
            foreach (float[] array in changed) Scale(array, array);
            return kept.Sum(array => (double)Total(array));
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(ReadOnlySpan<float> source, Span<float> target)
    {
        ref float from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        for (nuint i = 0; i + (nuint)Vector<float>.Count <= (nuint)source.Length; i += (nuint)Vector<float>.Count)
            (2 * Vector.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Total(ReadOnlySpan<float> source)
    {
        ref float from = ref MemoryMarshal.GetReference(source);
        Vector<float> even = default, odd = default;
        for (nuint i = 0; i + 2 * (nuint)Vector<float>.Count <= (nuint)source.Length; i += 2 * (nuint)Vector<float>.Count)
        {
            even += Vector.LoadUnsafe(ref from, i);
            odd += Vector.LoadUnsafe(ref from, i + (nuint)Vector<float>.Count);
        }
        return Vector.Sum(even + odd);
    }

    private static float[] Data(ulong seed)
    {
        var random = new Xoshiro256StarStar(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => (float)random.NextNormal())];
    }
}
