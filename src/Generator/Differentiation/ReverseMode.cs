using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Reverse mode, function to function: the forward sweep, then for each operation in reverse order its adjoint.
/// The reverse sweep is built first; it asks for the values it needs (<c>Recall</c>), and the forward sweep is then built
/// so that it keeps them. Only operations that the primal may have as well are emitted.
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly Function _primal;
    private readonly ReverseSpec _spec;
    private readonly Pairs _pairs;
    private readonly IrBuilder _builder;
    private readonly BufferRoots _roots;
    private readonly Activity _activity;
    private readonly Effects _effects;
    private readonly Definitions _definitions;
    private readonly StoreOrder _stores;
    private readonly IReadOnlyList<ScalarKind> _kinds;
    private readonly bool _isOutOfLine;
    private readonly Dictionary<Region, ReverseScope> _scopes = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, Value> _placeholders = [];
    private readonly Dictionary<Value, Value> _parameterShadows = [];
    private readonly Dictionary<Value, Value> _shadowed = [];
    private readonly List<Value> _cleared = [];
    private readonly Dictionary<ScalarKind, Value> _stacks = [];
    private readonly HashSet<ScalarKind> _usedKinds = [];
    private int _stackUses;
    private Dictionary<ScalarKind, Value> _cursors = [];
    private Value _arraySeed = Value.None;

    private ReverseMode(Function primal, ReverseSpec spec, Pairs pairs, IReadOnlyList<ScalarKind> kinds, bool isOutOfLine = false)
    {
        _isOutOfLine = isOutOfLine;
        _primal = primal;
        _spec = spec;
        _pairs = pairs;
        _builder = IrBuilder.Continue(primal);
        _roots = primal.Effects.Roots;
        _definitions = new Definitions(primal);
        _effects = primal.Effects;
        IEnumerable<Value> parameters = primal.Parameters.Where((_, i) => spec.Roles[i] is not (AdjointRole.Constant or AdjointRole.Scratch));
        IEnumerable<Value> dependent = primal.Parameters.Where((_, i) => spec.Roles[i] == AdjointRole.Accumulated && spec.Written[i]);
        _activity = new Activity(primal, _roots, parameters, dependent);
        _stores = new StoreOrder(primal, _roots, isOutOfLine ? [] : FusedLoops(primal.Body));
        FindKept(primal.Body);
        FindEvaluated(primal.Body);
        FindStored(primal.Body);
        _kinds = isOutOfLine || MayStack() ? kinds : [];
    }

    /// <summary>
    /// The function with its derivative. Parameters: the primal's, the seed where there is one, one shadow per overwritten
    /// or accumulated buffer. Results: the primal's, then the adjoint of each scalar parameter with that role.
    /// </summary>
    public static Function Run(Function primal, ReverseSpec spec, Pairs pairs)
    {
        // The kinds of stack, if any, are known after a first run; what a run recalls doesn't depend on them.
        var probe = new ReverseMode(primal, spec, pairs, pairs.AllKinds(primal));
        Function function = probe.RunInline();
        List<ScalarKind> used = [.. probe._kinds.Where(kind => probe._usedKinds.Contains(kind) || pairs.Kinds.Contains(kind) && probe._definitions.HasCalls)];
        return used.Count == probe._kinds.Count ? function : new ReverseMode(primal, spec, pairs, used).RunInline();
    }

    /// <summary>Whether something may have to be kept of a loop whose trips aren't known before the outermost loop begins, or of a call.</summary>
    private bool MayStack()
    {
        Open(_primal.Body, null, ScopeKind.Inline);
        return MayStack(_primal.Body);

        bool MayStack(Region region) => region.Operations.Any(operation => operation switch
        {
            WhileOp { IsSolved: false } or CallOp { Foreign: null } => true,
            ForOp { IsSolved: false } loop when !ReferenceEquals(region, _primal.Body) && !(CanHoist(loop.Lower) && CanHoist(loop.Upper)) => true,
            _ => operation.Regions.Any(MayStack),
        });
    }

    private Function RunInline()
    {
        List<Value> parameters = [.. _primal.Parameters];
        List<Value> results = [.. _primal.Body.Yields.Where(yield => _primal.TypeOf(yield).Kind.IsFloat())];
        List<Value> seeds = _spec.HasSeed ? [.. results.Select(result => _builder.Define(_primal.TypeOf(result), "seed"))] : [];
        if (_spec.HasSeed && _primal.Body.Operations.OfType<ResultOp>().FirstOrDefault() is { } array)
            seeds.Add(_arraySeed = _builder.Define(new IrType(_primal.TypeOf(array.Buffer).Kind, IrShape.ReadOnlyBuffer), _spec.SeedName));
        // A function that always throws has no result to tell the kind of its seed, which nothing reads then.
        if (_spec.HasSeed && seeds.Count == 0) seeds.Add(_builder.Define(IrType.Float64, "seed"));
        parameters.AddRange(seeds);
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            if (_spec.Roles[i] is not (AdjointRole.Overwritten or AdjointRole.Accumulated)) continue;
            Value shadow = _builder.Define(_primal.TypeOf(_primal.Parameters[i]) with { Shape = IrShape.Buffer }, _spec.Names[i]);
            parameters.Add(shadow);
            _parameterShadows[_primal.Parameters[i]] = shadow;
            _shadowed[shadow] = _primal.Parameters[i];
            if (_spec.Roles[i] == AdjointRole.Overwritten) _cleared.Add(shadow);
        }

        Region body = _builder.Region(parameters.ToEquatable(), () =>
        {
            foreach (ScalarKind kind in _kinds)
            {
                _stacks[kind] = _builder.Alloc(kind, _builder.Int32(0), AllocKind.Stack, StackName(kind));
                _cursors[kind] = _builder.Int32(0);
            }
            RedirectOutputs();
            ReverseScope scope = Open(_primal.Body, null, ScopeKind.Inline);
            EmitInline(scope, new Dictionary<ScalarKind, Value>(_cursors), () =>
            {
                for (int i = 0; i < results.Count; i++)
                    if (_activity.IsActive(results[i])) Accumulate(scope, results[i], _spec.HasSeed ? seeds[i] : _builder.Float(_primal.TypeOf(results[i]).Kind, 1));
            }, isOutermost: true);
            if (_primal.Body.Throws) return default;
            CommitOutputs();
            return _primal.Body.Yields.Concat(ScalarAdjoints(scope)).ToEquatable();
        });
        return Finish(_builder.Function(_primal.Name, body) with { Lengths = Lengths(parameters).ToEquatable() });
    }

    /// <summary>A shadow is as long as its buffer.</summary>
    private IEnumerable<int> Lengths(IEnumerable<Value> parameters)
    {
        List<Value> all = [.. parameters];
        for (int i = 0; i < all.Count; i++)
        {
            Value buffer = _shadowed.TryGetValue(all[i], out Value shadowed) ? shadowed : all[i];
            int leader = buffer.Id < _primal.Types.Count && _primal.TypeOf(buffer).IsBuffer ? all.IndexOf(_primal.LeaderOf(buffer)) : -1;
            yield return _primal.LengthOf(buffer) ?? (leader >= 0 && leader < i ? IR.Function.SameAs(leader) : -1);
        }
    }

    private List<Value> ScalarAdjoints(ReverseScope scope)
    {
        var adjoints = new List<Value>();
        for (int i = 0; i < _primal.Parameters.Count; i++)
        {
            if (_spec.Roles[i] != AdjointRole.Scalar) continue;
            Value parameter = _primal.Parameters[i];
            adjoints.Add(scope.Adjoints.TryGetValue(parameter, out Value adjoint) ? adjoint : _builder.Float(_primal.TypeOf(parameter).Kind, 0));
        }
        return adjoints;
    }

    private Function Finish(Function function) => new Linker(_placeholders).Run(function) with { ParametersMayAlias = _primal.ParametersMayAlias };

    private static string StackName(ScalarKind kind) => $"{kind.IrName()}Stack";

    private ReverseScope Open(Region region, ReverseScope? parent, ScopeKind kind, Operation? anchor = null, IReadOnlyList<IndexedLoop>? loops = null, CarriedValues? carried = null, ReverseScope? other = null)
    {
        var scope = new ReverseScope(region, parent, kind) { Anchor = anchor, Loops = loops ?? [], Carried = carried, Other = other };
        _scopes[region] = scope;
        if (kind == ScopeKind.Stacked)
            foreach (ScalarKind stacked in _kinds) scope.FrameBase[stacked] = _builder.Define(IrType.Int32, CursorName(stacked));
        return scope;
    }

    private static string CursorName(ScalarKind kind) => $"{kind.IrName()}Top";

    /// <summary>Adds to the adjoint of a scalar.</summary>
    private void Accumulate(ReverseScope scope, Value value, Value contribution)
    {
        if (scope.Adjoints.TryGetValue(value, out Value current)) contribution = _builder.Scalar(Codes.Add, current, contribution);
        scope.Adjoints[value] = contribution;
        bool isPrimal = contribution.Id < _primal.Types.Count;
        if (!isPrimal && AdjointName(value) is { Length: > 0 } name) _builder.Name(contribution, name);
    }

    /// <summary>The adjoint of a value that is about to be undone; none where nothing reached it.</summary>
    private static Value Take(ReverseScope scope, Value value)
    {
        if (!scope.Adjoints.TryGetValue(value, out Value adjoint)) return Value.None;
        scope.Adjoints.Remove(value);
        return adjoint;
    }

    private string AdjointName(Value value)
    {
        string name = _primal.NameOf(value);
        return name.Length == 0 ? "" : DerivativeNames.Prefixed("d", name);
    }

    private void Reverse(ReverseScope scope, Operation operation)
    {
        _builder.Origin = new Origin(operation.Origin.Source, true);
        switch (operation)
        {
            case ScalarOp scalar: ReverseScalar(scope, scalar); break;
            case LoadOp load: ReverseLoad(scope, load); break;
            case StoreOp store: ReverseStore(scope, store); break;
            case ClearOp clear: ReverseClear(clear); break;
            case IfOp branch: ReverseIf(scope, branch); break;
            case ForOp { IsSolved: true } or WhileOp { IsSolved: true }: break;
            case ForOp loop: ReverseFor(scope, loop); break;
            case WhileOp loop: ReverseWhile(scope, loop); break;
            case CallOp call: ReverseCall(scope, call); break;
            case ResultOp result: ReverseResult(result); break;
        }
    }

    /// <summary><c>y = f(x…)   ---->   dx_i += dy·∂f/∂x_i</c></summary>
    private void ReverseScalar(ReverseScope scope, ScalarOp operation)
    {
        Value g = Take(scope, operation.Result);
        if (g.IsNone || ScalarRule.Find(operation) is not { } rule) return;
        var recalled = new Dictionary<Value, Value>();
        Func<int, Value> recall = index =>
        {
            Value primal = index == ScalarRule.Result ? operation.Result : operation.Arguments[index], value = Recall(primal);
            recalled[value] = primal;
            return value;
        };
        Func<int, Literal?> literal = index => _definitions.LiteralOf(operation.Arguments[index]);
        for (int i = 0; i < operation.Arguments.Count; i++)
        {
            Value argument = operation.Arguments[i];
            if (!_activity.IsActive(argument)) continue;
            recalled.Clear();
            Value? contribution = null;
            List<Operation> operations = _builder.Collect(() => contribution = rule.Pull(_builder, i, g, recall, _primal.TypeOf(argument).Kind, literal));
            contribution = AddPartial(operations, contribution, recalled, operation);
            if (contribution is { } value) Accumulate(scope, argument, value);
        }
    }

    /// <summary><c>y = b[i]   ---->   db[i] += dy</c></summary>
    private void ReverseLoad(ReverseScope scope, LoadOp operation)
    {
        Value g = Take(scope, operation.Result);
        if (g.IsNone || !_activity.HasShadow(operation.Buffer)) return;
        Value shadow = Shadow(operation.Buffer), index = Recall(operation.Index);
        _builder.Store(shadow, index, _builder.Scalar(Codes.Add, _builder.Load(shadow, index, isProved: true), g), isProved: true);
    }

    /// <summary><c>b[i] = y   ---->   dy += db[i]; db[i] = 0</c></summary>
    private void ReverseStore(ReverseScope scope, StoreOp operation)
    {
        if (IsKept(operation.Buffer))
        {
            // What the storage held is put together again, before the call that read it is reversed.
            if (_reversedKept.Contains(operation.Buffer)) _builder.Store(Shadow(operation.Buffer), Recall(operation.Index), Recall(operation.Stored));
            return;
        }
        if (!_activity.HasShadow(operation.Buffer)) return;
        Value shadow = Shadow(operation.Buffer), index = Recall(operation.Index);
        ScalarKind kind = _primal.TypeOf(operation.Buffer).Kind;
        if (_activity.IsActive(operation.Stored)) Accumulate(scope, operation.Stored, _builder.Load(shadow, index, isProved: true));
        _builder.Store(shadow, index, _builder.Float(kind, 0), isProved: true);
    }

    private void ReverseClear(ClearOp operation)
    {
        if (_activity.HasShadow(operation.Buffer)) _builder.Add(new ClearOp(Shadow(operation.Buffer)));
    }

    /// <summary><c>return b   ---->   db[i] += seed[i]</c>, for every i; the seed's length is known to be right only here.</summary>
    private void ReverseResult(ResultOp operation)
    {
        if (_arraySeed.IsNone) return;
        _builder.Add(new OpaqueOp(Value.None, $"global::DiffGen.Workspaces.Guard.Length({{0}}, {{1}}, \"{_spec.SeedName}\")", [_builder.Length(_arraySeed), _builder.Length(operation.Buffer)], IsStateful: true));
        if (!_activity.HasShadow(operation.Buffer)) return;
        Value shadow = Shadow(operation.Buffer);
        _builder.Each(_arraySeed, index => _builder.Store(shadow, index, _builder.Scalar(Codes.Add, _builder.Load(shadow, index), _builder.Load(_arraySeed, index))));
    }

    /// <summary>Puts what placeholders stand for in their place.</summary>
    private sealed class Linker(Dictionary<Value, Value> placeholders) : IrRewriter
    {
        protected override Value Use(Value old)
        {
            while (placeholders.TryGetValue(old, out Value actual)) old = actual;
            return base.Use(old);
        }
    }
}
