using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Elements of a buffer that a loop only touches at fixed places become carried scalars: loaded before the loop, stored
/// once after it.
/// <code>
/// for (…) d[2] += f(i)   ---->   t = d[2]; for (…) t += f(i); d[2] = t
/// </code>
/// </summary>
internal sealed class PromoteElements : IrRewriter
{
    private Effects _effects = null!;

    private PromoteElements()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ForOp) ? ((IrRewriter)new PromoteElements()).Run(function) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override void Rewrite(Operation operation)
    {
        if (operation is ForOp loop && Candidates(loop) is { Count: > 0 } elements) Promote(loop, elements);
        else Copy(operation);
    }

    private void Promote(ForOp loop, List<Element> elements)
    {
        List<Value> inits = [.. elements.Select(element => Builder.Load(Use(element.Buffer), Builder.Int32(element.Index), Name(element)))];
        Value lower = Use(loop.Lower), upper = Use(loop.Upper);
        EquatableArray<Value> ownInits = loop.Inits.Select(Use).ToEquatable();
        EquatableArray<Value> own = DefineAll(loop.Body.Parameters);
        List<Value> carried = [.. inits.Select(init => Builder.Define(Builder.TypeOf(init), Builder.NameOf(init)))];
        Region body = Builder.Region(own.Concat(carried).ToEquatable(), () =>
        {
            Value[] current = [.. carried];
            foreach (Operation operation in loop.Body.Operations)
            {
                int index = elements.FindIndex(element => element.Touches(operation, _effects));
                if (index >= 0 && operation is LoadOp load) Replace(load.Result, current[index]);
                else if (index >= 0 && operation is StoreOp store) current[index] = Use(store.Stored);
                else Rewrite(operation);
            }
            return loop.Body.Yields.Select(Use).Concat(current).ToEquatable();
        });
        EquatableArray<Value> ownResults = DefineAll(loop.ForResults);
        List<Value> results = [.. carried.Select(value => Builder.Define(Builder.TypeOf(value), Builder.NameOf(value)))];
        Builder.Add(loop with
        {
            Lower = lower,
            Upper = upper,
            Inits = ownInits.Concat(inits).ToEquatable(),
            Body = body,
            ForResults = ownResults.Concat(results).ToEquatable(),
        });
        for (int i = 0; i < elements.Count; i++)
            Builder.Add(new StoreOp(Use(elements[i].Buffer), Builder.Int32(elements[i].Index), results[i]) { Origin = elements[i].Origin });
    }

    private string Name(Element element)
    {
        string buffer = Builder.NameOf(Use(element.Buffer));
        if (buffer.Length == 0 || element.Index < 0 || char.IsDigit(buffer[buffer.Length - 1])) return "";
        return buffer + element.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The elements at literal indices of buffers that the loop touches in no other way.</summary>
    private List<Element> Candidates(ForOp loop)
    {
        var elements = new List<Element>();
        var refused = new HashSet<Value>();
        var inside = new HashSet<Value>();
        foreach (Operation operation in loop.Body.Operations)
        {
            inside.UnionWith(operation.Results);
            (Value buffer, Value index) = operation.Element;
            if (buffer.IsNone || inside.Contains(buffer) || _effects.LiteralOf(index) is not { } literal || _effects.Of(operation) is not { Throws: false, IsAnchored: false })
            {
                Refuse(operation, refused);
                continue;
            }
            if (!elements.Any(element => element.Touches(operation, _effects)))
                elements.Add(new Element(buffer, (int)literal.Bits, operation.Origin));
            int position = elements.FindIndex(element => element.Touches(operation, _effects));
            if (operation is StoreOp) elements[position] = elements[position] with { IsStored = true, Origin = operation.Origin };
        }
        // What the caller sees is as far as the loop got when it throws.
        if (_effects.Of(loop).Throws)
            foreach (Element element in elements)
                if (_effects.Roots.Of(element.Buffer).Any(root => _effects.DefinitionOf(root) is not AllocOp)) refused.UnionWith(_effects.Roots.Of(element.Buffer));
        // Another value on the same storage could be another window on it.
        foreach (Element element in elements)
            if (elements.Any(other => other.Buffer != element.Buffer && _effects.Roots.MayAlias(other.Buffer, element.Buffer))) refused.UnionWith(_effects.Roots.Of(element.Buffer));
        return [.. elements.Where(element => element.IsStored || elements.Any(other => other.IsStored && other.Buffer == element.Buffer))
            .Where(element => !_effects.Roots.Of(element.Buffer).Any(refused.Contains) && _effects.Roots.Of(element.Buffer).Count == 1)];
    }

    /// <summary>An operation that touches storage in a way that isn't one element at a fixed place.</summary>
    private void Refuse(Operation operation, HashSet<Value> refused)
    {
        OperationEffects effects = _effects.Of(operation);
        refused.UnionWith(effects.Reads);
        refused.UnionWith(effects.Writes);
    }

    private sealed record Element(Value Buffer, int Index, Origin Origin)
    {
        public bool IsStored { get; init; }

        public bool Touches(Operation operation, Effects effects)
            => operation.Element is var (buffer, index) && buffer == Buffer && effects.LiteralOf(index) is { } literal && literal.Bits == Index;
    }
}
