using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// An optimizer with transforms around its steps. The gradient, copied, goes through the transforms in their order; then the optimizer
/// makes its step; then the transforms may change the parameters, in the opposite order.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new Chain&lt;float&gt;(
///     new Adam&lt;float&gt;(),
///     new SkipNonFinite&lt;float&gt;(),
///     new ClipByGlobalNorm&lt;float&gt; { Limit = 1 });
/// </code>
/// </example>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Chain<T> : Stateful<T>, IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly IOptimizer<T> _optimizer;
    private readonly GradientTransform<T>[] _transforms;
    private T[] _gradient = [];

    /// <summary>Puts transforms around an optimizer. All of them work for this chain only from now on.</summary>
    /// <param name="optimizer">The optimizer; may be a chain itself.</param>
    /// <param name="transforms">The transforms, in the order that the gradient takes.</param>
    /// <exception cref="ArgumentException">One of the transforms occurs twice.</exception>
    public Chain(IOptimizer<T> optimizer, params ReadOnlySpan<GradientTransform<T>> transforms)
        : this(optimizer, Checked(optimizer, transforms))
    {
    }

    private Chain(IOptimizer<T> optimizer, GradientTransform<T>[] transforms) : base([], [optimizer, .. transforms])
    {
        _optimizer = optimizer;
        _transforms = transforms;
    }

    /// <summary>The learning rate of the optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The new value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public bool SkipsNonFinite => _optimizer.SkipsNonFinite || _transforms.Any(transform => transform is SkipNonFinite<T>);

    /// <inheritdoc/>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        Begin(parameters.Length, gradient.Length);
        gradient.CopyTo(_gradient);
        var step = new StepContext<T>(parameters, _gradient, LearningRate);
        foreach (GradientTransform<T> transform in _transforms)
        {
            if (!transform.RunBefore(step))
                return;
        }

        _optimizer.Step(parameters, _gradient);
        for (int i = _transforms.Length - 1; i >= 0; i--)
            _transforms[i].RunAfter(parameters);
    }

    /// <inheritdoc/>
    protected override void Initialise(StateBuilder<T> state) => _gradient = new T[state.Length];

    private static GradientTransform<T>[] Checked(IOptimizer<T> optimizer, ReadOnlySpan<GradientTransform<T>> transforms)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        GradientTransform<T>[] copy = transforms.ToArray();
        foreach (GradientTransform<T> transform in copy)
        {
            ArgumentNullException.ThrowIfNull(transform, nameof(transforms));
            if (copy.Count(other => ReferenceEquals(other, transform)) > 1)
                throw new ArgumentException($"A {transform.GetType().Name.Split('`')[0]} occurs twice: each place needs its own", nameof(transforms));
        }

        return copy;
    }
}
