using System.Reflection;
using DiffGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Fuzz.Running;

/// <summary>The text of the derivatives without any pass that isn't needed. The compiler's entry is internal: it is found by name.</summary>
internal static class Unoptimised
{
    private static readonly Assembly Generator = typeof(DifferentiableGenerator).Assembly;

    private static readonly MethodInfo Lower = Method("DiffGen.Generator.Lowering.MethodLowerer", "Lower");

    private static readonly MethodInfo Compile = Method("DiffGen.Generator.Compiler", "Compile");

    private static readonly MethodInfo Emit = Method("DiffGen.Generator.Emission.FileEmitter", "Emit");

    /// <summary>The text, or what went wrong.</summary>
    public static (string? Text, string? Failure) Text(CSharpCompilation compilation, IMethodSymbol method)
    {
        AttributeData attribute = method.GetAttributes().First(data => data.AttributeClass!.Name == nameof(DifferentiableAttribute));
        try
        {
            object model = Get(Lower.Invoke(null, [compilation, method, attribute, CancellationToken.None])!, "Model");
            object methods = Compile.Invoke(null, [model, false, null])!;
            object signature = Get(model, "Signature");
            object file = Emit.Invoke(null, [Get(signature, "HintName"), Get(signature, "Context"), methods, Get(signature, "TakenNames"), Get(signature, "Accessors")])!;
            return ((string)Get(file, "Text"), null);
        }
        catch (TargetInvocationException exception)
        {
            return (null, $"{exception.InnerException!.GetType().Name}: {exception.InnerException.Message.Split('\n')[0]}");
        }
    }

    private static MethodInfo Method(string type, string name) => Generator.GetType(type, throwOnError: true)!
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Single(method => method.Name == name);

    private static object Get(object from, string property) => from.GetType().GetProperty(property)!.GetValue(from)!;
}
