using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Functions are called before the loop that stands between them and their arguments.
/// <code>
/// for (…) s += …; t = s - Math.Sign(x)   ---->   u = Math.Sign(x); for (…) s += …; t = s - u
/// </code>
/// No register of floating type survives a call, so the JIT keeps what lives across one in memory everywhere, in the loop too.
/// </summary>
internal sealed class AdvanceCalls : IrRewriter
{
    private Effects _effects = null!;

    private AdvanceCalls()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ForOp or WhileOp) ? Renumber(((IrRewriter)new AdvanceCalls()).Run(function)) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override EquatableArray<Value> RewriteBody(Region region) => base.RewriteBody(region with { Operations = Ordered(region.Operations) });

    private EquatableArray<Operation> Ordered(EquatableArray<Operation> operations)
    {
        var ordered = new List<Operation>(operations.Count);
        bool isBehindLoop = false;
        foreach (Operation operation in operations)
        {
            int place = ordered.Count;
            if (isBehindLoop && operation is ScalarOp scalar && scalar.Code.IndexOf('.') > 0)
            {
                OperationEffects own = _effects.Of(scalar);
                for (int i = ordered.Count - 1; i >= 0 && !Defines(ordered[i], scalar.Arguments) && MayPass(own, _effects.Of(ordered[i])); i--)
                    if (ordered[i] is ForOp or WhileOp) place = i;
            }
            isBehindLoop |= operation is ForOp or WhileOp;
            ordered.Insert(place, operation);
        }
        return ordered.ToEquatable(operations);
    }

    private static bool Defines(Operation operation, EquatableArray<Value> values)
    {
        foreach (Value result in operation.Results)
            if (values.IndexOf(result) >= 0) return true;
        return false;
    }

    /// <summary>Whether the call may as well come first: only one of the two may throw, and what is seen of the other stays.</summary>
    private bool MayPass(OperationEffects call, OperationEffects passed)
        => !call.Throws || !(passed.Throws || passed.IsOpaque || passed.MayDiverge || passed.Writes.Any(root => _effects.DefinitionOf(root) is not AllocOp));
}
