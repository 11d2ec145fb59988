using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// An adjoint that is zero on one side of a branch is added on the other only.
/// <code>
/// t = if (c) { yield 0 } else { yield x }; d[i] = d[i] + t   ---->   if (c) { } else { d[i] = d[i] + x }
/// </code>
/// </summary>
internal sealed class SinkAccumulations : IrRewriter
{
    private Uses _uses = null!;
    private Effects _effects = null!;

    private SinkAccumulations()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is IfOp { IfResults.Count: > 0 }) ? Renumber(((IrRewriter)new SinkAccumulations()).Run(function)) : function;

    protected override void Begin(Function function)
    {
        _effects = function.Effects;
        _uses = new Uses(function);
    }

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        List<Operation> operations = [.. region.Operations];
        bool isChanged = false;
        for (int i = 0; i < operations.Count; i++)
        {
            while (operations[i] is IfOp branch && Find(operations, i, branch) is var (result, load, sum, store))
            {
                operations[i] = Sunk(branch, result, operations[load], operations[sum], operations[store]);
                foreach (int position in ((int[])[load, sum, store]).OrderByDescending(position => position)) operations.RemoveAt(position);
                if (load < i) i--;
                isChanged = true;
            }
        }
        return base.RewriteBody(isChanged ? region with { Operations = operations.ToEquatable() } : region);
    }

    /// <summary>A result that is zero on one side and only added to an element, with the positions of the load, the sum and the store.</summary>
    private (int Result, int Load, int Sum, int Store)? Find(List<Operation> operations, int position, IfOp branch)
    {
        if (branch.Then.Throws || branch.Else.Throws) return null;
        for (int k = 0; k < branch.IfResults.Count; k++)
        {
            Value result = branch.IfResults[k];
            if (_uses.CountOf(result) != 1 || IsZero(branch.Then.Yields[k]) == IsZero(branch.Else.Yields[k])) continue;
            if (_uses.UserOf(result) is not ScalarOp { Code: Codes.Add or Codes.Subtract, Origin.IsAdjoint: true } total || (total.Code == Codes.Subtract && total.Arguments[1] != result) || _uses.CountOf(total.Result) != 1) continue;
            Value loaded = total.Arguments[0] == result ? total.Arguments[1] : total.Arguments[0];
            if (_effects.DefinitionOf(loaded) is not LoadOp from || _uses.UserOf(total.Result) is not StoreOp to || to.Stored != total.Result || _uses.CountOf(loaded) != 1) continue;
            if (from.Buffer != to.Buffer || from.Index != to.Index || _effects.Of(from).Throws || _effects.Of(to).Throws) continue;
            int load = PlaceOf(from), sum = PlaceOf(total), store = PlaceOf(to);
            if (load >= 0 && sum >= 0 && store >= 0 && IsFree(operations, position, load, store, from)) return (k, load, sum, store);
        }
        return null;

        int PlaceOf(Operation sought) => operations.FindIndex(operation => ReferenceEquals(operation, sought));
    }

    /// <summary>Whether place and content of the element are the same at the branch.</summary>
    private bool IsFree(List<Operation> operations, int branch, int load, int store, LoadOp from)
    {
        for (int i = System.Math.Min(branch, load); i < store; i++)
        {
            if (i == load) continue;
            if (i >= branch && operations[i].Results.Any(result => result == from.Buffer || result == from.Index)) return false;
            OperationEffects effects = _effects.Of(operations[i]);
            if (effects.Throws || effects.IsOpaque || effects.MayDiverge || effects.Reads.Concat(effects.Writes).Any(_effects.Roots.Of(from.Buffer).Contains)) return false;
        }
        return true;
    }

    private IfOp Sunk(IfOp branch, int result, Operation load, Operation sum, Operation store)
    {
        bool isThen = !IsZero(branch.Then.Yields[result]);
        Region side = isThen ? branch.Then : branch.Else;
        Value value = side.Yields[result];
        Operation added = sum.With(operand => operand == branch.IfResults[result] ? value : operand, own => own, region => region);
        side = side with { Operations = side.Operations.Concat([load, added, store]).ToEquatable() };
        Region then = Without(isThen ? side : branch.Then, result), otherwise = Without(isThen ? branch.Else : side, result);
        return branch with { IfResults = branch.IfResults.Where((_, i) => i != result).ToEquatable(), Then = then, Else = otherwise };
    }

    private static Region Without(Region region, int yield) => region with { Yields = region.Yields.Where((_, i) => i != yield).ToEquatable() };

    private bool IsZero(Value value) => _effects.LiteralOf(value) is { } literal && literal.Kind.IsFloat() && literal.AsDouble == 0;
}
