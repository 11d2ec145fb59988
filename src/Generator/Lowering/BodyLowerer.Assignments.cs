using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Assignments of every kind. The target's subexpressions are evaluated first, once.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>A place that can be read and written.</summary>
    private abstract record Target;

    private sealed record VariableTarget(ISymbol Symbol) : Target;

    private sealed record ElementTarget(Value Buffer, Value Index) : Target;

    private sealed record DiscardTarget : Target;

    private Target LowerTarget(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local.RefKind: RefKind.None } local:
                return new VariableTarget(local.Local);
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                return new VariableTarget(parameter.Parameter);
            case IDiscardOperation:
                return new DiscardTarget();
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return new VariableTarget(declared.Local);
            case IArrayElementReferenceOperation { Indices: [{ } index] } element when TypeLowerer.TryBuffer(element.ArrayReference.Type, out _):
                return Element(Buffer(element.ArrayReference), index);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance, Arguments: [{ } argument] } when TypeLowerer.TryBuffer(instance.Type, out _):
                return Element(Buffer(instance), argument.Value);
            case IImplicitIndexerReferenceOperation { Instance: { } instance } element when TypeLowerer.TryBuffer(instance.Type, out _):
                return Element(Buffer(instance), element.Argument);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw Refuse(target, "a write to a field or property", "return the value, or write it into a span parameter");
            default:
                throw Unsupported(target);
        }
    }

    private ElementTarget Element(Value buffer, IOperation index) => new(buffer, Index(index, buffer));

    private Value Get(Target target, IOperation syntax) => target switch
    {
        VariableTarget variable => Read(syntax, variable.Symbol) is ScalarSlot scalar ? scalar.Value : throw Unsupported(syntax),
        ElementTarget element => _builder.Load(element.Buffer, element.Index),
        _ => throw Unsupported(syntax),
    };

    private void Set(Target target, Slot value, IOperation syntax)
    {
        switch (target, value)
        {
            case (VariableTarget variable, _): Assign(variable.Symbol, value); break;
            case (ElementTarget element, _) when _builder.TypeOf(element.Buffer).Shape == IrShape.ReadOnlyBuffer:
                throw Refuse(syntax, "a write to a field's array or a trainable parameter", "write into a local array or a Span<T> parameter");
            case (ElementTarget element, ScalarSlot scalar): _builder.Store(element.Buffer, element.Index, scalar.Value); break;
            case (DiscardTarget, _): break;
            default: throw Unsupported(syntax);
        }
    }

    private Slot LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef) throw Unsupported(assignment);
        Target target = LowerTarget(assignment.Target);
        // A span's indexer checks the index before the value is computed, an array's store after.
        bool isSpan = assignment.Target is IPropertyReferenceOperation && assignment.Value.DescendantsAndSelf().Any(inner => inner is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.Length: > 0 });
        if (isSpan && target is ElementTarget element) _builder.Load(element.Buffer, element.Index);
        Slot value = Lower(assignment.Value);
        Set(target, value, assignment);
        return value;
    }

    private ScalarSlot LowerCompound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is not null || assignment.IsLifted) throw Unsupported(assignment);
        Target target = LowerTarget(assignment.Target);
        Value left = Get(target, assignment.Target);
        Value right = Scalar(assignment.Value);
        string code = Operators.Binary(assignment.OperatorKind) ?? throw Unsupported(assignment);

        // The operation is done in the type of the operator, then converted back: byte += int, int *= double.
        ScalarKind targetKind = _builder.TypeOf(left).Kind;
        ScalarKind operatorKind = OperatorKind(assignment, targetKind, _builder.TypeOf(right).Kind);
        if (operatorKind != targetKind) left = _builder.Scalar(new IrType(operatorKind), Codes.Convert, left);
        Value result = Arithmetic(assignment, code, left, right, assignment.IsChecked);
        if (operatorKind != targetKind) result = _builder.Scalar(new IrType(targetKind), Codes.Convert, assignment.IsChecked && targetKind.IsInteger(), result);
        var slot = new ScalarSlot(result);
        Set(target, slot, assignment);
        return slot;
    }

    private static ScalarKind OperatorKind(ICompoundAssignmentOperation assignment, ScalarKind target, ScalarKind value)
    {
        if (assignment.InConversion.IsIdentity) return target;
        bool isShift = assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        return isShift ? ScalarKind.Int32 : value;
    }

    private ScalarSlot LowerIncrement(IIncrementOrDecrementOperation increment, bool isUsed)
    {
        if (increment.OperatorMethod is not null || increment.IsLifted) throw Unsupported(increment);
        Target target = LowerTarget(increment.Target);
        Value before = Get(target, increment.Target);
        ScalarKind kind = _builder.TypeOf(before).Kind;
        // Arithmetic on types below int is done in int.
        ScalarKind wide = kind is ScalarKind.Int8 or ScalarKind.UInt8 or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char ? ScalarKind.Int32 : kind;
        Value operand = wide == kind ? before : _builder.Scalar(new IrType(wide), Codes.Convert, before);
        Value one = _builder.Constant(wide.IsFloat() ? Literal.Of(wide, 1) : new Literal(wide, 1));
        string code = increment.Kind == OperationKind.Increment ? Codes.Add : Codes.Subtract;
        Value after = _builder.Scalar(new IrType(wide), code, increment.IsChecked && wide.IsInteger(), operand, one);
        if (wide != kind) after = _builder.Scalar(new IrType(kind), Codes.Convert, increment.IsChecked, after);
        Set(target, new ScalarSlot(after), increment);
        return new ScalarSlot(increment.IsPostfix && isUsed ? before : after);
    }

    /// <summary><c>(a, b) = (x, y)</c>: targets, then all values, then all stores.</summary>
    private Slot LowerDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation targets = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (targets is not ITupleOperation tuple) throw Unsupported(deconstruction);
        var pairs = new List<(Target Target, IOperation Value)>();
        IOperation values = Unconverted(deconstruction.Value);
        if (values is ITupleOperation valueTuple)
        {
            Pair(tuple, valueTuple, pairs);
            List<Slot> computed = [.. pairs.Select(pair => Lower(pair.Value))];
            for (int i = 0; i < pairs.Count; i++) Set(pairs[i].Target, computed[i], deconstruction);
            return new PoisonSlot();
        }
        return LowerParts(tuple, values) ?? throw Unsupported(deconstruction.Value);
    }

    private void Pair(ITupleOperation targets, ITupleOperation values, List<(Target Target, IOperation Value)> pairs)
    {
        for (int i = 0; i < targets.Elements.Length; i++)
        {
            if (targets.Elements[i] is ITupleOperation inner && Unconverted(values.Elements[i]) is ITupleOperation innerValue) Pair(inner, innerValue, pairs);
            else pairs.Add((LowerTarget(targets.Elements[i]), values.Elements[i]));
        }
    }

    /// <summary><c>(s, c) = Math.SinCos(x)   ---->   s = Math.SinCos(x).Sin; c = Math.SinCos(x).Cos</c></summary>
    private Slot? LowerParts(ITupleOperation targets, IOperation value)
    {
        if (value is not IInvocationOperation invocation || MathCalls.Code(invocation.TargetMethod) is not { } code) return null;
        IReadOnlyList<string> parts = MathRules.Parts(invocation.TargetMethod.Name);
        if (parts.Count != targets.Elements.Length || !IsWrittenInOrder(invocation)) return null;
        List<Target> places = [.. targets.Elements.Select(LowerTarget)];
        Value[] arguments = [.. invocation.Arguments.Select(argument => Scalar(argument.Value))];
        List<Value> values = [.. parts.Select(part => _builder.Scalar($"{code}.{part}", arguments))];
        for (int i = 0; i < places.Count; i++) Set(places[i], new ScalarSlot(values[i]), value);
        return new PoisonSlot();
    }
}
