using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Fuzz.Running;

/// <summary>A program with every <c>float</c> a <c>double</c>: differences of it tell what those of rounded numbers can't.</summary>
internal static class Twin
{
    public static bool IsNeeded(SyntaxTree tree) => tree.GetRoot().DescendantTokens().Any(token => Replacement(token) is not null);

    public static string Text(string text)
    {
        var twin = new StringBuilder();
        int from = 0;
        foreach (SyntaxToken token in SyntaxFactory.ParseCompilationUnit(text).DescendantTokens())
        {
            if (Replacement(token) is not { } replacement) continue;
            twin.Append(text, from, token.SpanStart - from).Append(replacement);
            from = token.Span.End;
        }
        return twin.Append(text, from, text.Length - from).Replace("[Differentiable", "// [").ToString();
    }

    private static string? Replacement(SyntaxToken token) => token switch
    {
        { Text: "float" } => "double",
        { Text: "MathF" } => "Math",
        { Value: float } => token.Text[..^1] + "d",
        _ => null,
    };
}
