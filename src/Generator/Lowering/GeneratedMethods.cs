using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>Which method a generated one is a derivative of: told by its name and its first parameters.</summary>
internal static class GeneratedMethods
{
    /// <summary>The derivatives that may be called in a body that is itself differentiated.</summary>
    private static readonly string[] Forms =
    [
        DerivativeNames.Gradient, DerivativeNames.Pullback, DerivativeNames.Jvp, DerivativeNames.Hvp, DerivativeNames.Jacobian, DerivativeNames.Hessian,
        DerivativeNames.Batch, DerivativeNames.Batch + DerivativeNames.Gradient, DerivativeNames.Batch + DerivativeNames.Pullback,
    ];

    /// <summary>The method, and which of its derivatives; null where it can't be differentiated again.</summary>
    public static (IMethodSymbol Method, string Form)? OriginOf(IMethodSymbol generated)
    {
        foreach (string form in Forms.Where(form => IsNamed(generated.Name, form)))
        {
            string name = generated.Name.Substring(0, generated.Name.Length - form.Length);
            bool isBatch = form.StartsWith(DerivativeNames.Batch, StringComparison.Ordinal);
            IEnumerable<IMethodSymbol> methods = generated.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
                .Where(method => KnownAttributes.Has(method, KnownAttributes.Differentiable) && method.Arity == generated.Arity)
                .Select(method => method.PartialImplementationPart ?? method)
                .Select(method => method.IsGenericMethod ? method.Construct([.. generated.TypeArguments]) : method)
                .Where(method => BeginsLike(generated, method, isBatch) && (!isBatch || method.Parameters.Any(IsSample)))
                .OrderByDescending(method => method.Parameters.Length);
            if (methods.FirstOrDefault() is { } method) return (method, form);
        }
        return null;
    }

    /// <summary>Whether some code calls what isn't there, and has the name of a derivative.</summary>
    public static bool AreMissing(SyntaxNode code, SemanticModel model) => Calls(code).Any(call => IsDerivative(NameOf(call)!) && model.GetSymbolInfo(call).Symbol is null);

    /// <summary>The names of derivatives that some code calls, whatever they turn out to be.</summary>
    public static IEnumerable<string> NamesIn(SyntaxNode code) => Calls(code).Select(call => NameOf(call)!).Where(IsDerivative);

    /// <summary>Whether a name is that of a derivative of a method.</summary>
    public static bool IsDerivativeOf(string name, string method) => name.StartsWith(method, StringComparison.Ordinal) && Forms.Any(form => name.Length == method.Length + form.Length && IsNamed(name, form));

    private static bool IsDerivative(string name) => Forms.Any(form => IsNamed(name, form));

    private static bool IsNamed(string name, string form) => name.Length > form.Length && name.EndsWith(form, StringComparison.Ordinal);

    private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode code) => code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call) is not null);

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsSample(IParameterSymbol parameter) => KnownAttributes.Has(parameter, KnownAttributes.Batch);

    /// <summary>Samples stand in a span, one after the other.</summary>
    private static bool BeginsLike(IMethodSymbol generated, IMethodSymbol method, bool isBatch) => method.Parameters.Length <= generated.Parameters.Length
        && method.Parameters.All(parameter => generated.Parameters[parameter.Ordinal] is var own && parameter.RefKind == own.RefKind && (isBatch && IsSample(parameter)
            ? own.Type is INamedTypeSymbol { Name: "ReadOnlySpan" }
            : SymbolEqualityComparer.Default.Equals(parameter.Type, own.Type)));
}
