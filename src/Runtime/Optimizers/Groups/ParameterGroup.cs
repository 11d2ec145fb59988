using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Parameters of a model, by name, and the optimizer that is to move them.</summary>
/// <remarks>
/// A pattern is compared with the dotted names of the layout, case-sensitively. It fits a parameter whose name it is, and all parameters
/// of a layer whose name it is: <c>Hidden</c> fits <c>Hidden.W</c> and <c>Hidden.Inner.B</c>, not <c>Hidden2.W</c>. A <c>*</c> stands for
/// any characters, dots too, or none: <c>*.B</c> fits the parameters <c>B</c> of all layers, <c>*</c> everything. A group without a
/// pattern has all parameters that no other group has.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ParameterGroup<T> where T : IFloatingPointIeee754<T>
{
    private readonly Func<ParameterLayout, IOptimizer<T>> _optimizer;
    private readonly string[] _patterns;

    /// <summary>A group with an optimizer of its own.</summary>
    /// <param name="optimizer">The optimizer, for this group only.</param>
    /// <param name="patterns">What the group has; none for the rest.</param>
    public ParameterGroup(IOptimizer<T> optimizer, params ReadOnlySpan<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _optimizer = _ => optimizer;
        _patterns = patterns.ToArray();
    }

    /// <summary>A group whose optimizer has to know the shapes of its parameters.</summary>
    /// <param name="optimizer">Makes it from the layout of the group alone: its parameters one after the other.</param>
    /// <param name="patterns">What the group has; none for the rest.</param>
    public ParameterGroup(Func<ParameterLayout, IOptimizer<T>> optimizer, params ReadOnlySpan<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _optimizer = optimizer;
        _patterns = patterns.ToArray();
    }

    /// <summary>The factor of the learning rate of the group's optimizer, above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RateFactor
    {
        get;
        init => field = Require.Positive(value);
    } = 1;

    internal ReadOnlySpan<string> Patterns => _patterns;

    internal IOptimizer<T> Optimizer(ParameterLayout layout)
        => _optimizer(layout) ?? throw new ArgumentException("A group has no optimizer", nameof(layout));
}
