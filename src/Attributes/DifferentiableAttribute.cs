using System;

namespace DiffGen;

/// <summary>
/// Asks the source generator for derivatives of a method. They are generated as sibling methods in the same
/// <c>partial</c> type: for <c>Value</c> the method <c>ValueGradient</c>, and so on.
/// </summary>
/// <remarks>
/// <para>It goes on an ordinary method with a body (a block or an expression), static or instance, in a class, struct,
/// record or (static methods only) interface, all containing types being <c>partial</c>. It is refused with an error
/// at the attribute on:</para>
/// <list type="bullet">
/// <item><description>abstract, virtual and override methods, unless the method or its type is sealed: a sibling would
/// bypass the override and be silently wrong;</description></item>
/// <item><description>instance methods of interfaces and explicit interface implementations;</description></item>
/// <item><description><c>extern</c>, <c>async</c>, iterator and <c>ref</c>-returning methods;</description></item>
/// <item><description>property and event accessors, operators and finalizers;</description></item>
/// <item><description>local functions and lambdas;</description></item>
/// <item><description>functions of a top-level program: move them to a partial class;</description></item>
/// <item><description>members of <c>extension</c> blocks and of <c>file</c> types;</description></item>
/// <item><description>a method without a differentiable parameter.</description></item>
/// </list>
/// <para>Whatever in the body can't be differentiated is an error at that expression; nothing is silently
/// zero.</para>
/// </remarks>
/// <example>
/// <code>
/// public static partial class Rosenbrock
/// {
///     [Differentiable]
///     public static double Value(double x, double y)
///     {
///         double a = 1 - x, b = y - x * x;
///         return a * a + 100 * b * b;
///     }
/// }
///
/// double f = Rosenbrock.ValueGradient(-1.2, 1.0, out double dX, out double dY);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for <see cref="DiffGen.Derivatives.Gradient"/>.</summary>
    public DifferentiableAttribute()
        : this(Derivatives.Gradient)
    {
    }

    /// <summary>Asks for the named derivatives.</summary>
    /// <param name="derivatives">One or more of them, combined with <c>|</c>.</param>
    public DifferentiableAttribute(Derivatives derivatives)
    {
        Derivatives = derivatives;
    }

    /// <summary>The derivatives to generate.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>What the generated code may do with floating-point arithmetic;
    /// <see cref="DiffGen.FloatingPoint.Strict"/> by default.</summary>
    public FloatingPoint FloatingPoint { get; set; }

    /// <summary>The most operations that a loop with a constant number of trips is unrolled to; 0, the default, unrolls
    /// nothing. A negative limit is an error, one above 20 000 counts as that.</summary>
    /// <remarks>
    /// <para>The number of trips is constant where literals and the lengths of local arrays and of parameters with a
    /// <see cref="ShapeAttribute"/> say it: also of a <c>while</c>, and of an inner loop that depends on the counter of an outer
    /// one. A loop that data may end early, by <c>break</c>, <c>return</c> or its condition, stays a loop.</para>
    /// <para>What counts is what the loop becomes: the operations of all its trips, each simplified for its own counter, those
    /// of inner loops included, constants not. <c>s += a[i] * b[i]</c> is four: two loads, a product and a sum. A nest is unrolled
    /// as a whole where it fits, else those of its inner loops that fit by themselves. Small local arrays become variables
    /// where all their indices are constants then.</para>
    /// <para>The limit holds for all that the method calls as well, be it inlined or not; limits of called methods don't
    /// count.</para>
    /// <para>Values have the same bits, unrolled or not. Derivatives are sums of the same terms, which may be added in another
    /// order, and a zero may have another sign: they are the same but for rounding, and mostly to the bit.</para>
    /// <para>It pays for methods of a few hundred operations; of those with more than about a thousand variables the
    /// just-in-time compiler makes slower code.</para>
    /// </remarks>
    public int UnrollLimit { get; set; }
}
