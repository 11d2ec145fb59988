using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>
/// What is legal and yet hardly meant, in the <c>[Differentiable]</c> methods of a file and the static methods that they call
/// directly. A file is looked at as a whole, so that what several methods call is reported once.
/// </summary>
internal sealed class FileLints
{
    private readonly LoweringContext _context;
    private readonly SyntaxTree _tree;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<ISymbol, MethodFlow?> _helpers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Location, Diagnostic> _found = [];

    /// <summary>What a method with a division calls more than once.</summary>
    private readonly Dictionary<MethodDeclarationSyntax, HashSet<string>> _repeated = [];

    private FileLints(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        _context = LoweringContext.For(compilation);
        _tree = tree;
        _cancellation = cancellation;
    }

    public static IEnumerable<Diagnostic> Of(SemanticModel model, CancellationToken cancellation)
    {
        var lints = new FileLints(model.Compilation, model.SyntaxTree, cancellation);
        foreach (MethodDeclarationSyntax syntax in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(MayHoldMethods).OfType<MethodDeclarationSyntax>())
        {
            if (syntax.AttributeLists.Count == 0 || model.GetDeclaredSymbol(syntax, cancellation) is not IMethodSymbol { PartialDefinitionPart: null } method) continue;
            if (KnownAttributes.Find(method, KnownAttributes.Differentiable) is { } attribute) lints.Check(method, attribute);
        }
        return lints._found.Values.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);
    }

    private static bool MayHoldMethods(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private void Check(IMethodSymbol method, AttributeData attribute)
    {
        try
        {
            if (MethodLowerer.Lower(_context.Compilation, method, attribute, _cancellation).Refusals.Count > 0) return;
            foreach (Diagnostic found in Differences(method)) Add(found);
            if (Flow(method.PartialImplementationPart ?? method, Helper) is not { } flow) return;
            foreach (Diagnostic found in StructuralZeros.Find(flow).Concat(LostDerivatives.Find(flow)).Concat(NanTraps.Find(flow))) Add(found);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Advice isn't worth an error: code that the analysis can't take gets none.
        }
    }

    /// <summary>Methods beside it, in the same file, that difference the method.</summary>
    private IEnumerable<Diagnostic> Differences(IMethodSymbol method)
    {
        if (GradientCall.Find(method) is not { } gradient) yield break;
        foreach (IMethodSymbol caller in method.ContainingType.GetMembers().OfType<IMethodSymbol>())
        {
            if (caller.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || reference.SyntaxTree != _tree || reference.GetSyntax(_cancellation) is not MethodDeclarationSyntax syntax) continue;
            if (!MayDifference(syntax, method.Name) || KnownAttributes.Has(caller, KnownAttributes.Differentiable)) continue;
            if (_context.Model(_tree).GetOperation(syntax, _cancellation) is not IMethodBodyOperation body) continue;
            IEnumerable<DifferenceMatch> matches = DifferenceLoop.Find(body, caller, method, gradient) is { } loop ? [loop] : DifferenceQuotient.Find(body, method, gradient);
            foreach (DifferenceMatch match in matches) yield return match.Report(caller.Name, method, gradient);
        }
    }

    /// <summary>Two calls and a division: a look that costs no binding.</summary>
    private bool MayDifference(MethodDeclarationSyntax syntax, string name)
    {
        if (!_repeated.TryGetValue(syntax, out HashSet<string>? names))
        {
            bool divides = syntax.DescendantTokens().Any(token => token.IsKind(SyntaxKind.SlashToken));
            IEnumerable<string> calls = divides ? syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression.GetLastToken().ValueText) : [];
            _repeated[syntax] = names = [.. calls.GroupBy(call => call).Where(group => group.Count() > 1).Select(group => group.Key)];
        }
        return names.Contains(name);
    }

    private void Add(Diagnostic found)
    {
        if (found.Location.SourceTree == _tree && !_found.ContainsKey(found.Location)) _found.Add(found.Location, found);
    }

    /// <summary>Helpers are followed one call deep; what they call counts as unknown.</summary>
    private MethodFlow? Helper(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod || method.MethodKind != MethodKind.Ordinary) return null;
        method = method.PartialImplementationPart ?? method;
        if (_helpers.TryGetValue(method, out MethodFlow? known)) return known;
        MethodFlow? flow = CustomRules.MayHave(_context.Compilation, method, _cancellation) ? null : Flow(method, _ => null);
        return _helpers[method] = flow is { WritesFields: false } ? flow : null;
    }

    private MethodFlow? Flow(IMethodSymbol method, Func<IMethodSymbol, MethodFlow?> calls)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not MethodDeclarationSyntax syntax) return null;
        var body = _context.Model(syntax.SyntaxTree).GetOperation(syntax, _cancellation) as IMethodBodyOperation;
        return MethodFlow.Of(method, body, calls, _cancellation);
    }
}
