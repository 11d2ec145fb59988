using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>The same operation of several rows: of each a scalar operation, or results of one branch.</summary>
/// <param name="members">What it computes, per row.</param>
/// <param name="region">Where it stands.</param>
/// <param name="definition">The operation of the first row.</param>
internal sealed class RowGroup(EquatableArray<Value> members, Region region, Operation definition)
{
    public EquatableArray<Value> Members { get; } = members;

    public Region Region { get; } = region;

    public Operation Definition { get; } = definition;

    /// <summary>What it computes with: per argument; of a branch what each side yields.</summary>
    public List<RowOperand> Operands { get; } = [];

    /// <summary>The groups that compute with it.</summary>
    public List<RowGroup> Users { get; } = [];

    /// <summary>Whether each row is computed for itself after all.</summary>
    public bool IsDropped { get; set; }

    /// <summary>What one operation instead of several saves, in additions.</summary>
    public int Saving => Weight * (Members.Count - 1);

    private int Weight => Definition switch
    {
        ScalarOp { Code: Codes.Divide } => 4,
        ScalarOp { Code: "Math.Sqrt" or "MathF.Sqrt" } => 5,
        ScalarOp => 1,
        _ => 0,
    };
}

/// <summary>An operand of a group, per row; one value where all rows have the same.</summary>
/// <param name="Values">The values.</param>
/// <param name="Group">The group that computes them, or null.</param>
internal sealed record RowOperand(EquatableArray<Value> Values, RowGroup? Group)
{
    public bool IsShared => Values.Count == 1;

    /// <summary>The group that still computes them together.</summary>
    public RowGroup? Kept => Group is { IsDropped: false } ? Group : null;
}
