using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>The method's declaration → <see cref="MethodSignature"/>. Never refuses: stubs of refused methods need it too.</summary>
internal static class SignatureLowerer
{
    public static MethodSignature Lower(LoweringContext context, IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        ModelInfo? model = method.IsStatic ? null : context.Models.Find(type);
        return new MethodSignature(
            SyntaxText.Context(type, context.Compilation, method.Parameters.Select(parameter => parameter.Name)),
            HintName(method),
            method.Name,
            SyntaxText.Accessibility(method.DeclaredAccessibility) + (method.IsStatic ? " static" : "") + (IsReadOnlyMethod(method) ? " readonly" : ""),
            method.IsStatic,
            Identifiers.TypeName(method.ReturnType),
            TypeLowerer.Scalar(method.ReturnType),
            method.ReturnsVoid ? default : Results(context, method).ToEquatable(),
            method.Parameters.Select(parameter => Parameter(context, method, parameter)).ToEquatable(),
            This(context, method),
            method.GetDocumentationCommentId() ?? method.Name,
            model is null ? null : new ModelReference(model.Kind, model.Length),
            RepeatedAttributes(method).ToEquatable(),
            type.GetMembers().Select(member => member.Name).Where(name => name.StartsWith(method.Name, System.StringComparison.Ordinal) && !IsGenerated(type, name)).Distinct().OrderBy(name => name, System.StringComparer.Ordinal).ToEquatable(),
            type.GetMembers(method.Name).OfType<IMethodSymbol>().ToList().FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method)),
            Generics: GenericsLowerer.Lower(method),
            ElementKind: method.ReturnType is IArrayTypeSymbol { Rank: 1 } array ? TypeLowerer.Scalar(array.ElementType) : ScalarKind.None);
    }

    /// <summary>What an analyzer sees of our own output doesn't count: the generator doesn't see it.</summary>
    private static bool IsGenerated(INamedTypeSymbol type, string name) => type.GetMembers(name).All(KnownAttributes.IsGenerated);

    /// <summary>A struct's method that says so; in a readonly struct all are.</summary>
    private static bool IsReadOnlyMethod(IMethodSymbol method) => method is { IsStatic: false, IsReadOnly: true, ContainingType: { IsValueType: true, IsReadOnly: false } };

    private static SignatureParameter? This(LoweringContext context, IMethodSymbol method)
    {
        if (method.IsStatic || !method.ContainingType.IsValueType) return null;
        string type = Identifiers.TypeName(method.ContainingType);
        if (context.Layers.Find(method.ContainingType) is { } layer)
        {
            EquatableArray<string> extents = layer.ExtentProperties.Select(Identifiers.Escape).ToEquatable();
            return new SignatureParameter("this", type, "", ParameterRole.Layer, layer.Kind.Keyword(), ParameterLeaves.OfLayer(layer, "this").ToEquatable(), false, false, false, false, -1, extents);
        }
        bool isReference = !method.IsReadOnly && !method.ContainingType.IsReadOnly;
        List<ParameterLeaf> leaves = isReference
            ? ParameterLeaves.OfStorage(context, method, method.ContainingType, "new global::System.Span<" + type + ">(ref this)", IrShape.Buffer)
            : ParameterLeaves.OfValue(context, method, method.ContainingType, "this");
        return new SignatureParameter("this", type, "", isReference ? ParameterRole.Reference : ParameterRole.Struct, type, leaves.ToEquatable(), false, false, false, false, -1);
    }

    private static IEnumerable<ResultLeaf> Results(LoweringContext context, IMethodSymbol method) => ParameterLeaves.OfValue(context, method, method.ReturnType, "{0}")
        .Select(leaf => new ResultLeaf(leaf.Type.IsScalar ? leaf.Type.Kind : ScalarKind.None, leaf.Read, leaf.Member));

    private static SignatureParameter Parameter(LoweringContext context, IMethodSymbol method, IParameterSymbol parameter)
    {
        string name = Identifiers.Escape(parameter.Name), type = Identifiers.TypeName(parameter.Type);
        bool isBatch = KnownAttributes.Has(parameter, KnownAttributes.Batch);
        string modifier = parameter.RefKind switch
        {
            RefKind.In => "in",
            RefKind.RefReadOnlyParameter => "ref readonly",
            RefKind.Ref => "ref",
            RefKind.Out => "out",
            _ => parameter.ScopedKind == ScopedKind.ScopedValue && !parameter.IsParams ? "scoped" : "",
        };
        AttributeData? shape = KnownAttributes.Find(parameter, KnownAttributes.Shape);
        (ParameterRole role, string elementType, List<ParameterLeaf> leaves) = ParameterLeaves.Of(context, method, parameter, name);
        return new SignatureParameter(
            name,
            type,
            modifier,
            role,
            elementType,
            leaves.ToEquatable(),
            isBatch || KnownAttributes.Has(parameter, KnownAttributes.NoDiff),
            isBatch,
            IsWritten: false,
            parameter.Type is IArrayTypeSymbol,
            shape is not null && ParameterShape.Of(shape) is { } extents ? ParameterShape.Length(extents) : -1,
            context.Layers.Find(parameter.Type) is { } layer ? layer.ExtentProperties.Select(Identifiers.Escape).ToEquatable() : default);
    }

    private static IEnumerable<string> RepeatedAttributes(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            string? name = attribute.AttributeClass?.ToDisplayString();
            if (name is not ("System.ObsoleteAttribute" or "System.ComponentModel.EditorBrowsableAttribute")) continue;
            string arguments = string.Join(", ", attribute.ConstructorArguments.Select(argument => argument.ToCSharpStringQualified()));
            yield return $"global::{name!.Substring(0, name.Length - "Attribute".Length)}({arguments})";
        }
    }

    private static string ToCSharpStringQualified(this TypedConstant constant)
    {
        string text = Microsoft.CodeAnalysis.CSharp.TypedConstantExtensions.ToCSharpString(constant);
        return constant.Kind == TypedConstantKind.Enum ? "global::" + text : text;
    }

    /// <summary>
    /// The file's name: metadata name and parameter types. Names that differ only in case get a number, since hint names
    /// are compared without case.
    /// </summary>
    public static string HintName(IMethodSymbol method)
    {
        string parameters = string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        string name = $"{TypeName(method.ContainingType)}.{method.Name}{(method.Arity > 0 ? $"`{method.Arity}" : "")}({parameters})";
        List<string> twins = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Select(member => member.Name).Distinct()
            .Where(other => string.Equals(other, method.Name, System.StringComparison.OrdinalIgnoreCase)).OrderBy(other => other, System.StringComparer.Ordinal)];
        int number = twins.IndexOf(method.Name);
        return Legal(number > 0 ? $"{name}-{number + 1}" : name) + ".g.cs";
    }

    public static string TypeName(INamedTypeSymbol type)
    {
        string name = type.ContainingType is { } outer
            ? $"{TypeName(outer)}+{type.MetadataName}"
            : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
        IEnumerable<string> siblings = ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace).GetTypeMembers().Select(sibling => sibling.MetadataName);
        List<string> twins = [.. siblings.Distinct().Where(other => string.Equals(other, type.MetadataName, System.StringComparison.OrdinalIgnoreCase)).OrderBy(other => other, System.StringComparer.Ordinal)];
        int number = twins.IndexOf(type.MetadataName);
        return number > 0 ? $"{name}-{number + 1}" : name;
    }

    public static string Legal(string hint) => new([.. hint.Select(character => character switch
    {
        '<' => '{',
        '>' => '}',
        '@' or '?' or '*' or '&' or ':' or '"' or '|' or '/' or '\\' => '_',
        _ => character,
    })]);
}
