using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Moves groups of a model's parameters by optimizers, or with learning rates, of their own. Every parameter belongs to exactly one
/// group.</summary>
/// <remarks>
/// <see cref="LearningRate"/> is that of the first group, its <see cref="ParameterGroup{T}.RateFactor"/> included. Setting it, as a
/// schedule does, scales all groups: their learning rates keep the ratios that they had when the groups were made. Learning rates that
/// are set on the optimizers of groups later are overwritten.
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new GroupedOptimizer&lt;float&gt;(
///     model.Layout,
///     new ParameterGroup&lt;float&gt;(layout =&gt; new Muon&lt;float&gt; { Layout = layout, LearningRate = 0.002 }, "Hidden.W"),
///     new ParameterGroup&lt;float&gt;(new Adam&lt;float&gt;(), "Output") { RateFactor = 0.1 },
///     new ParameterGroup&lt;float&gt;(new Adam&lt;float&gt;()));
/// </code>
/// </example>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GroupedOptimizer<T> : Stateful<T>, IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly ParameterLayout _layout;
    private readonly GroupMember<T>[] _members;
    private readonly StateScalar _learningRate;

    /// <summary>Makes the groups.</summary>
    /// <param name="layout">The names of the parameters.</param>
    /// <param name="groups">The groups.</param>
    /// <exception cref="ArgumentException">A pattern fits no parameter; a parameter belongs to no group, or to several; an optimizer serves
    /// two groups, or has a learning rate of 0; the layout leaves elements out. The message lists the names.</exception>
    public GroupedOptimizer(ParameterLayout layout, params ReadOnlySpan<ParameterGroup<T>> groups)
        : this(layout, Members(layout, groups))
    {
    }

    private GroupedOptimizer(ParameterLayout layout, GroupMember<T>[] members)
        : this(layout, members, new StateScalar(nameof(LearningRate), members[0].Rate))
    {
    }

    private GroupedOptimizer(ParameterLayout layout, GroupMember<T>[] members, StateScalar learningRate)
        : base([learningRate], [.. members.Select(member => member.Optimizer)])
    {
        _layout = layout;
        _members = members;
        _learningRate = learningRate;
    }

    /// <summary>The learning rate of the first group; the others change with it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The new value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate.Value;
        set => _learningRate.Value = Require.NonNegative(value);
    }

    /// <inheritdoc/>
    public bool SkipsNonFinite => _members.All(member => member.Optimizer.SkipsNonFinite);

    /// <inheritdoc/>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        Begin(parameters.Length, gradient.Length);
        foreach (GroupMember<T> member in _members)
        {
            member.Optimizer.LearningRate = LearningRate * (member.Rate / _members[0].Rate);
            member.Step(parameters, gradient);
        }
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state)
    {
        if (state.Length != _layout.Length)
        {
            throw new ArgumentException(
                $"'parameters' must have length {_layout.Length}, as in the layout, but has length {state.Length}", "parameters");
        }
    }

    private protected override void CheckSettings(OptimizerState<T> state)
    {
        if (state.Scalars[nameof(LearningRate)] < 0)
            throw new ArgumentException("The learning rate in the state is negative", nameof(state));
    }

    private static GroupMember<T>[] Members(ParameterLayout layout, ReadOnlySpan<ParameterGroup<T>> groups)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ParameterGroup<T>[] copy = groups.ToArray();
        if (copy.Length == 0)
            throw new ArgumentException("There is no group", nameof(groups));
        foreach (ParameterGroup<T> group in copy)
            ArgumentNullException.ThrowIfNull(group, nameof(groups));

        List<ParameterInfo>[] entries = GroupAssignment.Of(layout, copy);
        GroupMember<T>[] members = [.. copy.Select((group, i) => new GroupMember<T>(entries[i], group))];
        return members.Select(member => member.Optimizer).Distinct(ReferenceEqualityComparer.Instance).Count() == members.Length
            ? members
            : throw new ArgumentException("An optimizer serves two groups: each needs its own", nameof(groups));
    }
}
