using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What is computed twice is computed once: <c>a = x * y; b = x * y ----> a = x * y; b is a</c>. A value of an enclosing
/// region serves the inner ones. Loads take part as long as nothing may have written the element (see
/// <see cref="AvailableElements"/>), and a store of what the element holds is dropped. Origins don't count; the user's name is kept where either has one.
/// </summary>
internal sealed class CommonSubexpressions : IrRewriter
{
    private readonly Dictionary<Key, Value> _known = [];

    /// <summary>What each open region added: known until it ends.</summary>
    private readonly Stack<List<Key>> _added = new();
    private readonly Dictionary<BranchKey, EquatableArray<Value>> _branches = [];
    private readonly Stack<List<BranchKey>> _addedBranches = new();
    private Effects _effects = null!;
    private AvailableElements _elements = null!;

    private CommonSubexpressions()
    {
    }

    public static new Function Run(Function function) => ((IrRewriter)new CommonSubexpressions()).Run(function);

    protected override void Begin(Function function)
    {
        _effects = function.Effects;
        _elements = new AvailableElements(_effects);
    }

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        _added.Push([]);
        _addedBranches.Push([]);
        _elements.Enter();
        EquatableArray<Value> yields = base.RewriteBody(region);
        _elements.Leave();
        foreach (Key key in _added.Pop()) _known.Remove(key);
        foreach (BranchKey key in _addedBranches.Pop()) _branches.Remove(key);
        return yields;
    }

    protected override void Rewrite(Operation operation)
    {
        switch (operation)
        {
            case ConstantOp or ScalarOp or LengthOp or ViewOp or ChooseOp or OpaqueOp { IsStateful: false, Result.IsNone: false }: Number(operation); break;
            case LoadOp load: Rewrite(load); break;
            // b[i] = b[i]
            case StoreOp store when _elements.Find(store.Buffer, store.Index, Use(store.Buffer), Use(store.Index)) == Use(store.Stored): break;
            case StoreOp store:
                Copy(store);
                _elements.Written(store.Buffer, store.Index);
                _elements.Set(Use(store.Buffer), Use(store.Index), Use(store.Stored));
                break;
            case IfOp branch: Rewrite(branch); break;
            case ForOp or WhileOp:
                // what the body writes is unknown from the first trip on
                _elements.Written(_effects.Of(operation));
                Copy(operation);
                break;
            default:
                Copy(operation);
                _elements.Written(_effects.Of(operation));
                break;
        }
    }

    private void Number(Operation operation)
    {
        if (_effects.Of(operation).Reads.Count > 0)
        {
            Copy(operation);
            return;
        }
        var key = new Key(Normal(operation), Source.TypeOf(operation.Results[0]));
        if (_known.TryGetValue(key, out Value known))
        {
            // The name of an adjoint says nothing of a value that the primal computes too.
            if (operation.Origin.IsAdjoint) Replace(operation.Results[0], known);
            else Stand(operation.Results[0], known);
            return;
        }
        Copy(operation);
        _known.Add(key, Use(operation.Results[0]));
        _added.Peek().Add(key);
    }

    private void Rewrite(LoadOp load)
    {
        if (_elements.Find(load.Buffer, load.Index, Use(load.Buffer), Use(load.Index)) is { } known)
        {
            Stand(load.Result, known);
            return;
        }
        Copy(load);
        _elements.Set(Use(load.Buffer), Use(load.Index), Use(load.Result));
    }

    private void Rewrite(IfOp branch)
    {
        Value condition = Use(branch.Condition);
        BranchKey? key = null;
        if (_effects.Of(branch) is { IsDroppable: true, IsAnchored: false, Reads.Count: 0 } && branch.IfResults.Count > 0)
        {
            List<IrType> types = [.. branch.IfResults.Select(Source.TypeOf)];
            key = new BranchKey(new IfOp(default, condition, Canonical(branch.Then, types), Canonical(branch.Else, types)), types.ToEquatable());
            if (_branches.TryGetValue(key.Value, out EquatableArray<Value> results))
            {
                for (int i = 0; i < results.Count; i++) Stand(branch.IfResults[i], results[i]);
                return;
            }
        }
        Region? then = null, otherwise = null;
        _elements.Branch(() => then = RewriteRegion(branch.Then), () => otherwise = RewriteRegion(branch.Else));
        Builder.Add(branch.With(DefineAll(branch.IfResults), condition, then!, otherwise!));
        if (key is not { } added) return;
        _branches[added] = branch.IfResults.Select(Use).ToEquatable();
        _addedBranches.Peek().Add(added);
    }

    /// <summary>A region without origins, its own values numbered from -2 down; adds their types, which the operations don't say.</summary>
    private Region Canonical(Region region, List<IrType> types)
    {
        var own = new Dictionary<Value, Value>();
        return Visit(region);

        Region Visit(Region nested)
        {
            EquatableArray<Value> parameters = nested.Parameters.Select(Define).ToEquatable();
            EquatableArray<Operation> operations = nested.Operations.Select(operation => operation.With(Used, Define, Visit) with { Origin = Origin.None }).ToEquatable();
            return new Region(parameters, operations, nested.Yields.Select(Used).ToEquatable());
        }

        Value Define(Value old)
        {
            types.Add(Source.TypeOf(old));
            return own[old] = new Value(-2 - own.Count);
        }

        Value Used(Value old) => own.TryGetValue(old, out Value value) ? value : Use(old);
    }

    private void Stand(Value old, Value known)
    {
        Builder.Name(known, Source.NameOf(old));
        Replace(old, known);
    }

    /// <summary>The operation over new operands, without result and origin; operands of commutative operators in order.</summary>
    private Operation Normal(Operation operation)
    {
        if (operation is not ScalarOp scalar) return operation.With(Use, static _ => Value.None, static region => region) with { Origin = Origin.None };
        EquatableArray<Value> arguments = UseAll(scalar.Arguments);
        if (scalar.Code is Codes.Add or Codes.Multiply or Codes.And or Codes.Or or Codes.Xor or Codes.Equal or Codes.NotEqual && arguments[0].Id > arguments[1].Id) arguments = [arguments[1], arguments[0]];
        return new ScalarOp(Value.None, scalar.Code, arguments, scalar.IsChecked);
    }

    private readonly record struct Key(Operation Operation, IrType Type);

    private readonly record struct BranchKey(IfOp Branch, EquatableArray<IrType> Types);
}
