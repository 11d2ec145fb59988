using DiffGen.Fuzz.Running;
using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Fuzz.Shrinking;

/// <summary>What might make a program a little smaller, the large parts first. Much of it doesn't compile.</summary>
internal static class Edits
{
    public static IReadOnlyList<Edit> Of(FuzzProgram program)
    {
        SyntaxTree tree = Compilations.Parse("Program.cs", program.Text);
        SemanticModel model = Compilations.Create([tree]).GetSemanticModel(tree);
        SyntaxNode root = tree.GetRoot();
        MethodDeclarationSyntax entry = root.DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.AttributeLists.Count > 0);
        List<SyntaxNode> nodes = [.. root.DescendantNodes().Where(node => !IsKept(node) && node != entry)];
        IEnumerable<Edit> members = nodes.OfType<MemberDeclarationSyntax>().Where(member => member is not BaseNamespaceDeclarationSyntax).Select(Removal);
        IEnumerable<Edit> statements = nodes.OfType<StatementSyntax>().OrderByDescending(statement => statement.Span.Length).SelectMany(Statement);
        IEnumerable<Edit> parts = nodes.Where(node => node is ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax or WhenClauseSyntax
            or VariableDeclaratorSyntax or ArgumentSyntax or ParameterSyntax or SubpatternSyntax).Where(node => node.Parent != entry.ParameterList).Select(Removal);
        IEnumerable<Edit> parameters = entry.ParameterList.Parameters.Count < 2 ? [] : entry.ParameterList.Parameters.Select((parameter, index) => Removal(parameter) with { Parameter = index });
        IEnumerable<Edit> expressions = nodes.OfType<ExpressionSyntax>().Where(expression => expression is not TypeSyntax || expression is IdentifierNameSyntax { Parent: not VariableDeclarationSyntax })
            .OrderByDescending(expression => expression.Span.Length).SelectMany(expression => Simpler(expression, model).Select(text => new Edit(expression.SpanStart, expression.Span.Length, text)));
        return [.. members.Concat(statements).Concat(parameters).Concat(parts).Concat(expressions)];
    }

    private static IEnumerable<Edit> Statement(StatementSyntax statement)
    {
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax) yield return Removal(statement);
        foreach (string inner in Inside(statement)) yield return new Edit(statement.SpanStart, statement.Span.Length, inner);
    }

    /// <summary>With the comma of a list.</summary>
    private static Edit Removal(SyntaxNode node)
    {
        SyntaxToken before = node.GetFirstToken().GetPreviousToken(), after = node.GetLastToken().GetNextToken();
        bool isInList = node is SwitchExpressionArmSyntax or VariableDeclaratorSyntax or ArgumentSyntax or ParameterSyntax or SubpatternSyntax;
        int start = isInList && before.IsKind(SyntaxKind.CommaToken) ? before.SpanStart : node.FullSpan.Start;
        int end = isInList && !before.IsKind(SyntaxKind.CommaToken) && after.IsKind(SyntaxKind.CommaToken) ? after.Span.End : node.FullSpan.End;
        return new Edit(start, end - start);
    }

    /// <summary>What bounds a loop or recursion.</summary>
    private static bool IsKept(SyntaxNode node) => node switch
    {
        BlockSyntax => false,
        StatementSyntax statement => HasFuel(statement, child => child == node || child is ExpressionSyntax or VariableDeclarationSyntax or VariableDeclaratorSyntax),
        // Another condition or step might never end.
        ExpressionSyntax { Parent: ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax } => true,
        ExpressionSyntax or ArgumentSyntax or ParameterSyntax or VariableDeclaratorSyntax => HasFuel(node, _ => true),
        _ => false,
    };

    private static bool HasFuel(SyntaxNode node, Func<SyntaxNode, bool> descends) => node.DescendantTokens(descends)
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text.StartsWith(Marks.Fuel, StringComparison.Ordinal));

    private static IEnumerable<string> Inside(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: { } other } choice => [choice.Statement.ToString(), other.Statement.ToString()],
        IfStatementSyntax choice => [choice.Statement.ToString()],
        ForStatementSyntax loop => [loop.Statement.ToString()],
        WhileStatementSyntax loop => [loop.Statement.ToString()],
        DoStatementSyntax loop => [loop.Statement.ToString()],
        CommonForEachStatementSyntax loop => [loop.Statement.ToString()],
        BlockSyntax { Parent: BlockSyntax } block => [string.Join("\n", block.Statements.Select(inner => inner.ToString()))],
        SwitchStatementSyntax choice => choice.Sections.Select(section => string.Join("\n", section.Statements.Where(inner => inner is not (BreakStatementSyntax or GotoStatementSyntax)))),
        _ => [],
    };

    private static IEnumerable<string> Simpler(ExpressionSyntax expression, SemanticModel model)
    {
        ITypeSymbol? type = model.GetTypeInfo(expression).Type;
        if (expression is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }) yield break;
        foreach (ExpressionSyntax child in expression.ChildNodes().SelectMany(Expressions))
        {
            if (SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(child).Type, type)) yield return child.ToString();
        }
        if (expression is AssignmentExpressionSyntax assignment && !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)) yield return $"{assignment.Left} = {assignment.Right}";
        if (type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single && expression is not IdentifierNameSyntax) yield return type.SpecialType == SpecialType.System_Double ? "0.5" : "0.5f";
        if (type?.SpecialType == SpecialType.System_Int32) yield return "1";
        if (type?.SpecialType != SpecialType.System_Boolean) yield break;
        yield return "false";
        // A loop whose condition is true might never end.
        if (!expression.AncestorsAndSelf().TakeWhile(node => node is not StatementSyntax).Any(node => node.Parent is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)) yield return "true";
    }

    private static IEnumerable<ExpressionSyntax> Expressions(SyntaxNode child) => child switch
    {
        TypeSyntax and not IdentifierNameSyntax => [],
        ExpressionSyntax expression => [expression],
        ArgumentSyntax argument => [argument.Expression],
        BaseArgumentListSyntax list => list.Arguments.Select(argument => argument.Expression),
        SwitchExpressionArmSyntax arm => [arm.Expression],
        _ => [],
    };
}
