using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>What happens to each element, whatever its index: the formula of an update, with its coefficients as fields.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IUpdateRule<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Updates one lane.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">What is updated: a parameter, or a component of the gradient.</param>
    /// <param name="y">What is read beside it.</param>
    /// <param name="a">The first state; zero, and not kept, where there is none. So are the others.</param>
    /// <param name="b">The second state.</param>
    /// <param name="c">The third state.</param>
    void Apply<TLane>(ref TLane x, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>;
}
