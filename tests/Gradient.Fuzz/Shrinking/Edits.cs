using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Fuzz.Shrinking;

/// <summary>The programs that are a little smaller than one, the smallest first. Many don't compile.</summary>
internal static class Edits
{
    public static IEnumerable<FuzzProgram> Of(FuzzProgram program)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(program.Text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return Roots(root).Select(edited => program with { Text = edited.ToFullString() }).Concat(Parameters(program, root));
    }

    private static IEnumerable<SyntaxNode> Roots(SyntaxNode root)
    {
        List<SyntaxNode> nodes = [.. root.DescendantNodes().Where(node => !IsKept(node))];
        foreach (MemberDeclarationSyntax member in nodes.OfType<MemberDeclarationSyntax>().Where(member => member is not BaseNamespaceDeclarationSyntax && member.AttributeLists.Count == 0))
            yield return Removed(root, member);
        foreach (StatementSyntax statement in nodes.OfType<StatementSyntax>().OrderByDescending(statement => statement.Span.Length))
        {
            if (statement.Parent is BlockSyntax or SwitchSectionSyntax) yield return Removed(root, statement);
            foreach (StatementSyntax inner in Inside(statement)) yield return Replaced(root, statement, inner);
        }
        foreach (SyntaxNode part in nodes.Where(node => node is ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax or WhenClauseSyntax or VariableDeclaratorSyntax or ArgumentSyntax or ParameterSyntax))
            yield return Removed(root, part);
        foreach (ExpressionSyntax expression in nodes.OfType<ExpressionSyntax>().Where(expression => expression is not TypeSyntax or IdentifierNameSyntax).OrderByDescending(expression => expression.Span.Length))
        {
            foreach (ExpressionSyntax simpler in Simpler(expression)) yield return Replaced(root, expression, simpler);
        }
    }

    /// <summary>What bounds a loop or recursion, and what is planted.</summary>
    private static bool IsKept(SyntaxNode node) => node switch
    {
        StatementSyntax statement and not BlockSyntax => HasFuel(statement, isShallow: true),
        ExpressionSyntax or ArgumentSyntax or ParameterSyntax or VariableDeclaratorSyntax => HasFuel(node, isShallow: false),
        _ => false,
    };

    private static bool HasFuel(SyntaxNode node, bool isShallow) => node
        .DescendantNodes(child => !isShallow || child == node || child is ExpressionSyntax or VariableDeclarationSyntax or VariableDeclaratorSyntax)
        .OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text.StartsWith(Marks.Fuel, StringComparison.Ordinal))
        || node.DescendantTokens().Take(3).Any(token => node is not BlockSyntax && token.Text.StartsWith(Marks.Fuel, StringComparison.Ordinal));

    private static IEnumerable<StatementSyntax> Inside(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: { } other } choice => [choice.Statement, other.Statement],
        IfStatementSyntax choice => [choice.Statement],
        ForStatementSyntax loop => [loop.Statement],
        WhileStatementSyntax loop => [loop.Statement],
        DoStatementSyntax loop => [loop.Statement],
        CommonForEachStatementSyntax loop => [loop.Statement],
        BlockSyntax { Parent: BlockSyntax, Statements: [var only] } => [only],
        SwitchStatementSyntax choice => [.. choice.Sections.Select(section => SyntaxFactory.Block(section.Statements.Where(inner => inner is not (BreakStatementSyntax or GotoStatementSyntax))))],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Simpler(ExpressionSyntax expression)
    {
        foreach (ExpressionSyntax child in expression.ChildNodes().SelectMany(Expressions)) yield return child;
        if (expression is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }) yield break;
        if (expression is AssignmentExpressionSyntax assignment && !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            yield return SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, assignment.Left, assignment.Right);
        foreach (string constant in new[] { "1", "0.5", "true", "false" }) yield return SyntaxFactory.ParseExpression(constant);
    }

    private static IEnumerable<ExpressionSyntax> Expressions(SyntaxNode child) => child switch
    {
        TypeSyntax and not IdentifierNameSyntax => [],
        ExpressionSyntax expression => [expression],
        ArgumentSyntax argument => [argument.Expression],
        ArgumentListSyntax list => list.Arguments.Select(argument => argument.Expression),
        SwitchExpressionArmSyntax arm => [arm.Expression],
        _ => [],
    };

    private static SyntaxNode Removed(SyntaxNode root, SyntaxNode node) => root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives) ?? root;

    private static SyntaxNode Replaced(SyntaxNode root, SyntaxNode node, SyntaxNode by) => root.ReplaceNode(node, by.WithTriviaFrom(node));

    /// <summary>Without one parameter of the entry.</summary>
    private static IEnumerable<FuzzProgram> Parameters(FuzzProgram program, SyntaxNode root)
    {
        MethodDeclarationSyntax entry = root.DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.AttributeLists.Count > 0);
        for (int i = 0; i < entry.ParameterList.Parameters.Count && entry.ParameterList.Parameters.Count > 1; i++)
            yield return new FuzzProgram(program.Seed, Removed(root, entry.ParameterList.Parameters[i]).ToFullString(), program.Entry.Without(i));
    }
}
