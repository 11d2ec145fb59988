using System;

namespace DiffGen;

/// <summary>
/// Marks a hand-written pullback (reverse mode) of another method F, also of another library. Every
/// derivative that reaches F then uses it.
/// </summary>
/// <remarks>
/// <para>Its parameters are those of the generated form: F's parameters, the seed, then the accumulators it adds into. It returns F's
/// value. F's overload is the one whose parameters the rule begins with. For an instance method the rule is an
/// instance method of the same type, or a static one with the receiver first.</para>
/// <para>Two rules for one method and mode are an error.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class PullbackOfAttribute : Attribute
{
    /// <summary>A rule for a method of the same type.</summary>
    /// <param name="method">The name of the method: <c>nameof(F)</c>.</param>
    public PullbackOfAttribute(string method)
    {
        Method = method;
    }

    /// <summary>A rule for a method of another type.</summary>
    /// <param name="type">The type: <c>typeof(T)</c>.</param>
    /// <param name="method">The name of the method: <c>nameof(T.F)</c>.</param>
    public PullbackOfAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The type that declares the method; <c>null</c> for the type of the rule itself.</summary>
    public Type? Type { get; }

    /// <summary>The name of the method.</summary>
    public string Method { get; }
}
