using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>What a C# variable or expression stands for while it is lowered.</summary>
internal abstract record Slot;

/// <summary>A scalar.</summary>
internal sealed record ScalarSlot(Value Value) : Slot;

/// <summary>An array or span.</summary>
internal sealed record BufferSlot(Value Buffer) : Slot;

/// <summary>A value with members.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Members">In the order of the kind's names.</param>
internal sealed record CompositeSlot(Composite Kind, EquatableArray<Slot> Members) : Slot
{
    public Slot this[string name]
    {
        get
        {
            IReadOnlyList<string> names = Kind.Names;
            for (int i = 0; i < names.Count; i++)
                if (names[i] == name) return Members[i];
            return new PoisonSlot();
        }
    }

    public CompositeSlot With(string name, Slot value)
    {
        IReadOnlyList<string> names = Kind.Names;
        return this with { Members = Members.Select((member, i) => names[i] == name ? value : member).ToEquatable() };
    }
}

/// <summary>In an environment: a variable with members, which have entries of their own.</summary>
internal sealed record MarkerSlot(Composite Kind) : Slot;

/// <summary>A reference to another variable.</summary>
internal sealed record AliasSlot(object Key) : Slot;

/// <summary>A lambda, local function or method group.</summary>
/// <param name="Method">What it runs.</param>
/// <param name="Frame">The body where it was made: its <c>this</c> and type arguments.</param>
/// <param name="Receiver">The object of a method group.</param>
internal sealed record FunctionSlot(IMethodSymbol Method, Frame Frame, Place? Receiver) : Slot;

/// <summary>An object that is only read: C# text that names it (<c>this</c>, <c>this.options</c>).</summary>
/// <param name="Path">The text.</param>
/// <param name="Type">Its type where the text is cast to it; null where the expression says it.</param>
internal sealed record ObjectSlot(string Path, ITypeSymbol? Type = null) : Slot;

/// <summary>A variable whose initialiser was refused: reading it refuses again, silently.</summary>
/// <param name="IsJoined">It is unknown because branches leave different things in it: reading it says so.</param>
internal sealed record PoisonSlot(bool IsJoined = false) : Slot;

/// <summary>A variable that has no value yet, or null.</summary>
internal sealed record UnassignedSlot : Slot;

/// <summary>An exit that has certainly been taken.</summary>
internal sealed record TakenSlot : Slot;

/// <summary>A place that a jump goes to: its slot says whether the jump has been taken (none: it hasn't).</summary>
internal sealed class ExitTarget(string name)
{
    public string Name { get; } = name;
}

/// <summary>A variable that only the lowering knows.</summary>
internal sealed class Temporary(string name)
{
    public string Name { get; } = name;
}
