using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>
/// Which storage each buffer value of a function may stand for: the parameters and allocations it stems from.
/// Distinct roots never overlap: written parameters are checked at entry, and what is only read may overlap freely.
/// </summary>
internal sealed class BufferRoots
{
    private readonly Dictionary<Value, HashSet<Value>> _roots = [];

    public BufferRoots(Function function)
    {
        List<Value> parameters = [.. function.Parameters.Where(parameter => function.TypeOf(parameter).IsBuffer)];
        foreach (Value parameter in parameters)
            _roots[parameter] = function.ParametersMayAlias
                ? [.. parameters.Where(other => function.TypeOf(other).Kind == function.TypeOf(parameter).Kind)]
                : [parameter];
        Visit(function.Body);
    }

    public bool IsBuffer(Value value) => _roots.ContainsKey(value);

    public IReadOnlyCollection<Value> Of(Value buffer) => _roots[buffer];

    /// <summary>Whether a buffer is a storage itself, not a window or one of several.</summary>
    public bool IsRoot(Value buffer) => _roots[buffer].Count == 1 && _roots[buffer].Contains(buffer);

    public bool MayAlias(Value left, Value right) => _roots[left].Overlaps(_roots[right]);

    private void Visit(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case AllocOp alloc: _roots[alloc.Result] = [alloc.Result]; break;
                case ViewOp view: _roots[view.Result] = _roots[view.Buffer]; break;
                case ChooseOp choose: _roots[choose.Result] = [.. choose.Buffers.SelectMany(buffer => _roots[buffer])]; break;
                case OpaqueOp { Result.IsNone: false } opaque: _roots[opaque.Result] = [opaque.Result]; break;
            }
            foreach (Region nested in operation.Regions) Visit(nested);
        }
    }
}
