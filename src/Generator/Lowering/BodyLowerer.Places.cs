using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Places: what stands left of an assignment, is passed by reference, or has a member taken.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The place that an expression denotes; its subexpressions are evaluated, once. Any other expression is a value.</summary>
    private Place LowerPlace(IOperation expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case IParenthesizedOperation parenthesized: return LowerPlace(parenthesized.Operand);
            case ILocalReferenceOperation { Local.HasConstantValue: false } local: return Variable(local, local.Local);
            case IParameterReferenceOperation parameter: return Variable(parameter, parameter.Parameter);
            case IDiscardOperation: return new DiscardPlace();
            case IDeclarationExpressionOperation declaration: return LowerPlace(declaration.Expression);
            case IInstanceReferenceOperation instance: return InstancePlace(instance);
            case IFieldReferenceOperation field: return FieldPlace(field);
            case IPropertyReferenceOperation property: return PropertyPlaceOf(property);
            case IArrayElementReferenceOperation element when Unconverted(element.Indices[0]) is not IRangeOperation: return ArrayElement(element);
            case IImplicitIndexerReferenceOperation element when IsStorage(element.Instance.Type) && Unconverted(element.Argument) is not IRangeOperation:
                Slot storage = Storage(element.Instance);
                return new ElementPlace(storage, Index(element.Argument, storage));
            case IInlineArrayAccessOperation element: return InlineElement(element);
            case IConditionalOperation { IsRef: true } conditional: return Dereference(LowerReference(conditional), conditional);
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call: return Dereference(LowerInvocation(call), call);
            case ISimpleAssignmentOperation { IsRef: true } assignment: return Dereference(LowerReferenceAssignment(assignment), assignment);
            default: return new ValuePlace(Lower(expression));
        }
    }

    /// <summary>A variable, or what it refers to.</summary>
    private Place Variable(IOperation reference, ISymbol symbol)
    {
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } && _environment.Entry(symbol) is null && _frame.This is { } receiver
            && !SymbolEqualityComparer.Default.Equals(constructor, _frame.Method))
        {
            return ObjectOf(receiver) is null
                ? MemberOf(receiver is VariablePlace own ? Variable(own.Key) : receiver, StructLayout.CapturedKey(symbol.Name), reference)
                : throw Refuse(reference, $"'{symbol.Name}', a captured parameter of the primary constructor", "store it in a field or property");
        }
        return Variable(symbol);
    }

    private Place Variable(object key) => _environment.Entry(key) switch
    {
        AliasSlot alias => Variable(alias.Key),
        MarkerSlot { Kind: ReferenceComposite } => Element(_environment.Get(key)!),
        MarkerSlot { Kind: ChoiceComposite } => Choice(_environment.Get(key)!),
        _ => new VariablePlace(key),
    };

    private static ChoicePlace Choice(Slot reference)
    {
        var composite = (CompositeSlot)reference;
        return new ChoicePlace(((ScalarSlot)composite[ChoiceComposite.Selector]).Value, ((ChoiceComposite)composite.Kind).Keys);
    }

    private static ElementPlace Element(Slot reference)
    {
        var composite = (CompositeSlot)reference;
        return new ElementPlace(composite[ReferenceComposite.Buffer], ((ScalarSlot)composite[ReferenceComposite.Index]).Value);
    }

    private Place InstancePlace(IInstanceReferenceOperation instance) => instance.ReferenceKind switch
    {
        InstanceReferenceKind.ContainingTypeInstance when _frame.This is { } place => place is VariablePlace variable ? Variable(variable.Key) : place,
        InstanceReferenceKind.ImplicitReceiver when _receivers.Count > 0 => _receivers.Peek(),
        InstanceReferenceKind.PatternInput when _receivers.Count > 0 => _receivers.Peek(),
        _ => throw Unsupported(instance),
    };

    /// <summary>A reference as a slot: what a <c>ref</c> local holds.</summary>
    private Slot LowerReference(IOperation expression)
    {
        if (expression is IConditionalOperation { IsRef: true, WhenFalse: { } whenFalse } conditional)
            return BranchValue(Scalar(conditional.Condition), () => LowerReference(conditional.WhenTrue), () => LowerReference(whenFalse));
        return ReferenceTo(LowerPlace(expression), expression);
    }

    private Slot ReferenceTo(Place place, IOperation syntax) => place switch
    {
        VariablePlace variable => new AliasSlot(variable.Key),
        ElementPlace element => Reference(element.Buffer, element.Index),
        ChoicePlace choice => new CompositeSlot(new ChoiceComposite(choice.Keys), [new ScalarSlot(choice.Selector)]),
        ValuePlace value => Spilled(value.Value),
        _ => throw Unsupported(syntax),
    };

    /// <summary>A value that is referred to lives in a variable of its own.</summary>
    private AliasSlot Spilled(Slot value)
    {
        var temporary = new Temporary("");
        Bind(temporary, value);
        return new AliasSlot(temporary);
    }

    private Place Dereference(Slot reference, IOperation syntax) => reference switch
    {
        AliasSlot alias => Variable(alias.Key),
        CompositeSlot { Kind: ReferenceComposite } => Element(reference),
        CompositeSlot { Kind: ChoiceComposite } => Choice(reference),
        PoisonSlot => throw Refuse(syntax, "a reference to one of several variables", "assign through an if statement, or put the variables into an array"),
        _ => throw Unsupported(syntax),
    };

    /// <summary><c>r = ref place</c></summary>
    private Slot LowerReferenceAssignment(ISimpleAssignmentOperation assignment)
    {
        ISymbol variable = assignment.Target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => throw Unsupported(assignment),
        };
        Slot reference = LowerReference(assignment.Value);
        Bind(variable, reference);
        return reference;
    }

    private Slot Read(Place place, IOperation syntax)
    {
        switch (place)
        {
            case VariablePlace variable:
                return _environment.Get(variable.Key) switch
                {
                    PoisonSlot unknown => throw Unknown(unknown, variable.Key, syntax),
                    null when variable.Key is ILocalSymbol => throw Refuse(syntax, $"'{NameOf(variable.Key)}', captured by a function that is called outside of its scope", "declare it before the branch or loop that makes the function"),
                    null => throw Refuse(syntax, $"'{NameOf(variable.Key)}', which is captured from outside", "pass it as a parameter"),
                    { } slot => slot,
                };
            case ElementPlace { Buffer: BufferSlot buffer } element:
                return new ScalarSlot(_builder.Load(buffer.Buffer, element.Index));
            case ElementPlace { Buffer: CompositeSlot { Kind: ElementsComposite kind } elements } element:
                return new CompositeSlot(new StructComposite(kind.Element), elements.Members.Select(member => Read(new ElementPlace(member, element.Index), syntax)).ToEquatable());
            case RowPlace row:
                return ReadRow(row);
            case ElementPlace { Buffer: UnassignedSlot } or ElementPlace { Buffer: PoisonSlot }:
                return new PoisonSlot();
            case PropertyPlace { Receiver: not null } property when IsHalfAuto(property.Property, property.Property.GetMethod):
                return Read(MemberOf(property.Receiver, property.Property.Name, syntax), syntax);
            case PropertyPlace property:
                return Call(property.Property.GetMethod ?? throw Unsupported(syntax), property.Receiver, property.Arguments, property.Syntax);
            case ChoicePlace choice:
                return ReadChoice(choice, 0, syntax);
            case ValuePlace value:
                return value.Value;
            default:
                throw Unsupported(syntax);
        }
    }

    /// <summary>What isn't known was refused already, or is more than one thing.</summary>
    private static RefusalException Unknown(PoisonSlot slot, object key, IOperation syntax) => slot.IsJoined
        ? Refuse(syntax, $"'{NameOf(key)}', in which branches leave different things", "use it inside the branches, or let them set numbers and make it of those afterwards")
        : new RefusalException(null);

    private Value ReadScalar(Place place, IOperation syntax) => Read(place, syntax) switch
    {
        ScalarSlot scalar => scalar.Value,
        PoisonSlot => throw new RefusalException(null),
        _ => throw Unsupported(syntax),
    };

    private void Write(Place place, Slot value, IOperation syntax)
    {
        if (value is PoisonSlot) throw new RefusalException(null);
        switch (place)
        {
            case VariablePlace variable:
                Assign(variable.Key, Into(variable.Key, value));
                break;
            case ElementPlace { Buffer: BufferSlot buffer } when _builder.TypeOf(buffer.Buffer).Shape == IrShape.ReadOnlyBuffer:
                throw Refuse(syntax, "a write to a field's array or a trainable parameter", "write into a local array or a Span<T> parameter");
            case ElementPlace { Buffer: BufferSlot buffer } element when value is ScalarSlot scalar:
                _builder.Store(buffer.Buffer, element.Index, scalar.Value);
                break;
            case ElementPlace { Buffer: CompositeSlot elements } element when value is CompositeSlot composite:
                for (int i = 0; i < elements.Members.Count; i++)
                    if (composite.Members[i] is not UnassignedSlot) Write(new ElementPlace(elements.Members[i], element.Index), composite.Members[i], syntax);
                break;
            case RowPlace row:
                WriteRow(row, value, syntax);
                break;
            case PropertyPlace { Receiver: not null } property when IsHalfAuto(property.Property, property.Property.SetMethod):
                Write(MemberOf(property.Receiver, property.Property.Name, syntax), value, syntax);
                break;
            case ChoicePlace choice:
                WriteChoice(choice, value, syntax);
                break;
            case PropertyPlace property:
                Call(property.Property.SetMethod ?? throw Unsupported(syntax), property.Receiver, property.Arguments.Append(value).ToEquatable(), property.Syntax);
                break;
            case DiscardPlace:
                break;
            case ValuePlace { IsOwn: true }:
                throw Refuse(syntax, "a write to a field that holds an object or array, after its object was made", "set it in the constructor or initialiser, or keep it in a variable");
            case ValuePlace:
                throw Refuse(syntax, "a write to a field or property of an object from outside", "return the value, or write it into a span parameter");
            default:
                throw Unsupported(syntax);
        }
    }

    /// <summary>A field of a place: of a struct in a variable or array, or of an object that the method made.</summary>
    private Place MemberOf(Place owner, string name, IOperation syntax)
    {
        switch (owner)
        {
            case VariablePlace { Key: var key } when _environment.Entry(key) is MarkerSlot { Kind: InstanceComposite }:
                return InstanceMember(_environment.Get(key)!, key, name);
            case VariablePlace { Key: var key }:
                return _environment.Entry(key) is PoisonSlot unknown ? throw Unknown(unknown, key, syntax) : new VariablePlace(new Member(key, name));
            case ElementPlace { Buffer: CompositeSlot { Kind: ElementsComposite } elements } element:
                return new ElementPlace(elements[name], element.Index);
            case ValuePlace { Value: CompositeSlot { Kind: InstanceComposite } instance }:
                return InstanceMember(instance, null, name);
            case ValuePlace { Value: CompositeSlot { Kind: StructComposite } value }:
                return new ValuePlace(value[name]);
            case PropertyPlace property:
                return MemberOf(new ValuePlace(Read(property, syntax)), name, syntax);
            case ValuePlace { Value: PoisonSlot }:
                throw new RefusalException(null);
            default:
                throw Unsupported(syntax);
        }
    }

    /// <summary>What can be assigned is a buffer of one element; a reference is fixed when the object is made.</summary>
    private Place InstanceMember(Slot instance, object? key, string name)
    {
        Slot member = ((CompositeSlot)instance)[name];
        var layout = ((InstanceComposite)((CompositeSlot)instance).Kind).Layout;
        ITypeSymbol? type = layout.Find(name)?.Type;
        if (KindOf(type) != ScalarKind.None || StructLayout.OfStruct(Actual(type)) is not null) return new ElementPlace(member, _builder.Int32(0));
        return key is not null && _frame.IsConstructor ? new VariablePlace(new Member(key, name)) : new ValuePlace(member, IsOwn: true);
    }

    /// <summary>An accessor without a body beside one with: it reads or writes the backing field.</summary>
    private static bool IsHalfAuto(IPropertySymbol property, IMethodSymbol? accessor) => property.DeclaringSyntaxReferences.Length > 0 && accessor is not null && !HasBody(accessor);

    private Slot ReadChoice(ChoicePlace choice, int index, IOperation syntax)
    {
        Slot Own() => Read(Variable(choice.Keys[index]), syntax);
        if (index == choice.Keys.Count - 1) return Own();
        return BranchValue(_builder.Scalar(Codes.Equal, choice.Selector, _builder.Int32(index)), Own, () => ReadChoice(choice, index + 1, syntax));
    }

    private void WriteChoice(ChoicePlace choice, Slot value, IOperation syntax)
    {
        for (int i = 0; i < choice.Keys.Count; i++)
        {
            object key = choice.Keys[i];
            Branch(_builder.Scalar(Codes.Equal, choice.Selector, _builder.Int32(i)), () => Write(Variable(key), value, syntax), () => { });
        }
    }
}
