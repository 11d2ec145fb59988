using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// One method body → one IR function. Variables are tracked in an <see cref="Environment"/>, so assignments cost nothing;
/// calls stay calls (<see cref="CallOp"/>) where their arguments are numbers and storage, else the body is lowered in
/// their place. The partial files split by concern; this one has the state and the entry.
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Stands for the annotated method's name in refusals, since a body is lowered once for all who call it.</summary>
    public const string EntryName = "\u0001";

    private readonly IrBuilder _builder = new();
    private readonly LoweringContext _context;
    private readonly FunctionKey _key;
    private readonly IMethodSymbol _method;
    private readonly SyntaxTree? _tree;
    private readonly CancellationToken _cancellation;
    private readonly ModelInfo? _model;
    private readonly List<LocatedRefusal> _refusals = [];
    private readonly List<CallSite> _calls = [];
    private readonly List<PrivateRead> _privateReads = [];
    private readonly List<ForeignCall> _foreignCalls = [];
    private readonly Dictionary<Value, BufferParts> _parts = [];
    private readonly HashSet<Value> _parameters = [];
    private bool _isIncomplete;
    private Environment _environment = new();
    private Frame _frame;
    private Value _modelBuffer = Value.None;

    private BodyLowerer(LoweringContext context, FunctionKey key, HashSet<SyntaxNode> outliving, CancellationToken cancellation)
    {
        IMethodSymbol method = key.Method;
        bool isStatic = RootOf(method).IsStatic;
        _key = key;
        _outliving = outliving;
        _context = context;
        _method = method;
        _cancellation = cancellation;
        _tree = method.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        _model = isStatic ? null : context.Models.Find(method.ContainingType);
        _frame = new Frame(method, TypeArguments(method))
        {
            Result = method.ReturnsVoid ? null : new Temporary("value"),
            This = isStatic ? null : method.ContainingType.IsValueType ? new VariablePlace(new Temporary("this")) : new ValuePlace(new ObjectSlot("this")),
            IsConstructor = method.MethodKind == MethodKind.Constructor,
        };
    }

    public static LoweredBody Lower(LoweringContext context, FunctionKey key, CancellationToken cancellation)
    {
        // Which arrays outlive their loop or branch shows when they do: then the body is lowered again.
        var outliving = new HashSet<SyntaxNode>();
        while (true)
        {
            try
            {
                return new BodyLowerer(context, key, outliving, cancellation).Lower();
            }
            catch (RestartException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private LoweredBody Lower()
    {
        var parameters = new List<Value>();
        var prologue = new List<Operation>();
        foreach (BoundFunction bound in _key.Functions) Bind(bound.Variable, new FunctionSlot(bound.Function, _frame, null));
        foreach (FlatParameter parameter in FlatParameter.Of(_key))
        {
            object key = parameter.Captured is not null ? parameter.Captured : parameter.Symbol is { } symbol ? _method.OriginalDefinition.Parameters[symbol.Ordinal] : ((VariablePlace)_frame.This!).Key;
            try
            {
                Slot slot = new PoisonSlot();
                prologue.AddRange(_builder.Collect(() => slot = ParameterSlot(parameter, parameters)));
                Bind(key, slot);
            }
            catch (RefusalException refusal)
            {
                Bind(key, new PoisonSlot());
                Report(refusal);
            }
        }
        if (_model is not null)
        {
            _modelBuffer = _builder.Define(new IrType(_model.Kind, IrShape.ReadOnlyBuffer), "parameters");
            parameters.Add(_modelBuffer);
        }

        _parameters.UnionWith(parameters);
        EquatableArray<Value> inputs = parameters.ToEquatable();
        Region body = _builder.Region(inputs, () =>
        {
            _builder.AddRange(prologue);
            int start = _builder.Operations.Count;
            LowerBody(_method);
            EquatableArray<Value> results = Result();
            _builder.Operations.InsertRange(start, _arenaOperations);
            return results;
        });
        string name = _context.FunctionName(_key);
        Function function = _refusals.Count > 0 ? null! : new IrRewriter().Run(_builder.Function(name, body) with { Lengths = Lengths(parameters.Count).ToEquatable() });
        return new LoweredBody(function, _refusals, _calls, _privateReads, _foreignCalls, _derivativeCalls, _isIncomplete) { Steps = _steps };
    }

    /// <summary>The flat buffer of a model has the length of its layout.</summary>
    private IEnumerable<int> Lengths(int count) => Enumerable.Range(0, count).Select(i => _model is not null && i == count - 1 ? _model.Length : -1);

    private void LowerBody(IMethodSymbol method)
    {
        // A method with a rule: its own derivatives use it, too.
        if (method.MethodKind == MethodKind.Ordinary && (_context.Rules.Find(method, _cancellation) ?? _context.Rules.FindForward(method, _cancellation)) is not null && Body(method) is [{ } first, ..])
        {
            IEnumerable<Slot> arguments = method.OriginalDefinition.Parameters.Select(parameter => parameter.RefKind == RefKind.None ? _environment.Get(parameter)! : ReferenceTo(Variable((object)parameter), first));
            if (LowerForeign(method, _frame.This, [.. arguments], first) is { } value)
            {
                if (_frame.Result is not null) Bind(_frame.Result, value);
                return;
            }
        }
        if (Body(method) is { } operations) LowerBlock(operations);
        else Report(Refuse(BodySyntax(), "a method without a body", "give it a body"));
    }

    private EquatableArray<Value> Result()
    {
        if (_frame.Result is null || _refusals.Count > 0 || _environment.Throws) return default;
        Slot? result = _environment.Get(_frame.Result);
        if (result is BufferSlot array)
        {
            BufferParts parts = Parts(array.Buffer);
            // An array is no window on another one, so a parameter that is chosen is it as a whole.
            bool isChoice = parts.Roots.Count > 1 && parts.Roots.Any(_parameters.Contains);
            _builder.Origin = Origin.None;
            _builder.Add(new ResultOp(array.Buffer, 0, isChoice ? parts.Selector : Value.None, isChoice ? parts.Roots.ToEquatable() : default));
            return default;
        }
        return result is null ? default : Flatten(result).ToEquatable();
    }

    private SyntaxNode BodySyntax() => _method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);

    private void Report(RefusalException refusal)
    {
        LocatedRefusal? located = refusal.Refusal;
        SyntaxNode refused = _statement ?? BodySyntax();
        _isIncomplete = _isIncomplete || GeneratedMethods.AreMissing(refused, _context.Model(refused.SyntaxTree));
        // A silent refusal follows from one that was reported; were there none, silence would drop code.
        if (located is null && _refusals.Count == 0)
            located = Refuse(_statement ?? BodySyntax(), "this statement", "split it into simple statements").Refusal;
        if (located is not null) located = AtCall(located);
        if (located is not null && !_refusals.Contains(located)) _refusals.Add(located);
    }

    /// <summary>A refusal in another file's body that is lowered here stands at the call that leads there.</summary>
    private LocatedRefusal AtCall(LocatedRefusal refusal)
    {
        if (refusal.Location.SourceTree == _tree) return refusal;
        for (Frame? frame = _frame; frame?.Call is { } call; frame = frame.Caller)
        {
            if (call.Syntax.SyntaxTree != _tree) continue;
            return new LocatedRefusal(
                new Model.Refusal(Descriptors.RefusedInCallee.Id, [frame.Method.Name, EntryName, Closure.Quoted(refusal.Location), Descriptors.Message(refusal.Refusal.Id, refusal.Refusal.Arguments)]),
                call.Syntax.GetLocation())
            { Additional = refusal.Location };
        }
        return refusal;
    }

    private static RefusalException Refuse(SyntaxNode syntax, string construct, string advice)
        => RefusalException.At(syntax, Descriptors.UnsupportedConstruct, construct, EntryName, advice);

    private static RefusalException Refuse(IOperation operation, string construct, string advice) => Refuse(operation.Syntax, construct, advice);

    /// <summary>
    /// Sets a variable. Never written as a call on the field: computing the slot may join branches, and the environment
    /// after that is another object than before.
    /// </summary>
    private void Bind(object key, Slot slot) => _environment.Set(key, slot);

    /// <summary>The name of a variable: <c>p.X   ---->   pX</c>.</summary>
    private static string NameOf(object key) => key switch
    {
        ISymbol symbol => symbol.Name,
        Temporary temporary => temporary.Name,
        ExitTarget exit => exit.Name,
        Member member => Joined(NameOf(member.Parent), member.Name),
        _ => throw new InvalidOperationException(),
    };

    private static string Joined(string parent, string name)
    {
        string member = LocalName(name);
        if (parent.Length == 0 || parent == "this" || name is ReferenceComposite.Buffer) return parent.Length == 0 || parent == "this" ? member : parent;
        return parent + char.ToUpperInvariant(member[0]) + member.Substring(1);
    }
}

/// <summary>What is known of a body after lowering.</summary>
/// <param name="Function">Null where the body was refused.</param>
/// <param name="Refusals">With their places.</param>
/// <param name="Calls">The calls of source methods, in order.</param>
/// <param name="PrivateReads">Members read that not every type may name.</param>
/// <param name="ForeignCalls">The calls of methods that have a derivative of their own.</param>
/// <param name="DerivativeCalls">The calls of generated derivatives.</param>
/// <param name="IsIncomplete">Whether a generated method that it calls wasn't there.</param>
internal sealed record LoweredBody(
    Function Function,
    IReadOnlyList<LocatedRefusal> Refusals,
    IReadOnlyList<CallSite> Calls,
    IReadOnlyList<PrivateRead> PrivateReads,
    IReadOnlyList<ForeignCall> ForeignCalls,
    IReadOnlyList<DerivativeCall> DerivativeCalls,
    bool IsIncomplete)
{
    /// <summary>The steps of its iterations to fixed points.</summary>
    public IReadOnlyList<Function> Steps { get; init; } = [];
}

/// <summary>A call of a source method.</summary>
/// <param name="Target">What is called.</param>
/// <param name="Syntax">Where.</param>
/// <param name="Constants">The arguments that the callee may not write.</param>
internal sealed record CallSite(FunctionKey Target, SyntaxNode Syntax, IReadOnlyList<int> Constants);

/// <summary>A call of a method that has a derivative of its own.</summary>
/// <param name="Target">What is called.</param>
/// <param name="Syntax">Where.</param>
/// <param name="HasTangent">Whether forward mode can do with the pullback.</param>
/// <param name="HasPullback">Whether reverse mode can do with it at all.</param>
internal sealed record ForeignCall(IMethodSymbol Target, SyntaxNode Syntax, bool HasTangent, bool HasPullback);

/// <summary>A field or property that generated code names.</summary>
/// <param name="Member">Which.</param>
/// <param name="Syntax">Where the source names it.</param>
/// <param name="Path">The C# text that names it.</param>
internal sealed record PrivateRead(ISymbol Member, SyntaxNode Syntax, string Path);
