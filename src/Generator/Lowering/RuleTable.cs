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
/// referenced assembly beside the method.
/// </summary>
internal sealed class RuleTable(Compilation compilation)
{
    /// <summary>The rules of the runtime for types of the class library.</summary>
    private static readonly string[] RuntimeRules = ["TensorPullbacks", "VectorPullbacks", "QuaternionPullbacks", "MatrixPullbacks", "ComplexPullbacks"];

    /// <summary>The methods in a file that are marked as pullbacks: which they are doesn't depend on the compilation.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<MethodDeclarationSyntax>> Marked = new();

    private readonly ConcurrentDictionary<ISymbol, IMethodSymbol?> _found = new(SymbolEqualityComparer.Default);
    private IReadOnlyList<IMethodSymbol>? _source;
    private IReadOnlyList<IMethodSymbol>? _runtime;

    /// <summary>The pullback of a method, constructed as the method is; null where there is none.</summary>
    public IMethodSymbol? Find(IMethodSymbol method, CancellationToken cancellation) => _found.GetOrAdd(method, _ => Search(method, cancellation));

    private IMethodSymbol? Search(IMethodSymbol method, CancellationToken cancellation)
    {
        IEnumerable<IMethodSymbol> candidates = Source(cancellation).Where(rule => IsFor(rule, method));
        if (method.DeclaringSyntaxReferences.Length == 0)
        {
            candidates = candidates.Concat(Runtime().Where(rule => IsFor(rule, method)))
                .Concat(method.ContainingType.GetMembers(method.Name + "Pullback").OfType<IMethodSymbol>().Where(KnownAttributes.IsGenerated))
                .Concat(method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(rule => KnownAttributes.Has(rule, KnownAttributes.PullbackOf) && IsFor(rule, method)));
        }
        foreach (IMethodSymbol candidate in candidates)
            if (Close(candidate, method) is { } closed && Fits(closed, method)) return closed;
        return null;
    }

    private IReadOnlyList<IMethodSymbol> Source(CancellationToken cancellation) => _source ??=
    [
        .. compilation.SyntaxTrees.SelectMany(tree => Marked.GetValue(tree, Scan).Select(declaration => compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation)))
            .OfType<IMethodSymbol>().Where(method => KnownAttributes.Has(method, KnownAttributes.PullbackOf)),
    ];

    private static IReadOnlyList<MethodDeclarationSyntax> Scan(SyntaxTree tree) => tree.GetText().ToString().Contains("PullbackOf")
        ? [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString().Contains("PullbackOf")))]
        : [];

    private IReadOnlyList<IMethodSymbol> Runtime() => _runtime ??=
        [.. RuntimeRules.Select(name => compilation.GetTypeByMetadataName("DiffGen.Tensors." + name)).OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()).Where(method => KnownAttributes.Has(method, KnownAttributes.PullbackOf))];

    /// <summary>Why a marked method is no pullback of what it names, and that name; null where it is.</summary>
    public (string Name, string Reason)? Misfit(IMethodSymbol rule, CancellationToken cancellation)
    {
        (ITypeSymbol type, string? name) = Named(rule);
        List<IMethodSymbol> methods = [.. (name is null ? [] : type.GetMembers(name)).OfType<IMethodSymbol>()];
        if (methods.Count == 0) return (name ?? "?", $"'{type.ToDisplayString()}' has no method of that name");
        if (methods.Any(method => Close(rule, method) is { } closed && Fits(closed, method))) return null;
        IMethodSymbol first = methods.FirstOrDefault(method => method.Parameters.Length <= rule.Parameters.Length) ?? methods[0];
        string parameters = string.Join(", ", Expected(first, rule).Select(parameter => (parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" }) + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        return (first.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), $"write it as '{first.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {rule.Name}({parameters})'");
    }

    private static (ITypeSymbol Type, string? Name) Named(IMethodSymbol rule) => KnownAttributes.Find(rule, KnownAttributes.PullbackOf)!.ConstructorArguments switch
    {
        [{ Value: string own }] => (rule.ContainingType, own),
        [{ Value: ITypeSymbol named }, { Value: string member }] => (named, member),
        _ => (rule.ContainingType, null),
    };

    /// <summary>Whether the rule's attribute names the method.</summary>
    private static bool IsFor(IMethodSymbol rule, IMethodSymbol method)
    {
        (ITypeSymbol type, string? name) = Named(rule);
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

    /// <summary>The whole signature: the method's parameters, the seed, what is added to, and the result.</summary>
    private bool Fits(IMethodSymbol rule, IMethodSymbol method)
    {
        if (!SymbolEqualityComparer.Default.Equals(rule.ReturnType, method.ReturnType)) return false;
        List<RuleParameter> expected = [.. Expected(method, rule)];
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
}
