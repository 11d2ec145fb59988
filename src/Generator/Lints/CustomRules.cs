using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lints;

/// <summary>Methods whose derivative is written by hand: their bodies say nothing of it (a straight-through <c>Round</c>).</summary>
internal static class CustomRules
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Names = new();

    /// <summary>Whether a rule anywhere in the compilation names a method of this name.</summary>
    public static bool MayHave(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
        => compilation.SyntaxTrees.Any(tree => Names.GetValue(tree, key => Find(key, cancellation)).Contains(method.Name));

    /// <summary>The names in the arguments of <c>[PullbackOf]</c> and <c>[JvpOf]</c>.</summary>
    private static HashSet<string> Find(SyntaxTree tree, CancellationToken cancellation)
    {
        IEnumerable<AttributeSyntax> attributes = tree.GetRoot(cancellation)
            .DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax))
            .OfType<AttributeSyntax>()
            .Where(attribute => attribute.Name.GetLastToken().ValueText is "PullbackOf" or "JvpOf" or "PullbackOfAttribute" or "JvpOfAttribute");
        return [.. attributes.Where(attribute => attribute.ArgumentList is not null).SelectMany(attribute => attribute.ArgumentList!.DescendantTokens()).Select(token => token.ValueText)];
    }
}
