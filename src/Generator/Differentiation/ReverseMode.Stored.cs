using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Values that an array of the primal holds: they are read from there, and not kept a second time.
/// <code>
/// for (i…) h[i] = Math.Tanh(s)   ---->   for (i…) h[i] = Math.Tanh(s); …; for (i…) ds = dh[i] * (1 - h[i]·h[i])
/// </code>
/// Where the array is gone when the reverse sweep comes, the elements that a later loop read may have been kept:
/// <code>
/// for (r…) { for (i…) t[i] = a[i] - b[r]; for (i…) s += t[i] * t[i] }   ---->   t[i], kept for the second loop, is a[i] - b[r] as well
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>As many operations are as fast as it is to load the element.</summary>
    private const int CheapRecomputation = 2;

    /// <summary>The stores of floating-point values, by what they store, in the region that computes it.</summary>
    private readonly Dictionary<Value, List<StoreOp>> _storesOf = [];

    /// <summary>What <see cref="ElementOf"/> found.</summary>
    private readonly Dictionary<Value, StoreOp?> _elements = [];

    /// <summary>By storage: the loads that are kept.</summary>
    private readonly Dictionary<Value, List<(LoadOp Load, IndexedCache Cache)>> _keptLoads = [];

    private void FindStored(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is StoreOp store && IsElement(store) && ReferenceEquals(_definitions.RegionOf(store.Stored), region))
            {
                if (!_storesOf.TryGetValue(store.Stored, out List<StoreOp>? stores)) _storesOf[store.Stored] = stores = [];
                stores.Add(store);
            }
            foreach (Region nested in operation.Regions) FindStored(nested);
        }
    }

    /// <summary>Whether the element is a number of its own, in an array that is the method's or its caller's.</summary>
    private bool IsElement(StoreOp store)
        => !IsKept(store.Buffer) && _primal.TypeOf(store.Stored).Kind is var kind && kind.IsFloat() && _primal.TypeOf(store.Buffer) == new IrType(kind, IrShape.Buffer);

    private void AddKept(IndexedCache cache)
    {
        if (_definitions.Of(cache.Value) is not LoadOp load || _roots.Of(load.Buffer) is not { Count: 1 } roots) return;
        if (!_keptLoads.TryGetValue(roots.First(), out List<(LoadOp, IndexedCache)>? kept)) _keptLoads[roots.First()] = kept = [];
        kept.Add((load, cache));
    }

    /// <summary>A value as read from where an array holds it; null where it can't be, or where it is computed again as fast.</summary>
    private Value? Stored(ReverseScope scope, Value value, bool isRecomputed)
    {
        if (scope.Kind != ScopeKind.Indexed || !_storesOf.TryGetValue(value, out List<StoreOp>? stores) || (isRecomputed && IsFast(value))) return null;
        return ElementOf(value) is { } element ? ReadElement(scope, value, element) : stores.Select(store => ReadKept(scope, value, store)).FirstOrDefault(kept => kept is not null);
    }

    /// <summary>The store of a value whose element is there, and unchanged, when the reverse sweep comes; or null.</summary>
    private StoreOp? ElementOf(Value value)
    {
        if (!_storesOf.TryGetValue(value, out List<StoreOp>? stores)) return null;
        if (_elements.TryGetValue(value, out StoreOp? known)) return known;
        ReverseScope scope = _scopes[_definitions.RegionOf(value)];
        return _elements[value] = scope.Kind == ScopeKind.Indexed ? stores.Find(store => IsThere(store.Buffer) && _stores.IsLast(store) && HasOwnElement(store, scope)) : null;
    }

    /// <summary>Whether every trip of the loops around stores to an element of its own, which the reverse sweep finds by the counters alone.</summary>
    private bool HasOwnElement(StoreOp store, ReverseScope scope)
    {
        if (!IsOfCounters(store.Index, scope) || PlaceOf(store.Buffer, store.Index) is not { } place) return false;
        for (Value buffer = store.Buffer; _definitions.Of(buffer) is ViewOp view; buffer = view.Buffer)
            if (!IsOfCounters(view.Offset, scope) || !IsOfCounters(view.Length, scope)) return false;
        return IsOwnElement(place, scope.Loops.Count - 1, scope);
    }

    /// <summary>Whether an integer is computed from counters and what is the same on all trips: so that it doesn't depend on what is stored, by any way.</summary>
    private bool IsOfCounters(Value value, ReverseScope scope)
        => IsFixed(value, scope) || scope.Loops.Any(loop => loop.Loop.Body.Parameters[0] == value) || _definitions.Of(value) switch
        {
            ConstantOp => true,
            ScalarOp scalar => scalar.Arguments.All(argument => !_primal.TypeOf(argument).Kind.IsFloat() && IsOfCounters(argument, scope)),
            _ => false,
        };

    private bool IsFast(Value value)
    {
        var leaves = new HashSet<Value>();
        return Cost(value, leaves) <= CheapRecomputation && leaves.Count == 0;
    }

    private Value ReadElement(ReverseScope scope, Value value, StoreOp store)
    {
        (Value buffer, Value index) = (Recall(store.Buffer), Recall(store.Index));
        Value element = _builder.Define(_primal.TypeOf(value), _primal.NameOf(value));
        scope.Prologue.Add(new LoadOp(element, buffer, index) { IsProved = true, Origin = Unquoted });
        return element;
    }

    /// <summary>The element as a loop after this one, with the same trips, reads and keeps it.</summary>
    private Value? ReadKept(ReverseScope scope, Value value, StoreOp store)
    {
        IndexedLoop own = scope.Loops[scope.Loops.Count - 1];
        if (!ReferenceEquals(own.Loop.Body, scope.Region) || !_stores.IsLast(store) || !_keptLoads.TryGetValue(_roots.Of(store.Buffer).First(), out List<(LoadOp, IndexedCache)>? loads)) return null;
        foreach ((LoadOp load, IndexedCache cache) in loads)
        {
            if (cache.Loops.Count == 0) continue;
            IndexedLoop other = cache.Loops[cache.Loops.Count - 1];
            if (!IsLater(other, load, scope) || !AreSamePlaces(store, own.Loop, load, other.Loop)) continue;
            return LoadCached(scope, cache with { Loops = [.. cache.Loops.Take(cache.Loops.Count - 1), other with { ReverseCounter = own.ReverseCounter }] }, _primal.TypeOf(value), _primal.NameOf(value));
        }
        return null;
    }

    /// <summary>Whether a load is in each trip of a loop that stands after the one that the scope is the body of.</summary>
    private bool IsLater(IndexedLoop loop, LoadOp load, ReverseScope scope)
        => _scopes[_definitions.RegionOf(load.Result)] is var reader && ReferenceEquals(reader.Region, loop.Loop.Body) && ReferenceEquals(reader.Parent, scope.Parent) && scope.Region.Parameters[0].Id < reader.Region.Parameters[0].Id;

    /// <summary>Whether the trips of two loops are the same, and a trip of one loads what that of the other has stored.</summary>
    private bool AreSamePlaces(StoreOp store, ForOp storing, LoadOp load, ForOp loading)
    {
        bool areSameTrips = storing.Lower == loading.Lower && storing.Upper == loading.Upper && storing.Step == loading.Step && storing.IsInclusive == loading.IsInclusive;
        if (!areSameTrips || PlaceOf(store.Buffer, store.Index) is not { } stored || PlaceOf(load.Buffer, load.Index) is not { } loaded) return false;
        Value counter = storing.Body.Parameters[0];
        return stored.Counts.TryGetValue(counter, out int times) && times == 1 && stored.Minus(counter, _effects).IsSame(loaded.Minus(loading.Body.Parameters[0], _effects));
    }

    /// <summary>Where in its storage an element is; null for one of several windows.</summary>
    private IntegerSum? PlaceOf(Value buffer, Value index)
    {
        IntegerSum place = IntegerSum.Of(index, _effects);
        while (_definitions.Of(buffer) is ViewOp view)
        {
            place.Plus(view.Offset, _effects);
            buffer = view.Buffer;
        }
        return _roots.IsRoot(buffer) ? place : null;
    }

    /// <summary>
    /// Whether the trips of a nest of loops have elements of their own: the counter of a loop with something added, or the number of the trip in row-major order.
    /// That can't wrap around and come back, since all numbers between were places too, of which some would be negative: no row is left out, and none
    /// has another length, since the bounds of inner loops don't change.
    /// </summary>
    /// <param name="place">The element.</param>
    /// <param name="depth">The innermost loop of the nest.</param>
    /// <param name="scope">Within the loops.</param>
    private bool IsOwnElement(IntegerSum place, int depth, ReverseScope scope)
    {
        ForOp loop = scope.Loops[depth].Loop;
        Value counter = loop.Body.Parameters[0];
        if (!place.Counts.TryGetValue(counter, out int times)) return false;
        List<KeyValuePair<Value, int>> others = [.. place.Counts.Where(term => term.Key != counter && !IsFixed(term.Key, scope))];
        bool isAlone = scope.Loops.Count == 1;
        if (depth == 0) return others.Count == 0 && times is 1 or -1 && (isAlone || (loop.Step is 1 or -1 && IsStraight(scope, 0)));
        return times == 1 && loop is { Step: 1, IsInclusive: false } && _definitions.LiteralOf(loop.Lower) is { Bits: 0 }
            && others is [{ Value: 1, Key: var rows }] && _definitions.Of(rows) is ScalarOp { Code: Codes.Multiply, IsChecked: false } product
            && RowOf(product, loop.Upper) is { } row && IsOwnElement(IntegerSum.Of(row, _effects), depth - 1, scope);
    }

    /// <summary>The other factor where one is the length of a row.</summary>
    private Value? RowOf(ScalarOp product, Value length)
    {
        bool Is(Value factor) => factor == length || (_definitions.LiteralOf(factor) is { } literal && literal == _definitions.LiteralOf(length));
        return Is(product.Arguments[1]) ? product.Arguments[0] : Is(product.Arguments[0]) ? product.Arguments[1] : null;
    }

    /// <summary>Whether a value is the same on all trips of the loops.</summary>
    private bool IsFixed(Value value, ReverseScope scope) => !_scopes[_definitions.RegionOf(value)].Loops.Any(loop => IsAmong(loop, scope));

    private static bool IsAmong(IndexedLoop loop, ReverseScope scope) => scope.Loops.Any(around => ReferenceEquals(around, loop));
}
