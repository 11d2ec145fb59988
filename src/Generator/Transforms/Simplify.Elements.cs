using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>Windows, elements through them, and index checks.</summary>
internal partial class Simplify
{
    // Only what has windows or checks needs to know what throws.
    private Effects? _effects;
    private IndexChecks? _checks;

    /// <summary>The windows that don't throw.</summary>
    private readonly HashSet<Value> _sound = [];

    private Effects EffectsOfSource => _effects ??= Source.Effects;

    /// <summary><c>Index(i, n) ----> i</c>, where i is proved or the element is checked right after</summary>
    private bool RewriteCheck(ScalarOp scalar)
    {
        if (scalar.Code != Codes.Index) return false;
        _checks ??= new IndexChecks(Source, EffectsOfSource);
        if (EffectsOfSource.Of(scalar).Throws && !_checks.IsRepeated(scalar)) return false;
        Stand(scalar.Result, Use(scalar.Arguments[0]));
        return true;
    }

    /// <summary><c>view(b, 0, b.Length) ----> b</c></summary>
    private void Rewrite(ViewOp view)
    {
        Value buffer = Use(view.Buffer);
        if (Builder.TypeOf(buffer).Shape != IrShape.Arena && LiteralOf(Use(view.Offset)) is { Bits: 0 } && IsLengthOf(Use(view.Length), buffer)) Stand(view.Result, buffer);
        else if (Merged(view, buffer) is { } merged) Stand(view.Result, merged);
        else Emit(view);
        // An arena is only reached through its windows.
        if (Builder.TypeOf(buffer).Shape != IrShape.Arena && EffectsOfSource.Of(view) is { Throws: false, IsAnchored: false }) _sound.Add(Use(view.Result));
    }

    private bool IsLengthOf(Value length, Value buffer)
    {
        if (DefinitionOf(length) is LengthOp measured && measured.Buffer == buffer) return true;
        if (LiteralOf(length) is { } literal && literal.Bits == KnownLength(buffer)) return true;
        return DefinitionOf(buffer) switch
        {
            AllocOp { IsGrowable: false } alloc => alloc.Length == length,
            ViewOp outer => outer.Length == length,
            _ => false,
        };
    }

    /// <summary>
    /// <c>view(view(b, 2, 6), 1, 3) ----> view(b, 3, 3)</c>, where constants prove that neither window throws.
    /// </summary>
    private Value? Merged(ViewOp view, Value buffer)
    {
        if (DefinitionOf(buffer) is not ViewOp inner || KnownLength(inner.Buffer) is not { } all) return null;
        if (LiteralOf(inner.Offset) is not { Bits: >= 0 } first || LiteralOf(inner.Length) is not { Bits: >= 0 } middle) return null;
        if (LiteralOf(Use(view.Offset)) is not { Bits: >= 0 } second || LiteralOf(Use(view.Length)) is not { Bits: >= 0 } last) return null;
        if (first.Bits + middle.Bits > all || second.Bits + last.Bits > middle.Bits) return null;
        Value offset = Builder.Constant(new Literal(first.Kind, first.Bits + second.Bits));
        Remember(Builder.Operations[Builder.Operations.Count - 1]);
        Value merged = Builder.View(inner.Buffer, offset, Use(view.Length));
        Remember(Builder.Operations[Builder.Operations.Count - 1]);
        return merged;
    }

    private long? KnownLength(Value buffer) => DefinitionOf(buffer) switch
    {
        AllocOp { IsGrowable: false } alloc => LiteralOf(alloc.Length)?.Bits,
        ViewOp outer => LiteralOf(outer.Length)?.Bits,
        null => LengthOfParameter(buffer),
        _ => null,
    };

    /// <summary>
    /// <c>view(b, 3, 4)[1] ----> b[4]</c>, <c>view(b, i, 1)[0] ----> b[i]</c>, where it is proved that the window doesn't throw.
    /// </summary>
    private void Rewrite(LoadOp load)
    {
        (Value buffer, Value index) = Element(Use(load.Buffer), Use(load.Index));
        Operation rewritten = load.With(Define(load.Result), buffer, index);
        Builder.Add(rewritten);
        Remember(rewritten);
    }

    private void Rewrite(StoreOp store)
    {
        (Value buffer, Value index) = Element(Use(store.Buffer), Use(store.Index));
        Add(store, store.With(buffer, index, Use(store.Stored)));
    }

    /// <summary>The element of what a window is on, all in terms of the new function.</summary>
    private (Value Buffer, Value Index) Element(Value buffer, Value index)
    {
        while (_sound.Contains(buffer) && DefinitionOf(buffer) is ViewOp view
            && LiteralOf(index) is { Bits: >= 0 } at && LiteralOf(view.Length) is { } length && at.Bits < length.Bits)
        {
            buffer = view.Buffer;
            index = at.Bits == 0 ? view.Offset : Sum(view.Offset, at.Bits);
        }
        return (buffer, index);
    }

    private Value Sum(Value offset, long added)
    {
        if (LiteralOf(offset) is { } first) return New(Builder.Constant(first with { Bits = first.Bits + added }));
        Value addend = New(Builder.Constant(new Literal(Builder.TypeOf(offset).Kind, added)));
        return New(Builder.Scalar(Codes.Add, offset, addend));
    }

    /// <summary>The operation that was just added is known from now on.</summary>
    protected Value New(Value value)
    {
        Remember(Builder.Operations[Builder.Operations.Count - 1]);
        return value;
    }
}
