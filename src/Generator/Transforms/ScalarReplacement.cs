using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Small buffers that are only touched at literal places become scalars. A branch that stores yields the new values; a loop
/// that stores carries them.
/// <code>
/// t = new double[1]; if (c) t[0] = x; return t[0]   ---->   return c ? x : 0
/// </code>
/// Captured variables and <c>ref</c> and <c>out</c> arguments are such buffers, once the calls are inlined. Nobody sees them
/// when something throws, so nothing has to be written back.
/// </summary>
internal sealed class ScalarReplacement : IrRewriter
{
    private readonly Dictionary<(Value Buffer, int Index), Value> _current = [];
    private ScalarBuffers _buffers = null!;

    private ScalarReplacement()
    {
    }

    public static new Function Run(Function function)
    {
        var buffers = ScalarBuffers.Of(function);
        return buffers.IsEmpty ? function : ((IrRewriter)new ScalarReplacement { _buffers = buffers }).Run(function);
    }

    protected override void Rewrite(Operation operation)
    {
        Builder.Origin = operation.Origin;
        switch (operation)
        {
            case AllocOp alloc when _buffers.Contains(alloc.Result): Zero(alloc.Result); break;
            case ClearOp clear when _buffers.Contains(clear.Buffer): Zero(clear.Buffer); break;
            case LengthOp length when _buffers.Contains(length.Buffer): Replace(length.Result, Builder.Int32(_buffers.LengthOf(length.Buffer))); break;
            case LoadOp load when _buffers.Contains(load.Buffer): Rewrite(load); break;
            case StoreOp store when _buffers.Contains(store.Buffer): Rewrite(store); break;
            case ForOp loop when _buffers.IsWrittenOut(loop): WriteOut(loop); break;
            case IfOp branch when _buffers.StoredIn(branch) is { Count: > 0 } stored: Rewrite(branch, stored); break;
            case ForOp loop when _buffers.StoredIn(loop) is { Count: > 0 } stored: Rewrite(loop, stored); break;
            case WhileOp loop when _buffers.StoredIn(loop) is { Count: > 0 } stored: Rewrite(loop, stored); break;
            default: Copy(operation); break;
        }
    }

    private void Zero(Value buffer)
    {
        int length = _buffers.LengthOf(buffer);
        if (length == 0) return;
        Value zero = Builder.Constant(new Literal(Source.TypeOf(buffer).Kind, 0));
        for (int i = 0; i < length; i++) _current[(buffer, i)] = zero;
    }

    // for (i = 0; i < 2; i++) a[i] = t[i]   ---->   a[0] = t0; a[1] = t1
    private void WriteOut(ForOp loop)
    {
        Value counter = loop.Body.Parameters[0];
        for (int trip = 0; trip < _buffers.TripsOf(loop); trip++)
        {
            Replace(counter, Builder.Int32(trip));
            _buffers.Enter(counter, trip);
            foreach (Operation operation in loop.Body.Operations) Rewrite(operation);
        }
    }

    private void Rewrite(LoadOp load)
    {
        Value value = _current[_buffers.ElementOf(load.Buffer, load.Index)];
        if (!load.Origin.IsAdjoint) Builder.Name(value, Source.NameOf(load.Result));
        Replace(load.Result, value);
    }

    private void Rewrite(StoreOp store)
    {
        (Value Buffer, int Index) element = _buffers.ElementOf(store.Buffer, store.Index);
        Value value = Use(store.Stored);
        // The name of an adjoint says nothing of a value that the primal computes too.
        if (_buffers.IsComputedBeside(store)) Builder.Name(value, Name(element));
        _current[element] = value;
    }

    // if (c) t[0] = x   ---->   t' = if (c) { yield x } else { yield t }
    private void Rewrite(IfOp branch, IReadOnlyList<(Value Buffer, int Index)> stored)
    {
        Value condition = Use(branch.Condition);
        List<Value> before = Current(stored);
        Region then = Side(branch.Then, stored);
        Restore(stored, before);
        Region otherwise = Side(branch.Else, stored);
        EquatableArray<Value> results = DefineAll(branch.IfResults);
        if (!branch.NeverCompletes) results = results.Concat(Set(stored)).ToEquatable();
        Builder.Add(branch with { Condition = condition, Then = then, Else = otherwise, IfResults = results });
    }

    private Region Side(Region side, IReadOnlyList<(Value Buffer, int Index)> stored) => Yielding(RewriteRegion(side), stored);

    // for (…) t[0] = f(t[0])   ---->   t' = for (…) carry (p = t) { yield f(p) }
    private void Rewrite(ForOp loop, IReadOnlyList<(Value Buffer, int Index)> stored)
    {
        Value lower = Use(loop.Lower), upper = Use(loop.Upper);
        EquatableArray<Value> inits = loop.Inits.Select(Use).Concat(Current(stored)).ToEquatable();
        Region body = LoopRegion(loop.Body, stored, isTest: false);
        EquatableArray<Value> results = DefineAll(loop.ForResults).Concat(Set(stored)).ToEquatable();
        Builder.Add(loop with { Lower = lower, Upper = upper, Inits = inits, Body = body, ForResults = results });
    }

    private void Rewrite(WhileOp loop, IReadOnlyList<(Value Buffer, int Index)> stored)
    {
        EquatableArray<Value> inits = loop.Inits.Select(Use).Concat(Current(stored)).ToEquatable();
        Region condition = LoopRegion(loop.Condition, stored, isTest: true), body = LoopRegion(loop.Body, stored, isTest: false);
        EquatableArray<Value> results = DefineAll(loop.WhileResults).Concat(Set(stored)).ToEquatable();
        Builder.Add(loop with { Inits = inits, Condition = condition, Body = body, WhileResults = results });
    }

    private Region LoopRegion(Region region, IReadOnlyList<(Value Buffer, int Index)> stored, bool isTest)
    {
        EquatableArray<Value> parameters = DefineAll(region.Parameters).Concat(Set(stored)).ToEquatable();
        Region rewritten = Builder.Region(parameters, () => RewriteBody(region));
        return isTest ? rewritten : Yielding(rewritten, stored);
    }

    private Region Yielding(Region region, IReadOnlyList<(Value Buffer, int Index)> stored)
        => region.Throws ? region : region with { Yields = region.Yields.Concat(Current(stored)).ToEquatable() };

    private List<Value> Current(IReadOnlyList<(Value Buffer, int Index)> elements) => [.. elements.Select(element => _current[element])];

    private void Restore(IReadOnlyList<(Value Buffer, int Index)> elements, List<Value> values)
    {
        for (int i = 0; i < values.Count; i++) _current[elements[i]] = values[i];
    }

    /// <summary>New values for elements: those that a region is given, or that a branch or loop leaves.</summary>
    private List<Value> Set(IReadOnlyList<(Value Buffer, int Index)> elements)
    {
        List<Value> values = [.. elements.Select(element => Builder.Define(new IrType(Source.TypeOf(element.Buffer).Kind), Name(element)))];
        Restore(elements, values);
        return values;
    }

    private string Name((Value Buffer, int Index) element)
    {
        string name = Source.NameOf(element.Buffer);
        if (name.Length == 0 || _buffers.LengthOf(element.Buffer) == 1) return name;
        string separator = char.IsDigit(name[name.Length - 1]) ? "_" : "";
        return name + separator + element.Index.ToString(CultureInfo.InvariantCulture);
    }
}
