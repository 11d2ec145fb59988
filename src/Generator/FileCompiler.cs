using System;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.Emission;
using DiffGen.Generator.Forms;
using DiffGen.Generator.Model;

namespace DiffGen.Generator;

/// <summary>What became of a model: a file, or the report of a fault of ours.</summary>
internal sealed record CompilationResult(GeneratedFile? File, Refusal? Failure);

/// <summary>Models → files. A fault of ours costs the method it happens in, never the other files.</summary>
internal static class FileCompiler
{
    public static CompilationResult Compile(DifferentiableMethod method, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (method.Refusals.Count > 0) return new CompilationResult(Stubs.Emit(method), null);
            MethodSignature signature = method.Signature;
            GeneratedFile file = FileEmitter.Emit(signature.HintName, signature.Context, Compiler.Compile(method), signature.TakenNames, signature.Accessors);
            return new CompilationResult(file, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var failure = new Refusal(Descriptors.InternalError.Id, [method.Signature.Name, $"{exception.GetType().Name}: {FirstLine(exception.Message)}"]);
            return new CompilationResult(TryEmitStubs(method with { Refusals = [failure] }), failure);
        }
    }

    /// <summary>Nothing where even these fail: a generator that throws costs the project every generated file.</summary>
    private static GeneratedFile? TryEmitStubs(DifferentiableMethod method)
    {
        try
        {
            return Stubs.Emit(method);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A half of a type that isn't partial would only hide our message.</summary>
    public static CompilationResult Compile(ModelClass model)
        => new(model.Refusals.Any(refusal => refusal.Id == Descriptors.TypeNotPartial.Id) ? null : ModelEmitter.Emit(model), null);

    /// <inheritdoc cref="Compile(ModelClass)"/>
    public static CompilationResult Compile(LayerStruct layer)
        => new(layer.Refusals.Any(refusal => refusal.Id == Descriptors.TypeNotPartial.Id) ? null : LayerEmitter.Emit(layer), null);

    private static string FirstLine(string text)
    {
        int end = text.IndexOf('\n');
        return end < 0 ? text : text.Substring(0, end).TrimEnd('\r');
    }
}
