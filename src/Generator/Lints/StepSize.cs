using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>A multiple of the step of a difference quotient: <c>-2 * h</c>; of a step that is a constant, its value.</summary>
/// <param name="Variable">The variable that holds the step; null for a constant, and for zero.</param>
/// <param name="Factor">How often.</param>
internal readonly record struct StepSize(ISymbol? Variable, double Factor)
{
    private const double Largest = 1e-2;

    public static readonly StepSize Zero = new(null, 0);

    public bool IsZero => Factor == 0;

    /// <summary>The sum; null where the steps are different variables.</summary>
    public StepSize? Plus(StepSize other)
    {
        if (IsZero) return other;
        if (other.IsZero) return this;
        if (!SymbolEqualityComparer.Default.Equals(Variable, other.Variable)) return null;
        double factor = Factor + other.Factor;
        return factor == 0 ? Zero : this with { Factor = factor };
    }

    public StepSize? Minus(StepSize other) => Plus(other with { Factor = -other.Factor });

    public bool IsSame(StepSize other) => Factor == other.Factor && SymbolEqualityComparer.Default.Equals(Variable, other.Variable);

    /// <summary>Whether it is the step of an approximation, and not an interval of interest: a small number stands where it is declared.</summary>
    public bool IsSmall => Variable is null
        ? Math.Abs(Factor) <= 2 * Largest
        : Variable.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<LiteralExpressionSyntax>().Any(literal => IsSmallNumber(literal.Token.Value)));

    private static bool IsSmallNumber(object? literal) => literal is double or float && Convert.ToDouble(literal, CultureInfo.InvariantCulture) is > 0 and <= Largest;

    public static StepSize? Of(IOperation operation)
    {
        operation = Unwrapped.Of(operation);
        if (Constant(operation) is { } value) return new StepSize(null, value);
        return operation switch
        {
            ILocalReferenceOperation local => new StepSize(local.Local, 1),
            IParameterReferenceOperation parameter => new StepSize(parameter.Parameter, 1),
            IFieldReferenceOperation { Field.IsReadOnly: true } field => new StepSize(field.Field, 1),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => Scaled(Of(negated.Operand), -1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when Of(sum.LeftOperand) is { } left && Of(sum.RightOperand) is { } right => left.Plus(right),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => Constant(product.LeftOperand) is { } factor
                ? Scaled(Of(product.RightOperand), factor)
                : Constant(product.RightOperand) is { } second ? Scaled(Of(product.LeftOperand), second) : null,
            _ => null,
        };
    }

    private static StepSize? Scaled(StepSize? step, double factor) => step is { } known ? known with { Factor = factor * known.Factor } : null;

    private static double? Constant(IOperation operation) => Unwrapped.Of(operation).ConstantValue is { HasValue: true, Value: IConvertible number and not string and not bool and not char }
        ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
        : null;
}
