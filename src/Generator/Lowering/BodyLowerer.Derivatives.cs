using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Calls of generated derivatives: of functions that the compiler makes, as it makes them for the other method itself.</summary>
internal sealed partial class BodyLowerer
{
    private readonly List<DerivativeCall> _derivativeCalls = [];

    /// <summary>
    /// What goes in stands before what is written; a derivative with respect to a number is a result.
    /// <code>
    /// y = FGradient(x, s, dX, out dS)   ---->   if (dX.Length != x.Length) throw …; (y, dS) = F gradient(x, s, dX; kept x)
    /// </code>
    /// </summary>
    private Slot LowerDerivative(IInvocationOperation invocation)
    {
        IMethodSymbol generated = invocation.TargetMethod;
        if (GeneratedMethods.OriginOf(generated) is not var (method, form))
            throw Unsupported(invocation, "it is generated, and of these only gradients, pullbacks, Jvp and Hvp of methods that are neither generic nor batched are differentiated again; call the method itself");
        MethodSignature signature = SignatureLowerer.Lower(_context, method);
        IReadOnlyList<FormParameter> parameters = GeneratedSignature.Of(signature, form);
        if (parameters.Count != generated.Parameters.Length || !signature.ReturnKind.IsFloat() || signature.Inputs.Any(input => input.Role is ParameterRole.Opaque or ParameterRole.Reference or ParameterRole.Rows or ParameterRole.Layer))
            throw Unsupported(invocation, "derivatives that are differentiated again are those of methods that return a number and read numbers, structs, arrays and spans");
        Place? receiver = invocation.Instance is null ? null : Receiver(invocation.Instance, generated);
        if (receiver is not null && !method.ContainingType.IsValueType && ObjectOf(receiver) is not { Path: "this" })
            throw Unsupported(invocation, "only derivatives of the object's own methods are differentiated again; make it static with the values as parameters");

        var call = new DerivativeArguments(signature, parameters, Arguments(invocation.Arguments, generated));
        List<Value> own = [], tangents = [], outputs = [];
        List<SignatureParameter> inputs = [.. signature.Inputs];
        foreach (SignatureParameter input in inputs)
        {
            Slot slot = input.IsThis ? Read(receiver!, invocation) : call.Of(ParameterPurpose.Own, input)!;
            List<Value> values = Leaves(slot, input, invocation);
            if (input.ShapeLength >= 0) CheckLength(_builder.Length(values[0]), _builder.Int32(input.ShapeLength), input.Name);
            own.AddRange(values);
        }
        if (signature.Model is not null) own.Add(_modelBuffer);
        foreach ((SignatureParameter? input, Slot slot) in call.All(ParameterPurpose.Tangent))
            tangents.AddRange(Active(input, input is null ? Flatten(slot) : Leaves(slot, input, invocation)));
        CheckLengths(call, own, invocation);
        foreach ((SignatureParameter? input, Slot slot) in call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is null or { IsStorage: true }))
        {
            List<Value> values = [.. Flatten(slot)];
            for (int i = 0; i < values.Count; i++)
            {
                if (_builder.TypeOf(values[i]).Shape == IrShape.ReadOnlyBuffer) throw Unsupported(invocation, "it would write into a field's array or a trainable parameter; write into a local array or a Span<T> parameter");
                if (!_builder.TypeOf(values[i]).IsBuffer) continue;
                if (own.Concat(tangents).Concat(outputs).Any(other => _builder.TypeOf(other).IsBuffer && MayOverlap(values[i], other)))
                    throw Unsupported(invocation, "what it writes may overlap another argument; pass an array of its own");
                if (input is null || !input.Leaves[i].IsConstant) outputs.Add(values[i]);
                else if (form != DerivativeNames.Pullback) _builder.Add(new ClearOp(values[i]));
            }
        }
        IEnumerable<Value> seeds = call.All(ParameterPurpose.Seed).SelectMany(pair => Flatten(pair.Slot));
        List<Value> results = [];
        Slot value = ResultSlot(method.ReturnType, results);
        var written = new List<(Slot Reference, Slot Value)>();
        if (call.All(ParameterPurpose.ResultTangent).FirstOrDefault().Slot is { } tangent) written.Add((tangent, ResultSlot(method.ReturnType, results)));
        foreach ((SignatureParameter? input, Slot slot) in call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is { IsStorage: false }))
        {
            ITypeSymbol type = input!.IsThis ? method.ContainingType : method.Parameters[signature.Parameters.ToList().IndexOf(input)].Type;
            written.Add((slot, DerivativeSlot(type, new Queue<ParameterLeaf>(input.Leaves), results)));
        }
        // A Jvp is a function like any other, which keeps what it needs.
        bool isPlain = form == DerivativeNames.Jvp;
        List<Value> kept = isPlain ? [] : [.. own.Concat(tangents).Where(argument => _builder.TypeOf(argument).Shape == IrShape.Buffer)];
        List<Value> copies = [.. kept.Select(buffer => _builder.Alloc(_builder.TypeOf(buffer).Kind, _builder.Length(buffer), AllocKind.Kept))];
        string name = DerivedFunction.NameOf(_context.FunctionName(FunctionKey.Of(method)), form);
        _derivativeCalls.Add(new DerivativeCall(method, form, name, generated, invocation.Syntax));
        _builder.Add(new CallOp(results.ToEquatable(), name, [.. own, .. seeds, .. tangents, .. outputs, .. copies]) { KeptCount = copies.Count, OutputCount = outputs.Count });
        for (int i = 0; i < kept.Count; i++) CopyLoop(kept[i], copies[i]);
        foreach ((Slot reference, Slot result) in written)
        {
            Place place = Dereference(reference, invocation);
            Write(place, form == DerivativeNames.Pullback ? Sum(Read(place, invocation), result) : result, invocation);
        }
        return value;
    }

    private List<Value> Leaves(Slot slot, SignatureParameter input, IOperation syntax)
    {
        if (slot is AliasSlot or CompositeSlot { Kind: ReferenceComposite }) slot = Read(Dereference(slot, syntax), syntax);
        if (slot is PoisonSlot) throw new RefusalException(null);
        List<Value> values = [.. Flatten(OfKnownLength(slot))];
        return values.Count == input.Leaves.Count ? values : throw Unsupported(syntax);
    }

    /// <summary>Those of a parameter's leaves that have a derivative.</summary>
    private static IEnumerable<Value> Active(SignatureParameter? input, IEnumerable<Value> values) => values.Where((_, i) => input is null || !input.Leaves[i].IsConstant);

    /// <summary>What is as long as a parameter.</summary>
    private void CheckLengths(DerivativeArguments call, List<Value> own, IOperation syntax)
    {
        int next = 0;
        foreach (SignatureParameter input in call.Signature.Inputs)
        {
            Value first = own[next];
            foreach (ParameterPurpose purpose in new[] { ParameterPurpose.Tangent, ParameterPurpose.Derivative })
            {
                if (!input.IsStorage || call.Of(purpose, input) is not { } slot) continue;
                if (slot is PoisonSlot) throw new RefusalException(null);
                List<Value> values = [.. Flatten(OfKnownLength(slot))];
                if (values.Count != input.Leaves.Count) throw Unsupported(syntax);
                CheckLength(_builder.Length(values[0]), _builder.Length(first), call.NameOf(purpose, input));
                if (input.Role != ParameterRole.Grid) continue;
                for (int i = 1; i < values.Count; i++) CheckLength(values[i], own[next + i], call.NameOf(purpose, input));
            }
            next += input.Leaves.Count;
        }
        if (call.Signature.Model is not { Length: > 0 } model) return;
        foreach (ParameterPurpose purpose in new[] { ParameterPurpose.Tangent, ParameterPurpose.Derivative })
        {
            if (call.Of(purpose, null) is { } slot) CheckLength(LengthOf(OfKnownLength(slot)), _builder.Int32(model.Length), call.NameOf(purpose, null));
        }
    }

    private void CheckLength(Value actual, Value expected, string parameter)
    {
        string template = $"new global::System.ArgumentException($\"'{parameter.TrimStart('@')}' must have length {{{{({{0}})}}}}, but has length {{{{({{1}})}}}}\", \"{parameter.TrimStart('@')}\")";
        Branch(
            _builder.Scalar(Codes.NotEqual, actual, expected),
            () =>
            {
                AddThrow(template, [expected, actual]);
                _environment.Throws = true;
            },
            () => { });
    }

    /// <summary>A derivative by value: a result per number that has one, zero for any other.</summary>
    private Slot DerivativeSlot(ITypeSymbol type, Queue<ParameterLeaf> leaves, List<Value> results)
    {
        type = Actual(type)!;
        if (KindOf(type) is var kind and not ScalarKind.None)
        {
            if (leaves.Dequeue().IsConstant) return new ScalarSlot(Zero(kind));
            results.Add(_builder.Define(new IrType(kind)));
            return new ScalarSlot(results[results.Count - 1]);
        }
        if (StructLayout.OfStruct(type) is not { } layout)
        {
            leaves.Dequeue();
            return new UnassignedSlot();
        }
        return new CompositeSlot(new StructComposite(layout), layout.Fields.Select(field => DerivativeSlot(field.Type, leaves, results)).ToEquatable());
    }

    /// <summary>Accumulators: their numbers, and what comes to each.</summary>
    private Slot Sum(Slot accumulator, Slot contribution) => (accumulator, contribution) switch
    {
        (ScalarSlot left, ScalarSlot right) => _builder.TypeOf(left.Value).Kind.IsFloat() ? new ScalarSlot(_builder.Scalar(Codes.Add, left.Value, right.Value)) : left,
        (CompositeSlot left, CompositeSlot right) => left with { Members = left.Members.Select((member, i) => Sum(member, right.Members[i])).ToEquatable() },
        _ => accumulator,
    };

    /// <summary>The arguments of a call of a generated method, by what they are for.</summary>
    private sealed class DerivativeArguments(MethodSignature signature, IReadOnlyList<FormParameter> parameters, IReadOnlyList<Slot> arguments)
    {
        public MethodSignature Signature => signature;

        /// <summary>The argument that belongs to a parameter of the method, or to its model; null where there is none.</summary>
        public Slot? Of(ParameterPurpose purpose, SignatureParameter? input) => IndexOf(purpose, input) is var index and >= 0 ? arguments[index] : null;

        public string NameOf(ParameterPurpose purpose, SignatureParameter? input) => parameters[IndexOf(purpose, input)].Name;

        /// <summary>In the order of the method's function: <c>this</c> first, the model last.</summary>
        public IEnumerable<(SignatureParameter? Input, Slot Slot)> All(ParameterPurpose purpose)
        {
            foreach (SignatureParameter? input in signature.Inputs.Append<SignatureParameter?>(null))
                if (Of(purpose, input) is { } slot) yield return (input, slot);
        }

        private int IndexOf(ParameterPurpose purpose, SignatureParameter? input)
        {
            for (int i = 0; i < parameters.Count; i++)
                if (parameters[i].Purpose == purpose && ReferenceEquals(parameters[i].Source, input)) return i;
            return -1;
        }
    }
}

/// <summary>A call of a generated derivative.</summary>
/// <param name="Method">What it is a derivative of.</param>
/// <param name="Form">Which.</param>
/// <param name="Name">The function that is called.</param>
/// <param name="Generated">The generated method.</param>
/// <param name="Syntax">Where.</param>
internal sealed record DerivativeCall(IMethodSymbol Method, string Form, string Name, IMethodSymbol Generated, SyntaxNode Syntax);
