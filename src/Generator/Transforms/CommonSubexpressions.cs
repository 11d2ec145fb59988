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
    /// <summary>The operations of the source that computed something new, and what they are rewritten to.</summary>
    private readonly Dictionary<Operation, Value> _known;

    /// <summary>What each open region added: known until it ends.</summary>
    private readonly Stack<List<Operation>> _added = new();

    /// <summary>By the condition: branches that only compute something.</summary>
    private readonly Dictionary<Value, KnownBranches> _branches = [];

    /// <summary>The conditions of the branches that each open region added, one for each.</summary>
    private readonly Stack<List<Value>> _addedBranches = new();
    private Effects _effects = null!;
    private AvailableElements _elements = null!;

    private CommonSubexpressions() => _known = new(new SameResult(this));

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
        foreach (Operation operation in _added.Pop()) _known.Remove(operation);
        foreach (Value condition in _addedBranches.Pop()) _branches[condition].RemoveLast();
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
        if (_known.TryGetValue(operation, out Value known))
        {
            // The name of an adjoint says nothing of a value that the primal computes too.
            if (operation.Origin.IsAdjoint) Replace(operation.Results[0], known);
            else Stand(operation.Results[0], known);
            return;
        }
        Copy(operation);
        _known.Add(operation, Use(operation.Results[0]));
        _added.Peek().Add(operation);
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
        KnownBranches? others = null;
        if (_effects.Of(branch) is { IsDroppable: true, IsAnchored: false, Reads.Count: 0 } && branch.IfResults.Count > 0 && !_branches.TryGetValue(condition, out others))
            _branches[condition] = others = new KnownBranches(this);
        if (others?.Find(branch) is { } known)
        {
            for (int i = 0; i < known.IfResults.Count; i++) Stand(branch.IfResults[i], Use(known.IfResults[i]));
            return;
        }
        Region? then = null, otherwise = null;
        _elements.Branch(() => then = RewriteRegion(branch.Then), () => otherwise = RewriteRegion(branch.Else));
        Builder.Add(branch.With(DefineAll(branch.IfResults), condition, then!, otherwise!));
        if (others is null) return;
        others.Add(branch);
        _addedBranches.Peek().Add(condition);
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

    private readonly record struct BranchKey(IfOp Branch, EquatableArray<IrType> Types);

    /// <summary>
    /// The branches on one condition. What they compute is compared only where there is more than one: to write it down takes a look at all that is in
    /// a branch, and at every level of nested ones.
    /// </summary>
    private sealed class KnownBranches(CommonSubexpressions pass)
    {
        private readonly List<IfOp> _branches = [];

        /// <summary>What the first of them compute, as far as that was asked for.</summary>
        private readonly List<BranchKey> _contents = [];
        private readonly Dictionary<BranchKey, IfOp> _byContent = [];

        /// <summary>One that computes the same as another, or null.</summary>
        public IfOp? Find(IfOp branch)
        {
            if (_branches.Count == 0) return null;
            for (int i = _contents.Count; i < _branches.Count; i++)
            {
                _contents.Add(KeyOf(_branches[i]));
                _byContent[_contents[i]] = _branches[i];
            }
            return _byContent.TryGetValue(KeyOf(branch), out IfOp? known) ? known : null;
        }

        public void Add(IfOp branch) => _branches.Add(branch);

        public void RemoveLast()
        {
            _branches.RemoveAt(_branches.Count - 1);
            if (_contents.Count <= _branches.Count) return;
            _byContent.Remove(_contents[_branches.Count]);
            _contents.RemoveAt(_branches.Count);
        }

        private BranchKey KeyOf(IfOp branch)
        {
            List<IrType> types = [.. branch.IfResults.Select(pass.Source.TypeOf)];
            return new BranchKey(new IfOp(default, Value.None, pass.Canonical(branch.Then, types), pass.Canonical(branch.Else, types)), types.ToEquatable());
        }
    }

    /// <summary>
    /// Whether two operations compute the same: over what their operands are rewritten to, those of commutative operators in
    /// any order. Results and origins don't count.
    /// </summary>
    private sealed class SameResult(CommonSubexpressions pass) : IEqualityComparer<Operation>
    {
        public bool Equals(Operation left, Operation right)
        {
            if (pass.Source.TypeOf(left.Results[0]) != pass.Source.TypeOf(right.Results[0])) return false;
            if (left is not ScalarOp scalar) return Unnamed(left).Equals(Unnamed(right));
            if (right is not ScalarOp other || scalar.Code != other.Code || scalar.IsChecked != other.IsChecked || scalar.Arguments.Count != other.Arguments.Count) return false;
            (bool isSwapped, bool isOtherSwapped) = (IsSwapped(scalar), IsSwapped(other));
            for (int i = 0; i < scalar.Arguments.Count; i++)
                if (Argument(scalar, i, isSwapped) != Argument(other, i, isOtherSwapped)) return false;
            return true;
        }

        public int GetHashCode(Operation operation)
        {
            if (operation is not ScalarOp scalar) return Unnamed(operation).GetHashCode();
            bool isSwapped = IsSwapped(scalar);
            int hash = scalar.Code.GetHashCode();
            for (int i = 0; i < scalar.Arguments.Count; i++) hash = unchecked((hash * 31) + Argument(scalar, i, isSwapped).Id);
            return hash;
        }

        private Value Argument(ScalarOp scalar, int index, bool isSwapped) => pass.Use(scalar.Arguments[isSwapped ? 1 - index : index]);

        /// <summary>Whether the order of the operands is the other one.</summary>
        private bool IsSwapped(ScalarOp scalar)
            => scalar.Code is Codes.Add or Codes.Multiply or Codes.And or Codes.Or or Codes.Xor or Codes.Equal or Codes.NotEqual && pass.Use(scalar.Arguments[0]).Id > pass.Use(scalar.Arguments[1]).Id;

        private Operation Unnamed(Operation operation) => operation.With(pass.Use, static _ => Value.None, static region => region) with { Origin = Origin.None };
    }
}
