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
        Operation? definition = function.Effects.DefinitionOf(value);
        foreach (Part part in needing)
        {
            int operations = MostOperations, buffers = mostBuffers - part.Buffers.Count;
            if (!IsNear(definition, part, ref operations, ref buffers)) return false;
        }
        _values.Add(value);
        foreach (Part part in needing) TakeBuffers(definition!, part);
        return true;
    }

    /// <summary>Whether a part can compute something of what it has.</summary>
    /// <param name="definition">What computes it.</param>
    /// <param name="part">The part.</param>
    /// <param name="operations">How many operations there may be yet.</param>
    /// <param name="buffers">How many more buffers the part may take.</param>
    private bool IsNear(Operation? definition, Part part, ref int operations, ref int buffers)
    {
        switch (definition)
        {
            case LoadOp load when IsInput(load.Buffer) && (part.Buffers.Contains(load.Buffer) || --buffers >= 0):
                return IsThere(load.Index, part, ref operations, ref buffers);
            case ScalarOp scalar when --operations >= 0 && scalar.IsCheap(function.TypeOf(scalar.Result), function.Effects.LiteralOf):
                foreach (Value argument in scalar.Arguments)
                    if (!IsThere(argument, part, ref operations, ref buffers)) return false;
                return true;
            default:
                return IsFree(definition, function);
        }
    }

    private bool IsThere(Value value, Part part, ref int operations, ref int buffers)
        => IsKeptFor(part, value) || IsNear(function.Effects.DefinitionOf(value), part, ref operations, ref buffers);

    private bool IsKeptFor(Part part, Value value) => part.Needs.Contains(value) && !_values.Contains(value);

    private void TakeBuffers(Operation definition, Part part)
    {
        foreach (Value operand in definition.Operands)
        {
            if (function.TypeOf(operand).IsBuffer) part.Buffers.Add(operand);
            else if (!IsKeptFor(part, operand)) TakeBuffers(function.Effects.DefinitionOf(operand)!, part);
        }
    }

    /// <summary>Whether a buffer holds the same from the beginning to the end.</summary>
    private bool IsInput(Value buffer)
        => function.Effects.DefinitionOf(buffer) is null && !function.ParametersMayAlias && function.LengthOf(buffer) != 1
            && function.TypeOf(buffer) is { Shape: IrShape.ReadOnlyBuffer, Of: null, Lanes: 0 };
}
