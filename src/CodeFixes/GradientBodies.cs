using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Lints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DiffGen.CodeFixes;

/// <summary>Bodies that call a gradient, in place of bodies that approximate it.</summary>
internal static class GradientBodies
{
    // double[] g = new double[n]; for (…) { … } return g;   ---->   double[] g = new double[n]; FGradient(x, g); return g;
    public static MethodDeclarationSyntax? OfLoop(MethodDeclarationSyntax method, ForStatementSyntax loop, string call, string gradient)
    {
        if (method.Body is not { } body || loop.Parent != body) return null;
        var kept = new List<StatementSyntax>();
        foreach (StatementSyntax statement in body.Statements)
        {
            switch (statement)
            {
                case ForStatementSyntax:
                    kept.Add(Statement(call).WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(loop.GetTrailingTrivia()));
                    break;
                case ReturnStatementSyntax:
                    kept.Add(statement);
                    break;
                case LocalDeclarationStatementSyntax declaration when declaration.Declaration.Variables.Any(variable => variable.Identifier.Text == gradient):
                    if (declaration.Declaration.Variables.Count > 1) return null;
                    kept.Add(WithKnownLength(declaration, body));
                    break;
                default:
                    break;
            }
        }
        kept[0] = WithoutBlankLines(kept[0]);
        return method.WithBody(body.WithStatements([.. kept]));
    }

    // double h = 1e-6; return (F(x + h) - F(x - h)) / (2 * h);   ---->   FGradient(x, out double dX); return dX;
    public static MethodDeclarationSyntax? OfQuotient(MethodDeclarationSyntax method, ExpressionSyntax quotient, string call, string result, string? step)
    {
        string name = Fresh(result, method);
        ExpressionStatementSyntax statement = Statement(call.Replace(DifferenceMatch.NewVariable, name)).WithAdditionalAnnotations(Formatter.Annotation);
        ExpressionSyntax whole = quotient;
        while (whole.Parent is ParenthesizedExpressionSyntax outer) whole = outer;
        ExpressionSyntax read = SyntaxFactory.IdentifierName(name);
        switch (whole.Parent)
        {
            case ArrowExpressionClauseSyntax arrow when arrow == method.ExpressionBody:
                BlockSyntax block = SyntaxFactory.Block(statement, SyntaxFactory.ReturnStatement(read.WithLeadingTrivia(SyntaxFactory.Space)))
                    .WithTrailingTrivia(method.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
                return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block);
            case ReturnStatementSyntax { Parent: BlockSyntax parent } returned:
                StatementSyntax[] statements =
                [
                    statement.WithLeadingTrivia(returned.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticEndOfLine("\n")),
                    returned.WithExpression(read).WithLeadingTrivia(Indentation(returned)),
                ];
                LocalDeclarationStatementSyntax? useless = step is null ? null : Useless(method, quotient, step);
                MethodDeclarationSyntax tracked = method.TrackNodes(useless is null ? [returned] : new SyntaxNode[] { returned, useless });
                MethodDeclarationSyntax changed = tracked.ReplaceNode(tracked.GetCurrentNode(returned)!, statements);
                return useless is null ? changed : Without(changed, changed.GetCurrentNode(useless)!);
            default:
                return null;
        }
    }

    private static MethodDeclarationSyntax Without(MethodDeclarationSyntax method, LocalDeclarationStatementSyntax statement)
    {
        if (statement.Parent is not BlockSyntax block || block.Statements[0] != statement) return method.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia)!;
        SyntaxList<StatementSyntax> rest = block.Statements.RemoveAt(0);
        return method.ReplaceNode(block, block.WithStatements(rest.Replace(rest[0], WithoutBlankLines(rest[0]))));
    }

    /// <summary>A block doesn't begin with blank lines.</summary>
    private static StatementSyntax WithoutBlankLines(StatementSyntax statement)
        => statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    private static ExpressionStatementSyntax Statement(string call) => SyntaxFactory.ExpressionStatement(SyntaxFactory.ParseExpression(call));

    /// <summary>A local that holds the length goes with the loop; the array asks the argument again.</summary>
    private static LocalDeclarationStatementSyntax WithKnownLength(LocalDeclarationStatementSyntax declaration, BlockSyntax body)
    {
        ExpressionSyntax? size = declaration.DescendantNodes().OfType<ArrayRankSpecifierSyntax>().SelectMany(rank => rank.Sizes).LastOrDefault(node => node is IdentifierNameSyntax);
        VariableDeclaratorSyntax? length = body.Statements.OfType<LocalDeclarationStatementSyntax>().SelectMany(local => local.Declaration.Variables)
            .FirstOrDefault(variable => size is not null && variable.Identifier.Text == size.ToString());
        return length?.Initializer is { } initializer ? declaration.ReplaceNode(size!, initializer.Value.WithoutTrivia()) : declaration;
    }

    /// <summary>The declaration of the step, if the quotient alone uses it and it does nothing but compute a number.</summary>
    private static LocalDeclarationStatementSyntax? Useless(MethodDeclarationSyntax method, ExpressionSyntax quotient, string step)
    {
        LocalDeclarationStatementSyntax? declaration = method.DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(local => local.Declaration.Variables.Count == 1 && local.Declaration.Variables[0].Identifier.Text == step);
        bool isPure = declaration is not null && declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().All(call => call.Expression.ToString().StartsWith("Math.", StringComparison.Ordinal));
        bool isUsed = method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == step && !quotient.Span.Contains(name.Span));
        return isPure && !isUsed ? declaration : null;
    }

    private static SyntaxTriviaList Indentation(SyntaxNode node)
        => [.. node.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()];

    private static string Fresh(string name, MethodDeclarationSyntax method)
    {
        HashSet<string> taken = [.. method.DescendantTokens().Select(token => token.ValueText)];
        string fresh = name;
        for (int number = 2; taken.Contains(fresh); number++) fresh = name + number;
        return fresh;
    }
}
