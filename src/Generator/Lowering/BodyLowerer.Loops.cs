using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The loop machinery: variables that the loop assigns are carried; an exit is a carried flag.
/// <code>
/// for (int i = a; i &lt; b; i++) body     ---->   For(a, b, 1) { body }
/// while (c) { … break; … }             ---->   While(live &amp;&amp; c) { …; live = !exited }
/// do body while (c);                   ---->   While(go, starting true) { body; go = c }
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly Dictionary<ILabelSymbol, ExitTarget> _exits = new(SymbolEqualityComparer.Default);

    /// <summary>A loop before it becomes an operation.</summary>
    /// <param name="Scanned">What runs in each trip, to find what it assigns.</param>
    /// <param name="Condition">Tested before each trip; null where <paramref name="Body"/> itself sets the flag.</param>
    /// <param name="Body">One trip.</param>
    /// <param name="Bottom">What runs after each trip that didn't leave.</param>
    private sealed record Loop(IReadOnlyList<IOperation> Scanned, Func<Value>? Condition, Action Body, Action Bottom)
    {
        public ExitTarget Break { get; } = new("left");

        public ExitTarget Continue { get; } = new("skipped");

        /// <summary>Further variables that the trips set.</summary>
        public List<object> Own { get; } = [];

        /// <summary>Bounds, step and name of a counted loop without exits.</summary>
        public Counter? Counter { get; init; }

        /// <summary>Whether the body takes <see cref="Break"/> by itself.</summary>
        public bool Breaks { get; init; }

        /// <summary>Whether it iterates to a fixed point, at which it is differentiated.</summary>
        public bool IsSolved { get; init; }

        /// <summary>One trip that doesn't test whether it is the last; null where that is <see cref="Body"/>.</summary>
        public Action? Step { get; init; }

        /// <summary>Whether the test comes after the first trip: <see cref="Bottom"/> sets this flag.</summary>
        public Temporary? Go { get; init; }
    }

    private sealed record Counter(Value Lower, Value Upper, int Step, bool IsInclusive, string Name)
    {
        public Temporary Variable { get; } = new(Name);
    }

    /// <summary>Where <c>break</c> and <c>continue</c> go.</summary>
    private sealed record LoopLabels(ILabelSymbol Exit, ILabelSymbol? Continue);

    private void LowerLoop(ILoopOperation syntax, Loop loop)
        => LowerLoop(new LoopLabels(syntax.ExitLabel, syntax.ContinueLabel), loop with { IsSolved = IsFixedPointLoop(syntax) });

    private void LowerLoop(LoopLabels syntax, Loop loop)
    {
        _exits[syntax.Exit] = loop.Break;
        if (syntax.Continue is not null) _exits[syntax.Continue] = loop.Continue;
        bool returns = loop.Scanned.SelectMany(OutsideFunctions).Any(inner => inner is IReturnOperation);
        bool breaks = loop.Breaks || loop.Scanned.SelectMany(OutsideFunctions)
            .Any(inner => inner is IBranchOperation branch && syntax.Continue is not null && SymbolEqualityComparer.Default.Equals(branch.Target, syntax.Exit));
        Temporary? live = (returns || breaks) && loop.Go is null ? new Temporary("live") : null;

        Environment before = _environment;
        Origin origin = _builder.Origin;
        if (live is not null) before.Set(live, new ScalarSlot(_builder.Bool(true)));
        if (loop.Go is not null) before.Set(loop.Go, new ScalarSlot(_builder.Bool(true)));
        if (returns) before.Set(_frame.Return, new ScalarSlot(_builder.Bool(false)));
        if (returns && _frame.Result is not null && before.Get(_frame.Result) is null) before.Set(_frame.Result, Placeholder(_frame.Method.ReturnType));

        HashSet<object> assigned = [.. AssignedRoots(loop.Scanned), .. loop.Own];
        if (live is not null) assigned.Add(live);
        if (loop.Go is not null) assigned.Add(loop.Go);
        if (returns) assigned.Add(_frame.Return);
        if (returns && _frame.Result is not null) assigned.Add(_frame.Result);
        int firstNew = _builder.ValueCount;
        List<Carry> carries = Carries(before, assigned);
        while (true)
        {
            _environment = before.Clone();
            bool isComplete = false;
            var rebound = new Dictionary<object, List<object>>();
            List<Operation> operations = _builder.Collect(() => isComplete = TryLoop(loop, live, carries, before, firstNew, origin, rebound));
            if (rebound.Count > 0)
            {
                Widen(before, rebound);
                foreach (object referred in rebound.Values.SelectMany(keys => keys)) assigned.Add(Member.Root(referred));
                carries = Carries(before, assigned);
                continue;
            }
            if (!isComplete) continue;
            _builder.AddRange(operations);
            break;
        }
        if (live is not null) _environment.Remove(live);
        if (loop.Go is not null) _environment.Remove(loop.Go);
    }

    private List<Carry> Carries(Environment before, HashSet<object> assigned)
    {
        List<Carry> carries = [.. before.KeysOf(assigned).Where(key => IsCarried(before.Entry(key))).Select(key => Carry.Of(key, before.Entry(key)!, Parts))];
        foreach (Carry carry in carries) carry.IsRented = IsRented(before.Entry(carry.Key)!);
        foreach (Carry carry in carries.Where(carry => carry.Roots.Count > 0))
            carry.Include(carries.Where(other => other.Roots.Count > 0 && SameElements(carry, other)).SelectMany(other => other.Roots.ToList()));
        // Of an arena an array is always a part.
        foreach (Carry carry in carries.Where(carry => carry.Roots.Exists(root => _builder.TypeOf(root).Shape == IrShape.Arena))) carry.IsWhole = false;
        return carries;
    }

    /// <summary>What has no value, or can't change, isn't carried.</summary>
    private static bool IsCarried(Slot? slot) => slot is not (UnassignedSlot or MarkerSlot or AliasSlot or FunctionSlot or ObjectSlot);

    /// <summary>Lowers the loop with what it is thought to carry; false where a carried array turned out to be yet another one.</summary>
    private bool TryLoop(Loop loop, Temporary? live, List<Carry> carries, Environment before, int firstNew, Origin origin, Dictionary<object, List<object>> rebound)
    {
        List<Value> inits = Flatten(carries, before);
        Region? condition = null;
        if (loop.Counter is null)
        {
            List<Value> tested = Enter(carries, before);
            condition = _builder.Region(tested.ToEquatable(), () =>
            {
                Unflatten(carries, tested);
                return [Test(loop, live)];
            });
        }

        Value? index = loop.Counter is { } counted ? _builder.Define(IrType.Int32, counted.Name) : null;
        List<Value> carried = Enter(carries, before);
        List<Value> yields = [];
        bool isComplete = true;
        List<Operation> body = _builder.Collect(() =>
        {
            Unflatten(carries, carried);
            if (index is { } counter) Bind(loop.Counter!.Variable, new ScalarSlot(counter));
            Trip(loop, live);
            if (_environment.Throws) return;
            FollowReferences(before, rebound);
            isComplete = rebound.Count == 0;
            if (!isComplete) return;
            RequireSame(before);
            foreach (Carry carry in carries.Where(carry => !carry.IsRented && _environment.Entry(carry.Key) is { } after && IsRented(after)))
            {
                carry.IsRented = true;
                isComplete = false;
            }
            foreach (Carry carry in carries) isComplete &= carry.Accepts(_environment.Entry(carry.Key), Parts, roots => RequireOuter(roots, firstNew));
            if (isComplete) yields = Flatten(carries, _environment);
        });
        if (!isComplete) return false;

        List<Value> results = [.. carries.SelectMany(carry => carry.Types(_builder).Select(type => _builder.Define(type, NameOf(carry.Key))))];
        EquatableArray<Value> parameters = index is { } first ? new[] { first }.Concat(carried).ToEquatable() : carried.ToEquatable();
        var region = new Region(parameters, body.ToEquatable(), yields.ToEquatable());
        _builder.Origin = origin;
        _builder.Add(loop.Counter is { } counter
            ? new ForOp(results.ToEquatable(), counter.Lower, counter.Upper, counter.Step, counter.IsInclusive, inits.ToEquatable(), region) { IsSolved = loop.IsSolved }
            : new WhileOp(results.ToEquatable(), inits.ToEquatable(), condition!, region) { IsSolved = loop.IsSolved });
        if (loop.IsSolved) results = Solved(loop, carries, before, results);
        _environment = before;
        Unflatten(carries, results);
        return true;
    }

    /// <summary>
    /// A reference, function or object that a trip rebinds, or perhaps rebinds, can't be carried: from trip to trip it is one.
    /// What a refusal has left unknown is refused already.
    /// </summary>
    private void RequireSame(Environment before)
    {
        foreach (object key in _environment.ChangedSince(before))
        {
            Slot? start = before.Entry(key), end = _environment.Entry(key);
            if (start is not (AliasSlot or FunctionSlot or ObjectSlot or MarkerSlot) || end is null || start.Equals(end) || (end is PoisonSlot && _refusals.Count > 0)) continue;
            throw Refuse(
                _statement!, $"'{NameOf(key)}', which refers to something else after each trip of a loop",
                start is AliasSlot or MarkerSlot { Kind: ChoiceComposite } ? "let a ref local refer to array elements, or assign through an if statement" : "use one object or function in the loop");
        }
    }

    private Value Test(Loop loop, Temporary? live)
    {
        if (loop.Go is not null) return ((ScalarSlot)_environment.Get(loop.Go)!).Value;
        if (live is null) return loop.Condition!();
        Value isLive = ((ScalarSlot)_environment.Get(live)!).Value;
        return ((ScalarSlot)BranchValue(
            isLive, () => new ScalarSlot(loop.Condition!()), () => new ScalarSlot(_builder.Bool(false)))).Value;
    }

    private void Trip(Loop loop, Temporary? live)
    {
        loop.Body();
        _environment.Remove(loop.Continue);
        Value? left = null;
        if (!_environment.IsTerminated)
        {
            left = Left();
            if (left is { } exited) Branch(exited, () => Stop(loop), loop.Bottom);
            else loop.Bottom();
        }
        else
        {
            Stop(loop);
        }
        if (_environment.Throws) return;
        if (live is not null)
        {
            Value goesOn = left is { } exited ? _builder.Scalar(Codes.Not, exited) : _builder.Bool(!_environment.IsTerminated);
            Bind(live, new ScalarSlot(goesOn));
        }
        _environment.Remove(loop.Break);
        if (_environment.Get(_frame.Return) is TakenSlot) Bind(_frame.Return, new ScalarSlot(_builder.Bool(true)));
    }

    private void Stop(Loop loop)
    {
        if (loop.Go is not null) Bind(loop.Go, new ScalarSlot(_builder.Bool(false)));
    }

    /// <summary>Defines the region parameters of the carried variables.</summary>
    private List<Value> Enter(List<Carry> carries, Environment before)
    {
        _environment = before.Clone();
        return [.. carries.SelectMany(carry => carry.Types(_builder).Select(type => _builder.Define(type, NameOf(carry.Key))))];
    }

    private List<Value> Flatten(List<Carry> carries, Environment environment)
    {
        var values = new List<Value>();
        foreach (Carry carry in carries)
        {
            switch (environment.Entry(carry.Key))
            {
                case ScalarSlot scalar:
                    values.Add(scalar.Value);
                    break;
                case BufferSlot buffer:
                    BufferParts parts = Parts(buffer.Buffer);
                    if (carry.Roots.Count > 1) values.Add(Selector(parts, carry.Roots));
                    if (!carry.IsWhole) values.AddRange([OffsetOf(parts), _builder.Length(buffer.Buffer)]);
                    break;
                default:
                    throw new RefusalException(null);
            }
        }
        return values;
    }

    private void Unflatten(List<Carry> carries, List<Value> values)
    {
        int next = 0;
        foreach (Carry carry in carries)
        {
            if (carry.Roots.Count == 0)
            {
                Bind(carry.Key, new ScalarSlot(values[next++]));
                continue;
            }
            Value selector = carry.Roots.Count > 1 ? values[next++] : Value.None;
            Value offset = carry.IsWhole ? Value.None : values[next++];
            Value length = carry.IsWhole ? Value.None : values[next++];
            Value buffer = Assemble(new BufferParts([.. carry.Roots], selector, offset, length), NameOf(carry.Key));
            var assembled = new BufferSlot(buffer);
            Bind(carry.Key, carry.IsRented ? Rented(assembled) : assembled);
        }
    }

    /// <summary>Whether one may come to stand for the other: elements of one type, or one field of structs.</summary>
    private bool SameElements(Carry left, Carry right)
    {
        IrType one = _builder.TypeOf(left.Roots[0]), other = _builder.TypeOf(right.Roots[0]);
        return one.Kind == other.Kind && Equals(one.Of, other.Of) && (left.Key as Member)?.Name == (right.Key as Member)?.Name;
    }

    /// <summary>A variable that a loop carries: as itself, or for an array as (which, offset, length).</summary>
    private sealed class Carry(object key, Slot slot, List<Value> roots, bool isWhole)
    {
        public object Key { get; } = key;

        public List<Value> Roots { get; } = roots;

        /// <summary>Whether it is all of its root.</summary>
        public bool IsWhole { get; set; } = isWhole;

        /// <summary>Whether it may be an array from a pool.</summary>
        public bool IsRented { get; set; }

        public static Carry Of(object key, Slot slot, Func<Value, BufferParts> parts) => slot is BufferSlot buffer
            ? new Carry(key, slot, [.. parts(buffer.Buffer).Roots], parts(buffer.Buffer).IsWhole)
            : new Carry(key, slot, [], isWhole: true);

        public IEnumerable<IrType> Types(IrBuilder builder)
        {
            if (Roots.Count == 0) return slot is ScalarSlot scalar ? [builder.TypeOf(scalar.Value)] : throw new RefusalException(null);
            int count = (Roots.Count > 1 ? 1 : 0) + (IsWhole ? 0 : 2);
            return Enumerable.Repeat(IrType.Int32, count);
        }

        public void Include(IEnumerable<Value> roots) => Roots.AddRange(roots.Where(root => !Roots.Contains(root)).Distinct().ToList());

        /// <summary>Whether what a trip leaves in the variable fits; if not, widens the carry for another attempt.</summary>
        public bool Accepts(Slot? slot, Func<Value, BufferParts> parts, Action<IReadOnlyList<Value>> requireOuter)
        {
            if (slot is not BufferSlot buffer) return true;
            BufferParts after = parts(buffer.Buffer);
            requireOuter(after.Roots);
            bool fits = after.Roots.All(Roots.Contains) && (!IsWhole || after.IsWhole);
            Include(after.Roots);
            IsWhole &= after.IsWhole;
            return fits;
        }
    }
}
