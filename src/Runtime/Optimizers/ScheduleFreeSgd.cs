using System.Numerics;
using System.Runtime.CompilerServices;

namespace DiffGen.Optimizers;

/// <summary>Schedule-free gradient descent: averaging takes the place of a learning rate that decreases.</summary>
/// <remarks>
/// <para>With learning rate γ, weight decay λ, and z = x = p before the first step. The parameters p are the point where the gradient is
/// to be taken; what training is to give is x, see <see cref="IAveraging{T}"/>.</para>
/// <code>
/// z ← z - γ·(g + λ·p)
/// c = γ² / Σγ²                over all steps so far; 1 / t while γ stays
/// x ← (1 - c)·x + c·z
/// p ← (1 - β)·z + β·x
/// </code>
/// <para>A. Defazio, X. A. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky, "The road less scheduled", NeurIPS 2024, equations 3
/// to 5. A linear warm-up of γ helps, a decreasing schedule doesn't.</para>
/// <para>The result doesn't depend on the width of the vector registers.</para>
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class ScheduleFreeSgd<T> : ScheduleFreeOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Schedule-free SGD with the defaults of the authors' program: γ = 1, β = 0.9, no weight decay.</summary>
    public ScheduleFreeSgd() : base(1)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient)
    {
        double weight = Begin(parameters, LearningRate);
        Elementwise.Run(new Rule(this, weight), parameters, gradient, Fast, Averaged);
    }

    private readonly struct Rule(ScheduleFreeSgd<T> owner, double weight) : IUpdateRule<T>
    {
        private readonly T _rate = T.CreateChecked(owner.LearningRate);
        private readonly T _decay = T.CreateChecked(owner.WeightDecay);
        private readonly T _weight = T.CreateChecked(weight);
        private readonly T _near = T.CreateChecked(owner.Beta1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane p, TLane g, ref TLane z, ref TLane x, ref TLane none) where TLane : struct, ILane<TLane, T>
        {
            z -= _rate * (g + _decay * p);
            x += _weight * (z - x);
            p = z + _near * (x - z);
        }
    }
}
