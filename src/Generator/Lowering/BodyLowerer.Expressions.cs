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

    private Slot Lower(IOperation expression, bool isUsed = true)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (expression.ConstantValue is { HasValue: true, Value: { } constant } && KindOf(expression.Type) is var kind and not ScalarKind.None)
            return new ScalarSlot(_builder.Constant(Literals.Of(kind, constant)));
        if (expression.ConstantValue is { HasValue: true, Value: string }) return new ObjectSlot(ConstantText(expression));
        return expression switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation
                or IDeclarationExpressionOperation or IInlineArrayAccessOperation or IConditionalOperation { IsRef: true } => Copied(Read(LowerPlace(expression), expression), expression.Type),
            IParenthesizedOperation parenthesized => Lower(parenthesized.Operand, isUsed),
            IBinaryOperation binary => LowerBinary(binary),
            IUnaryOperation unary => LowerUnary(unary),
            IConversionOperation conversion => LowerConversion(conversion),
            IConditionalOperation conditional => LowerConditional(conditional),
            ISwitchExpressionOperation choice => LowerSwitchExpression(choice),
            IIsPatternOperation test => new ScalarSlot(Matches(Lower(test.Value), test.Pattern)),
            IIsTypeOperation test => new ScalarSlot(IsType(Lower(test.ValueOperand), test.TypeOperand, test)),
            ISimpleAssignmentOperation assignment => LowerAssignment(assignment),
            ICompoundAssignmentOperation assignment => LowerCompound(assignment),
            IIncrementOrDecrementOperation increment => LowerIncrement(increment, isUsed),
            IDeconstructionAssignmentOperation deconstruction => LowerDeconstruction(deconstruction),
            IArrayElementReferenceOperation element => LowerElement(element),
            IImplicitIndexerReferenceOperation element => LowerImplicitIndexer(element),
            IArrayCreationOperation creation => LowerArrayCreation(creation),
            ICollectionExpressionOperation collection => LowerCollection(collection),
            IObjectCreationOperation creation => LowerCreation(creation),
            IWithOperation with => LowerWith(with),
            ITupleOperation tuple => LowerTuple(tuple),
            ITupleBinaryOperation comparison => LowerTupleComparison(comparison),
            IDefaultValueOperation => Null(expression, expression.Type),
            IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation => LowerFunction(expression),
            IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } => Read(LowerPlace(expression), expression),
            IInvocationOperation invocation => LowerInvocation(invocation),
            IThrowOperation exception => LowerThrowExpression(exception),
            ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new UnassignedSlot(),
            { Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } => LowerStackAlloc(expression),
            _ => throw Unsupported(expression),
        };
    }

    private Slot LowerThrowExpression(IThrowOperation exception)
    {
        LowerThrow(exception);
        throw new UnreachableException();
    }

    private Slot LowerBinary(IBinaryOperation root)
    {
        // Long chains a + b + c + … nest to the left: walked, not recursed into.
        var chain = new Stack<IBinaryOperation>();
        IOperation operation = root;
        while (operation is IBinaryOperation { ConstantValue.HasValue: false } binary && !IsShortCircuit(binary))
        {
            chain.Push(binary);
            operation = binary.LeftOperand;
        }
        Slot left = operation is IBinaryOperation { ConstantValue.HasValue: false } shortCircuit ? new ScalarSlot(LowerShortCircuit(shortCircuit)) : Lower(operation);
        while (chain.Count > 0)
        {
            IBinaryOperation binary = chain.Pop();
            if (binary.IsLifted) throw Unsupported(binary);
            Slot right = Lower(binary.RightOperand);
            left = Binary(binary, left, right);
        }
        return left;
    }

    private Slot Binary(IBinaryOperation binary, Slot left, Slot right)
    {
        if (UserOperator(binary.OperatorMethod, binary.ConstrainedToType) is { } user) return Call(user, null, [left, right], binary);
        if (left is PoisonSlot || right is PoisonSlot) throw new RefusalException(null);
        if (left is ObjectSlot or UnassignedSlot && right is ObjectSlot or UnassignedSlot) return CompareObjects(binary, left, right);
        if (left is not ScalarSlot { Value: var a } || right is not ScalarSlot { Value: var b }) throw Unsupported(binary);
        string code = Operators.Binary(binary.OperatorKind) ?? throw Unsupported(binary);
        return new ScalarSlot(Arithmetic(binary, code, a, b, binary.IsChecked));
    }

    /// <summary><c>options == null</c>, <c>name == "x"</c></summary>
    private Slot CompareObjects(IBinaryOperation binary, Slot left, Slot right)
    {
        if (binary.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) throw Unsupported(binary);
        static string Text(Slot slot) => slot is ObjectSlot read ? read.Path : "null";
        return new ScalarSlot(Opaque(IrType.Bool, $"{Text(left)} {(binary.OperatorKind == BinaryOperatorKind.Equals ? "==" : "!=")} {Text(right)}", ""));
    }

    /// <summary>The operator with source, or of a numeric type, that runs; null for one that C# has built in.</summary>
    private IMethodSymbol? UserOperator(IMethodSymbol? method, ITypeSymbol? constrainedTo)
    {
        if (method is null) return null;
        if (constrainedTo is not null || method.ContainingType.TypeKind == TypeKind.Interface)
        {
            ITypeSymbol? type = Actual(constrainedTo);
            if (TypeLowerer.Scalar(type) != ScalarKind.None) return null;
            return type?.FindImplementationForInterfaceMember(Actual(method)) as IMethodSymbol ?? method;
        }
        return method.ContainingType.SpecialType == SpecialType.System_String ? null : method;
    }

    private static bool IsShortCircuit(IBinaryOperation binary)
        => binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private Value LowerShortCircuit(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is not null || KindOf(binary.LeftOperand.Type) != ScalarKind.Bool || KindOf(binary.RightOperand.Type) != ScalarKind.Bool) throw Unsupported(binary);
        Value left = Scalar(binary.LeftOperand);
        DeclareInside(binary.RightOperand);
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Slot Right() => new ScalarSlot(Scalar(binary.RightOperand));
        Slot Known() => new ScalarSlot(_builder.Bool(!isAnd));
        return ((ScalarSlot)(isAnd ? BranchValue(left, Right, Known) : BranchValue(left, Known, Right))).Value;
    }

    /// <summary>Variables that an expression declares where it may not be evaluated, and that are in scope after it.</summary>
    private void DeclareInside(IOperation expression)
    {
        foreach (IOperation inner in expression.DescendantsAndSelf())
        {
            ILocalSymbol? local = inner switch
            {
                IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
                IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared } => declared,
                IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared } => declared,
                _ => null,
            };
            if (local is not null && _environment.Entry(local) is null) Bind(local, Default(local.Type));
        }
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

    private Slot LowerUnary(IUnaryOperation unary)
    {
        if (unary.IsLifted) throw Unsupported(unary);
        if (UserOperator(unary.OperatorMethod, unary.ConstrainedToType) is { } user) return Call(user, null, [Lower(unary.Operand)], unary);
        Value operand = Scalar(unary.Operand);
        return new ScalarSlot(unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => _builder.Scalar(_builder.TypeOf(operand), Codes.Negate, unary.IsChecked && _builder.TypeOf(operand).Kind.IsInteger(), operand),
            UnaryOperatorKind.Not when _builder.TypeOf(operand).Kind == ScalarKind.Bool => _builder.Scalar(Codes.Not, operand),
            UnaryOperatorKind.BitwiseNegation => _builder.Scalar(Codes.Complement, operand),
            _ => throw Unsupported(unary),
        });
    }

    private Slot LowerConversion(IConversionOperation conversion)
    {
        Slot operand = Indexed(conversion.Operand);
        ITypeSymbol? type = Actual(conversion.Type);
        if (operand is PoisonSlot) throw new RefusalException(null);
        if (operand is UnassignedSlot) return IsStorage(type) ? Null(conversion, type) : operand;
        if (IsStorage(operand)) return IsStorage(type) ? operand : throw Unsupported(conversion);
        if (conversion.OperatorMethod is { } method && UserOperator(method, conversion.ConstrainedToType) is { } user && !(operand is ScalarSlot && TypeLowerer.Scalar(type) != ScalarKind.None && user.DeclaringSyntaxReferences.Length == 0))
            return Call(user, null, [operand], conversion);
        if (operand is FunctionSlot or CompositeSlot { Kind: FunctionChoiceComposite } && type?.TypeKind == TypeKind.Delegate) return operand;
        if (operand is ObjectSlot && conversion.Conversion.IsReference) return conversion.IsImplicit ? operand : Narrowed(operand, type);
        if (operand is CompositeSlot composite) return ConvertedComposite(composite, type, conversion);
        ScalarKind target = TypeLowerer.Scalar(type);
        if (operand is not ScalarSlot scalar || target == ScalarKind.None) throw Unsupported(conversion);
        ScalarKind source = _builder.TypeOf(scalar.Value).Kind;
        if (source == target) return scalar;
        bool isChecked = conversion.IsChecked && target.IsInteger();
        return new ScalarSlot(_builder.Scalar(new IrType(target), Codes.Convert, isChecked, scalar.Value));
    }

    /// <summary>A tuple to a tuple of other types; an object to its base or an interface; a struct to itself.</summary>
    private Slot ConvertedComposite(CompositeSlot composite, ITypeSymbol? type, IOperation syntax)
    {
        if (composite.Kind is LayerComposite) return composite;
        if (composite.Kind is InstanceComposite or GridComposite or JaggedComposite && type is { IsReferenceType: true }) return composite;
        if (StructLayout.OfStruct(type) is not { } layout || composite.Members.Count != layout.Fields.Count) throw Unsupported(syntax);
        if (composite.Kind.Equals(new StructComposite(layout))) return composite;
        if (!layout.Type.IsTupleType) throw Unsupported(syntax);
        return new CompositeSlot(new StructComposite(layout), composite.Members.Select((member, i) => member switch
        {
            ScalarSlot scalar => new ScalarSlot(_builder.Converted(scalar.Value, KindOf(layout.Fields[i].Type))),
            CompositeSlot inner => ConvertedComposite(inner, layout.Fields[i].Type, syntax),
            _ => member,
        }).ToEquatable());
    }

    private Slot LowerConditional(IConditionalOperation conditional)
    {
        if (conditional.WhenFalse is null) throw Unsupported(conditional);
        return BranchValue(Scalar(conditional.Condition), () => Arm(conditional.WhenTrue, conditional.Type), () => Arm(conditional.WhenFalse, conditional.Type));
    }

    /// <summary>One of several values of an expression: tuples of other types are converted to the expression's.</summary>
    private Slot Arm(IOperation arm, ITypeSymbol? type)
    {
        Slot value = Lower(arm);
        bool isTuple = value is CompositeSlot { Kind: StructComposite { Layout.Type.IsTupleType: true } } && Actual(type) is { IsTupleType: true };
        return isTuple ? ConvertedComposite((CompositeSlot)value, Actual(type), arm) : value;
    }

    private static RefusalException Unsupported(IOperation operation)
    {
        (string construct, string advice) = Constructs.Describe(operation);
        return Refuse(operation, construct, advice);
    }
}
