using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Inline arrays are storage, and values: what is read as a value is a copy, and an assignment copies into the storage
/// that is there, so that spans and references into it see it.
/// </summary>
internal sealed partial class BodyLowerer
{
    private bool IsInlineArray(ITypeSymbol? type) => TypeLowerer.IsInlineArray(Actual(type), out _, out _);

    /// <summary>A new inline array; null for any other type.</summary>
    private Slot? NewInlineArray(ITypeSymbol? type)
        => TypeLowerer.IsInlineArray(type, out ITypeSymbol? element, out int length) ? NewStorage(element!, _builder.Int32(length)) : null;

    private Place InlineElement(IInlineArrayAccessOperation element)
    {
        Slot storage = Storage(element.Instance);
        return Unconverted(element.Argument) is IRangeOperation range
            ? new ValuePlace(Slice(storage, range))
            : new ElementPlace(storage, Index(element.Argument, storage));
    }

    /// <summary>The value of a place: storage that is part of it is copied.</summary>
    private Slot Copied(Slot value, ITypeSymbol? type)
    {
        if (IsInlineArray(type) && IsStorage(value)) return Each(value, buffer => new BufferSlot(Copy(((BufferSlot)buffer).Buffer)));
        return value is CompositeSlot { Kind: StructComposite { Layout: var layout } } composite && HoldsInlineArray(layout)
            ? composite with { Members = composite.Members.Select((member, i) => Copied(member, layout.Fields[i].Type)).ToEquatable() }
            : value;
    }

    private bool HoldsInlineArray(StructLayout layout)
        => layout.Fields.Any(field => IsInlineArray(field.Type) || (StructLayout.OfStruct(Actual(field.Type)) is { } inner && HoldsInlineArray(inner)));

    /// <summary>A value that is assigned to a variable of the type: its inline arrays are copied into those of the variable.</summary>
    private Slot Into(object key, Slot value)
    {
        switch (_environment.Get(key), value)
        {
            case (CompositeSlot { Kind: StructComposite { Layout: var layout } } old, CompositeSlot { Kind: StructComposite } composite) when HoldsInlineArray(layout):
                return composite with { Members = composite.Members.Select((member, i) => Kept(old.Members[i], member, layout.Fields[i].Type)).ToEquatable() };
            case ({ } old, _) when TypeOf(key) is { } type && IsInlineArray(type):
                return Kept(old, value, type);
            default:
                return value;
        }

        Slot Kept(Slot old, Slot member, ITypeSymbol type)
        {
            if (IsInlineArray(type) && IsStorage(old) && IsStorage(member))
            {
                CopyTo(member, old);
                return old;
            }
            return old is CompositeSlot { Kind: StructComposite { Layout: var inner } } before && member is CompositeSlot after && HoldsInlineArray(inner)
                ? after with { Members = after.Members.Select((nested, i) => Kept(before.Members[i], nested, inner.Fields[i].Type)).ToEquatable() }
                : member;
        }
    }

    /// <summary>The type of a variable, or of a member of one, where it is known.</summary>
    private ITypeSymbol? TypeOf(object key) => key switch
    {
        ILocalSymbol local => Actual(local.Type),
        IParameterSymbol parameter => Actual(parameter.Type),
        Member member => _environment.Entry(member.Parent) is MarkerSlot { Kind: StructComposite { Layout: var layout } } ? Actual(layout.Find(member.Name)?.Type) : null,
        _ => null,
    };
}
