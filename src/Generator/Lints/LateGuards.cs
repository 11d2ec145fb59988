using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>
/// Divisions that are computed before their divisor is compared with zero:
/// <c>var q = a / b; return b == 0 ? 0 : q;</c>. The value is right, the derivative 0·∞.
/// </summary>
internal static class LateGuards
{
    public static IEnumerable<(IBinaryOperation Division, string Divisor)> Find(IOperation body)
    {
        List<(ISymbol Divisor, IConditionalOperation Conditional)> guards = [.. body.Descendants().OfType<IConditionalOperation>()
            .SelectMany(conditional => Guarded(conditional.Condition).Select(divisor => (divisor, conditional)))];
        if (guards.Count == 0) yield break;
        foreach (IVariableDeclaratorOperation declarator in body.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.GetVariableInitializer() is not { } initializer || Unwrapped.Of(initializer.Value) is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division) continue;
            if (Variable(division.RightOperand) is not { } divisor) continue;
            List<IConditionalOperation> own = [.. guards.Where(guard => SymbolEqualityComparer.Default.Equals(guard.Divisor, divisor)).Select(guard => guard.Conditional)];
            int place = declarator.Syntax.SpanStart;
            // A guard that begins before the division may be the one that protects it.
            if (own.Count == 0 || own.Any(guard => guard.Syntax.SpanStart < place)) continue;
            int first = own.Min(guard => guard.Syntax.SpanStart);
            bool isUsedAfter = body.Descendants().OfType<ILocalReferenceOperation>()
                .Any(read => SymbolEqualityComparer.Default.Equals(read.Local, declarator.Symbol) && read.Syntax.SpanStart > first);
            if (isUsedAfter) yield return (division, divisor.Name);
        }
    }

    /// <summary>The variables that a condition compares with zero.</summary>
    private static IEnumerable<ISymbol> Guarded(IOperation condition)
    {
        foreach (IOperation operation in condition.DescendantsAndSelf())
        {
            ISymbol? variable = operation switch
            {
                IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison when IsZero(comparison.RightOperand) => Variable(comparison.LeftOperand),
                IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison when IsZero(comparison.LeftOperand) => Variable(comparison.RightOperand),
                IIsPatternOperation pattern => Variable(pattern.Value),
                _ => null,
            };
            if (variable is not null) yield return variable;
        }
    }

    private static bool IsZero(IOperation operation)
        => operation.ConstantValue is { HasValue: true, Value: IConvertible constant and not string and not bool }
            && Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture) == 0;

    private static ISymbol? Variable(IOperation operation) => Unwrapped.Of(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
