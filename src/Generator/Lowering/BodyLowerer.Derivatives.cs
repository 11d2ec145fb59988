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
        IMethodSymbol generated = Actual(invocation.TargetMethod);
        if (GeneratedMethods.OriginOf(generated) is not var (method, form))
            throw Unsupported(invocation, "it is generated, and of these all but sparse derivatives, of methods that are called as they are declared, are differentiated again; call the method itself");
        MethodSignature signature = SignatureLowerer.Lower(_context, method);
        IReadOnlyList<FormParameter> parameters = GeneratedSignature.Of(signature, form);
        bool isNumber = signature.ReturnKind.IsFloat() || (form == DerivativeNames.Jacobian && !signature.HasFloatResult);
        if (parameters.Count != generated.Parameters.Length || !isNumber || signature.Inputs.Any(input => input.Role is ParameterRole.Opaque or ParameterRole.Rows or ParameterRole.Layer || (input.Role == ParameterRole.Reference && !input.IsThis)))
            throw Unsupported(invocation, "derivatives that are differentiated again are those of methods that return a number and read numbers, structs, arrays and spans, and Jacobians of what they write to a span");
        Place? receiver = invocation.Instance is null ? null : Receiver(invocation.Instance, generated);
        if (receiver is not null && !method.ContainingType.IsValueType && ObjectOf(receiver) is not { Path: "this" })
            throw Unsupported(invocation, "only derivatives of the object's own methods are differentiated again; make it static with the values as parameters");

        var call = new DerivativeArguments(signature, parameters, Arguments(invocation.Arguments, generated));
        List<Value> own = [];
        foreach (SignatureParameter input in signature.Inputs)
        {
            List<Value> values = Leaves(input.IsThis ? Read(receiver!, invocation) : call.Of(ParameterPurpose.Own, input)!, input, invocation);
            bool isBatch = input.IsBatch && call.Of(ParameterPurpose.Count, null) is not null;
            if (input.ShapeLength >= 0 && !isBatch) CheckLength(_builder.Length(values[0]), _builder.Int32(input.ShapeLength), input.Name);
            own.AddRange(values);
        }
        if (signature.Model is not null) own.Add(_modelBuffer);
        CheckLengths(call, own, invocation);
        var source = new DerivativeSource(invocation, method, generated, call, own);
        return form switch
        {
            DerivativeNames.Hessian => LowerHessian(source),
            DerivativeNames.Jacobian => LowerJacobian(source),
            _ when call.Of(ParameterPurpose.Count, null) is ScalarSlot count => LowerBatch(source, form, count.Value),
            _ => LowerDerivative(source, form),
        };
    }

    /// <summary>A gradient, pullback, Jvp or Hvp.</summary>
    private Slot LowerDerivative(DerivativeSource source, string form)
    {
        (DerivativeArguments call, IOperation syntax) = (source.Call, source.Syntax);
        List<Value> tangents = [];
        foreach ((SignatureParameter? input, Slot slot) in call.All(ParameterPurpose.Tangent))
            tangents.AddRange(Active(input, input is null ? Flatten(slot) : Leaves(slot, input, syntax)));
        var references = new Dictionary<SignatureParameter, List<Value>>(ReferenceComparer.Instance);
        List<Value> outputs = Outputs(source, form, tangents, references);
        IEnumerable<Value> seeds = call.All(ParameterPurpose.Seed).SelectMany(pair => Flatten(pair.Slot));
        List<Value> results = [];
        Slot value = ResultSlot(source.Method.ReturnType, results);
        var written = new List<(Slot Reference, Slot Value)>();
        if (call.All(ParameterPurpose.ResultTangent).FirstOrDefault().Slot is { } tangent) written.Add((tangent, ResultSlot(source.Method.ReturnType, results)));
        foreach ((SignatureParameter? input, Slot slot) in call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is { IsStorage: false, Role: not ParameterRole.Reference }))
            written.Add((slot, DerivativeSlot(TypeOf(source, input!), new Queue<ParameterLeaf>(input!.Leaves), type => Defined(type, results))));
        CallDerivative(source, form, results, source.Own, seeds, tangents, outputs);
        foreach (KeyValuePair<SignatureParameter, List<Value>> reference in references)
        {
            var elements = new Queue<Value>(reference.Value.Select(buffer => _builder.Load(buffer, _builder.Int32(0))));
            written.Add((call.Of(ParameterPurpose.Derivative, reference.Key)!, DerivativeSlot(TypeOf(source, reference.Key), new Queue<ParameterLeaf>(reference.Key.Leaves), _ => elements.Dequeue())));
        }
        foreach ((Slot reference, Slot result) in written)
        {
            Place place = Dereference(reference, syntax);
            Write(place, form.EndsWith(DerivativeNames.Pullback, System.StringComparison.Ordinal) ? Sum(Read(place, syntax), result) : result, syntax);
        }
        return value;
    }

    /// <summary>What receives the derivative with respect to storage, in the order of the method's function; of what is passed by reference storage of one element.</summary>
    private List<Value> Outputs(DerivativeSource source, string form, List<Value> tangents, Dictionary<SignatureParameter, List<Value>> references)
    {
        List<Value> outputs = [];
        foreach ((SignatureParameter? input, Slot slot) in source.Call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is null or { IsStorage: true } or { Role: ParameterRole.Reference }))
        {
            if (input is { Role: ParameterRole.Reference })
            {
                references[input] = [.. input.Leaves.Where(leaf => !leaf.IsConstant).Select(leaf => _builder.Alloc(leaf.Type.Kind, _builder.Int32(1), AllocKind.Local))];
                outputs.AddRange(references[input]);
                continue;
            }
            List<Value> values = [.. Flatten(slot)];
            for (int i = 0; i < values.Count; i++)
            {
                RequireWritable(source, values[i], [.. source.Own, .. tangents, .. outputs]);
                if (!_builder.TypeOf(values[i]).IsBuffer) continue;
                if (input is null || !input.Leaves[i].IsConstant) outputs.Add(values[i]);
                else if (!form.EndsWith(DerivativeNames.Pullback, System.StringComparison.Ordinal)) _builder.Add(new ClearOp(values[i]));
            }
        }
        return outputs;
    }

    /// <summary>Refuses what can't be written, or may be something else that goes in.</summary>
    private void RequireWritable(DerivativeSource source, Value storage, IReadOnlyList<Value> others)
    {
        if (_builder.TypeOf(storage).Shape == IrShape.ReadOnlyBuffer) throw Unsupported(source.Syntax, "it would write into a field's array or a trainable parameter; write into a local array or a Span<T> parameter");
        if (_builder.TypeOf(storage).IsBuffer && others.Any(other => _builder.TypeOf(other).IsBuffer && MayOverlap(storage, other)))
            throw Unsupported(source.Syntax, "what it writes may overlap another argument; pass an array of its own");
    }

    /// <summary>A call of a derivative on values; what it needs of storage that may change is kept beside it.</summary>
    private void CallDerivative(DerivativeSource source, string form, IReadOnlyList<Value> results, IReadOnlyList<Value> own, IEnumerable<Value> seeds, IReadOnlyList<Value> tangents, IReadOnlyList<Value> outputs)
    {
        // A Jvp or Jacobian is a function like any other, which keeps what it needs.
        bool isPlain = form is DerivativeNames.Jvp or DerivativeNames.Jacobian;
        List<Value> kept = isPlain ? [] : [.. own.Concat(tangents).Where(argument => _builder.TypeOf(argument).Shape == IrShape.Buffer)];
        List<Value> copies = [.. kept.Select(buffer => _builder.Alloc(_builder.TypeOf(buffer).Kind, _builder.Length(buffer), AllocKind.Kept))];
        string name = DerivedFunction.NameOf(_context.FunctionName(FunctionKey.Of(source.Method)), form);
        _derivativeCalls.Add(new DerivativeCall(source.Method, form, name, source.Generated, source.Syntax.Syntax));
        _builder.Add(new CallOp(results.ToEquatable(), name, [.. own, .. seeds, .. tangents, .. outputs, .. copies]) { KeptCount = copies.Count, OutputCount = isPlain ? 0 : outputs.Count });
        for (int i = 0; i < kept.Count; i++) CopyLoop(kept[i], copies[i]);
    }

    private static ITypeSymbol TypeOf(DerivativeSource source, SignatureParameter input)
        => input.IsThis ? source.Method.ContainingType : source.Method.Parameters[source.Call.Signature.Parameters.ToList().IndexOf(input)].Type;

    private Value Defined(IrType type, List<Value> results)
    {
        results.Add(_builder.Define(type));
        return results[results.Count - 1];
    }

    private List<Value> Leaves(Slot slot, SignatureParameter input, IOperation syntax)
    {
        if (slot is AliasSlot or CompositeSlot { Kind: ReferenceComposite }) slot = Read(Dereference(slot, syntax), syntax);
        if (slot is PoisonSlot) throw new RefusalException(null);
        List<Value> values = [.. Flatten(OfKnownLength(slot))];
        if (values.Count != input.Leaves.Count) throw Unsupported(syntax);
        return input.Role == ParameterRole.Reference ? [.. values.Select(OfOneElement)] : values;
    }

    /// <summary>Storage that holds a number.</summary>
    private Value OfOneElement(Value value)
    {
        Value storage = _builder.Alloc(_builder.TypeOf(value).Kind, _builder.Int32(1), AllocKind.Local);
        _builder.Store(storage, _builder.Int32(0), value);
        return storage;
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
    private Slot DerivativeSlot(ITypeSymbol type, Queue<ParameterLeaf> leaves, System.Func<IrType, Value> next)
    {
        type = Actual(type)!;
        if (KindOf(type) is var kind and not ScalarKind.None)
        {
            return new ScalarSlot(leaves.Dequeue().IsConstant ? Zero(kind) : next(new IrType(kind)));
        }
        if (StructLayout.OfStruct(type) is not { } layout)
        {
            leaves.Dequeue();
            return new UnassignedSlot();
        }
        return new CompositeSlot(new StructComposite(layout), layout.Fields.Select(field => DerivativeSlot(field.Type, leaves, next)).ToEquatable());
    }

    /// <summary>Accumulators: their numbers, and what comes to each.</summary>
    private Slot Sum(Slot accumulator, Slot contribution) => (accumulator, contribution) switch
    {
        (ScalarSlot left, ScalarSlot right) => _builder.TypeOf(left.Value).Kind.IsFloat() ? new ScalarSlot(_builder.Scalar(Codes.Add, left.Value, right.Value)) : left,
        (CompositeSlot left, CompositeSlot right) => left with { Members = left.Members.Select((member, i) => Sum(member, right.Members[i])).ToEquatable() },
        _ => accumulator,
    };

    /// <summary>A call of a generated method.</summary>
    /// <param name="Syntax">Where.</param>
    /// <param name="Method">What it is a derivative of.</param>
    /// <param name="Generated">The generated method.</param>
    /// <param name="Call">Its arguments.</param>
    /// <param name="Own">Those of the method itself, in the order of its function.</param>
    private sealed record DerivativeSource(IInvocationOperation Syntax, IMethodSymbol Method, IMethodSymbol Generated, DerivativeArguments Call, IReadOnlyList<Value> Own);

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
