using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Expressions, evaluated left to right as C# does.</summary>
internal sealed partial class BodyLowerer
{
    private Value Scalar(IOperation expression) => Lower(expression) switch
    {
        ScalarSlot scalar => scalar.Value,
        PoisonSlot => throw new RefusalException(null),
        _ => throw Unsupported(expression),
    };

    private Value Buffer(IOperation expression) => Lower(expression) switch
    {
        BufferSlot buffer => buffer.Buffer,
        PoisonSlot => throw new RefusalException(null),
        _ => throw Unsupported(expression),
    };

    private Slot Lower(IOperation expression, bool isUsed = true)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (expression.ConstantValue is { HasValue: true, Value: { } constant } && TypeLowerer.Scalar(expression.Type) is var kind and not ScalarKind.None)
            return new ScalarSlot(_builder.Constant(Literals.Of(kind, constant)));
        return expression switch
        {
            ILocalReferenceOperation local => Read(local, local.Local),
            IParameterReferenceOperation parameter => Read(parameter, parameter.Parameter),
            IParenthesizedOperation parenthesized => Lower(parenthesized.Operand, isUsed),
            IBinaryOperation binary => LowerBinary(binary),
            IUnaryOperation unary => LowerUnary(unary),
            IConversionOperation conversion => LowerConversion(conversion),
            IConditionalOperation conditional => LowerConditional(conditional),
            ISwitchExpressionOperation choice => LowerSwitchExpression(choice),
            IIsPatternOperation test => new ScalarSlot(Matches(Scalar(test.Value), test.Pattern)),
            ISimpleAssignmentOperation assignment => LowerAssignment(assignment),
            ICompoundAssignmentOperation assignment => LowerCompound(assignment),
            IIncrementOrDecrementOperation increment => LowerIncrement(increment, isUsed),
            IDeconstructionAssignmentOperation deconstruction => LowerDeconstruction(deconstruction),
            IArrayElementReferenceOperation element => LowerElement(element),
            IImplicitIndexerReferenceOperation element => LowerImplicitIndexer(element),
            IPropertyReferenceOperation property => LowerProperty(property),
            IFieldReferenceOperation field => LowerField(field),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => new ObjectSlot("this"),
            IArrayCreationOperation creation => LowerArrayCreation(creation),
            ICollectionExpressionOperation collection => LowerCollection(collection),
            IInvocationOperation invocation => LowerInvocation(invocation),
            { Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => LowerStackAlloc(expression),
            _ => throw Unsupported(expression),
        };
    }

    private Slot Read(IOperation reference, ISymbol variable) => _environment.Get(variable) switch
    {
        PoisonSlot => throw new RefusalException(null),
        null => throw Refuse(reference, $"'{variable.Name}', which is captured from outside", "pass it as a parameter"),
        { } slot => slot,
    };

    private ScalarSlot LowerBinary(IBinaryOperation root)
    {
        // Long chains a + b + c + … nest to the left: walked, not recursed into.
        var chain = new Stack<IBinaryOperation>();
        IOperation operation = root;
        while (operation is IBinaryOperation { ConstantValue.HasValue: false } binary && !IsShortCircuit(binary))
        {
            chain.Push(binary);
            operation = binary.LeftOperand;
        }
        Value left = operation is IBinaryOperation { ConstantValue.HasValue: false } shortCircuit ? LowerShortCircuit(shortCircuit) : Scalar(operation);
        while (chain.Count > 0)
        {
            IBinaryOperation binary = chain.Pop();
            if (binary.OperatorMethod is not null || binary.IsLifted) throw Unsupported(binary);
            Value right = Scalar(binary.RightOperand);
            string code = Operators.Binary(binary.OperatorKind) ?? throw Unsupported(binary);
            left = Arithmetic(binary, code, left, right, binary.IsChecked);
        }
        return new ScalarSlot(left);
    }

    private static bool IsShortCircuit(IBinaryOperation binary)
        => binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private Value LowerShortCircuit(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is not null) throw Unsupported(binary);
        Value left = Scalar(binary.LeftOperand);
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Slot Right() => new ScalarSlot(Scalar(binary.RightOperand));
        Slot Known() => new ScalarSlot(_builder.Bool(!isAnd));
        return ((ScalarSlot)(isAnd ? BranchValue(left, IrType.Bool, Right, Known) : BranchValue(left, IrType.Bool, Known, Right))).Value;
    }

    private Value Arithmetic(IOperation syntax, string code, Value left, Value right, bool isChecked)
    {
        ScalarKind kind = _builder.TypeOf(left).Kind;
        bool isShift = code is Codes.ShiftLeft or Codes.ShiftRight or Codes.UnsignedShiftRight;
        if (!isShift && kind != _builder.TypeOf(right).Kind) throw Unsupported(syntax);
        IrType type = Codes.IsComparison(code) ? IrType.Bool : new IrType(kind);
        bool overflows = kind.IsInteger() && (code is Codes.Add or Codes.Subtract or Codes.Multiply);
        return _builder.Scalar(type, code, isChecked && overflows, left, right);
    }

    private ScalarSlot LowerUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is not null || unary.IsLifted) throw Unsupported(unary);
        Value operand = Scalar(unary.Operand);
        return new ScalarSlot(unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => _builder.Scalar(_builder.TypeOf(operand), Codes.Negate, unary.IsChecked && _builder.TypeOf(operand).Kind.IsInteger(), operand),
            UnaryOperatorKind.Not => _builder.Scalar(Codes.Not, operand),
            UnaryOperatorKind.BitwiseNegation => _builder.Scalar(Codes.Complement, operand),
            _ => throw Unsupported(unary),
        });
    }

    private Slot LowerConversion(IConversionOperation conversion)
    {
        Slot operand = Lower(conversion.Operand);
        if (operand is BufferSlot buffer && TypeLowerer.TryBuffer(conversion.Type, out IrType type) && type.Kind == _builder.TypeOf(buffer.Buffer).Kind) return operand;
        if (operand is ObjectSlot && conversion.OperatorMethod is null && conversion.Conversion.IsReference) return operand;
        ScalarKind target = TypeLowerer.Scalar(conversion.Type);
        if (operand is not ScalarSlot scalar || target == ScalarKind.None || conversion.OperatorMethod is not null) throw Unsupported(conversion);
        ScalarKind source = _builder.TypeOf(scalar.Value).Kind;
        if (source == target) return scalar;
        bool isChecked = conversion.IsChecked && target.IsInteger();
        return new ScalarSlot(_builder.Scalar(new IrType(target), Codes.Convert, isChecked, scalar.Value));
    }

    private Slot LowerConditional(IConditionalOperation conditional)
    {
        if (conditional.WhenFalse is null || conditional.IsRef) throw Unsupported(conditional);
        return BranchValue(
            Scalar(conditional.Condition), TypeOf(conditional), () => Lower(conditional.WhenTrue), () => Lower(conditional.WhenFalse));
    }

    private IrType TypeOf(IOperation expression)
    {
        ScalarKind kind = TypeLowerer.Scalar(expression.Type);
        if (kind != ScalarKind.None) return new IrType(kind);
        return TypeLowerer.TryBuffer(expression.Type, out IrType buffer) ? buffer : throw UnsupportedType(expression.Syntax, expression.Type);
    }

    private static RefusalException UnsupportedType(SyntaxNode syntax, ITypeSymbol? type) => Refuse(
        syntax, $"a value of type '{type?.ToDisplayString() ?? "?"}'", "use double, float, integers, bool, enums, and one-dimensional arrays and spans of numbers");

    private static RefusalException Unsupported(IOperation operation)
    {
        (string construct, string advice) = Constructs.Describe(operation);
        return Refuse(operation, construct, advice);
    }
}
