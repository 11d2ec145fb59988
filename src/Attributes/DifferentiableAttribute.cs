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

    /// <summary>A loop with a constant trip count is unrolled while the unrolled body stays within this many operations
    /// of the intermediate representation; 0 means never. This version unrolls no loops: any other value is an error.</summary>
    public int UnrollLimit { get; set; }
}
