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
/// calls stay calls (<see cref="CallOp"/>). The partial files split by concern; this one has the state and the entry.
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Stands for the annotated method's name in refusals, since a body is lowered once for all who call it.</summary>
    public const string EntryName = "\u0001";

    private readonly IrBuilder _builder = new();
    private readonly LoweringContext _context;
    private readonly IMethodSymbol _method;
    private readonly CancellationToken _cancellation;
    private readonly ExitTarget _return = new("returned");
    private readonly Temporary? _result;
    private readonly ModelInfo? _model;
    private readonly List<LocatedRefusal> _refusals = [];
    private readonly List<CallSite> _calls = [];
    private readonly List<PrivateRead> _privateReads = [];
    private readonly Dictionary<Value, BufferParts> _parts = [];
    private Environment _environment = new();
    private Value _modelBuffer = Value.None;

    private BodyLowerer(LoweringContext context, IMethodSymbol method, CancellationToken cancellation)
    {
        _context = context;
        _method = method;
        _cancellation = cancellation;
        ScalarKind kind = TypeLowerer.Scalar(method.ReturnType);
        _result = kind == ScalarKind.None ? null : new Temporary("value", new IrType(kind));
        _model = method.IsStatic ? null : context.Models.Find(method.ContainingType);
    }

    public static LoweredBody Lower(LoweringContext context, IMethodSymbol method, CancellationToken cancellation)
        => new BodyLowerer(context, method, cancellation).Lower();

    private LoweredBody Lower()
    {
        var parameters = new List<Value>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            try
            {
                Slot slot = ParameterSlot(parameter);
                Bind(parameter, slot);
                if (slot is ScalarSlot scalar) parameters.Add(scalar.Value);
                if (slot is BufferSlot buffer) parameters.Add(buffer.Buffer);
            }
            catch (RefusalException refusal)
            {
                Bind(parameter, new PoisonSlot());
                Report(refusal);
            }
        }
        if (_model is not null)
        {
            _modelBuffer = _builder.Define(new IrType(_model.Kind, IrShape.ReadOnlyBuffer), "parameters");
            parameters.Add(_modelBuffer);
        }

        EquatableArray<Value> inputs = parameters.ToEquatable();
        Region body = _builder.Region(inputs, () =>
        {
            LowerBody();
            return Result();
        });
        string name = _context.FunctionName(_method);
        Function function = _refusals.Count > 0 ? null! : new IrRewriter().Run(_builder.Function(name, body) with { Lengths = Lengths(parameters.Count).ToEquatable() });
        return new LoweredBody(function, _refusals, _calls, _privateReads);
    }

    /// <summary>The flat buffer of a model has the length of its layout.</summary>
    private IEnumerable<int> Lengths(int count) => Enumerable.Range(0, count).Select(i => _model is not null && i == count - 1 ? _model.Length : -1);

    private Slot ParameterSlot(IParameterSymbol parameter)
    {
        SyntaxNode syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) ?? BodySyntax();
        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            throw RefusalException.At(
                syntax, Descriptors.UnsupportedParameter, parameter.Name, parameter.Type.ToDisplayString(),
                $"'{(parameter.RefKind == RefKind.Ref ? "ref" : "out")}' parameters are not emitted yet; return the value, or write into a Span<T> of one element");
        }
        ScalarKind kind = TypeLowerer.Scalar(parameter.Type);
        if (kind != ScalarKind.None) return new ScalarSlot(_builder.Define(new IrType(kind), parameter.Name));
        if (TypeLowerer.TryBuffer(parameter.Type, out IrType buffer)) return new BufferSlot(_builder.Define(buffer, parameter.Name));
        return new ObjectSlot(Identifiers.Escape(parameter.Name));
    }

    private void LowerBody()
    {
        SyntaxNode? declaration = _method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
        IOperation? operation = declaration is null
            ? null
            : _context.Model(declaration.SyntaxTree).GetOperation(declaration, _cancellation);
        if (operation is not IMethodBodyOperation { } body || (body.BlockBody ?? body.ExpressionBody) is not { } block)
        {
            Report(Refuse(BodySyntax(), "a method without a body", "give it a body"));
            return;
        }
        LowerBlock(block.Operations);
    }

    private EquatableArray<Value> Result()
    {
        if (_result is null || _refusals.Count > 0 || _environment.Throws) return default;
        return _environment.Get(_result) is ScalarSlot scalar ? [scalar.Value] : default;
    }

    private SyntaxNode BodySyntax() => _method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);

    private void Report(RefusalException refusal)
    {
        LocatedRefusal? located = refusal.Refusal;
        // A silent refusal follows from one that was reported; were there none, silence would drop code.
        if (located is null && _refusals.Count == 0)
            located = Refuse(_statement ?? BodySyntax(), "this statement", "split it into simple statements").Refusal;
        if (located is not null && !_refusals.Contains(located)) _refusals.Add(located);
    }

    private static RefusalException Refuse(SyntaxNode syntax, string construct, string advice)
        => RefusalException.At(syntax, Descriptors.UnsupportedConstruct, construct, EntryName, advice);

    private static RefusalException Refuse(IOperation operation, string construct, string advice) => Refuse(operation.Syntax, construct, advice);

    /// <summary>
    /// Sets a variable. Never written as a call on the field: computing the slot may join branches, and the environment
    /// after that is another object than before.
    /// </summary>
    private void Bind(object key, Slot slot) => _environment.Set(key, slot);

    private static string NameOf(object key) => key switch
    {
        ISymbol symbol => symbol.Name,
        Temporary temporary => temporary.Name,
        ExitTarget exit => exit.Name,
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>What is known of a body after lowering.</summary>
/// <param name="Function">Null where the body was refused.</param>
/// <param name="Refusals">With their places.</param>
/// <param name="Calls">The calls of source methods, in order.</param>
/// <param name="PrivateReads">Members read that not every type may name.</param>
internal sealed record LoweredBody(
    Function Function,
    IReadOnlyList<LocatedRefusal> Refusals,
    IReadOnlyList<CallSite> Calls,
    IReadOnlyList<PrivateRead> PrivateReads);

/// <summary>A call of a source method.</summary>
/// <param name="Target">What is called.</param>
/// <param name="Syntax">Where.</param>
/// <param name="Constants">The arguments that the callee may not write.</param>
internal sealed record CallSite(IMethodSymbol Target, SyntaxNode Syntax, IReadOnlyList<int> Constants);

/// <summary>A field or property that generated code names.</summary>
internal sealed record PrivateRead(ISymbol Member, SyntaxNode Syntax);
