using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixes;

/// <summary>DG0001: the types around a method become partial, all the way up.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.TypeNotPartial.Id];

    private protected override string? Title(SourceFile file, Diagnostic diagnostic)
        => NotPartial(file, diagnostic).Select(type => type.Identifier.ValueText).Reverse().ToList() is { Count: > 0 } names ? $"Make '{string.Join(".", names)}' partial" : null;

    // class A   ---->   partial class A
    private protected override SyntaxNode Fix(SourceFile file, IReadOnlyList<Diagnostic> diagnostics)
        => file.Root.ReplaceNodes(diagnostics.SelectMany(diagnostic => NotPartial(file, diagnostic)).Distinct(), (_, type) => Partial(type));

    private static IEnumerable<TypeDeclarationSyntax> NotPartial(SourceFile file, Diagnostic diagnostic)
        => (file.At<MemberDeclarationSyntax>(diagnostic)?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? [])
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return type.WithModifiers(type.Modifiers.Add(partial));
        // The keyword's trivia (documentation, indentation) goes before the first modifier.
        return (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers([partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)]);
    }
}
