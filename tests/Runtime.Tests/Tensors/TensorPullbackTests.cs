using System.Numerics.Tensors;
using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>What every pullback of <see cref="TensorPrimitives"/> must do; they are found in the assembly, for <c>double</c> and
/// <c>float</c>.</summary>
public class TensorPullbackTests
{
    private static readonly int[] s_lengths = [0, 1, 3, 7, 16, 33];

    private static readonly Dictionary<string, PullbackCase> s_cases =
        PullbackCase.Of(typeof(TensorPullbacks)).ToDictionary(pullback => pullback.Name);

    // Steps have no slope, but differences across a step would see one.
    private static readonly HashSet<string> s_steps = ["Floor", "Ceiling", "Truncate", "Round", "Sign", "ILogB"];

    public static TheoryData<string> Cases { get; } = [.. s_cases.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void ValueIsThatOfTheMethod(string name)
    {
        foreach (int n in s_lengths)
        {
            (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, n);

            // The same arrays for both: a few methods answer by the placement of a span in memory, in the last bit.
            Array[] before = Leaves.Clone(arguments);
            Exception? error = Record.Exception(() => probe.Function.Invoke(arguments));
            Array[] expected = Leaves.Clone(arguments);
            for (int i = 0; i < before.Length; i++)
                Array.Copy(before[i], arguments[i], before[i].Length);
            if (error != null)
            {
                Assert.Throws(error.GetType(), () => probe.Rule.Invoke(probe.RuleArrays(arguments, derivatives)));
                continue;
            }

            probe.Rule.Invoke(probe.RuleArrays(arguments, derivatives));
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Leaves.Bytes(expected[i]).SequenceEqual(Leaves.Bytes(arguments[i])), $"length {n}, argument {i}");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void AddsTheGradient(string name)
    {
        PullbackCase pullback = s_cases[name];
        foreach (int n in s_lengths)
        {
            (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, n);
            Array[] before = Leaves.Clone(derivatives);
            if (Record.Exception(() => probe.Rule.Invoke(probe.RuleArrays(Leaves.Clone(arguments), derivatives))) != null)
                continue;

            // In float the differences are those of the double form at the same point.
            (PullbackProbe wide, double tolerance) = pullback.Rule.GetGenericArguments().Contains(typeof(float))
                ? (new PullbackProbe(Widened(pullback)), 1e-4)
                : (new PullbackProbe(Smooth(pullback)), 1e-8);
            Array[] wideArguments = Widen(arguments, wide.Function), wideSeeds = [.. before.Select(Widen)];
            double loss = wide.Loss(wideArguments, wideSeeds, n);
            int derivative = before.Length - CountDifferentiable(arguments, probe);
            for (int i = 0; i < probe.Function.ParameterTypes.Length; i++)
            {
                if (!Leaves.IsDifferentiable(arguments[i].GetType().GetElementType()!))
                    continue;
                Array old = before[derivative], now = derivatives[derivative++];
                for (int k = 0; k < Leaves.Count(now); k++)
                {
                    double added = Leaves.Get(now, k) - Leaves.Get(old, k);
                    string where = $"length {n}, argument {i}, element {k}";
                    if (probe.IsOutput(i))
                    {
                        Assert.True(Leaves.Get(now, k) == (k < n ? 0 : Leaves.Get(old, k)), where);
                        continue;
                    }

                    double expected = s_steps.Contains(pullback.Function.Name)
                        ? 0
                        : wide.Difference(wideArguments, wideSeeds, n, i, k, 1e-3);
                    double scale = Math.Max(1, Math.Max(Math.Abs(expected), Math.Abs(loss)));
                    Assert.True(Math.Abs(expected - added) <= tolerance * scale, $"{where}: {expected} expected, {added} added");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void AllocatesNothing(string name)
    {
        (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, 33);
        Array[] arrays = probe.RuleArrays(arguments, derivatives);
        Assert.Equal(0, Allocation.Of(() => probe.Rule.Invoke(arrays), 10));
    }

    [Theory, MemberData(nameof(Cases))]
    public void ThrowsWhatTheMethodThrows(string name)
    {
        (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, 7);
        for (int i = 0; i < probe.Function.ParameterTypes.Length; i++)
        {
            if (!ArrayCall.IsSpan(probe.Function.ParameterTypes[i]))
                continue;
            Array[] shortened = [.. arguments];
            shortened[i] = Array.CreateInstance(arguments[i].GetType().GetElementType()!, 5);
            if (Record.Exception(() => probe.Function.Invoke(Leaves.Clone(shortened))) is not ArgumentException expected)
                continue;
            Array[] before = Leaves.Clone(derivatives);
            var error = (ArgumentException)Assert.Throws(
                expected.GetType(), () => probe.Rule.Invoke(probe.RuleArrays(shortened, derivatives)));
            Assert.Equal(expected.ParamName, error.ParamName);
            Assert.All(before.Zip(derivatives), pair => Assert.True(Leaves.Bytes(pair.First).SequenceEqual(Leaves.Bytes(pair.Second))));
        }
    }

    private static (PullbackProbe Probe, Array[] Arguments, Array[] Derivatives) Prepare(string name, int n)
    {
        var random = new Random(20 + n);
        var probe = new PullbackProbe(s_cases[name]);
        Array[] arguments = probe.Arguments(n, random);
        return (probe, arguments, probe.Derivatives(arguments, random));
    }

    private static PullbackCase Widened(PullbackCase pullback)
    {
        string attribute = pullback.Function.Name;
        Type[] wide = [.. pullback.Rule.GetGenericArguments().Select(_ => typeof(double))];
        System.Reflection.MethodInfo rule = pullback.Rule.GetGenericMethodDefinition();
        return Smooth(s_cases.Values.Single(other => other.Rule == rule.MakeGenericMethod(wide) && other.Function.Name == attribute));
    }

    /// <summary>The method whose derivative is meant: an estimate is itself no smooth function.</summary>
    private static PullbackCase Smooth(PullbackCase pullback)
    {
        string name = pullback.Function.Name;
        if (name is not ("ReciprocalEstimate" or "ReciprocalSqrtEstimate"))
            return pullback;
        return s_cases.Values.First(other => other.Function.Name == name.Replace("Estimate", "")
            && other.Rule.GetGenericArguments()[0] == typeof(double));
    }

    private static int CountDifferentiable(Array[] arguments, PullbackProbe probe) => arguments
        .Take(probe.Function.ParameterTypes.Length)
        .Count(array => Leaves.IsDifferentiable(array.GetType().GetElementType()!));

    private static Array[] Widen(Array[] arguments, ArrayCall wide)
        => [.. arguments.Select((array, i) => i < wide.ParameterTypes.Length || array is float[]? Widen(array) : array)];

    private static Array Widen(Array array) => array is float[] single ? Array.ConvertAll(single, x => (double)x) : array;
}
