using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>What a C# variable or expression stands for while it is lowered.</summary>
internal abstract record Slot;

/// <summary>A scalar.</summary>
internal sealed record ScalarSlot(Value Value) : Slot;

/// <summary>An array or span.</summary>
internal sealed record BufferSlot(Value Buffer) : Slot;

/// <summary>An object that is only read: C# text that names it (<c>this</c>, <c>this.options</c>).</summary>
internal sealed record ObjectSlot(string Path) : Slot;

/// <summary>A variable whose initialiser was refused: reading it refuses again, silently.</summary>
internal sealed record PoisonSlot : Slot;

/// <summary>An array or span variable that has no value yet.</summary>
internal sealed record UnassignedSlot : Slot;

/// <summary>An exit that has certainly been taken.</summary>
internal sealed record TakenSlot : Slot;

/// <summary>A place that a jump goes to: its slot says whether the jump has been taken (none: it hasn't).</summary>
internal sealed class ExitTarget(string name)
{
    public string Name { get; } = name;
}

/// <summary>A variable that only the lowering knows.</summary>
internal sealed class Temporary(string name, IrType type)
{
    public string Name { get; } = name;

    public IrType Type { get; } = type;
}
