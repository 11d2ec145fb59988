using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>The loop statements of C#, each as a <see cref="Loop"/>.</summary>
internal sealed partial class BodyLowerer
{
    private void LowerFor(IForLoopOperation syntax)
    {
        if (LowerCounted(syntax)) return;
        foreach (IOperation initializer in syntax.Before) LowerStatement(initializer);
        List<IOperation> scanned = [.. syntax.AtLoopBottom, syntax.Body];
        if (syntax.Condition is not null) scanned.Add(syntax.Condition);
        LowerTested(syntax, scanned, syntax.Condition, syntax.Body, () =>
        {
            foreach (IOperation increment in syntax.AtLoopBottom) LowerStatement(increment);
        });
    }

    private void LowerWhile(IWhileLoopOperation syntax)
    {
        List<IOperation> scanned = [syntax.Condition!, syntax.Body];
        if (syntax.ConditionIsUntil) throw Unsupported(syntax);
        if (syntax.ConditionIsTop)
        {
            LowerTested(syntax, scanned, syntax.Condition, syntax.Body, () => { });
            return;
        }
        var go = new Temporary("go");
        LowerLoop(syntax, new Loop(scanned, null, () => LowerBlock([syntax.Body]), () => Bind(go, new ScalarSlot(Scalar(syntax.Condition!)))) { Go = go });
    }

    /// <summary>
    /// A loop that tests first. A test that assigns becomes part of the body:
    /// <code>while (c) body   ---->   while (true) { if (!c) break; body }</code>
    /// </summary>
    private void LowerTested(ILoopOperation syntax, List<IOperation> scanned, IOperation? condition, IOperation body, Action bottom)
    {
        Loop loop = null!;
        if (condition is null)
        {
            loop = new Loop(scanned, () => _builder.Bool(true), () => LowerBlock([body]), bottom);
        }
        else if (IsPure(condition))
        {
            loop = new Loop(scanned, () => Scalar(condition), () => LowerBlock([body]), bottom);
        }
        else
        {
            loop = new Loop(
                scanned,
                () => _builder.Bool(true),
                () => Branch(Scalar(condition), () => LowerBlock([body]), () => Bind(loop.Break, new TakenSlot())),
                bottom)
            {
                Breaks = true,
                Step = () =>
                {
                    Scalar(condition);
                    LowerBlock([body]);
                },
            };
        }
        LowerLoop(syntax, loop);
    }

    private static bool IsPure(IOperation expression) => !expression.DescendantsAndSelf().Any(inner => inner
        is IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation or IDeclarationExpressionOperation or IPatternOperation or IArrayCreationOperation or ICollectionExpressionOperation
        || (inner is IInvocationOperation call && (call.TargetMethod.DeclaringSyntaxReferences.Length > 0 || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke || MathCalls.Code(call.TargetMethod) is null))
        || (inner is IPropertyReferenceOperation { Property: var property } && (HasBody(property.GetMethod) || property.IsAbstract))
        || inner is IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } or IConversionOperation { OperatorMethod: not null });

    /// <summary><c>for (int i = lower; i &lt; upper; i += step)</c> whose bound and counter nothing in the body changes.</summary>
    private bool LowerCounted(IForLoopOperation syntax)
    {
        if (syntax.Before is not [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ } declarator] }] }]
            || declarator.GetVariableInitializer() is not { } initializer
            || declarator.Symbol.Type.SpecialType != SpecialType.System_Int32
            || syntax.AtLoopBottom is not [IExpressionStatementOperation bottom]
            || Step(bottom.Operation, declarator.Symbol) is not { } step
            || Bound(syntax.Condition, declarator.Symbol, step) is not { } bound
            || HasExits(syntax))
        {
            return false;
        }
        HashSet<object> assigned = [.. AssignedRoots([syntax.Body])];
        if (assigned.Contains(declarator.Symbol) || !IsInvariant(bound.Expression, assigned, declarator.Symbol)) return false;

        int? least = null;
        if (bound is { Shift: > 0, IsNonNegative: false })
        {
            if (initializer.Value.ConstantValue is not { HasValue: true, Value: int from and >= 0 and < 1 << 20 }) return false;
            least = from + bound.Shift - (bound.IsInclusive ? 1 : 0);
        }
        Value lower = Scalar(initializer.Value), upper = Scalar(bound.Expression);
        // Below this bound there are no trips; above it the shift can be subtracted.
        if (least is { } empty) upper = _builder.Scalar(IrType.Int32, "Math.Max", upper, _builder.Int32(empty));
        if (bound.Shift != 0) upper = _builder.Scalar(Codes.Subtract, upper, _builder.Int32(bound.Shift));
        LowerCounter(syntax, new Counter(lower, upper, step, bound.IsInclusive, declarator.Symbol.Name), [syntax.Body], index =>
        {
            Bind(declarator.Symbol, new ScalarSlot(index));
            LowerBlock([syntax.Body]);
        });
        return true;
    }

    private void LowerForEach(IForEachLoopOperation syntax)
    {
        IOperation collection = Unconverted(syntax.Collection);
        ITypeSymbol? type = Actual(collection.Type);
        (string Count, ITypeSymbol Type)? items = Items(collection);
        bool isKnown = items is not null || IsStorage(type) || IsStorage(syntax.Collection.Type) || TypeLowerer.IsGrid(type, out _);
        RefusalException Refused() => Refuse(syntax.Collection, $"foreach over '{syntax.Collection.Type?.ToDisplayString()}'", "iterate over an array or span");
        if (!isKnown) throw Refused();
        Slot slot = Indexed(collection);
        switch (slot)
        {
            case CompositeSlot { Kind: JaggedComposite } rows:
                LowerForEach(syntax, RowCount(rows), index => BindElement(syntax, new RowPlace(rows, index)));
                break;
            case ObjectSlot read when items is { } item:
                LowerForEach(syntax, Count(read, item.Count), index => BindElement(syntax, new ValuePlace(Item(syntax.Collection, read, item.Type, index, "item"))));
                break;
            case CompositeSlot { Kind: GridComposite } grid:
                Over(grid[GridComposite.Elements]);
                break;
            case PoisonSlot:
                throw new RefusalException(null);
            default:
                Over(IsStorage(slot) ? slot : throw Refused());
                break;
        }

        void Over(Slot storage) => LowerForEach(syntax, LengthOf(OfKnownLength(storage)), index => BindElement(syntax, new ElementPlace(storage, index)));
    }

    /// <summary><c>foreach (T x in s) body   ---->   for (i = 0; i &lt; s.Length; i++) { x = s[i]; body }</c></summary>
    private void LowerForEach(IForEachLoopOperation syntax, Value upper, Action<Value> bind)
    {
        var counter = new Counter(_builder.Int32(0), upper, 1, false, "i");
        void Body(Value index)
        {
            bind(index);
            LowerBlock([syntax.Body]);
        }

        if (!HasExits(syntax))
        {
            LowerCounter(syntax, counter, [syntax.Body], Body);
            return;
        }
        Temporary index = counter.Variable;
        Bind(index, new ScalarSlot(counter.Lower));
        Value Current() => ((ScalarSlot)_environment.Get(index)!).Value;
        var loop = new Loop(
            [syntax.Body],
            () => _builder.Scalar(Codes.Less, Current(), upper),
            () => Body(Current()),
            () => Bind(index, new ScalarSlot(_builder.Scalar(Codes.Add, Current(), _builder.Int32(1)))));
        loop.Own.Add(index);
        LowerLoop(syntax, loop);
        _environment.Remove(index);
    }

    private void BindElement(IForEachLoopOperation syntax, Place element)
    {
        if (syntax.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } variable })
        {
            if (Unwrapped(syntax.LoopControlVariable) is not ITupleOperation targets) throw Refuse(syntax.LoopControlVariable, "this loop variable", "declare one variable");
            Scatter([.. targets.Elements.Select(Targets)], Read(element, syntax), syntax);
            return;
        }
        if (variable.IsRef)
        {
            Bind(variable, ReferenceTo(element, syntax));
            return;
        }
        BindItem(variable, Read(element, syntax), syntax);
    }

    private static IOperation Unwrapped(IOperation target) => target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;

    private void BindItem(ILocalSymbol variable, Slot item, IForEachLoopOperation syntax)
    {
        ScalarKind kind = KindOf(variable.Type);
        if (item is ScalarSlot scalar)
        {
            if (kind == ScalarKind.None) throw UnsupportedType(syntax.LoopControlVariable.Syntax, variable.Type);
            item = new ScalarSlot(_builder.Converted(scalar.Value, kind));
        }
        Assign(variable, item);
    }

    private void LowerCounter(ILoopOperation syntax, Counter counter, IReadOnlyList<IOperation> scanned, Action<Value> body)
    {
        LowerLoop(syntax, new Loop(scanned, null, () => body(((ScalarSlot)_environment.Get(counter.Variable)!).Value), () => { }) { Counter = counter });
    }

    private static bool HasExits(ILoopOperation loop) => OutsideFunctions(loop.Body).Any(inner => inner is IReturnOperation
        || (inner is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel)));

    /// <summary>The constant by which the counter changes.</summary>
    private static int? Step(IOperation increment, ILocalSymbol counter)
    {
        bool IsCounter(IOperation target) => target is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, counter);
        switch (increment)
        {
            case IIncrementOrDecrementOperation { IsChecked: false } step when IsCounter(step.Target):
                return step.Kind == OperationKind.Increment ? 1 : -1;
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, IsChecked: false } step
                when IsCounter(step.Target) && step.Value.ConstantValue is { HasValue: true, Value: int amount } && amount is not 0 and not int.MinValue:
                return step.OperatorKind == BinaryOperatorKind.Add ? amount : -amount;
            default:
                return null;
        }
    }

    /// <summary>The bound in <c>i &lt; bound</c> and its mirror images, where it bounds a counter that steps that way.</summary>
    /// <remarks>Also <c>i + shift &lt; bound</c>; from a bound that may be negative the shift can't be subtracted as it is.</remarks>
    private static (IOperation Expression, bool IsInclusive, int Shift, bool IsNonNegative)? Bound(IOperation? condition, ILocalSymbol counter, int step)
    {
        if (condition is not IBinaryOperation { OperatorMethod: null } test || test.LeftOperand.Type?.SpecialType != SpecialType.System_Int32
            || test.RightOperand.Type?.SpecialType != SpecialType.System_Int32)
        {
            return null;
        }
        bool IsCounter(IOperation operand) => operand is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, counter);
        int shift = 0;
        bool IsShifted(IOperation operand)
        {
            if (operand is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, RightOperand.ConstantValue: { HasValue: true, Value: int added and > 0 and < 1 << 20 } } sum
                || !IsCounter(sum.LeftOperand) || step < 0)
            {
                return IsCounter(operand);
            }
            shift = added;
            return true;
        }
        bool isLeft = IsShifted(test.LeftOperand);
        if (!isLeft && !IsCounter(test.RightOperand)) return null;
        IOperation bound = isLeft ? test.RightOperand : test.LeftOperand;
        bool isUpper = isLeft == test.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        bool isOrder = test.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        if (!isOrder || isUpper != step > 0) return null;
        bool isInclusive = test.OperatorKind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        // A bound that the counter may overflow past loops for ever in C#: left to the general form.
        bool isSafe = !isInclusive && step is 1 or -1 || bound.ConstantValue is { HasValue: true, Value: int constant } && Math.Abs((long)constant) + Math.Abs((long)step) < int.MaxValue
            || bound is IPropertyReferenceOperation or IInvocationOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } or ILocalReferenceOperation or IParameterReferenceOperation;
        bool isNonNegative = bound is IPropertyReferenceOperation { Property.Name: "Length" } or IInvocationOperation { TargetMethod.Name: "GetLength" } || bound.ConstantValue is { HasValue: true, Value: >= 0 };
        return isSafe ? (bound, isInclusive, shift, isNonNegative) : null;
    }

    /// <summary>Whether evaluating the bound again would give the same: constants, unassigned variables, lengths, arithmetic of them.</summary>
    private bool IsInvariant(IOperation bound, HashSet<object> assigned, ILocalSymbol counter) => bound switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation { Local.IsRef: false } local => !assigned.Contains(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, counter),
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => !assigned.Contains(parameter.Parameter),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } when IsStorage(instance.Type) => IsInvariant(instance, assigned, counter),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } when TypeLowerer.IsGrid(Actual(instance.Type), out _) => IsInvariant(instance, assigned, counter),
        IInvocationOperation { TargetMethod.Name: "GetLength", Instance: { } instance } when TypeLowerer.IsGrid(Actual(instance.Type), out _) => IsInvariant(instance, assigned, counter),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } when TypeLowerer.IsJagged(Actual(instance.Type), out _) => IsInvariant(instance, assigned, counter),
        IArrayElementReferenceOperation { ArrayReference: { } rows } row when TypeLowerer.IsJagged(Actual(rows.Type), out _)
            => !assigned.Contains(s_anyRow) && IsInvariant(rows, assigned, counter) && row.Indices.All(index => IsInvariant(index, assigned, counter)),
        IPropertyReferenceOperation { Instance: { } layer } member when IsLayerMember(member.Property) => layer is IInstanceReferenceOperation || IsInvariant(layer, assigned, counter),
        IPropertyReferenceOperation property when HasBody(property.Property.GetMethod) => false,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } => IsFixedThis(assigned),
        IFieldReferenceOperation { Instance: null } => true,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } => IsFixedThis(assigned),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => IsInvariant(instance, assigned, counter),
        IBinaryOperation { OperatorMethod: null } binary => IsInvariant(binary.LeftOperand, assigned, counter) && IsInvariant(binary.RightOperand, assigned, counter),
        IUnaryOperation { OperatorMethod: null } unary => IsInvariant(unary.Operand, assigned, counter),
        IConversionOperation { OperatorMethod: null } conversion => IsInvariant(conversion.Operand, assigned, counter),
        _ => false,
    };

    /// <summary>Whether fields of <c>this</c> stay what they are: of an object that is only read, or of a struct that nothing assigns.</summary>
    private bool IsFixedThis(HashSet<object> assigned) => _frame.This switch
    {
        ValuePlace { Value: ObjectSlot } => true,
        VariablePlace variable => _environment.Entry(variable.Key) is MarkerSlot { Kind: StructComposite } && !assigned.Contains(Member.Root(variable.Key)),
        _ => false,
    };
}
