using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>Adam that warms up by itself: it scales its steps by the gradient's square only where that is known well enough.</summary>
/// <remarks>
/// <para>With learning rate η and m = v = 0 before step t = 1:</para>
/// <code>
/// m ← β₁·m + (1 - β₁)·g
/// v ← β₂·v + (1 - β₂)·g²
/// ρ∞ = 2 / (1 - β₂) - 1,   ρ = ρ∞ - 2·t·β₂ᵗ / (1 - β₂ᵗ)
/// r = √((ρ - 4)·(ρ - 2)·ρ∞ / ((ρ∞ - 4)·(ρ∞ - 2)·ρ))
/// p ← p - η · r · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)   where ρ &gt; 4
/// p ← p - η · m / (1 - β₁ᵗ)                                  otherwise
/// </code>
/// <para>L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, "On the variance of the adaptive learning rate and beyond", ICLR 2020,
/// algorithm 2, with Adam's ε. (<c>torch.optim.RAdam</c> begins at ρ &gt; 5: with the default β₂ one step later.)</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class RAdam<T> : AdaptiveOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>RAdam with Adam's defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.</summary>
    public RAdam() : base(0.001, 1e-8)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double limit = 2 / (1 - Beta2) - 1;
        double length = limit - 2 * Steps * Powers.Of(Beta2, Steps) / Weight2;
        double rectified = length > 4
            ? Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length))
            : 0;
        Elementwise.Run(new Rule(this, rectified), parameters, gradient, First, Second);
    }

    private readonly struct Rule(RAdam<T> owner, double rectified) : IUpdateRule<T>
    {
        private readonly RunningMean<T> _first = new(owner.Beta1);
        private readonly RunningMean<T> _second = new(owner.Beta2);
        private readonly bool _scales = rectified > 0;
        private readonly T _rate = T.CreateChecked((rectified > 0 ? rectified : 1) * owner.LearningRate / owner.Weight1);
        private readonly T _root = T.CreateChecked(1 / Math.Sqrt(owner.Weight2));
        private readonly T _epsilon = T.CreateChecked(owner.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane m, ref TLane v, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            m = _first.Next(m, g);
            v = _second.Next(v, g * g);
            TLane step = _rate * m;
            if (_scales)
                step /= _root * TLane.Sqrt(v) + _epsilon;
            p -= step;
        }
    }
}
