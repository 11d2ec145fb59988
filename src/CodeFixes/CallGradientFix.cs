using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Lints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.CodeFixes;

/// <summary>DG0020: differences give way to the generated gradient.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallGradientFix)), Shared]
public sealed class CallGradientFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.FiniteDifferences.Id];

    private protected override string? Title(SourceFile file, Diagnostic diagnostic)
    {
        if (Property(diagnostic, nameof(DifferenceMatch.Call)) is not { } call || Place(file, diagnostic) is not { } place || Fixed(place, diagnostic) is null) return null;
        return $"Call '{call.Substring(0, call.IndexOf('('))}' instead";
    }

    /// <summary>One after the other: a method may hold several quotients.</summary>
    private protected override SyntaxNode Fix(SourceFile file, IReadOnlyList<Diagnostic> diagnostics)
    {
        SyntaxNode root = file.Root.TrackNodes(diagnostics.Select(diagnostic => Place(file, diagnostic)!));
        foreach (Diagnostic diagnostic in diagnostics)
        {
            SyntaxNode? place = root.GetCurrentNode(Place(file, diagnostic)!);
            if (place?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && Fixed(place, diagnostic) is { } changed) root = root.ReplaceNode(method, changed);
        }
        return root;
    }

    private static SyntaxNode? Place(SourceFile file, Diagnostic diagnostic)
        => file.At<SyntaxNode>(diagnostic) is { } place and (ForStatementSyntax or BinaryExpressionSyntax) ? place : null;

    /// <summary>The method around a loop or quotient, as it becomes.</summary>
    private static MethodDeclarationSyntax? Fixed(SyntaxNode place, Diagnostic diagnostic)
    {
        if (Property(diagnostic, nameof(DifferenceMatch.Call)) is not { } call || Property(diagnostic, nameof(DifferenceMatch.Result)) is not { } result) return null;
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        return place is ForStatementSyntax loop
            ? GradientBodies.OfLoop(method, loop, call, result)
            : GradientBodies.OfQuotient(method, (ExpressionSyntax)place, call, result, Property(diagnostic, nameof(DifferenceMatch.Step)));
    }

    private static string? Property(Diagnostic diagnostic, string name) => diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;
}
