using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>Which values of a body are non-negative, and which are compared with something.</summary>
internal sealed class BodyFacts
{
    private readonly HashSet<ISymbol> _compared = new(SymbolEqualityComparer.Default);
    private readonly Assignments _assignments;

    public BodyFacts(IOperation body)
    {
        _assignments = new Assignments(body);
        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison when Differentiability.IsFloat(comparison.LeftOperand.Type):
                    Compare(comparison);
                    break;
                case IIsPatternOperation pattern:
                    Compare(pattern.Value);
                    break;
                case ISwitchOperation selection:
                    Compare(selection.Value);
                    break;
                case ISwitchExpressionOperation selection:
                    Compare(selection.Value);
                    break;
                // ThrowIfNegative and the like; IsNaN, IsNegative.
                case IInvocationOperation call when call.TargetMethod.ReturnsVoid || call.Type?.SpecialType == SpecialType.System_Boolean:
                    Compare(call);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether a variable of the expression is compared anywhere: then the author has thought of its range.</summary>
    public bool IsCompared(IOperation expression) => Variables(expression).Any(_compared.Contains);

    public bool IsNonNegative(IOperation expression) => IsNonNegative(expression, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private void Compare(IOperation operation) => _compared.UnionWith(Variables(operation));

    private static IEnumerable<ISymbol> Variables(IOperation expression) => expression.DescendantsAndSelf()
        .Where(operation => !Differentiability.IsInteger(operation.Type))
        .Select(operation => operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => (ISymbol)parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        })
        .OfType<ISymbol>();

    /// <param name="expression">The value.</param>
    /// <param name="assumed">Variables that are non-negative if all that is assigned to them is.</param>
    private bool IsNonNegative(IOperation expression, HashSet<ISymbol> assumed)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        expression = Unwrapped.Of(expression);
        if (expression.ConstantValue is { HasValue: true, Value: IConvertible constant }) return Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture) >= 0;
        switch (expression)
        {
            case ILocalReferenceOperation local:
                return !assumed.Add(local.Local) || (_assignments.Of(local.Local) is { } values && values.All(value => IsNonNegative(value, assumed)));
            case IPropertyReferenceOperation { Property.Name: "Length" or "Count" }:
                return true;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when Expressions.IsSame(product.LeftOperand, product.RightOperand):
                return true;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } binary:
                return IsNonNegative(binary.LeftOperand, assumed) && IsNonNegative(binary.RightOperand, assumed);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus } plus:
                return IsNonNegative(plus.Operand, assumed);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return IsNonNegative(conditional.WhenTrue, assumed) && IsNonNegative(whenFalse, assumed);
            case IInvocationOperation call:
                return IsNonNegative(call, assumed);
            default:
                return false;
        }
    }

    private bool IsNonNegative(IInvocationOperation call, HashSet<ISymbol> assumed)
    {
        if (BodyLowerer.IsStop(call.TargetMethod)) return IsNonNegative(call.Arguments[0].Value, assumed);
        if (MathCalls.Code(call.TargetMethod) is null) return false;
        bool Argument(int index) => index < call.Arguments.Length && IsNonNegative(call.Arguments[index].Value, assumed);
        return call.TargetMethod.Name switch
        {
            "Abs" or "Sqrt" or "Exp" or "Exp2" or "Exp10" or "Cosh" or "Hypot" or "Acos" or "Acosh" => true,
            "Max" => Argument(0) || Argument(1),
            "Min" => Argument(0) && Argument(1),
            "Clamp" => Argument(1),
            "Pow" => Argument(0) || call.Arguments[1].Value.ConstantValue is { HasValue: true, Value: IConvertible exponent }
                && Convert.ToDouble(exponent, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0,
            "FusedMultiplyAdd" => Argument(2) && ((Argument(0) && Argument(1)) || Expressions.IsSame(call.Arguments[0].Value, call.Arguments[1].Value)),
            "Floor" or "Ceiling" or "Round" or "Truncate" or "Cbrt" => Argument(0),
            _ => false,
        };
    }
}
