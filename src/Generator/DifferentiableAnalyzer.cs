using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Lints;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffGen.Generator;

/// <summary>Reports why a method or model is refused: the same lowering as the generator's, with the places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterSymbolAction(AnalyzeModel, SymbolKind.NamedType);
        context.RegisterSemanticModelAction(AnalyzeFile);
        context.RegisterSyntaxNodeAction(AnalyzeFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        foreach ((string attributeName, string what) in new[] { (KnownAttributes.PullbackOf, "a pullback"), (KnownAttributes.JvpOf, "a forward derivative") })
        {
            if (KnownAttributes.Find(method, attributeName) is { } rule && LoweringContext.For(context.Compilation).Rules.Misfit(method, attributeName) is (string named, string reason))
                Report(context, Place(rule, method, context), Descriptors.InvalidRule, method.Name, what, named, reason);
        }
        if (KnownAttributes.Find(method, KnownAttributes.Differentiable) is not { } attribute || method.PartialDefinitionPart is not null) return;
        if (method.DeclaringSyntaxReferences.Length == 0) return;
        Report(context, MethodLowerer.Lower(context.Compilation, method, attribute, context.CancellationToken).Refusals);
    }

    private static void AnalyzeModel(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (LayerLowerer.Lower(context.Compilation, type, context.CancellationToken) is { } layer) Report(context, layer.Refusals);
        else if (ModelLowerer.Properties(type).Any()) Report(context, ModelLowerer.Lower(context.Compilation, type, context.CancellationToken).Refusals);
    }

    /// <summary>Advice, on methods that aren't refused.</summary>
    private static void AnalyzeFile(SemanticModelAnalysisContext context)
    {
        foreach (Diagnostic found in FileLints.Of(context.SemanticModel, context.CancellationToken)) context.ReportDiagnostic(found);
    }

    /// <summary>Local functions and lambdas aren't members: the symbol action doesn't see them.</summary>
    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        SyntaxList<AttributeListSyntax> lists = context.Node switch
        {
            LocalFunctionStatementSyntax function => function.AttributeLists,
            LambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        if (lists.Count == 0) return;
        ISymbol? symbol = context.Node is LocalFunctionStatementSyntax
            ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol is not IMethodSymbol method || KnownAttributes.Find(method, KnownAttributes.Differentiable) is not { } attribute) return;
        Location place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? context.Node.GetLocation();
        string reason = context.Node.IsKind(SyntaxKind.LocalFunctionStatement)
            ? "a local function has no siblings; move it to a partial class"
            : "a lambda has no siblings; make it a method of a partial class";
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnsupportedMethod, place, method.Name.Length == 0 ? "lambda" : method.Name, reason));
    }

    private static Location Place(AttributeData attribute, ISymbol symbol, SymbolAnalysisContext context)
        => attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? symbol.Locations[0];

    private static void Report(SymbolAnalysisContext context, Location place, DiagnosticDescriptor rule, params string[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(rule, place, arguments));

    private static void Report(SymbolAnalysisContext context, IEnumerable<LocatedRefusal> refusals)
    {
        foreach (LocatedRefusal refusal in refusals)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Find(refusal.Refusal.Id),
                refusal.Location,
                refusal.Additional is null ? null : [refusal.Additional],
                [.. refusal.Refusal.Arguments]));
        }
    }
}
