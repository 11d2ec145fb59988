using System.Numerics;
using System.Text.Json;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>Saving, restoring and refusing states, for every optimizer and every transform around one.</summary>
public class StateTests
{
    private const int Length = 21;

    public static TheoryData<Type> Optimizers => [.. OptimizerCatalog.Types];

    public static TheoryData<Type> Transforms => [.. OptimizerCatalog.Transforms];

    [Theory, MemberData(nameof(Optimizers))]
    public void Double_goes_on_with_the_same_bits(Type type) => GoesOn(() => OptimizerCatalog.Create<double>(type, Length));

    [Theory, MemberData(nameof(Optimizers))]
    public void Single_goes_on_with_the_same_bits(Type type) => GoesOn(() => OptimizerCatalog.Create<float>(type, Length));

    [Theory, MemberData(nameof(Optimizers))]
    public void With_matrices_too(Type type)
    {
        var layout = new ParameterLayout(new ParameterInfo("W", 0, new[] { 3, 5 }), new ParameterInfo("B", 15, new[] { 6 }));
        GoesOn(() => OptimizerCatalog.Create<float>(type, layout));
    }

    [Theory, MemberData(nameof(Transforms))]
    public void Chains_go_on_with_the_same_bits(Type type)
        => GoesOn(() => new Chain<double>(new Sgd<double> { Momentum = 0.9 }, OptimizerCatalog.CreateTransform<double>(type)));

    [Theory, MemberData(nameof(Optimizers))]
    public void Wrong_states_are_refused_and_nothing_is_changed(Type type)
    {
        IOptimizer<double> optimizer = OptimizerCatalog.Create<double>(type, Length), twin = OptimizerCatalog.Create<double>(type, Length);
        double[] p = Samples.Parameters<double>(Length), q = [.. p];
        Steps(optimizer, p, 0, 3);
        Steps(twin, q, 0, 3);
        OptimizerState<double> state = twin.SaveState();
        Assert.Throws<ArgumentNullException>(() => optimizer.LoadState(null!));
        foreach (OptimizerState<double> wrong in Wrong(state))
        {
            var error = Assert.Throws<ArgumentException>(() => optimizer.LoadState(wrong));
            Assert.NotEmpty(error.Message);
            Assert.Throws<ArgumentException>(() => OptimizerCatalog.Create<double>(type, Length).LoadState(wrong));
        }

        Steps(optimizer, p, 3, 5);
        Steps(twin, q, 3, 5);
        Assert.Equal(q, p);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void A_state_from_before_the_first_step_begins_anew(Type type)
    {
        IOptimizer<double> optimizer = OptimizerCatalog.Create<double>(type, Length);
        OptimizerState<double> fresh = optimizer.SaveState();
        Assert.Equal((0, 0L), (fresh.Length, fresh.Steps));
        double[] p = Samples.Parameters<double>(Length), q = [.. p];
        Steps(optimizer, p, 0, 3);
        optimizer.LoadState(fresh);
        p = [.. q];
        Steps(optimizer, p, 0, 3);
        Steps(OptimizerCatalog.Create<double>(type, Length), q, 0, 3);
        Assert.Equal(q, p);
    }

    [Fact]
    public void The_learning_rate_is_part_of_the_state()
    {
        var adam = new Adam<double> { LearningRate = 0.125 };
        var other = new Adam<double>();
        other.LoadState(adam.SaveState());
        Assert.Equal(0.125, other.LearningRate);
        OptimizerState<double> negative = adam.SaveState() with { Scalars = new Dictionary<string, double> { ["LearningRate"] = -1 } };
        Assert.Throws<ArgumentException>(() => other.LoadState(negative));
        Assert.Equal(0.125, other.LearningRate);
    }

    [Fact]
    public void Messages_say_what_is_wrong()
    {
        var adam = new Adam<double>();
        var error = Assert.Throws<ArgumentException>(() => adam.LoadState(new Sgd<double>().SaveState()));
        Assert.StartsWith("The state of Adam is needed, but this is the state of Sgd", error.Message, StringComparison.Ordinal);
        adam.Step(new double[2], new double[2]);
        OptimizerState<double> state = adam.SaveState();
        error = Assert.Throws<ArgumentException>(
            () => adam.LoadState(state with { Arrays = new Dictionary<string, double[]> { ["m"] = [1, 2] } }));
        Assert.StartsWith("The state of Adam must have the arrays [m, v], but has [m]", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(
            () => adam.LoadState(state with { Arrays = new Dictionary<string, double[]> { ["m"] = [1, 2], ["v"] = [1] } }));
        Assert.StartsWith("The array 'v' in the state of Adam must have length 2, but has length 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_refuses_leaves_the_others_as_they_were()
    {
        var optimizer = new Sgd<double> { Momentum = 0.5 };
        var chain = new Chain<double>(optimizer, new SkipNonFinite<double>(), new GradientEma<double>());
        chain.Step(new double[1], [1.0]);
        OptimizerState<double> before = optimizer.SaveState(), state = chain.SaveState();
        OptimizerState<double> otherSgd = state.Parts[0] with { Arrays = new Dictionary<string, double[]> { ["b"] = [7] } };
        Assert.Throws<ArgumentException>(() => chain.LoadState(state with { Parts = [otherSgd, state.Parts[1], state.Parts[1]] }));
        Assert.Equal(before.Arrays["b"], optimizer.SaveState().Arrays["b"]);
    }

    private static void GoesOn<T>(Func<IOptimizer<T>> create) where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> optimizer = create();
        T[] p = Samples.Parameters<T>(Length);
        Steps(optimizer, p, 0, 7);
        T[] q = [.. p];
        string json = JsonSerializer.Serialize(optimizer.SaveState());
        OptimizerState<T> saved = optimizer.SaveState();
        Steps(optimizer, p, 7, 14);

        IOptimizer<T> reloaded = create(), copied = create();
        reloaded.LoadState(JsonSerializer.Deserialize<OptimizerState<T>>(json)!);
        copied.LoadState(saved);
        T[] r = [.. q];
        Steps(reloaded, q, 7, 14);
        Steps(copied, r, 7, 14);
        Assert.Equal(p, q);
        Assert.Equal(p, r);
        Assert.Equal(JsonSerializer.Serialize(optimizer.SaveState()), JsonSerializer.Serialize(reloaded.SaveState()));

        // Back in the same optimizer, too; and the state that was loaded is a copy.
        optimizer.LoadState(saved);
        Assert.Equal(json, JsonSerializer.Serialize(optimizer.SaveState()));
    }

    private static void Steps<T>(IOptimizer<T> optimizer, T[] p, int from, int to) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int step = from; step < to; step++)
        {
            optimizer.LearningRate = 0.01 / (1 + step);
            optimizer.Step(p, Samples.Gradient<T>(p.Length, step));
        }
    }

    private static IEnumerable<OptimizerState<double>> Wrong(OptimizerState<double> state)
    {
        yield return state with { Kind = "Unknown" };
        yield return state with { Length = -1 };
        yield return state with { Steps = -1 };
        yield return state with { Scalars = null! };
        yield return state with { Arrays = null! };
        yield return state with { Parts = null! };
        yield return state with { Parts = [.. state.Parts, state] };
        yield return state with { Scalars = With(state.Scalars, "Unknown", 1.0) };
        yield return state with { Arrays = With(state.Arrays, "Unknown", new double[Length]) };
        foreach (string name in state.Scalars.Keys)
        {
            yield return state with { Scalars = With(state.Scalars, name, double.NaN) };
            yield return state with { Scalars = state.Scalars.Where(entry => entry.Key != name).ToDictionary() };
        }

        foreach (string name in state.Arrays.Keys)
        {
            yield return state with { Arrays = With(state.Arrays, name, new double[Length + 1]) };
            yield return state with { Arrays = With(state.Arrays, name, null!) };
            yield return state with { Arrays = state.Arrays.Where(entry => entry.Key != name).ToDictionary() };
        }

        for (int i = 0; i < state.Parts.Count; i++)
        {
            yield return state with { Parts = [.. state.Parts.Where((_, k) => k != i)] };
            yield return state with { Parts = [.. state.Parts.Select((part, k) => k == i ? part with { Kind = "Unknown" } : part)] };
        }
    }

    private static Dictionary<string, TValue> With<TValue>(IReadOnlyDictionary<string, TValue> entries, string name, TValue value)
        => new(entries) { [name] = value };
}
