using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Two loops over the same counters become one, where the trips of one of them are independent, and of what the first writes the second needs only
/// the element of the same trip.
/// <code>
/// for (i…) d[i] = f(i); for (i…) y[i] += d[i] * x[i]   ---->   for (i…) { d[i] = f(i); y[i] += d[i] * x[i] }
/// </code>
/// The other one says in which order: so the two may count in opposite directions. If it is the second, it may be of any kind, and it uses what
/// the first makes. Between the two may stand what needs nothing of the first.
/// </summary>
internal sealed class FuseLoops : IrRewriter
{
    private Effects _effects = null!;

    private FuseLoops()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ForOp { Inits.Count: 0 }) ? Renumber(((IrRewriter)new FuseLoops()).Run(function)) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        List<Operation> operations = [.. region.Operations];
        bool isChanged = false;
        for (int i = 0; i < operations.Count; i++)
        {
            // The effects are those of the function as it was: of a merged loop nothing is known until the next run.
            if (operations[i] is not ForOp first || Partner(operations, i, first) is not { } position) continue;
            var second = (ForOp)operations[position];
            List<Operation> between = operations.GetRange(i + 1, position - i - 1);
            operations.RemoveRange(i, position - i + 1);
            operations.InsertRange(i, [.. between, Merged(IsIndependent(second) ? first : second, first, second)]);
            i += between.Count;
            isChanged = true;
        }
        return base.RewriteBody(isChanged ? region with { Operations = operations.ToEquatable() } : region);
    }

    private int? Partner(List<Operation> operations, int position, ForOp first)
    {
        if (first.IsSolved || first.Body.Throws || _effects.Of(first) is not { Throws: false, IsOpaque: false, MayDiverge: false }) return null;
        for (int i = position + 1; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            if (operation is ForOp second) return IsFit(first, second) ? i : null;
            bool isMovable = operation is ConstantOp or ScalarOp or LengthOp or ViewOp && _effects.Of(operation) is { Throws: false, IsAnchored: false } && !operation.Operands.Any(first.ForResults.Contains);
            if (!isMovable) return null;
        }
        return null;
    }

    private bool IsFit(ForOp first, ForOp second)
    {
        if (second is not { IsSolved: false, Body.Throws: false } || !SameCounters(first, second) || second.Uses.Any(first.ForResults.Contains)) return false;
        if (_effects.Of(second) is not { Throws: false, IsOpaque: false, MayDiverge: false }) return false;
        OperationEffects one = _effects.Of(first), other = _effects.Of(second);
        if (!IsIndependent(second) && !(IsIndependent(first) && one.Writes.Any(other.Reads.Contains))) return false;
        IEnumerable<Value> shared = one.Writes.Where(root => other.Reads.Contains(root) || other.Writes.Contains(root)).Concat(other.Writes.Where(one.Reads.Contains));
        return shared.All(root => PlaceOf(first, root) is { } place && place == PlaceOf(second, root));
    }

    /// <summary>Whether a trip is simple, and needs nothing of the others: of what the loop writes, it touches its own element only. So any order will do.</summary>
    private bool IsIndependent(ForOp loop)
    {
        if (loop.Inits.Count > 0 || loop.Body.Has(operation => operation is ForOp or WhileOp or AllocOp or CallOp)) return false;
        HashSet<Value> own = [.. OwnElements.Of(loop, _effects)];
        return _effects.Of(loop).Writes.All(own.Contains);
    }

    /// <summary>The same counters, in the same order or the other way round.</summary>
    private bool SameCounters(ForOp first, ForOp second)
    {
        if (first.Step == second.Step && first.IsInclusive == second.IsInclusive) return IsSame(first.Lower, second.Lower) && IsSame(first.Upper, second.Upper);
        (ForOp up, ForOp down) = first.Step == 1 ? (first, second) : (second, first);
        if (up is not { Step: 1, IsInclusive: false } || down is not { Step: -1, IsInclusive: true }) return false;
        return IsSame(up.Lower, down.Upper) && _effects.DefinitionOf(down.Lower) is ScalarOp { Code: Codes.Subtract } last
            && IsSame(last.Arguments[0], up.Upper) && _effects.LiteralOf(last.Arguments[1]) is { Bits: 1 };
    }

    private bool IsSame(Value left, Value right) => left == right || (_effects.LiteralOf(left) is { } one && one == _effects.LiteralOf(right));

    /// <summary>Where each trip touches a storage: through which buffer, and what is added to the counter; null where it touches other elements too.</summary>
    private (Value Buffer, Value Added)? PlaceOf(ForOp loop, Value root)
    {
        if (!OwnElements.Of(loop, _effects).Contains(root)) return null;
        (Value Buffer, Value Index)? access = loop.Body.Elements().FirstOrDefault(access => _effects.Roots.Of(access.Buffer).Contains(root));
        if (access is not { } found) return null;
        Value counter = loop.Body.Parameters[0];
        if (found.Index == counter) return (found.Buffer, Value.None);
        return _effects.DefinitionOf(found.Index) is ScalarOp { Code: Codes.Add } sum && sum.Arguments.Contains(counter)
            ? (found.Buffer, sum.Arguments[0] == counter ? sum.Arguments[1] : sum.Arguments[0])
            : null;
    }

    /// <summary>The trips of both, one after the other, in the order of one of them.</summary>
    private static ForOp Merged(ForOp order, ForOp first, ForOp second)
    {
        Value counter = order.Body.Parameters[0];
        return order with { Body = order.Body with { Operations = BodyOf(first).Concat(BodyOf(second)).ToEquatable() } };

        IEnumerable<Operation> BodyOf(ForOp loop)
        {
            if (ReferenceEquals(loop, order)) return loop.Body.Operations;
            Value own = loop.Body.Parameters[0];
            return loop.Body.Using(value => value == own ? counter : value).Operations;
        }
    }
}
