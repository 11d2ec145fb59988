using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// An element that the next trip of a loop touches again is carried to it in a variable, instead of stored and loaded: each element is loaded once
/// and stored once, by the trips that reach it first and last (scalar replacement of subscripted variables: Callahan, Carr and Kennedy, 1990).
/// <code>
/// for (i = 0; i &lt; n; i++) { d[i + 1] += f(x[i + 1]); d[i] -= f(x[i]) }
/// ----> if (0 &lt; n) { c = d[0]; e = x[0]; for (i = 0; i &lt; n; i++) { t = x[i + 1]; u = d[i + 1] + f(t); d[i] = c - f(e); c = u; e = t } d[n] = c }
/// </code>
/// </summary>
internal sealed class SlideElements : IrRewriter
{
    private readonly Dictionary<Operation, List<SlidingWindow>> _windows = new(ReferenceComparer.Instance);
    private readonly HashSet<Operation> _clears = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, Operation> _zeros = [];
    private readonly Effects _effects;

    private SlideElements(Effects effects) => _effects = effects;

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is ForOp)) return function;
        var pass = new SlideElements(function.Effects);
        pass.Visit(function.Body);
        return pass._windows.Count == 0 ? function : Renumber(((IrRewriter)pass).Run(function));
    }

    private void Visit(Region region)
    {
        for (int i = 0; i < region.Operations.Count; i++)
        {
            if (region.Operations[i] is ForOp loop && SlidingWindow.Of(loop, _effects) is { Count: > 0 } found)
            {
                _windows[loop] = [.. found.Select(window => window.AfterClear(region, i, _effects))];
                _clears.UnionWith(_windows[loop].Select(window => window.Clear).OfType<Operation>());
            }
            foreach (Region nested in region.Operations[i].Regions) Visit(nested);
        }
    }

    protected override void Rewrite(Operation operation)
    {
        if (_windows.TryGetValue(operation, out List<SlidingWindow>? windows)) Slide((ForOp)operation, windows);
        else if (!_clears.Contains(operation)) Copy(operation);
    }

    private void Slide(ForOp loop, List<SlidingWindow> windows)
    {
        Value lower = Use(loop.Lower), upper = Use(loop.Upper);
        EquatableArray<Value> inits = UseAll(loop.Inits);
        if (HasTrips(loop))
        {
            EquatableArray<Value> all = Trips(loop, windows, lower, upper, inits);
            for (int i = 0; i < loop.ForResults.Count; i++) Replace(loop.ForResults[i], all[i]);
            return;
        }
        Builder.Origin = loop.Origin;
        Value condition = Condition(loop);
        Builder.Origin = Origin.None;
        // Elements are there where there is a trip.
        Region then = Builder.Region(default, () => Trips(loop, windows, lower, upper, inits)), otherwise = Builder.Region(default, () =>
        {
            foreach (SlidingWindow window in windows)
                if (window.Clear is { } clear) Copy(clear);
            return inits;
        });
        Builder.Add(new IfOp(DefineAll(loop.ForResults), condition, then, otherwise) { Origin = loop.Origin });
    }

    /// <summary>Whether there is a trip: what it counts up to is greater than where it begins. <c>x.Length - 1 > 0   ---->   x.Length > 1</c></summary>
    private Value Condition(ForOp loop)
    {
        (Value greater, Value less) = loop.Step > 0 ? (loop.Upper, loop.Lower) : (loop.Lower, loop.Upper);
        (Value whole, long shift) = _effects.Shifted(greater);
        if (shift <= 0 && _effects.DefinitionOf(whole) is LengthOp && _effects.LiteralOf(less) is { } literal && literal.Bits - shift - (loop.IsInclusive ? 1 : 0) is >= int.MinValue and <= int.MaxValue and var most)
            return Builder.Scalar(Codes.Greater, Use(whole), Builder.Int32((int)most));
        return Builder.Scalar(loop.IsInclusive ? Codes.GreaterOrEqual : Codes.Greater, Use(greater), Use(less));
    }

    private bool HasTrips(ForOp loop)
        => _effects.LiteralOf(loop.Lower) is { } lower && _effects.LiteralOf(loop.Upper) is { } upper && (((upper.Bits - lower.Bits) * loop.Step) + (loop.IsInclusive ? 1 : 0)) > 0;

    /// <summary>The loop, which has a trip at least, between the first loads and the last stores; the results of the loop as it was.</summary>
    private EquatableArray<Value> Trips(ForOp loop, List<SlidingWindow> windows, Value lower, Value upper, EquatableArray<Value> inits)
    {
        List<Value> first = [];
        List<string> names = [];
        foreach (SlidingWindow window in windows)
        {
            for (int place = 0; place < window.Count - 1; place++)
            {
                names.Add(NameOf(window, loop, place));
                first.Add(window.Clear is null ? Builder.Load(Use(window.Buffer), IndexOf(window, lower, loop.Lower, window.OffsetOf(place)), names[names.Count - 1], isProved: true) : Zero(window));
            }
        }
        EquatableArray<Value> parameters = DefineAll(loop.Body.Parameters);
        List<Value> carried = [.. first.Select((value, i) => Builder.Define(Builder.TypeOf(value), names[i]))];
        Region body = Builder.Region(parameters.Concat(carried).ToEquatable(), () => Body(loop, windows, carried));
        List<Value> results = [.. inits.Select(value => Builder.Define(Builder.TypeOf(value), Builder.NameOf(value))), .. first.Select((value, i) => Builder.Define(Builder.TypeOf(value), names[i]))];
        Builder.Add(loop with { Lower = lower, Upper = upper, Inits = inits.Concat(first).ToEquatable(), Body = body, ForResults = results.ToEquatable() });

        int next = inits.Count;
        foreach (SlidingWindow window in windows)
        {
            for (int place = 0; place < window.Count - 1; place++, next++)
            {
                // Carried is what the trip after the last one would have at a place.
                if (window.Stored is not { } stored || place < stored.Oldest || place >= stored.Newest) continue;
                long last = loop.IsInclusive ? 0 : -loop.Step;
                Builder.Store(Use(window.Buffer), IndexOf(window, upper, loop.Upper, last + window.OffsetOf(place + 1)), results[next], isProved: true);
            }
        }
        return results.Take(inits.Count).ToEquatable();
    }

    private EquatableArray<Value> Body(ForOp loop, List<SlidingWindow> windows, List<Value> carried)
    {
        Dictionary<Operation, Access> accesses = AccessesOf(loop, windows);
        // The elements as they are, of each window; the newest one hasn't been touched so far.
        var current = new Value[windows.Count][];
        int next = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            current[i] = [.. carried.Skip(next).Take(windows[i].Count - 1), Value.None];
            next += windows[i].Count - 1;
        }
        foreach (Operation operation in loop.Body.Operations)
        {
            if (!accesses.TryGetValue(operation, out Access access)) RewriteInside(operation);
            else if (operation is StoreOp store) Set(access, Use(store.Stored));
            else if (current[access.Window][access.Place] is { IsNone: false } known) Replace(operation.Results[0], known);
            else if (windows[access.Window].Clear is not null) Replace(operation.Results[0], current[access.Window][access.Place] = Zero(windows[access.Window]));
            else Set(access, Copy(operation).Results[0]);
            if (access.IsFinal) Copy(operation);
        }
        return loop.Body.Yields.Select(Use).Concat(current.SelectMany(elements => elements.Skip(1))).ToEquatable();

        void Set(Access access, Value value)
        {
            SlidingWindow window = windows[access.Window];
            if (access.Place == window.Count - 1) Builder.Name(value, NameOf(window, loop, access.Place));
            current[access.Window][access.Place] = value;
        }
    }

    private Value Zero(SlidingWindow window)
    {
        Value zero = Builder.Float(Builder.TypeOf(Use(window.Buffer)).Kind, 0);
        _zeros[zero] = Builder.Operations[Builder.Operations.Count - 1];
        return zero;
    }

    /// <summary>What adds to an adjoint that is zero so far is the adjoint.</summary>
    private void RewriteInside(Operation operation)
    {
        if (_zeros.Count > 0 && operation is ScalarOp { Origin.IsAdjoint: true } sum && sum.Operands.Any(operand => _zeros.ContainsKey(Use(operand)))
            && new SimplifyScalars(Builder, value => _zeros.TryGetValue(value, out Operation? zero) ? zero : null).Simplify(sum.Code, Source.TypeOf(sum.Result).Kind, sum.IsChecked, UseAll(sum.Arguments), isAdjoint: true) is { } simple)
            Replace(sum.Result, simple);
        else Rewrite(operation);
    }

    private Dictionary<Operation, Access> AccessesOf(ForOp loop, List<SlidingWindow> windows)
    {
        var accesses = new Dictionary<Operation, Access>(ReferenceComparer.Instance);
        for (int i = 0; i < windows.Count; i++)
        {
            bool isStored = false;
            foreach (Operation operation in loop.Body.Operations.Reverse())
            {
                if (windows[i].PlaceOf(operation, loop, _effects) is not { } place) continue;
                bool isFinal = !isStored && operation is StoreOp && place == windows[i].Stored?.Oldest;
                isStored |= isFinal;
                accesses[operation] = new Access(i, place, isFinal);
            }
        }
        return accesses;
    }

    /// <summary>x[i]   ---->   xi,   x[i - 1]   ---->   xPrevious</summary>
    private string NameOf(SlidingWindow window, ForOp loop, int place)
    {
        string buffer = Source.NameOf(window.Buffer).TrimStart('@'), counter = Source.NameOf(loop.Body.Parameters[0]) is { Length: > 0 } name ? name.TrimStart('@') : "i";
        if (buffer.Length == 0) return "";
        return window.OffsetOf(place) switch
        {
            0 when buffer.Length == 1 && counter.Length == 1 => buffer + counter,
            0 => buffer + char.ToUpperInvariant(counter[0]) + counter.Substring(1),
            -1 => buffer + "Previous",
            1 => buffer + "Next",
            < 0 and var back => buffer + "Previous" + (-back).ToString(System.Globalization.CultureInfo.InvariantCulture),
            var ahead => buffer + "Next" + ahead.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The index of an element in the trip in which the counter has a value, which is a bound of the loop plus a literal.</summary>
    private Value IndexOf(SlidingWindow window, Value bound, Value source, long offset)
    {
        if (_effects.LiteralOf(source) is { } literal)
        {
            Value known = Builder.Int32((int)(literal.Bits + offset));
            return window.Added.IsNone ? known : Builder.Scalar(Codes.Add, Use(window.Added), known);
        }
        (Value whole, long shift) = _effects.Shifted(source);
        Value sum = window.Added.IsNone ? Use(whole) : Builder.Scalar(Codes.Add, Use(window.Added), Use(whole));
        return (shift + offset) switch
        {
            0 => sum,
            > 0 and var added => Builder.Scalar(Codes.Add, sum, Builder.Int32((int)added)),
            var subtracted => Builder.Scalar(Codes.Subtract, sum, Builder.Int32((int)-subtracted)),
        };
    }

    /// <param name="Window">Which of the windows.</param>
    /// <param name="Place">Which of its elements.</param>
    /// <param name="IsFinal">Whether it is the last store to an element that no later trip stores to.</param>
    private readonly record struct Access(int Window, int Place, bool IsFinal);
}
