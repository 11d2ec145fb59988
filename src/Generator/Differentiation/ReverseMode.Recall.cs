using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// How the reverse sweep gets at values of the forward sweep: in scope, recomputed where that is cheap and needs nothing
/// stored, else kept by the scope's means. What is recalled stands in the prologue of the scope that defines the value.
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>The most operations that are evaluated again instead of keeping a result.</summary>
    private const int LargestRecomputation = 8;

    private Value Recall(Value value)
    {
        ReverseScope scope = _scopes[_definitions.RegionOf(value)];
        if (scope.Kind == ScopeKind.Inline) return value;
        if (scope.Recalled.TryGetValue(value, out Value recalled)) return recalled;
        // The forward sweep checked it.
        if (_definitions.Of(value) is ScalarOp { Code: Codes.Index } check) return Recall(check.Arguments[0]);
        bool isRecomputed = IsBuffer(value) || IsRecomputed(value);
        recalled = Stored(scope, value, isRecomputed) ?? (isRecomputed ? Recompute(scope, value) : Undo(scope, value) ?? Keep(scope, value));
        scope.Recalled[value] = recalled;
        return recalled;
    }

    /// <summary>What is recalled belongs to no statement's adjoint alone: no comment quotes one.</summary>
    private static readonly Origin Unquoted = new(-1, true);

    private void AddToPrologue(ReverseScope scope, Action build)
    {
        Origin origin = _builder.Origin;
        _builder.Origin = Unquoted;
        _builder.AppendTo(scope.Prologue, build);
        _builder.Origin = origin;
    }

    private bool IsBuffer(Value value) => value.Id < _primal.Types.Count && _primal.TypeOf(value).IsBuffer;

    /// <summary>
    /// Whether a value is computed again: from what is at hand, or from one value that is no larger to keep and serves
    /// others as well (of <c>j = i + 1</c>, <c>a = 1 - x[i]</c> only <c>i</c> is kept).
    /// </summary>
    private bool IsRecomputed(Value value)
    {
        if (IsInvariant(value)) return true;
        var leaves = new HashSet<Value>();
        int cost = Cost(value, leaves);
        return cost <= LargestRecomputation && !leaves.Contains(value)
            && (leaves.Count == 0 || (leaves.Count == 1 && Size(leaves.Single()) <= Size(value)));
    }

    /// <summary>What every trip of the loops around computes anew from values at hand is computed before the reverse loop, not kept trip by trip.</summary>
    private bool IsInvariant(Value value)
    {
        if (_invariant.TryGetValue(value, out bool known)) return known;
        return _invariant[value] = FindInvariant(value);
    }

    private readonly Dictionary<Value, bool> _invariant = [];

    private bool FindInvariant(Value value)
    {
        Region home = _definitions.RegionOf(value);
        ReverseScope scope = _scopes[home];
        if (scope.Kind == ScopeKind.Inline) return true;
        if (scope.Kind == ScopeKind.Indexed && !ReferenceEquals(scope.Loops[scope.Loops.Count - 1].Loop.Body, home)) return false;
        return scope.Kind == ScopeKind.Indexed && _definitions.Of(value) switch
        {
            ConstantOp => true,
            ScalarOp scalar => !_effects.Of(scalar).Throws && scalar.Arguments.All(IsInvariant),
            _ => false,
        };
    }

    private int Size(Value value) => _builder.TypeOf(value).Kind switch
    {
        ScalarKind.Bool or ScalarKind.Int8 or ScalarKind.UInt8 => 1,
        ScalarKind.Float64 or ScalarKind.Number or ScalarKind.Int64 or ScalarKind.UInt64 or ScalarKind.NInt or ScalarKind.NUInt => 8,
        _ => 4,
    };

    /// <summary>
    /// The number of operations that recomputing takes, and the values that would have to be kept for it. What an array holds (see <see cref="Stored"/>) is
    /// one operation for what is computed from it, whether it is read then or computed again as fast.
    /// </summary>
    private int Cost(Value value, HashSet<Value> leaves)
    {
        if (IsRecalled(value)) return 0;
        switch (_definitions.Of(value))
        {
            case ConstantOp or OpaqueOp { IsStateful: false, Arguments.Count: 0 }:
                return 0;
            case LengthOp length when IsThere(length.Buffer):
                return CostOfBuffer(length.Buffer, leaves);
            case LoadOp load when IsStable(load) && IsThere(load.Buffer):
                return 1 + CostOfBuffer(load.Buffer, leaves) + Cost(load.Index, leaves);
            case ScalarOp { Code: Codes.Index } check:
                return Cost(check.Arguments[0], leaves);
            case ScalarOp scalar when IsCheap(scalar):
                int cost = 1;
                foreach (Value argument in scalar.Arguments)
                {
                    cost += ElementOf(argument) is not null && !IsRecalled(argument) ? 1 : Cost(argument, leaves);
                    if (cost > LargestRecomputation) return cost;
                }
                return cost;
            default:
                leaves.Add(value);
                return 0;
        }
    }

    /// <summary>Whether a value is in scope, or has been asked for already.</summary>
    private bool IsRecalled(Value value) => _scopes[_definitions.RegionOf(value)] is var scope && (scope.Kind == ScopeKind.Inline || scope.Recalled.ContainsKey(value));

    /// <summary>Whether the element is unchanged when the reverse sweep comes. The end of an out-of-line function isn't the end of the forward sweep: its callers go on.</summary>
    private bool IsStable(LoadOp load) => !_isOutOfLine && _stores.IsStable(load);

    /// <summary>Storage made inside a loop or branch is gone in the reverse sweep.</summary>
    private bool IsThere(Value buffer)
    {
        if (_scopes[_definitions.RegionOf(buffer)].Kind == ScopeKind.Inline || IsParameter(buffer)) return true;
        return _definitions.Of(buffer) switch
        {
            ViewOp view => IsThere(view.Buffer),
            ChooseOp choose => choose.Buffers.All(IsThere),
            OpaqueOp { IsStateful: false } => true,
            _ => false,
        };
    }

    private int CostOfBuffer(Value buffer, HashSet<Value> leaves)
    {
        if (_scopes[_definitions.RegionOf(buffer)].Kind == ScopeKind.Inline || IsParameter(buffer)) return 0;
        return _definitions.Of(buffer) switch
        {
            ViewOp view => CostOfBuffer(view.Buffer, leaves) + Cost(view.Offset, leaves) + Cost(view.Length, leaves),
            ChooseOp choose => Cost(choose.Selector, leaves) + choose.Buffers.Sum(chosen => CostOfBuffer(chosen, leaves)),
            _ => 0,
        };
    }

    private bool IsParameter(Value value) => ReferenceEquals(_definitions.RegionOf(value), _primal.Body) && _definitions.Of(value) is null;

    private bool IsCheap(ScalarOp operation)
        => IdiomRules.PowerOf(operation.Code) is not null || operation.IsCheap(_primal.TypeOf(operation.Result), _definitions.LiteralOf);

    private Value Recompute(ReverseScope scope, Value value)
    {
        if (scope.Kind == ScopeKind.Stacked && scope.Parent is null && IsParameter(value)) return value;
        Operation definition = _definitions.Of(value) ?? throw new InvalidOperationException($"{value} can't be recomputed");
        foreach (Value operand in definition.Operands) Recall(operand);
        Value recomputed = _builder.Define(_primal.TypeOf(value), _primal.NameOf(value));
        Operation again = definition.With(Recall, _ => recomputed, region => region) with { Origin = Unquoted };
        // The forward sweep has read the element, and made the window.
        scope.Prologue.Add(again switch
        {
            LoadOp load => load with { IsProved = true },
            ViewOp view => view with { IsProved = true },
            _ => again,
        });
        return recomputed;
    }

    private Value Keep(ReverseScope scope, Value value)
    {
        IrType type = _builder.TypeOf(value);
        switch (scope.Kind)
        {
            case ScopeKind.Branch:
                Value result = ResultFor(scope, value, type);
                scope.Yielded.Add((value, result));
                return Recall(result);

            case ScopeKind.Indexed:
                return KeepInCache(scope, value, type);

            default:
                _usedKinds.Add(type.Kind);
                _stackUses++;
                if (!scope.Frame.TryGetValue(type.Kind, out List<Value>? frame)) scope.Frame[type.Kind] = frame = [];
                Value popped = _builder.Define(type, _builder.NameOf(value));
                int slot = frame.Count;
                frame.Add(value);
                AddToPrologue(scope, () =>
                {
                    Value top = _builder.Scalar(Codes.Add, scope.FrameBase[type.Kind], _builder.Int32(slot));
                    _builder.Add(new LoadOp(popped, _stacks[type.Kind], top));
                });
                return popped;
        }
    }

    /// <summary>The shadow of a buffer: made by the same operation over shadows, where the buffer is made.</summary>
    private Value Shadow(Value buffer)
    {
        if (_parameterShadows.TryGetValue(buffer, out Value parameter)) return parameter;
        ReverseScope scope = _scopes[_definitions.RegionOf(buffer)];
        if (scope.Shadows.TryGetValue(buffer, out Value shadow)) return shadow;
        IrType type = new(_primal.TypeOf(buffer).Kind, IrShape.Buffer);
        switch (_definitions.Of(buffer))
        {
            case ViewOp view:
                (Value parent, Value offset, Value viewLength) = (Shadow(view.Buffer), Recall(view.Offset), Recall(view.Length));
                shadow = _builder.Define(_builder.TypeOf(parent), AdjointName(buffer));
                scope.Prologue.Add(new ViewOp(shadow, parent, offset, viewLength) { IsProved = true, Origin = Unquoted });
                break;
            case ChooseOp choose:
                (Value selector, EquatableArray<Value> shadows) = (Recall(choose.Selector), choose.Buffers.Select(Shadow).ToEquatable());
                shadow = _builder.Define(_builder.TypeOf(shadows[0]), AdjointName(buffer));
                scope.Prologue.Add(new ChooseOp(shadow, selector, shadows) { Origin = Unquoted });
                break;
            case AllocOp { IsGrowable: false } alloc:
                Value size = Recall(alloc.Length);
                shadow = _builder.Define(type, AdjointName(buffer));
                scope.Prologue.Add(new AllocOp(shadow, size, AllocKind.Shadow) { Origin = Unquoted });
                break;
            default:
                Value recalled = Recall(buffer), length = _builder.Define(IrType.Int32);
                shadow = _builder.Define(type, AdjointName(buffer));
                scope.Prologue.Add(new LengthOp(length, recalled) { Origin = Unquoted });
                scope.Prologue.Add(new AllocOp(shadow, length, AllocKind.Shadow) { Origin = Unquoted });
                break;
        }
        return scope.Shadows[buffer] = shadow;
    }
}
