using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What parts of a function compute again rather than have it kept (see <see cref="PartPlan"/>): constants and lengths, elements of what is only read, and
/// what takes few operations on values that a part has anyway.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="mostBuffers">The buffers that a part takes.</param>
internal sealed class Recomputation(Function function, int mostBuffers)
{
    /// <summary>As fast as it is to store a number and to load it again.</summary>
    private const int MostOperations = 2;

    private readonly HashSet<Value> _values = [];

    /// <summary>Constants, and lengths of what doesn't grow.</summary>
    public static bool IsFree(Operation? definition, Function function)
        => definition is ConstantOp || (definition is LengthOp length && function.TypeOf(length.Buffer).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer);

    /// <summary>Whether a value is computed again by the parts that need it, from now on.</summary>
    public bool TryAdd(Value value, IReadOnlyList<Part> needing)
    {
        var buffers = needing.Select(_ => new HashSet<Value>()).ToList();
        for (int i = 0; i < needing.Count; i++)
        {
            int operations = 0;
            if (!IsNear(function.Effects.DefinitionOf(value), needing[i], buffers[i], ref operations)) return false;
        }
        for (int i = 0; i < needing.Count; i++) needing[i].Buffers.UnionWith(buffers[i]);
        return _values.Add(value);
    }

    /// <summary>Whether a part can compute something of what it has.</summary>
    /// <param name="definition">What computes it.</param>
    /// <param name="part">The part.</param>
    /// <param name="buffers">Gets the buffers that this reads.</param>
    /// <param name="operations">Gets the number of operations added.</param>
    private bool IsNear(Operation? definition, Part part, HashSet<Value> buffers, ref int operations)
    {
        if (IsFree(definition, function))
        {
            buffers.UnionWith(definition!.Operands);
            return true;
        }
        switch (definition)
        {
            case LoadOp load when IsInput(load.Buffer):
                buffers.Add(load.Buffer);
                return part.Buffers.Union(buffers).Count() <= mostBuffers && IsThere(load.Index, part, buffers, ref operations);
            case ScalarOp scalar when scalar.IsCheap(function.TypeOf(scalar.Result), function.Effects.LiteralOf):
                if (++operations > MostOperations) return false;
                foreach (Value argument in scalar.Arguments)
                    if (!IsThere(argument, part, buffers, ref operations)) return false;
                return true;
            default:
                return false;
        }
    }

    private bool IsThere(Value value, Part part, HashSet<Value> buffers, ref int operations)
        => (part.Needs.Contains(value) && !_values.Contains(value)) || IsNear(function.Effects.DefinitionOf(value), part, buffers, ref operations);

    /// <summary>Whether a buffer holds the same from the beginning to the end.</summary>
    private bool IsInput(Value buffer)
        => function.Effects.DefinitionOf(buffer) is null && !function.ParametersMayAlias && function.LengthOf(buffer) != 1
            && function.TypeOf(buffer) is { Shape: IrShape.ReadOnlyBuffer, Of: null, Lanes: 0 };
}
