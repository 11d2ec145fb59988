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

/// <summary>DG0017: a step that is meant goes into <c>Gradient.Stop</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradientFix)), Shared]
public sealed class StopGradientFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.DerivativeLost.Id];

    private protected override string? Title(SourceFile file, Diagnostic diagnostic)
        => file.At<ExpressionSyntax>(diagnostic) is { } step && step.Span == diagnostic.Location.SourceSpan ? "Wrap in Gradient.Stop" : null;

    // Math.Floor(x)   ---->   Gradient.Stop(Math.Floor(x))
    private protected override SyntaxNode Fix(SourceFile file, IReadOnlyList<Diagnostic> diagnostics)
    {
        List<ExpressionSyntax> steps = [.. diagnostics.Select(diagnostic => file.At<ExpressionSyntax>(diagnostic)!).Distinct()];
        (string name, bool needsUsing) = file.Name("Gradient", "Gradient", steps[0].SpanStart);
        ExpressionSyntax stop = SyntaxFactory.ParseExpression(name + ".Stop");
        SyntaxNode root = file.Root.ReplaceNodes(steps, (_, step) => SyntaxFactory.InvocationExpression(
            stop, SyntaxFactory.ArgumentList([SyntaxFactory.Argument(step.WithoutTrivia())])).WithTriviaFrom(step));
        return needsUsing ? SourceFile.WithUsing(root) : root;
    }
}
