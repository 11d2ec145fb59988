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
    private Slot LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef) return Read(Dereference(LowerReferenceAssignment(assignment), assignment), assignment);
        Place target = LowerPlace(assignment.Target);
        // A span's indexer checks the index before the value is computed, an array's store after.
        bool isSpan = assignment.Target is IPropertyReferenceOperation && assignment.Value.DescendantsAndSelf().Any(inner => inner is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.Length: > 0 });
        if (isSpan && target is ElementPlace { Buffer: BufferSlot buffer } element) _builder.Load(buffer.Buffer, element.Index);
        Slot value = Lower(assignment.Value);
        Write(target, value, assignment);
        return value;
    }

    private Slot LowerCompound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.IsLifted) throw Unsupported(assignment);
        Place target = LowerPlace(assignment.Target);
        if (UserOperator(assignment.OperatorMethod, assignment.ConstrainedToType) is { } user)
        {
            Slot before = Read(target, assignment.Target);
            if (!user.IsStatic) throw Unsupported(assignment);
            Slot after = Call(user, null, [before, Lower(assignment.Value)], assignment);
            Write(target, after, assignment);
            return after;
        }
        Value left = ReadScalar(target, assignment.Target);
        Value right = Scalar(assignment.Value);
        string code = Operators.Binary(assignment.OperatorKind) ?? throw Unsupported(assignment);

        // The operation is done in the type of the operator, then converted back: byte += int, int *= double.
        ScalarKind targetKind = _builder.TypeOf(left).Kind;
        ScalarKind operatorKind = OperatorKind(assignment, targetKind, _builder.TypeOf(right).Kind);
        if (operatorKind != targetKind) left = _builder.Scalar(new IrType(operatorKind), Codes.Convert, left);
        Value result = Arithmetic(assignment, code, left, right, assignment.IsChecked);
        if (operatorKind != targetKind) result = _builder.Scalar(new IrType(targetKind), Codes.Convert, assignment.IsChecked && targetKind.IsInteger(), result);
        var slot = new ScalarSlot(result);
        Write(target, slot, assignment);
        return slot;
    }

    private static ScalarKind OperatorKind(ICompoundAssignmentOperation assignment, ScalarKind target, ScalarKind value)
    {
        if (assignment.InConversion.IsIdentity) return target;
        bool isShift = assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        return isShift ? ScalarKind.Int32 : value;
    }

    private Slot LowerIncrement(IIncrementOrDecrementOperation increment, bool isUsed)
    {
        if (increment.IsLifted) throw Unsupported(increment);
        Place target = LowerPlace(increment.Target);
        if (UserOperator(increment.OperatorMethod, increment.ConstrainedToType) is { } user)
        {
            Slot old = Read(target, increment.Target);
            Slot stepped = Call(user, null, [old], increment);
            Write(target, stepped, increment);
            return increment.IsPostfix && isUsed ? old : stepped;
        }
        Value before = ReadScalar(target, increment.Target);
        ScalarKind kind = _builder.TypeOf(before).Kind;
        // Arithmetic on types below int is done in int.
        ScalarKind wide = kind is ScalarKind.Int8 or ScalarKind.UInt8 or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char ? ScalarKind.Int32 : kind;
        Value operand = wide == kind ? before : _builder.Scalar(new IrType(wide), Codes.Convert, before);
        Value one = _builder.Constant(wide.IsFloat() ? Literal.Of(wide, 1) : new Literal(wide, 1));
        string code = increment.Kind == OperationKind.Increment ? Codes.Add : Codes.Subtract;
        Value after = _builder.Scalar(new IrType(wide), code, increment.IsChecked && wide.IsInteger(), operand, one);
        if (wide != kind) after = _builder.Scalar(new IrType(kind), Codes.Convert, increment.IsChecked, after);
        Write(target, new ScalarSlot(after), increment);
        return new ScalarSlot(increment.IsPostfix && isUsed ? before : after);
    }

    /// <summary><c>(a, b) = (x, y)</c>: targets, then all values, then all stores.</summary>
    private Slot LowerDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation targets = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (targets is not ITupleOperation tuple) throw Unsupported(deconstruction);
        var pairs = new List<(Place Target, IOperation Value)>();
        IOperation values = Unconverted(deconstruction.Value);
        if (values is ITupleOperation valueTuple && Pair(tuple, valueTuple, pairs))
        {
            List<Slot> computed = [.. pairs.Select(pair => Lower(pair.Value))];
            for (int i = 0; i < pairs.Count; i++) Write(pairs[i].Target, computed[i], deconstruction);
            return new PoisonSlot();
        }
        List<Target> places = [.. tuple.Elements.Select(Targets)];
        Scatter(places, Lower(deconstruction.Value), deconstruction);
        return new PoisonSlot();
    }

    /// <summary>The target of a deconstruction: a place, or a tuple of targets.</summary>
    private sealed record Target(Place? Place, IReadOnlyList<Target> Parts);

    private Target Targets(IOperation target) => target is ITupleOperation tuple
        ? new Target(null, [.. tuple.Elements.Select(Targets)])
        : new Target(LowerPlace(target), []);

    /// <summary>Takes a tuple, or a value with a <c>Deconstruct</c> method, apart into targets.</summary>
    private void Scatter(IReadOnlyList<Target> targets, Slot value, IOperation syntax)
    {
        IReadOnlyList<Slot> parts = Deconstructed(value, targets.Count, syntax);
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].Place is { } place) Write(place, parts[i], syntax);
            else Scatter(targets[i].Parts, parts[i], syntax);
        }
    }

    private IReadOnlyList<Slot> Deconstructed(Slot value, int count, IOperation syntax)
    {
        if (value is ObjectSlot { Type: { } type } read && type.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(member => member.IsImplicitlyDeclared && member.Parameters.Length == count) is { } positional)
            return [.. positional.Parameters.Select(parameter => ReadObject(syntax, Actual(parameter.Type)!, $"{read.Path}.{Identifiers.Escape(parameter.Name)}", parameter.Name))];
        if (value is not CompositeSlot { Kind: StructComposite or InstanceComposite } composite) throw Unsupported(syntax);
        StructLayout layout = composite.Kind is StructComposite kind ? kind.Layout : ((InstanceComposite)composite.Kind).Layout;
        if (layout.Type.IsTupleType && composite.Members.Count == count) return composite.Members;
        IMethodSymbol? method = layout.Type.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(member => !member.IsStatic && member.Parameters.Length == count);
        if (method is null) throw Unsupported(syntax);
        // A positional record's own: its properties, in order.
        if (method.IsImplicitlyDeclared) return [.. method.Parameters.Select(parameter => Read(MemberOf(new ValuePlace(value), parameter.Name, syntax), syntax))];
        List<Temporary> outs = [.. method.Parameters.Select(parameter => new Temporary(parameter.Name))];
        for (int i = 0; i < count; i++) Bind(outs[i], Default(method.Parameters[i].Type));
        Call(method, new ValuePlace(value), [.. outs.Select(variable => (Slot)new AliasSlot(variable))], syntax);
        return [.. outs.Select(variable => _environment.Get(variable)!)];
    }

    /// <summary>Pairs targets with the parts of a tuple written out; false where a part is no tuple itself.</summary>
    private bool Pair(ITupleOperation targets, ITupleOperation values, List<(Place Target, IOperation Value)> pairs)
    {
        if (!Fits(targets, values)) return false;
        for (int i = 0; i < targets.Elements.Length; i++)
        {
            if (targets.Elements[i] is ITupleOperation inner) Pair(inner, (ITupleOperation)Unconverted(values.Elements[i]), pairs);
            else pairs.Add((LowerPlace(targets.Elements[i]), values.Elements[i]));
        }
        return true;
    }

    private static bool Fits(ITupleOperation targets, ITupleOperation values) => targets.Elements.Select((target, i) => (target, i))
        .All(pair => pair.target is not ITupleOperation inner || (Unconverted(values.Elements[pair.i]) is ITupleOperation nested && Fits(inner, nested)));

    /// <summary><c>Math.SinCos(x)   ---->   (Math.SinCos(x).Sin, Math.SinCos(x).Cos)</c></summary>
    private Slot? LowerParts(IMethodSymbol method, string code, Value[] arguments)
    {
        IReadOnlyList<string> parts = MathRules.Parts(method.Name);
        if (parts.Count == 0 || StructLayout.OfStruct(method.ReturnType) is not { } layout || layout.Fields.Count != parts.Count) return null;
        return new CompositeSlot(new StructComposite(layout), parts.Select(part => (Slot)new ScalarSlot(_builder.Scalar($"{code}.{part}", arguments))).ToEquatable());
    }
}
