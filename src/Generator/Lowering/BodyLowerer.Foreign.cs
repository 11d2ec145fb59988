using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Calls of methods whose pullback exists already.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>
    /// The call stays as it is. What writable storage holds before it is kept, since the pullback is given it again.
    /// <code>
    /// y = F(x, span)   ---->   t = copy of span; y = F(x, span); for (i…) kept[i] = t[i]
    /// </code>
    /// </summary>
    private Slot? LowerForeign(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        IMethodSymbol? rule = _context.Rules.Find(method, _cancellation), forward = _context.Rules.FindForward(method, _cancellation);
        bool isOwn = new[] { rule, forward }.Any(own => own is not null && SymbolEqualityComparer.Default.Equals(own.OriginalDefinition, _method.OriginalDefinition));
        if ((rule is null && forward is null) || isOwn) return null;
        if (ForeignMethods.Describe(_context, method, rule, forward, _method.ContainingType) is not { } foreign)
            throw UnsupportedCall(syntax, method, "its pullback or forward derivative takes values that aren't numbers, structs of numbers or spans of numbers");
        _foreignCalls.Add(new ForeignCall(method, syntax.Syntax, Differentiation.ForwardMode.HasTangent(foreign), rule is not null));
        List<Slot> slots = [.. arguments];
        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor) slots.Insert(0, Read(receiver!, syntax));
        var values = new List<Value>();
        var kept = new List<(Value Buffer, Value Copy)>();
        var moved = new List<(Value From, Value To)>();
        bool isOwnRule = rule?.ContainingNamespace.ToDisplayString() == "DiffGen.Tensors";
        var references = new List<(Slot Reference, int Index)>();
        List<ForeignParameter> parameters = [.. foreign.Parameters];
        for (int i = 0; i < parameters.Count; i++)
        {
            Slot slot = slots[i];
            if (slot is AliasSlot or CompositeSlot { Kind: ReferenceComposite })
            {
                if (parameters[i].ResultCount > 0) references.Add((slot, i));
                slot = parameters[i].Role == ForeignRole.Out ? new UnassignedSlot() : Read(Dereference(slot, syntax), syntax);
            }
            switch (parameters[i].Role, slot)
            {
                case (ForeignRole.Text, ObjectSlot read) when HasMarks(read.Path):
                    throw UnsupportedCall(syntax, method, "an element of a collection is passed to it; read it into a field or pass it as a parameter");
                case (ForeignRole.Text, ObjectSlot read):
                    parameters[i] = parameters[i] with { Text = read.Path };
                    break;
                case (ForeignRole.Text, UnassignedSlot):
                    parameters[i] = parameters[i] with { Text = "null" };
                    break;
                case (ForeignRole.Out, _):
                    break;
                case (ForeignRole.Storage, BufferSlot buffer):
                    OfKnownLength(buffer);
                    if (parameters[i].IsWritten && _builder.TypeOf(buffer.Buffer).Shape == IrShape.ReadOnlyBuffer)
                        throw UnsupportedCall(syntax, method, "it would write into a field's array or a trainable parameter; write into a local array or a Span<T> parameter");
                    bool isKept = _builder.TypeOf(buffer.Buffer).Shape != IrShape.ReadOnlyBuffer;
                    parameters[i] = parameters[i] with { IsKept = isKept };
                    Value storage = buffer.Buffer;
                    if (parameters[i].IsWritten && slots.Where((_, other) => other != i).Any(other => MayOverlap(storage, other)))
                    {
                        // In place: the pullback tells what is read from what is written.
                        storage = Copy(storage);
                        moved.Add((storage, buffer.Buffer));
                    }
                    values.Add(storage);
                    // A destination of the class library is overwritten: what it held doesn't matter.
                    if (isKept) kept.Add((storage, isOwnRule && parameters[i].IsWritten ? Value.None : Copy(storage)));
                    break;
                case (ForeignRole.Value or ForeignRole.Reference, ScalarSlot or CompositeSlot { Kind: StructComposite }):
                    values.AddRange(Flatten(slot));
                    break;
                default:
                    throw UnsupportedCall(syntax, method, "an argument is no number, struct of numbers or span of numbers");
            }
        }
        Slot returned = Emit(method, foreign with { Parameters = parameters.ToEquatable(), Pullback = WithOwn(foreign.Pullback, parameters), Forward = WithOwn(foreign.Forward, parameters) }, values, kept, references, syntax);
        foreach ((Value from, Value to) in moved) CopyLoop(from, to);
        return returned;
    }

    private bool MayOverlap(Value storage, Slot other) => other is BufferSlot buffer && MayOverlap(storage, buffer.Buffer);

    /// <summary>Whether two buffers may share storage: windows of one, or two parameters of a method whose callers aren't checked.</summary>
    private bool MayOverlap(Value left, Value right)
    {
        bool isOpen = !KnownAttributes.Has(_method, KnownAttributes.Differentiable);
        return Parts(left).Roots.Any(root => Parts(right).Roots.Any(other => other == root || (isOpen && _parameters.Contains(root) && _parameters.Contains(other))));
    }

    /// <summary>The pullback gets the method's parameters as the method does.</summary>
    private static Foreign? WithOwn(Foreign? rule, List<ForeignParameter> own) => rule is null ? null : rule with
    {
        Parameters = rule.Parameters.Select(parameter => parameter.Purpose == ForeignPurpose.Own ? parameter with { Text = own[parameter.Source].Text, IsKept = own[parameter.Source].IsKept } : parameter).ToEquatable(),
    };

    private Slot Emit(IMethodSymbol method, Foreign foreign, List<Value> values, List<(Value Buffer, Value Copy)> kept, List<(Slot Reference, int Index)> references, IOperation syntax)
    {
        List<Value> buffers = [.. kept.Select(pair => _builder.Alloc(_builder.TypeOf(pair.Buffer).Kind, _builder.Length(pair.Buffer), AllocKind.Kept))];
        var results = new List<Value>();
        Slot returned = method.ReturnsVoid ? new PoisonSlot() : ResultSlot(method.ReturnType, results);
        var written = new List<(Slot Reference, Slot Value)>();
        foreach (ForeignParameter parameter in foreign.Parameters.Where(parameter => parameter.ResultCount > 0))
        {
            int index = foreign.Parameters.ToList().IndexOf(parameter);
            Slot reference = references.First(pair => pair.Index == index).Reference;
            written.Add((reference, ResultSlot(method.Parameters[method.IsStatic ? index : index - 1].Type, results)));
        }
        _builder.Add(new CallOp(results.ToEquatable(), foreign.Target, values.Concat(buffers).ToEquatable()) { Foreign = foreign, KeptCount = buffers.Count });
        for (int i = 0; i < kept.Count; i++)
            if (!kept[i].Copy.IsNone) CopyLoop(kept[i].Copy, buffers[i]);
        foreach ((Slot reference, Slot value) in written) Write(Dereference(reference, syntax), value, syntax);
        return returned;
    }
}
