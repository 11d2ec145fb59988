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
        var go = new Temporary("go", IrType.Bool);
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
            { Breaks = true };
        }
        LowerLoop(syntax, loop);
    }

    private static bool IsPure(IOperation expression) => !expression.DescendantsAndSelf().Any(inner =>
        inner is IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.Length: > 0 });

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
        HashSet<object> assigned = [.. Assigned([syntax.Body])];
        if (assigned.Contains(declarator.Symbol) || !IsInvariant(bound.Expression, assigned, declarator.Symbol)) return false;

        Value lower = Scalar(initializer.Value), upper = Scalar(bound.Expression);
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
        if (Unconverted(syntax.Collection) is not { } collection
            || !(TypeLowerer.TryBuffer(collection.Type, out _) || TypeLowerer.TryBuffer(syntax.Collection.Type, out _)))
        {
            throw Refuse(syntax.Collection, $"foreach over '{syntax.Collection.Type?.ToDisplayString()}'", "iterate over an array or span");
        }
        if (syntax.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { IsRef: false } variable })
            throw Refuse(syntax.LoopControlVariable, "a foreach by reference or with deconstruction", "use a for loop with an index");

        Value buffer = Buffer(collection);
        Value upper = _builder.Length(buffer);
        var counter = new Counter(_builder.Int32(0), upper, 1, false, "i");
        void Body(Value index)
        {
            Value element = _builder.Load(buffer, index, variable.Name);
            ScalarKind kind = TypeLowerer.Scalar(variable.Type);
            if (kind == ScalarKind.None) throw UnsupportedType(syntax.Syntax, variable.Type);
            if (kind != _builder.TypeOf(element).Kind) element = _builder.Scalar(new IrType(kind), Codes.Convert, element);
            Bind(variable, new ScalarSlot(element));
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

    private void LowerCounter(ILoopOperation syntax, Counter counter, IReadOnlyList<IOperation> scanned, Action<Value> body)
    {
        LowerLoop(syntax, new Loop(scanned, null, () => body(((ScalarSlot)_environment.Get(counter.Variable)!).Value), () => { }) { Counter = counter });
    }

    private static bool HasExits(ILoopOperation loop) => loop.Body.DescendantsAndSelf().Any(inner => inner is IReturnOperation
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
    /// <remarks>Also <c>i + shift &lt; bound</c> where subtracting the shift from the bound can't overflow.</remarks>
    private static (IOperation Expression, bool IsInclusive, int Shift)? Bound(IOperation? condition, ILocalSymbol counter, int step)
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
            || bound is IPropertyReferenceOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } or ILocalReferenceOperation or IParameterReferenceOperation;
        bool isNonNegative = bound is IPropertyReferenceOperation { Property.Name: "Length" } || bound.ConstantValue is { HasValue: true, Value: >= 0 };
        return isSafe && (shift == 0 || isNonNegative) ? (bound, isInclusive, shift) : null;
    }

    /// <summary>Whether evaluating the bound again would give the same: constants, unassigned variables, lengths, arithmetic of them.</summary>
    private static bool IsInvariant(IOperation bound, HashSet<object> assigned, ILocalSymbol counter) => bound switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation local => !assigned.Contains(local.Local) && !SymbolEqualityComparer.Default.Equals(local.Local, counter),
        IParameterReferenceOperation parameter => !assigned.Contains(parameter.Parameter),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } => IsInvariant(instance, assigned, counter),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } => true,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IBinaryOperation { OperatorMethod: null } binary => IsInvariant(binary.LeftOperand, assigned, counter) && IsInvariant(binary.RightOperand, assigned, counter),
        IUnaryOperation { OperatorMethod: null } unary => IsInvariant(unary.Operand, assigned, counter),
        IConversionOperation { OperatorMethod: null } conversion => IsInvariant(conversion.Operand, assigned, counter),
        _ => false,
    };
}
