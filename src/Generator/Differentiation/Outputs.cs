using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Derivatives that are gathered apart from the outputs, since what computes them may throw, and committed when it is over.
/// </summary>
internal static class Outputs
{
    /// <summary>A cleared buffer that stands in for an output.</summary>
    public static Value Local(IrBuilder builder, Value output)
        => builder.Alloc(builder.TypeOf(output).Kind, builder.Length(output), AllocKind.Shadow, builder.NameOf(output));

    /// <summary>Clears the fields of structs that have no derivative, before the others are committed.</summary>
    public static void Prepare(IrBuilder builder, IEnumerable<Value> outputs)
    {
        foreach (Value output in outputs)
            if (builder.TypeOf(output).Of is not null) builder.Add(new ClearOp(output));
    }

    /// <summary><c>for (i…) output[i] = local[i]</c>, or <c>+=</c>.</summary>
    public static void Commit(IrBuilder builder, Value output, Value local, bool isAdded)
    {
        builder.Each(output, index =>
        {
            Value value = builder.Load(local, index);
            builder.Store(output, index, isAdded ? builder.Scalar(Codes.Add, builder.Load(output, index), value) : value);
        });
    }
}
