using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Fuzz.Running;

/// <summary>A program with every <c>float</c> a <c>double</c>: differences of it tell what those of rounded numbers can't.</summary>
internal static class Twin
{
    public static bool IsNeeded(SyntaxTree tree) => tree.GetRoot().DescendantTokens().Any(token => token.IsKind(SyntaxKind.FloatKeyword) || token.Text == "MathF");

    public static string Text(SyntaxNode root) => root.ReplaceTokens(root.DescendantTokens(), (_, token) => token switch
    {
        _ when token.IsKind(SyntaxKind.FloatKeyword) => SyntaxFactory.Token(token.LeadingTrivia, SyntaxKind.DoubleKeyword, token.TrailingTrivia),
        { Text: "MathF" } => SyntaxFactory.Identifier(token.LeadingTrivia, "Math", token.TrailingTrivia),
        _ when token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is float value => SyntaxFactory.Literal(token.LeadingTrivia, $"{token.Text[..^1]}d", (double)value, token.TrailingTrivia),
        _ => token,
    }).ToFullString().Replace("[Differentiable", "// [", StringComparison.Ordinal);
}
