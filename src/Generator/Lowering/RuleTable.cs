using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The pullbacks that exist already: written by hand and marked in this compilation or in the runtime, or generated in a
/// referenced assembly beside the method. And the forward derivatives that are written by hand.
/// </summary>
internal sealed class RuleTable(Compilation compilation)
{
    /// <summary>The rules of the runtime for types of the class library.</summary>
    private static readonly string[] RuntimeRules = ["TensorPullbacks", "VectorPullbacks", "QuaternionPullbacks", "MatrixPullbacks", "ComplexPullbacks"];

    /// <summary>The methods in a file that are marked as rules: which they are doesn't depend on the compilation.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<MethodDeclarationSyntax>> Marked = new();

    private readonly ConcurrentDictionary<ISymbol, IMethodSymbol?> _found = new(SymbolEqualityComparer.Default), _forward = new(SymbolEqualityComparer.Default);
    private IReadOnlyList<IMethodSymbol>? _source;
    private IReadOnlyList<IMethodSymbol>? _runtime;

    /// <summary>The pullback of a method, constructed as the method is; null where there is none.</summary>
    public IMethodSymbol? Find(IMethodSymbol method, CancellationToken cancellation) => _found.GetOrAdd(method, _ => Search(method, cancellation));

    /// <summary>The forward derivative of a method, constructed as the method is; null where none is written.</summary>
    public IMethodSymbol? FindForward(IMethodSymbol method, CancellationToken cancellation) => _forward.GetOrAdd(method, _ => SearchForward(method, cancellation));

    private IMethodSymbol? SearchForward(IMethodSymbol method, CancellationToken cancellation)
    {
        IEnumerable<IMethodSymbol> candidates = Source(cancellation).Where(rule => KnownAttributes.Has(rule, KnownAttributes.JvpOf));
        if (method.DeclaringSyntaxReferences.Length == 0) candidates = candidates.Concat(method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(rule => KnownAttributes.Has(rule, KnownAttributes.JvpOf)));
        foreach (IMethodSymbol candidate in candidates.Where(rule => IsFor(rule, method, KnownAttributes.JvpOf)))
            if (Close(candidate, method) is { } closed && Fits(closed, method, ExpectedForward(method, closed))) return closed;
        return null;
    }

    private IMethodSymbol? Search(IMethodSymbol method, CancellationToken cancellation)
    {
        IEnumerable<IMethodSymbol> candidates = Source(cancellation).Where(rule => KnownAttributes.Has(rule, KnownAttributes.PullbackOf) && IsFor(rule, method));
        if (method.DeclaringSyntaxReferences.Length == 0)
        {
            candidates = candidates.Concat(Runtime().Where(rule => IsFor(rule, method)))
                .Concat(method.ContainingType.GetMembers(method.Name + "Pullback").OfType<IMethodSymbol>().Where(KnownAttributes.IsGenerated))
                .Concat(method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(rule => KnownAttributes.Has(rule, KnownAttributes.PullbackOf) && IsFor(rule, method)));
        }
        foreach (IMethodSymbol candidate in candidates)
            if (Close(candidate, method) is { } closed && Fits(closed, method, Expected(method, closed))) return closed;
        return null;
    }

    private IReadOnlyList<IMethodSymbol> Source(CancellationToken cancellation) => _source ??=
    [
        .. compilation.SyntaxTrees.SelectMany(tree => Marked.GetValue(tree, Scan).Select(declaration => compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation)))
            .OfType<IMethodSymbol>().Where(method => KnownAttributes.Has(method, KnownAttributes.PullbackOf) || KnownAttributes.Has(method, KnownAttributes.JvpOf)),
    ];

    private static IReadOnlyList<MethodDeclarationSyntax> Scan(SyntaxTree tree) => tree.GetText().ToString() is var text && (text.Contains("PullbackOf") || text.Contains("JvpOf"))
        ? [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is var name && (name.Contains("PullbackOf") || name.Contains("JvpOf"))))]
        : [];

    private IReadOnlyList<IMethodSymbol> Runtime() => _runtime ??=
        [.. RuntimeRules.Select(name => compilation.GetTypeByMetadataName("DiffGen.Tensors." + name)).OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()).Where(method => KnownAttributes.Has(method, KnownAttributes.PullbackOf))];

    /// <summary>Why a marked method is no pullback, or forward derivative, of what it names, and that name; null where it is.</summary>
    public (string Name, string Reason)? Misfit(IMethodSymbol rule, string attribute)
    {
        (ITypeSymbol type, string? name) = Named(rule, attribute);
        IEnumerable<RuleParameter> Expected(IMethodSymbol method, IMethodSymbol closed) => attribute == KnownAttributes.PullbackOf ? this.Expected(method, closed) : ExpectedForward(method, closed);
        List<IMethodSymbol> methods = [.. (name is null ? [] : type.GetMembers(name)).OfType<IMethodSymbol>()];
        if (methods.Count == 0) return (name ?? "?", $"'{type.ToDisplayString()}' has no method of that name");
        if (methods.Any(method => Close(rule, method) is { } closed && Fits(closed, method, Expected(method, closed)))) return null;
        IMethodSymbol first = methods.FirstOrDefault(method => method.Parameters.Length <= rule.Parameters.Length) ?? methods[0];
        string parameters = string.Join(", ", Expected(first, rule).Select(parameter => (parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" }) + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        return (first.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), $"write it as '{first.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {rule.Name}({parameters})'");
    }

    private static (ITypeSymbol Type, string? Name) Named(IMethodSymbol rule, string attribute) => KnownAttributes.Find(rule, attribute)!.ConstructorArguments switch
    {
        [{ Value: string own }] => (rule.ContainingType, own),
        [{ Value: ITypeSymbol named }, { Value: string member }] => (named, member),
        _ => (rule.ContainingType, null),
    };

    /// <summary>Whether the rule's attribute names the method.</summary>
    private static bool IsFor(IMethodSymbol rule, IMethodSymbol method, string attribute = KnownAttributes.PullbackOf)
    {
        (ITypeSymbol type, string? name) = Named(rule, attribute);
        return name == method.Name && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType.OriginalDefinition);
    }

    /// <summary>A generic rule takes the method's type arguments in order, or the type of its numbers.</summary>
    private static IMethodSymbol? Close(IMethodSymbol rule, IMethodSymbol method)
    {
        if (!rule.IsGenericMethod) return rule;
        if (method.IsGenericMethod) return rule.Arity == method.Arity ? rule.Construct([.. method.TypeArguments]) : null;
        ITypeSymbol? number = method.Parameters.Select(parameter => TypeLowerer.Element(parameter.Type).Type ?? parameter.Type).FirstOrDefault(type => TypeLowerer.Scalar(type) is var kind && IR.ScalarKinds.IsFloat(kind));
        return rule.Arity == 1 && number is not null ? rule.Construct(number) : null;
    }

    /// <summary>The whole signature: the method's parameters, what the rule adds to them, and the result.</summary>
    private static bool Fits(IMethodSymbol rule, IMethodSymbol method, IEnumerable<RuleParameter> parameters)
    {
        if (!SymbolEqualityComparer.Default.Equals(rule.ReturnType, method.ReturnType)) return false;
        List<RuleParameter> expected = [.. parameters];
        return expected.Count == rule.Parameters.Length
            && expected.Zip(rule.Parameters, (one, other) => one.RefKind == other.RefKind && SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(fits => fits);
    }

    /// <summary>The parameters that a pullback of a method has.</summary>
    public IEnumerable<RuleParameter> Expected(IMethodSymbol method, IMethodSymbol rule)
    {
        List<RuleParameter> own = [.. RuleParameter.Of(method)];
        if (!rule.IsStatic) own.RemoveAt(0);
        foreach (RuleParameter parameter in own) yield return parameter;
        if (!method.ReturnsVoid && RuleParameter.IsFloating(method.ReturnType)) yield return new RuleParameter(method.ReturnType, RefKind.None);
        foreach (RuleParameter parameter in own.Where(parameter => parameter.IsDifferentiable))
        {
            if (TypeLowerer.Element(parameter.Type).Type is { } element) yield return new RuleParameter(compilation.GetTypeByMetadataName("System.Span`1")!.Construct(element), RefKind.None);
            else yield return new RuleParameter(parameter.Type, RefKind.Ref);
        }
    }

    /// <summary>The parameters that a forward derivative of a method has: its own, their tangents, and the result's.</summary>
    public IEnumerable<RuleParameter> ExpectedForward(IMethodSymbol method, IMethodSymbol rule)
    {
        List<RuleParameter> own = [.. RuleParameter.Of(method)];
        foreach (RuleParameter parameter in rule.IsStatic ? own : own.Skip(1)) yield return parameter;
        foreach (RuleParameter parameter in own.Where(parameter => parameter.IsDifferentiable))
        {
            if (TypeLowerer.Element(parameter.Type) is not { Type: { } element }) yield return parameter with { RefKind = parameter.RefKind is RefKind.Ref or RefKind.Out ? parameter.RefKind : RefKind.None };
            else yield return new RuleParameter(compilation.GetTypeByMetadataName(parameter.Type.Name == "Span" ? "System.Span`1" : "System.ReadOnlySpan`1")!.Construct(element), RefKind.None);
        }
        if (!method.ReturnsVoid && RuleParameter.IsFloating(method.ReturnType)) yield return new RuleParameter(method.ReturnType, RefKind.Out);
    }
}
