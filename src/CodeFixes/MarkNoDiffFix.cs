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

/// <summary>DG0004, DG0018: a parameter that has no derivative, or needs none, gets <c>[NoDiff]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkNoDiffFix)), Shared]
public sealed class MarkNoDiffFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.UnsupportedParameter.Id, Descriptors.StructuralZero.Id];

    private protected override string? Title(SourceFile file, Diagnostic diagnostic)
        => Parameter(file, diagnostic) is { } parameter && KeepsInput(file, [parameter]) ? $"Mark '{parameter.Identifier.ValueText}' [NoDiff]" : null;

    // double y   ---->   [NoDiff] double y
    private protected override SyntaxNode Fix(SourceFile file, IReadOnlyList<Diagnostic> diagnostics)
    {
        List<ParameterSyntax> parameters = [.. diagnostics.Select(diagnostic => Parameter(file, diagnostic)).OfType<ParameterSyntax>().Distinct()
            .GroupBy(parameter => parameter.Parent).Where(group => KeepsInput(file, group)).SelectMany(group => group)];
        if (parameters.Count == 0) return file.Root;
        (string name, bool needsUsing) = file.Name("NoDiffAttribute", "NoDiff", parameters[0].SpanStart);
        SyntaxNode root = file.Root.ReplaceNodes(parameters, (_, parameter) => Marked(parameter, name));
        return needsUsing ? SourceFile.WithUsing(root) : root;
    }

    private static ParameterSyntax? Parameter(SourceFile file, Diagnostic diagnostic)
        => file.At<ParameterSyntax>(diagnostic) is { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax }, Type: { } type } parameter
            && !parameter.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.RefKeyword) || modifier.IsKind(SyntaxKind.OutKeyword))
            && !type.IsKind(SyntaxKind.PointerType) ? parameter : null;

    /// <summary>A method without any input has no derivative at all: the last one stays.</summary>
    private static bool KeepsInput(SourceFile file, IEnumerable<ParameterSyntax> marked)
    {
        HashSet<string> names = [.. marked.Select(parameter => parameter.Identifier.ValueText)];
        return file.Model.GetDeclaredSymbol(marked.First())?.ContainingSymbol is IMethodSymbol method
            && ((!method.IsStatic && Differentiability.IsInput(method.ContainingType)) || method.Parameters.Any(parameter => !names.Contains(parameter.Name) && Differentiability.IsInput(parameter)));
    }

    private static ParameterSyntax Marked(ParameterSyntax parameter, string name)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.ParseName(name))]).WithTrailingTrivia(SyntaxFactory.Space);
        return parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.WithoutLeadingTrivia().AttributeLists.Insert(0, list)).WithLeadingTrivia(parameter.GetLeadingTrivia());
    }
}
