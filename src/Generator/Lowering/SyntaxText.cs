using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>Declarations as C# text.</summary>
internal static class SyntaxText
{
    public static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>Whether the declaration of the symbol says <c>new</c>.</summary>
    public static bool HidesInherited(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.NewKeyword));

    /// <summary>The namespace and partial types that generated members of a type go to.</summary>
    /// <param name="type">The innermost type.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="names">Further names in scope of generated code: parameters.</param>
    public static TypeContext Context(INamedTypeSymbol type, Compilation compilation, IEnumerable<string> names)
    {
        var types = new List<string>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            string keyword = current switch
            {
                { IsRecord: true, IsValueType: true } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            string parameters = current.TypeParameters.Length == 0
                ? ""
                : $"<{string.Join(", ", current.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>";
            types.Insert(0, $"partial {keyword} {Identifiers.Escape(current.Name)}{parameters}");
        }
        string space = type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : string.Join(".", type.ContainingNamespace.ToDisplayParts().Select(part => part.Symbol is null ? "" : Identifiers.Escape(part.ToString())).Where(part => part.Length > 0));
        bool isChecked = compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
        return new TypeContext(space, types.ToEquatable(), names.Any(SystemNames.Contains) || Shadows(type), isChecked, SkipsLocalsInit(type, compilation));
    }

    /// <summary>Whether locals of generated methods aren't cleared: <c>[SkipLocalsInit]</c> on the module or a type around.</summary>
    private static bool SkipsLocalsInit(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (Has(current.GetAttributes())) return true;
        return Has(compilation.SourceModule.GetAttributes());

        static bool Has(IEnumerable<AttributeData> attributes) => attributes.Any(attribute =>
            attribute.AttributeClass?.ToDisplayString() == "System.Runtime.CompilerServices.SkipLocalsInitAttribute");
    }

    /// <summary>What generated code writes without a namespace.</summary>
    private static readonly string[] SystemNames = ["Math", "MathF", "Span", "ReadOnlySpan", "Vector128", "Vector256"];

    /// <summary>Whether <c>Math</c> or another short name of generated code means something else inside the type.</summary>
    private static bool Shadows(INamedTypeSymbol type)
    {
        string[] names = SystemNames;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (names.Any(name => current.Name == name || !current.GetMembers(name).IsEmpty || Inherits(current, name))) return true;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
            if (space is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true } && names.Any(name => space.GetMembers(name).Any())) return true;
        return false;
    }

    private static bool Inherits(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
            if (!current.GetMembers(name).IsEmpty) return true;
        return false;
    }

    /// <summary>The innermost containing type whose declaration isn't partial.</summary>
    public static INamedTypeSymbol? NotPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            bool isPartial = current.DeclaringSyntaxReferences.All(reference =>
                reference.GetSyntax(cancellation) is BaseTypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (!isPartial) return current;
        }
        return null;
    }
}
