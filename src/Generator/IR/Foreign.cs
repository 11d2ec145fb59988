using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>How a parameter of a foreign method is passed.</summary>
internal enum ForeignRole
{
    /// <summary>By value: an argument per leaf.</summary>
    Value,

    /// <summary>By <c>ref</c>: an argument and a result per leaf.</summary>
    Reference,

    /// <summary>By <c>out</c>: a result per leaf.</summary>
    Out,

    /// <summary>A span or array: one buffer.</summary>
    Storage,

    /// <summary>C# text: no argument.</summary>
    Text,
}

/// <summary>What a parameter of a pullback is for.</summary>
internal enum ForeignPurpose
{
    /// <summary>A parameter of the method itself.</summary>
    Own,

    /// <summary>The adjoint of the result.</summary>
    Seed,

    /// <summary>What the derivative is added to.</summary>
    Accumulator,

    /// <summary>A tangent of a parameter, or of the result.</summary>
    Tangent,
}

/// <summary>A scalar of a foreign method's parameter or result.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Read">How it is read from a value <c>{0}</c>.</param>
/// <param name="Write">The same as a place.</param>
internal sealed record ForeignLeaf(ScalarKind Kind, string Read, string Write);

/// <summary>A parameter of a foreign method.</summary>
/// <param name="Role">How it is passed.</param>
/// <param name="Type">C# type.</param>
/// <param name="Text">The text, or how a value is made of its leaves; empty where it is set field by field.</param>
/// <param name="Leaves">Its scalars.</param>
/// <param name="IsWritten">Storage that the method writes.</param>
/// <param name="IsArray">Storage that must be an array.</param>
/// <param name="IsKept">Storage whose content before the call is kept for the reverse sweep.</param>
/// <param name="Purpose">In a pullback: what it is for.</param>
/// <param name="Source">In a pullback: the parameter of the method that it belongs to.</param>
internal sealed record ForeignParameter(
    ForeignRole Role,
    string Type,
    string Text,
    EquatableArray<ForeignLeaf> Leaves,
    bool IsWritten = false,
    bool IsArray = false,
    bool IsKept = false,
    ForeignPurpose Purpose = ForeignPurpose.Own,
    int Source = -1)
{
    /// <summary>Whether there is a derivative with respect to it.</summary>
    public bool IsDifferentiable => Role != ForeignRole.Text && Leaves.Any(leaf => leaf.Kind.IsFloat());

    public int ArgumentCount => Role switch
    {
        ForeignRole.Value or ForeignRole.Reference => Leaves.Count,
        ForeignRole.Storage => 1,
        _ => 0,
    };

    public int ResultCount => Role is ForeignRole.Reference or ForeignRole.Out ? Leaves.Count : 0;
}

/// <summary>A method that is called as it is: its value comes from it, its derivative from a pullback written by hand or generated elsewhere.</summary>
/// <param name="Target">What is called: a name, or a text with <c>{0}</c>… for the arguments.</param>
/// <param name="Parameters">In order.</param>
/// <param name="ResultType">C# type of the result.</param>
/// <param name="Results">The scalars of the result; none for <c>void</c>.</param>
/// <param name="IsPure">It can't throw, and depends on nothing but its arguments.</param>
/// <param name="Pullback">Its pullback; null for a pullback itself.</param>
/// <param name="Forward">Its forward derivative, which is called in its place in forward mode; null where none is written.</param>
internal sealed record Foreign(
    string Target,
    EquatableArray<ForeignParameter> Parameters,
    string ResultType,
    EquatableArray<ForeignLeaf> Results,
    bool IsPure,
    Foreign? Pullback,
    Foreign? Forward = null)
{
    /// <summary>Those of some arguments that a parameter takes.</summary>
    public IReadOnlyList<Value> ArgumentsOf(IEnumerable<Value> arguments, int parameter)
        => [.. arguments.Skip(Parameters.Take(parameter).Sum(before => before.ArgumentCount)).Take(Parameters[parameter].ArgumentCount)];
}
