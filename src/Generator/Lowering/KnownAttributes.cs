using System.Linq;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>DiffGen's attributes, by name: the generator doesn't reference their assembly.</summary>
internal static class KnownAttributes
{
    public const string Differentiable = "DiffGen.DifferentiableAttribute";
    public const string Parameter = "DiffGen.ParameterAttribute";
    public const string NoDiff = "NoDiffAttribute";
    public const string Batch = "BatchAttribute";
    public const string Shape = "ShapeAttribute";
    public const string PullbackOf = "PullbackOfAttribute";
    public const string JvpOf = "JvpOfAttribute";
    public const string FixedPoint = "FixedPointAttribute";

    public static AttributeData? Find(ISymbol symbol, string name)
    {
        string simple = name.Substring(name.LastIndexOf('.') + 1);
        return symbol.GetAttributes().FirstOrDefault(attribute =>
            attribute.AttributeClass is { ContainingNamespace: { Name: "DiffGen", ContainingNamespace.IsGlobalNamespace: true } } type && type.Name == simple);
    }

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>A member that this generator has emitted: seen by the analyzer, and in referenced assemblies.</summary>
    public static bool IsGenerated(ISymbol member) => member.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute" && attribute.ConstructorArguments is [{ Value: "DiffGen" }, _]);
}
