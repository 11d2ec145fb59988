using System.Numerics;
using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>What every pullback of the vectors, matrices, quaternions and complex numbers must do; they are found in the
/// assembly.</summary>
public class StructPullbackTests
{
    private const int Trials = 4;

    private static readonly Dictionary<string, PullbackCase> s_cases =
        ((Type[])[typeof(VectorPullbacks), typeof(QuaternionPullbacks), typeof(MatrixPullbacks), typeof(ComplexPullbacks)])
        .SelectMany(PullbackCase.Of).ToDictionary(pullback => pullback.Name);

    private static readonly HashSet<string> s_steps = ["Round", "Truncate"];

    public static TheoryData<string> Cases { get; } = [.. s_cases.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void ValueIsThatOfTheMethod(string name)
    {
        for (int trial = 0; trial < Trials; trial++)
        {
            (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, trial);
            Array[] expected = Leaves.Clone(arguments), actual = Leaves.Clone(arguments);
            probe.Function.Invoke(expected);
            probe.Rule.Invoke(probe.RuleArrays(actual, derivatives));
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Leaves.Bytes(expected[i]).SequenceEqual(Leaves.Bytes(actual[i])), $"argument {i}");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void AddsTheGradient(string name)
    {
        PullbackCase pullback = s_cases[name];
        int compared = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, trial);
            Array[] before = Leaves.Clone(derivatives);
            probe.Rule.Invoke(probe.RuleArrays(Leaves.Clone(arguments), derivatives));

            bool isDouble = pullback.Function.DeclaringType == typeof(Complex);
            bool isSteep = pullback.Function.Name == "Invert";
            (double h, double tolerance) = isDouble ? (1e-3, 1e-8) : (isSteep ? 1.0 / 512 : 1.0 / 32, 5e-4);
            double loss = probe.Loss(arguments, before, int.MaxValue);
            if (double.IsNaN(loss))
                continue; // no rotation matrix
            compared++;
            int derivative = probe.Function.ResultType is { } result && Leaves.IsDifferentiable(result) ? 1 : 0;
            for (int i = 0; i < probe.Function.ParameterTypes.Length; i++)
            {
                if (!Leaves.IsDifferentiable(arguments[i].GetType().GetElementType()!))
                    continue;
                Array old = before[derivative], now = derivatives[derivative++];
                for (int k = 0; k < Leaves.Count(now); k++)
                {
                    double added = Leaves.Get(now, k) - Leaves.Get(old, k);
                    string where = $"trial {trial}, argument {i}, component {k}";
                    if (probe.IsOutput(i))
                    {
                        Assert.True(Leaves.Get(now, k) == 0, where);
                        continue;
                    }

                    double expected = s_steps.Contains(pullback.Function.Name)
                        ? 0
                        : probe.Difference(arguments, before, int.MaxValue, i, k, h);
                    double scale = Math.Max(1, Math.Max(Math.Abs(expected), Math.Abs(loss)));
                    Assert.True(Math.Abs(expected - added) <= tolerance * scale, $"{where}: {expected} expected, {added} added");
                }
            }
        }

        Assert.True(compared > 0);
    }

    [Theory, MemberData(nameof(Cases))]
    public void AllocatesNothing(string name)
    {
        (PullbackProbe probe, Array[] arguments, Array[] derivatives) = Prepare(name, 0);
        Array[] arrays = probe.RuleArrays(arguments, derivatives);
        Assert.Equal(0, Allocation.Of(() => probe.Rule.Invoke(arrays), 10));
    }

    private static (PullbackProbe Probe, Array[] Arguments, Array[] Derivatives) Prepare(string name, int trial)
    {
        var random = new Random(90 + trial);
        var probe = new PullbackProbe(s_cases[name]);
        Array[] arguments = probe.Arguments(1, random);
        return (probe, arguments, probe.Derivatives(arguments, random));
    }
}
