using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Lowering;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator;

/// <summary>The pipeline: annotated methods, model classes and layers are lowered to models; what changed is compiled to files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<CompilationResult> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownAttributes.Differentiable, static (node, _) => node is MethodDeclarationSyntax, LowerMethod)
            .WithTrackingName(TrackingNames.Lower)
            .Select(static (method, cancellation) => FileCompiler.Compile(method, cancellation))
            .WithTrackingName(TrackingNames.Compile);
        context.RegisterSourceOutput(methods, static (output, result) => Add(output, result));

        IncrementalValuesProvider<CompilationResult> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownAttributes.Parameter, static (node, _) => node is PropertyDeclarationSyntax, LowerModel)
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.LowerModel)
            .Select(static (model, _) => FileCompiler.Compile(model!))
            .WithTrackingName(TrackingNames.CompileModel);
        context.RegisterSourceOutput(models, static (output, result) => Add(output, result));

        IncrementalValuesProvider<CompilationResult> layers = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownAttributes.Parameter, static (node, _) => node is PropertyDeclarationSyntax { Parent: StructDeclarationSyntax }, LowerLayer)
            .Where(static layer => layer is not null)
            .WithTrackingName(TrackingNames.LowerLayer)
            .Select(static (layer, _) => FileCompiler.Compile(layer!))
            .WithTrackingName(TrackingNames.CompileLayer);
        context.RegisterSourceOutput(layers, static (output, result) => Add(output, result));
    }

    private static DifferentiableMethod LowerMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => MethodLowerer.Lower(context.SemanticModel.Compilation, (IMethodSymbol)context.TargetSymbol, context.Attributes[0], cancellation).Model;

    private static ModelClass? LowerModel(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => ModelLowerer.LowerOnce(context.SemanticModel.Compilation, (IPropertySymbol)context.TargetSymbol, cancellation)?.Model;

    private static LayerStruct? LowerLayer(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => LayerLowerer.LowerOnce(context.SemanticModel.Compilation, (IPropertySymbol)context.TargetSymbol, cancellation);

    private static void Add(SourceProductionContext output, CompilationResult result)
    {
        if (result.File is { } file) output.AddSource(file.HintName, file.Text);
        if (result.Failure is { } failure)
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.InternalError, Location.None, failure.Arguments[0], failure.Arguments[1]));
    }
}
