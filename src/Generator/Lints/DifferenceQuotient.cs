using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary><c>return (F(x + h, y) - F(x - h, y)) / (2 * h);</c>, central or to one side.</summary>
internal static class DifferenceQuotient
{
    /// <summary>The quotients of a body, and the code that stands for each.</summary>
    public static IEnumerable<DifferenceMatch> Find(IOperation body, IMethodSymbol method, IMethodSymbol gradient)
    {
        foreach (IBinaryOperation division in body.Descendants().OfType<IBinaryOperation>())
        {
            if (division.OperatorKind != BinaryOperatorKind.Divide || !IsReturned(division.Syntax)) continue;
            if (Unwrapped.Of(division.LeftOperand) is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference) continue;
            if (Call(difference.LeftOperand, method) is not { } left || Call(difference.RightOperand, method) is not { } right) continue;
            if (StepSize.Of(division.RightOperand) is not { IsZero: false, IsSmall: true } divisor || Varied(left, right, divisor) is not var (argument, at)) continue;
            if (argument.Parameter is not { RefKind: RefKind.None } parameter || !SymbolEqualityComparer.Default.Equals(at.Type, parameter.Type)) continue;
            if (GradientCall.Output(gradient, method, parameter) is not { RefKind: RefKind.Out } output) continue;
            string type = output.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            if (GradientCall.Text(gradient, left, parameter, at.Syntax.ToString(), $"out {type} {DifferenceMatch.NewVariable}") is not { } call) continue;
            yield return new DifferenceMatch(division.Syntax.GetLocation(), call, output.Name, divisor.Variable?.Name ?? ConstantName(division.RightOperand));
        }
    }

    /// <summary>Where the quotient is all that is returned, a statement can be put before it.</summary>
    private static bool IsReturned(SyntaxNode quotient)
    {
        SyntaxNode? parent = quotient.Parent;
        while (parent is ParenthesizedExpressionSyntax) parent = parent.Parent;
        return parent is ReturnStatementSyntax { Parent: BlockSyntax } or ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax };
    }

    private static IInvocationOperation? Call(IOperation operation, IMethodSymbol method)
        => Unwrapped.Of(operation) is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod, method) && GradientCall.IsPlain(call) ? call : null;

    /// <summary>The one argument in which the calls differ, by the divisor, and its value between them.</summary>
    private static (IArgumentOperation Argument, IOperation At)? Varied(IInvocationOperation left, IInvocationOperation right, StepSize divisor)
    {
        List<int> different = [.. Enumerable.Range(0, left.Arguments.Length).Where(i => !Expressions.IsSame(left.Arguments[i].Value, right.Arguments[i].Value))];
        if (different.Count != 1) return null;
        IArgumentOperation varied = left.Arguments[different[0]];
        foreach ((IOperation at, StepSize up) in Displaced(varied.Value))
        {
            foreach ((IOperation other, StepSize down) in Displaced(right.Arguments[different[0]].Value))
            {
                if (Expressions.IsSame(at, other) && !Mentions(at, divisor.Variable) && up.Minus(down) is { } width && width.IsSame(divisor)) return (varied, at);
            }
        }
        return null;
    }

    /// <summary>F(x + x) is far from F(x).</summary>
    private static bool Mentions(IOperation point, ISymbol? step) => step is not null && point.DescendantsAndSelf().Any(operation => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, step),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, step),
        IFieldReferenceOperation field => SymbolEqualityComparer.Default.Equals(field.Field, step),
        _ => false,
    });

    /// <summary>The ways to read an expression as a point and a step away from it.</summary>
    private static IEnumerable<(IOperation At, StepSize Step)> Displaced(IOperation operation)
    {
        operation = Unwrapped.Of(operation);
        yield return (operation, StepSize.Zero);
        if (operation is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum) yield break;
        bool isSum = sum.OperatorKind == BinaryOperatorKind.Add;
        if (StepSize.Of(sum.RightOperand) is { } right) yield return (Unwrapped.Of(sum.LeftOperand), isSum ? right : right with { Factor = -right.Factor });
        if (isSum && StepSize.Of(sum.LeftOperand) is { } left) yield return (Unwrapped.Of(sum.RightOperand), left);
    }

    /// <summary>A constant step has a name too.</summary>
    private static string? ConstantName(IOperation divisor) => divisor.DescendantsAndSelf().OfType<ILocalReferenceOperation>().FirstOrDefault()?.Local.Name;
}
