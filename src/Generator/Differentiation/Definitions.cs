using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>Where each value of a function is defined.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<Value, Operation> _operations = [];
    private readonly Dictionary<Value, Region> _regions = [];

    public Definitions(Function function) => Visit(function.Body);

    /// <summary>Whether the function calls others out of line.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>The defining operation; null for a parameter of a region.</summary>
    public Operation? Of(Value value) => _operations.TryGetValue(value, out Operation? operation) ? operation : null;

    public Region RegionOf(Value value) => _regions[value];

    /// <summary>Declares a value that the forward sweep will define in a region.</summary>
    public void Declare(Value value, Region region) => _regions[value] = region;

    public Literal? LiteralOf(Value value) => (Of(value) as ConstantOp)?.Literal;

    private void Visit(Region region)
    {
        foreach (Value parameter in region.Parameters) _regions[parameter] = region;
        foreach (Operation operation in region.Operations)
        {
            HasCalls |= operation is CallOp { Foreign: null };
            foreach (Value result in operation.Results)
            {
                _operations[result] = operation;
                _regions[result] = region;
            }
            foreach (Region nested in operation.Regions) Visit(nested);
        }
    }
}
