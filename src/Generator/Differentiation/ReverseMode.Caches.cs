using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>Caches: exactly sized, with an element for each trip of the loops that a value depends on.</summary>
internal sealed partial class ReverseMode
{
    private Value KeepInCache(ReverseScope scope, Value value, IrType type)
    {
        IReadOnlyList<IndexedLoop> loops = LoopsOf(scope, value);
        var cache = new IndexedCache(value, CacheFor(scope, loops, value, type.Kind), loops);
        if (!TryKeepBefore(scope, cache)) scope.Cached.Add(cache);
        AddKept(cache);
        return LoadCached(scope, cache, type, _builder.NameOf(value));
    }

    private Value LoadCached(ReverseScope scope, IndexedCache cache, IrType type, string name)
    {
        Value index = Value.None, loaded = _builder.Define(type, name);
        AddToPrologue(scope, () => index = CacheIndex(scope, cache.Loops, loop => loop.ReverseCounter, Recall));
        scope.Prologue.Add(new LoadOp(loaded, cache.Cache, index) { Origin = Unquoted });
        return loaded;
    }

    /// <summary>The forward sweep of a region stores what is kept of it.</summary>
    private void FillCaches(ReverseScope scope)
    {
        foreach (IGrouping<string, IndexedCache> caches in scope.Cached.GroupBy(cache => string.Join(",", cache.Loops.Select(loop => loop.ReverseCounter))))
        {
            Value index = CacheIndex(scope, caches.First().Loops, loop => loop.Loop.Body.Parameters[0], value => value);
            foreach (IndexedCache cache in caches) _builder.Store(cache.Cache, index, cache.Value);
        }
    }

    /// <summary>
    /// The loops of the nest that have a part in a value: it is kept once for all trips of another one.
    /// <code>
    /// for (t…) { for (i…) for (j…) s[i] += w[i, j] * h[j]; … h[…] = … }   ---->   h[j] is kept for each t and j
    /// </code>
    /// </summary>
    private IReadOnlyList<IndexedLoop> LoopsOf(ReverseScope scope, Value value)
        => scope.Loops.All(loop => Varies(value, loop.Loop)) ? scope.Loops : [.. scope.Loops.Where(loop => Varies(value, loop.Loop))];

    /// <summary>Whether a value may be another one on another trip of a loop, though the trips of all other loops are the same.</summary>
    private bool Varies(Value value, ForOp loop)
    {
        Region home = _definitions.RegionOf(value);
        if (!_scopes[home].Loops.Any(around => ReferenceEquals(around.Loop, loop))) return false;
        Value counter = loop.Body.Parameters[0];
        if (_varying.TryGetValue((value, counter), out bool known)) return known;
        return _varying[(value, counter)] = _definitions.Of(value) switch
        {
            ConstantOp => false,
            ScalarOp or LengthOp or ViewOp or LoadOp => _definitions.Of(value)!.Operands.Any(operand => Varies(operand, loop)) || MayChange(_effects.Of(_definitions.Of(value)!).Reads, loop),
            null => !_scopes[home].Loops.Any(around => around.Loop.Body.Parameters[0] == value && !ReferenceEquals(around.Loop, loop) && !Varies(around.Loop.Lower, loop)),
            _ => true,
        };
    }

    /// <summary>Whether a trip of a loop may write what is read.</summary>
    private bool MayChange(IReadOnlyCollection<Value> reads, ForOp loop) => reads.Count > 0 && _effects.Of(loop) is var trips && (trips.IsOpaque || reads.Any(trips.Writes.Contains));

    private readonly Dictionary<(Value Value, Value Counter), bool> _varying = [];

    /// <summary>The cache of an indexed scope, exactly sized, made before the outermost loop.</summary>
    private Value Allocate(ReverseScope scope, IReadOnlyList<IndexedLoop> loops, ScalarKind kind, string name)
    {
        Value cache = Value.None;
        AddBeforeAnchor(scope, () =>
        {
            Value? size = null;
            foreach (IndexedLoop loop in loops)
            {
                Value trips = Trips(scope, loop.Loop);
                size = size is { } outer ? _builder.Scalar(IrType.Int32, Codes.Multiply, isChecked: true, outer, trips) : trips;
            }
            cache = _builder.Alloc(kind, size ?? _builder.Int32(1), AllocKind.Cache, name);
        });
        return cache;
    }

    private static ReverseScope InlineScope(ReverseScope scope)
    {
        while (scope.Kind != ScopeKind.Inline) scope = scope.Parent!;
        return scope;
    }

    /// <summary>What is computed before the anchor belongs to the forward sweep.</summary>
    private void AddBeforeAnchor(ReverseScope scope, Action build) => AddBefore(InlineScope(scope), scope.Anchor!, scope.Anchor!.Origin, build);

    /// <summary>The forward sweep of a region does something before one of its operations.</summary>
    private void AddBefore(ReverseScope scope, Operation operation, Origin origin, Action build)
    {
        if (!scope.Before.TryGetValue(operation, out List<Operation>? operations)) scope.Before[operation] = operations = [];
        Origin outer = _builder.Origin;
        _builder.Origin = origin;
        _builder.AppendTo(operations, build);
        _builder.Origin = outer;
    }

    /// <summary>The row-major position of a trip in the nest: <c>(t1·n2 + t2)·n3 + t3</c>, each t counted from 0.</summary>
    private Value CacheIndex(ReverseScope scope, IReadOnlyList<IndexedLoop> loops, Func<IndexedLoop, Value> counter, Func<Value, Value> bound)
    {
        Value? index = null;
        foreach (IndexedLoop loop in loops)
        {
            Value trip = counter(loop);
            if (_definitions.LiteralOf(loop.Loop.Lower) is not { Bits: 0 }) trip = _builder.Scalar(Codes.Subtract, trip, bound(loop.Loop.Lower));
            if (loop.Loop.Step != 1) trip = _builder.Scalar(Codes.Divide, trip, _builder.Int32(loop.Loop.Step));
            index = index is { } outer
                ? _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, outer, Trips(scope, loop.Loop)), trip)
                : trip;
        }
        return index ?? _builder.Int32(0);
    }

    /// <summary>The trip count of a loop of the nest, computed once before the outermost loop.</summary>
    private Value Trips(ReverseScope scope, ForOp loop)
    {
        if (_trips.TryGetValue(loop, out Value known)) return known;
        Value trips = Value.None;
        AddBeforeAnchor(scope, () => trips = TripCount(loop, value => Hoist(scope, value), value => IsNonNegative(value)));
        return _trips[loop] = trips;
    }

    private readonly Dictionary<Operation, Value> _trips = new(ReferenceComparer.Instance);
    private readonly Dictionary<(Operation Anchor, Value Value), Value> _hoisted = [];

    private bool IsNonNegative(Value value) => _definitions.Of(value) is LengthOp or ConstantOp { Literal.Bits: >= 0 };

    /// <summary><c>max(0, ⌈(upper - lower) / step⌉)</c></summary>
    private Value TripCount(ForOp loop, Func<Value, Value> bound, Func<Value, bool> isNonNegative)
    {
        if (_definitions.LiteralOf(loop.Lower) is { } from && _definitions.LiteralOf(loop.Upper) is { } to)
        {
            long distance = (loop.Step > 0 ? to.Bits - from.Bits : from.Bits - to.Bits) + (loop.IsInclusive ? 1 : 0);
            long stride = Math.Abs((long)loop.Step);
            return _builder.Int32((int)Math.Min(int.MaxValue, Math.Max(0, (distance + stride - 1) / stride)));
        }
        bool isSimple = loop is { Step: 1, IsInclusive: false } && _definitions.LiteralOf(loop.Lower) is { Bits: 0 };
        if (isSimple && isNonNegative(loop.Upper)) return bound(loop.Upper);
        Value lower = bound(loop.Lower), upper = bound(loop.Upper);
        int size = Math.Abs(loop.Step), slack = size - 1 + (loop.IsInclusive ? 1 : 0);
        Value span = isSimple ? upper : loop.Step > 0 ? _builder.Scalar(Codes.Subtract, upper, lower) : _builder.Scalar(Codes.Subtract, lower, upper);
        if (slack != 0) span = _builder.Scalar(Codes.Add, span, _builder.Int32(slack));
        if (size != 1) span = _builder.Scalar(Codes.Divide, span, _builder.Int32(size));
        return _builder.Scalar(IrType.Int32, "Math.Max", _builder.Int32(0), span);
    }

    /// <summary>A value as computed before the anchor: the value itself, or its operations again.</summary>
    private Value Hoist(ReverseScope scope, Value value)
    {
        if (_scopes.TryGetValue(_definitions.RegionOf(value), out ReverseScope? home) && home.Kind == ScopeKind.Inline) return value;
        if (_hoisted.TryGetValue((scope.Anchor!, value), out Value hoisted)) return hoisted;
        Operation definition = _definitions.Of(value)!;
        Value copy = _builder.Define(_primal.TypeOf(value), _primal.NameOf(value));
        _builder.Add(definition.With(operand => Hoist(scope, operand), _ => copy, region => region));
        return _hoisted[(scope.Anchor!, value)] = copy;
    }

    /// <summary>Whether a value is the same whenever it is computed inside the anchor: constants, lengths and integer arithmetic on values from before it.</summary>
    private bool CanHoist(Value value)
    {
        if (_scopes.TryGetValue(_definitions.RegionOf(value), out ReverseScope? home) && home.Kind == ScopeKind.Inline) return true;
        return _definitions.Of(value) switch
        {
            ConstantOp => true,
            LengthOp length => CanHoist(length.Buffer),
            ScalarOp scalar => IsCheap(scalar) && !_primal.TypeOf(scalar.Result).Kind.IsFloat() && scalar.Arguments.All(CanHoist),
            _ => false,
        };
    }
}
