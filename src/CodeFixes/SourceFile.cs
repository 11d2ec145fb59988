using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DiffGen.CodeFixes;

/// <summary>A file as a fix sees it.</summary>
/// <param name="Root">Its syntax.</param>
/// <param name="Model">Its meaning.</param>
internal sealed record SourceFile(SyntaxNode Root, SemanticModel Model)
{
    private const string Namespace = "DiffGen";

    /// <summary>The node at a diagnostic's place, or one around it.</summary>
    public T? At<T>(Diagnostic diagnostic) where T : SyntaxNode
        => Root.FullSpan.Contains(diagnostic.Location.SourceSpan) ? Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>() : null;

    /// <summary>How to write a type of ours at a place, and whether that takes <c>using DiffGen;</c>.</summary>
    public (string Text, bool NeedsUsing) Name(string type, string shortName, int position)
    {
        ImmutableArray<ISymbol> found = Model.LookupSymbols(position, name: type);
        if (found.IsEmpty && shortName == type) return (shortName, true);
        if (found.IsEmpty) return (shortName, Model.LookupSymbols(position, name: shortName).IsEmpty);
        bool isOurs = found.All(symbol => symbol is INamedTypeSymbol { ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } });
        return (isOurs ? shortName : $"global::{Namespace}.{shortName}", false);
    }

    /// <summary>A file with <c>using DiffGen;</c>, in the order of the names.</summary>
    public static SyntaxNode WithUsing(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit || unit.Usings.Any(directive => directive.Name?.ToString() == Namespace && directive.Alias is null && directive.StaticKeyword == default)) return root;
        int index = unit.Usings.TakeWhile(directive => directive.Alias is null && directive.StaticKeyword == default && IsBefore(directive.Name?.ToString() ?? "")).Count();
        UsingDirectiveSyntax added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Namespace)).NormalizeWhitespace()
            .WithTrailingTrivia(SyntaxFactory.ElasticEndOfLine("\n")).WithAdditionalAnnotations(Formatter.Annotation);
        if (index == 0 && unit.Usings.Count == 0) added = added.WithTrailingTrivia(SyntaxFactory.ElasticEndOfLine("\n"), SyntaxFactory.ElasticEndOfLine("\n"));
        if (index == 0 && unit.GetLeadingTrivia() is { Count: > 0 } header && unit.Usings.Count > 0)
        {
            // The head of the file stays its head.
            unit = unit.WithoutLeadingTrivia();
            added = added.WithLeadingTrivia(header);
        }
        return unit.WithUsings(unit.Usings.Insert(index, added));
    }

    /// <summary>Names of the framework come first.</summary>
    private static bool IsBefore(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || string.CompareOrdinal(name, Namespace) < 0;
}
