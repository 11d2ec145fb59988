using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Batched derivatives that a body calls: loops over the samples.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>
    /// A sample after the other, each with its share of the seed.
    /// <code>
    /// y = FBatchGradient(w, x, n, out dW)   ---->   y = 0; dW = 0; for (i = 0; i &lt; n; i++) y += FPullback(w, x[i], 1 / n, ref dW); y /= n
    /// </code>
    /// </summary>
    private Slot LowerBatch(DerivativeSource source, string form, Value count)
    {
        MethodSignature signature = source.Call.Signature;
        var type = new IrType(signature.ReturnKind);
        bool isPullback = form == DerivativeNames.Batch + DerivativeNames.Pullback, isValue = form == DerivativeNames.Batch;
        CheckSamples(source, count);

        var references = new Dictionary<SignatureParameter, List<Value>>(ReferenceComparer.Instance);
        List<Value> outputs = Outputs(source, form, [], references);
        // A sample that throws leaves the outputs as they were.
        List<Value> gathered = [.. outputs.Select(output => _builder.Alloc(_builder.TypeOf(output).Kind, _builder.Length(output), AllocKind.Local))];
        Value number = _builder.Converted(count, type.Kind);
        Value seed = isPullback ? Flatten(source.Call.All(ParameterPurpose.Seed).Single().Slot).Single() : _builder.Scalar(Codes.Divide, _builder.Float(type.Kind, 1), number);

        // The sum of the values, then those of the derivatives with respect to numbers.
        List<(SignatureParameter? Input, Slot Slot)> numbers = [.. source.Call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is { IsStorage: false, Role: not ParameterRole.Reference })];
        List<IrType> types = [type, .. numbers.SelectMany(pair => pair.Input!.Leaves.Where(leaf => !leaf.IsConstant)).Select(leaf => new IrType(leaf.Type.Kind))];
        Value sample = _builder.Define(IrType.Int32, "sample");
        List<Value> inits = [.. types.Select(Nothing)], carried = [.. types.Select(each => _builder.Define(each))], sums = [.. types.Select(each => _builder.Define(each))];
        Region body = _builder.Region([sample, .. carried], () =>
        {
            List<Value> own = Sample(source, sample, count), results = [.. types.Select(each => _builder.Define(each))];
            if (isValue) CallItself(source, own, results);
            else CallDerivative(source, DerivativeNames.Pullback, results, own, [seed], [], gathered);
            return carried.Select((sum, i) => _builder.Scalar(Codes.Add, sum, results[i])).ToEquatable();
        });
        _builder.Add(new ForOp(sums.ToEquatable(), _builder.Int32(0), count, 1, false, inits.ToEquatable(), body));

        for (int i = 0; i < outputs.Count; i++)
        {
            (Value output, Value part) = (outputs[i], gathered[i]);
            if (!isPullback) CopyLoop(part, output);
            else _builder.Each(part, index => _builder.Store(output, index, _builder.Scalar(Codes.Add, _builder.Load(output, index), _builder.Load(part, index))));
        }
        var parts = new Queue<Value>(sums.Skip(1));
        foreach ((SignatureParameter? input, Slot slot) in numbers) Assign(slot, input!, parts);
        foreach (KeyValuePair<SignatureParameter, List<Value>> reference in references)
            Assign(source.Call.Of(ParameterPurpose.Derivative, reference.Key)!, reference.Key, new Queue<Value>(reference.Value.Select(buffer => _builder.Load(buffer, _builder.Int32(0)))));
        return new ScalarSlot(isPullback ? sums[0] : _builder.Scalar(Codes.Divide, sums[0], number));

        void Assign(Slot slot, SignatureParameter input, Queue<Value> values)
        {
            Slot derivative = DerivativeSlot(TypeOf(source, input), new Queue<ParameterLeaf>(input.Leaves), _ => values.Dequeue());
            Place place = Dereference(slot, source.Syntax);
            Write(place, isPullback ? Sum(Read(place, source.Syntax), derivative) : derivative, source.Syntax);
        }

        Value Nothing(IrType each) => _builder.Float(each.Kind, 0);
    }

    /// <summary>The method on one sample: a function like any other.</summary>
    private void CallItself(DerivativeSource source, List<Value> own, List<Value> results)
    {
        FunctionKey key = FunctionKey.Of(source.Method);
        _calls.Add(new CallSite(key, source.Syntax.Syntax, [.. Enumerable.Range(0, own.Count).Where(i => _builder.TypeOf(own[i]).Shape == IrShape.ReadOnlyBuffer)]));
        _builder.Add(new CallOp(results.ToEquatable(), _context.FunctionName(key), own.ToEquatable()));
    }

    /// <summary>The arguments of a sample: an element, or a window as long as the batch holds for each.</summary>
    private List<Value> Sample(DerivativeSource source, Value sample, Value count)
    {
        List<Value> own = [];
        int next = 0;
        foreach (SignatureParameter input in source.Call.Signature.Inputs)
        {
            foreach (ParameterLeaf leaf in input.Leaves)
            {
                Value value = source.Own[next++];
                if (!input.IsBatch) own.Add(value);
                else if (leaf.Type.IsScalar) own.Add(_builder.Load(value, sample, isProved: true));
                else
                {
                    Value length = input.ShapeLength >= 0 ? _builder.Int32(input.ShapeLength) : _builder.Scalar(Codes.Divide, _builder.Length(value), count);
                    own.Add(_builder.View(value, _builder.Scalar(Codes.Multiply, sample, length), length));
                }
            }
        }
        own.AddRange(source.Own.Skip(next));
        return own;
    }

    /// <summary>What the generated method checks at its entry.</summary>
    private void CheckSamples(DerivativeSource source, Value count)
    {
        string name = source.Call.NameOf(ParameterPurpose.Count, null).TrimStart('@');
        Require(
            _builder.Scalar(Codes.Less, count, _builder.Int32(1)),
            $"new global::System.ArgumentOutOfRangeException(\"{name}\", {{0}}, \"'{name}' must be at least 1\")", count);
        int next = 0;
        foreach (SignatureParameter input in source.Call.Signature.Inputs)
        {
            if (input.IsBatch)
            {
                Value length = _builder.Length(source.Own[next]);
                string parameter = input.Name.TrimStart('@');
                if (input.Role != ParameterRole.Buffer) CheckLength(length, count, input.Name);
                else if (input.ShapeLength >= 0)
                    CheckLength(_builder.Converted(length, ScalarKind.Int64), _builder.Scalar(Codes.Multiply, _builder.Converted(count, ScalarKind.Int64), _builder.Constant(new Literal(ScalarKind.Int64, input.ShapeLength))), input.Name);
                else
                    Require(
                        _builder.Scalar(Codes.NotEqual, _builder.Scalar(Codes.Remainder, length, count), _builder.Int32(0)),
                        $"new global::System.ArgumentException($\"'{parameter}' must have a length that is a multiple of {{{{({{0}})}}}} samples, but has length {{{{({{1}})}}}}\", \"{parameter}\")", count, length);
            }
            next += input.Leaves.Count;
        }

        void Require(Value isWrong, string exception, params Value[] arguments) => Branch(
            isWrong,
            () =>
            {
                AddThrow(exception, arguments);
                _environment.Throws = true;
            },
            () => { });
    }
}
