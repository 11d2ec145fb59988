using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>What lowering knows of one compilation. Bodies and models are lowered once per compilation, whoever asks.</summary>
internal sealed class LoweringContext
{
    private static readonly ConditionalWeakTable<Compilation, LoweringContext> Contexts = new();

    private readonly ConcurrentDictionary<FunctionKey, LoweredBody> _bodies = [];

    private readonly ConcurrentDictionary<ISymbol, IReadOnlyList<object>> _assignments = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];

    private readonly ConcurrentDictionary<ISymbol, bool> _handsStorage = new(SymbolEqualityComparer.Default);

    private LoweringContext(Compilation compilation)
    {
        Compilation = compilation;
        Models = new ModelTable();
        Rules = new RuleTable(compilation);
        HasRuntime = compilation.GetTypeByMetadataName("DiffGen.Workspaces.Workspace") is not null;
    }

    public Compilation Compilation { get; }

    public ModelTable Models { get; }

    public LayerTable Layers { get; } = new();

    public RuleTable Rules { get; }

    public bool HasRuntime { get; }

    /// <summary>The accessors that some C# text mentions, by name: what a name stands for doesn't depend on who asks first.</summary>
    public ConcurrentDictionary<string, FieldAccessor> Accessors { get; } = [];

    public static LoweringContext For(Compilation compilation) => Contexts.GetValue(compilation, static key => new LoweringContext(key));

    /// <summary>One semantic model per file: what one body makes it bind serves the others.</summary>
    public SemanticModel Model(SyntaxTree tree) => _models.GetOrAdd(tree, Bind);

    private SemanticModel Bind(SyntaxTree tree)
    {
        try
        {
            return WithoutNullableAnalysis(Compilation, tree);
        }
        catch (Exception missing) when (missing is MissingMethodException or TypeLoadException)
        {
            return Compilation.GetSemanticModel(tree);
        }
    }

    /// <summary>
    /// Whether a reference may be null is nothing that numbers depend on, and takes a sixth of the time. The overload may go in a
    /// later compiler: hence the method of its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel WithoutNullableAnalysis(Compilation compilation, SyntaxTree tree)
#pragma warning disable RSEXPERIMENTAL001 // For evaluation only
        => compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001

    public LoweredBody Body(FunctionKey key, CancellationToken cancellation)
    {
        if (_bodies.TryGetValue(key, out LoweredBody? body)) return body;
        body = BodyLowerer.Lower(this, key, cancellation);
        return _bodies.GetOrAdd(key, body);
    }

    /// <summary>The variables that lambdas and local functions of a body may assign.</summary>
    public IReadOnlyList<object> FunctionAssignments(IMethodSymbol method, Func<IReadOnlyList<object>> find) => _assignments.GetOrAdd(method, _ => find());

    /// <summary>Whether a helper hands storage on to a derivative.</summary>
    public bool HandsStorageToDerivative(IMethodSymbol method, Func<bool> find) => _handsStorage.GetOrAdd(method, _ => find());

    /// <summary>The name of an IR function: with the places of the functions that it is specialised for.</summary>
    public string FunctionName(FunctionKey key)
    {
        string name = FunctionName(key.Method);
        if (key.Functions.Count == 0) return name;
        IEnumerable<string> functions = key.Functions.Select(bound => bound.Function.DeclaringSyntaxReferences is [{ } declaration, ..] && bound.Function.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction
            ? $"{BodyLowerer.RootOf(bound.Function).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)} @{declaration.Span.Start - BodyLowerer.RootOf(bound.Function).DeclaringSyntaxReferences[0].Span.Start}"
            : bound.Function.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        return name.Insert(name.LastIndexOf(')'), $" with {string.Join(", ", functions)}");
    }

    /// <summary>The name of a method's IR function: with the type arguments that it is specialised for.</summary>
    private static string FunctionName(IMethodSymbol method)
    {
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        if (method.MethodKind != MethodKind.LocalFunction) return name;
        // Local functions of one name stand in different methods, or in different blocks of one.
        return $"{method.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Split('(')[0]}.{name.Insert(name.Length - 1, $" @{method.DeclaringSyntaxReferences[0].Span.Start - method.ContainingSymbol.DeclaringSyntaxReferences[0].Span.Start}")}";
    }
}
