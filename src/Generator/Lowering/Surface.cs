using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using DiffGen.Generator.Emission;
using DiffGen.Generator.Forms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The generated halves of layers don't exist yet when the generator binds, and do when the analyzer does. So lowering
/// binds against the compilation with these halves, which both see alike: user code may call a layer's constructor and
/// read its extents. Likewise with generated derivatives, where a body that is differentiated calls them.
/// </summary>
internal static class Surface
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Complete = new();

    private static readonly ConditionalWeakTable<Compilation, Compilation> Derived = new();

    private static readonly ConditionalWeakTable<SyntaxTree, Halves> Files = new();

    /// <summary>The compilation with the generated half of each layer; itself where there is no layer, or all are there.</summary>
    public static Compilation Of(Compilation compilation, CancellationToken cancellation)
    {
        if (Complete.TryGetValue(compilation, out Compilation? known)) return known;
        var added = new List<SyntaxTree>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Halves halves = Files.GetValue(tree, static key => new Halves(key));
            if (halves.MayHaveLayers) added.AddRange(halves.Missing(compilation, cancellation));
        }
        Compilation complete = added.Count == 0 ? compilation : compilation.AddSyntaxTrees(added);
        return Complete.GetValue(compilation, _ => complete);
    }

    /// <summary>
    /// The compilation with declarations of the derivatives that some code calls; itself where there is none. A method
    /// that calls the derivative of another has its turn once that one is declared.
    /// </summary>
    public static Compilation WithDerivatives(Compilation compilation, CancellationToken cancellation)
    {
        if (Derived.TryGetValue(compilation, out Compilation? known)) return known;
        List<Halves> files = [.. compilation.SyntaxTrees.Select(tree => Files.GetValue(tree, static key => new Halves(key)))];
        HashSet<string> called = [.. files.SelectMany(file => file.CalledDerivatives)];
        List<IMethodSymbol> waiting = [.. files.SelectMany(file => file.Annotated(compilation, called, cancellation))];
        Compilation complete = compilation;
        while (waiting.Count > 0)
        {
            var declared = new List<SyntaxTree>();
            var later = new List<IMethodSymbol>();
            foreach (IMethodSymbol method in waiting.Select(method => Find(complete, method, cancellation)).OfType<IMethodSymbol>())
            {
                LoweredMethod lowered = MethodLowerer.LowerIn(complete, method, KnownAttributes.Find(method, KnownAttributes.Differentiable)!, cancellation);
                if (lowered.IsIncomplete) later.Add(method);
                else if (lowered.Refusals.Count == 0)
                    declared.Add(CSharpSyntaxTree.ParseText(Stubs.Declarations(lowered.Model), (CSharpParseOptions)method.DeclaringSyntaxReferences[0].SyntaxTree.Options, lowered.Model.Signature.HintName, cancellationToken: cancellation));
            }
            if (declared.Count == 0) break;
            complete = complete.AddSyntaxTrees(declared);
            waiting = later;
        }
        return Derived.GetValue(compilation, _ => complete);
    }

    /// <summary>A source method, as another compilation with its file has it.</summary>
    public static IMethodSymbol? Find(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxReference syntax = method.DeclaringSyntaxReferences[0];
        return LoweringContext.For(compilation).Model(syntax.SyntaxTree).GetDeclaredSymbol(syntax.GetSyntax(cancellation), cancellation) as IMethodSymbol;
    }

    /// <summary>The generated halves of the layers in a file; the same text is parsed once.</summary>
    private sealed class Halves
    {
        private readonly StructDeclarationSyntax[] _candidates;
        private readonly SyntaxTree _tree;
        private string[]? _called;
        private MethodDeclarationSyntax[]? _methods;
        private readonly ConcurrentDictionary<StructDeclarationSyntax, (string Text, SyntaxTree Tree)> _parsed = [];

        public Halves(SyntaxTree tree)
        {
            _tree = tree;
            _candidates = [.. tree.GetRoot()
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<StructDeclarationSyntax>()
                .Where(IsCandidate)];
        }

        /// <summary>The names of derivatives that the file calls.</summary>
        public IEnumerable<string> CalledDerivatives => _called ??= [.. GeneratedMethods.NamesIn(_tree.GetRoot())];

        /// <summary>The annotated methods of the file of which a derivative is called somewhere and isn't there.</summary>
        public IEnumerable<IMethodSymbol> Annotated(Compilation compilation, HashSet<string> called, CancellationToken cancellation)
        {
            _methods ??= [.. _tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.AttributeLists.Count > 0)];
            foreach (MethodDeclarationSyntax declaration in _methods)
            {
                List<string> derivatives = [.. called.Where(name => GeneratedMethods.IsDerivativeOf(name, declaration.Identifier.ValueText))];
                if (derivatives.Count == 0 || compilation.GetSemanticModel(_tree).GetDeclaredSymbol(declaration, cancellation) is not { } method) continue;
                if (KnownAttributes.Has(method, KnownAttributes.Differentiable) && derivatives.Any(name => !method.ContainingType.GetMembers(name).Any(KnownAttributes.IsGenerated))) yield return method;
            }
        }

        public bool MayHaveLayers => _candidates.Length > 0;

        public IEnumerable<SyntaxTree> Missing(Compilation compilation, CancellationToken cancellation)
        {
            SemanticModel model = compilation.GetSemanticModel(_tree);
            foreach (StructDeclarationSyntax declaration in _candidates)
            {
                if (model.GetDeclaredSymbol(declaration, cancellation) is not { } type || !IsFirst(type, declaration, cancellation)) continue;
                if (type.InstanceConstructors.Any(KnownAttributes.IsGenerated) || LayerLowerer.Lower(compilation, type, cancellation) is not { } layer) continue;
                string text = LayerEmitter.Emit(layer.Layer).Text;
                if (!_parsed.TryGetValue(declaration, out (string Text, SyntaxTree Tree) half) || half.Text != text)
                    _parsed[declaration] = half = (text, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)_tree.Options, layer.Layer.HintName, cancellationToken: cancellation));
                yield return half.Tree;
            }
        }

        /// <summary>Of a type in several parts the first one asks.</summary>
        private static bool IsFirst(INamedTypeSymbol type, StructDeclarationSyntax declaration, CancellationToken cancellation)
            => type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<StructDeclarationSyntax>().FirstOrDefault(IsCandidate) == declaration;

        private static bool IsCandidate(StructDeclarationSyntax declaration) => declaration.Members.Any(member =>
            member is PropertyDeclarationSyntax { AttributeLists.Count: > 0 } property && property.Modifiers.Any(SyntaxKind.PartialKeyword));
    }
}
