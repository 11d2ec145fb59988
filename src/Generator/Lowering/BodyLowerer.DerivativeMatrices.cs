using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.Forms;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>Hessians and Jacobians that a body calls: of derivatives that are themselves differentiated again.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>
    /// The gradient, then the products with the unit vectors, of which each is a column; one triangle is the mirror image of the other.
    /// <code>
    /// y = FHessian(x, dX, h)   ---->   y = FGradient(x, dX); for (j…) { e[j] = 1; FHvp(x, e, column); h[j.., j] = h[j, j..] = column[j..]; e[j] = 0 }
    /// </code>
    /// </summary>
    private Slot LowerHessian(DerivativeSource source)
    {
        (DerivativeArguments call, List<Value> own) = (source.Call, [.. source.Own]);
        List<MatrixLeaf> leaves = TangentForms.Leaves(call.Signature, _ => true);
        var axis = new MatrixAxis(_builder, leaves, own);
        Value matrix = Matrix(source, ParameterPurpose.Hessian, axis.Count, axis.Count);
        Slot value = LowerDerivative(source, DerivativeNames.Gradient);
        if (_environment.Throws) return value;

        List<int> active = [.. leaves.Select(leaf => leaf.Parameter).OrderBy(i => i)];
        Dictionary<int, Value> directions = active.Where(IsStorage).ToDictionary(i => i, Local), products = active.Where(IsStorage).ToDictionary(i => i, Local);
        for (int k = 0; k < leaves.Count; k++)
        {
            MatrixLeaf along = leaves[k];
            int place = k;
            if (!IsStorage(along.Parameter))
            {
                Column(place, axis.StartOf(along), Value.None);
                continue;
            }
            _builder.Each(directions[along.Parameter], j =>
            {
                _builder.Store(directions[along.Parameter], j, One(along.Parameter), isProved: true);
                Column(place, axis.At(along, j), j);
                _builder.Store(directions[along.Parameter], j, _builder.Float(_builder.TypeOf(own[along.Parameter]).Kind, 0), isProved: true);
            });
        }
        return value;

        bool IsStorage(int i) => _builder.TypeOf(own[i]).IsBuffer;
        Value Local(int i) => _builder.Alloc(_builder.TypeOf(own[i]).Kind, _builder.Length(own[i]), AllocKind.Local);
        Value One(int i) => _builder.Float(_builder.TypeOf(own[i]).Kind, 1);

        void Column(int place, Value column, Value index)
        {
            MatrixLeaf along = leaves[place];
            List<Value> results = [_builder.Define(new IrType(call.Signature.ReturnKind)), .. active.Where(i => !IsStorage(i)).Select(i => _builder.Define(_builder.TypeOf(own[i])))];
            List<Value> tangents = [.. active.Select(i => IsStorage(i) ? directions[i] : _builder.Float(_builder.TypeOf(own[i]).Kind, i == along.Parameter ? 1 : 0))];
            CallDerivative(source, DerivativeNames.Hvp, results, own, [], tangents, [.. active.Where(IsStorage).Select(i => products[i])]);
            List<int> numbers = [.. active.Where(i => !IsStorage(i))];
            foreach (MatrixLeaf leaf in leaves.Skip(place))
            {
                if (!IsStorage(leaf.Parameter)) Pair(axis.StartOf(leaf), column, results[1 + numbers.IndexOf(leaf.Parameter)]);
                else From(leaf == along ? index : _builder.Int32(0), _builder.Length(own[leaf.Parameter]), i => Pair(axis.At(leaf, i), column, _builder.Load(products[leaf.Parameter], i, isProved: true)));
            }
        }

        void Pair(Value row, Value column, Value element)
        {
            Put(matrix, axis, row, column, element);
            if (row != column) Put(matrix, axis, column, row, element);
        }
    }

    /// <summary>
    /// Of a number its gradient; of what is written a function like any other.
    /// <code>
    /// y = FJacobian(x, j)   ---->   y = FGradient(x, dX); j[..] = dX
    /// </code>
    /// </summary>
    private Slot LowerJacobian(DerivativeSource source)
    {
        (DerivativeArguments call, List<Value> own) = (source.Call, [.. source.Own]);
        bool isNumber = call.Signature.ReturnKind.IsFloat();
        List<Value> results = [];
        Slot value = source.Method.ReturnsVoid ? new PoisonSlot() : ResultSlot(source.Method.ReturnType, results);
        if (!isNumber)
        {
            // Which of them is written is known once its body is lowered: none may be another.
            for (int i = 0; i < own.Count; i++)
            {
                if (_builder.TypeOf(own[i]).Shape == IrShape.Buffer) RequireWritable(source, own[i], [.. own.Where((_, other) => other != i)]);
            }
            Value written = Matrix(source, ParameterPurpose.Jacobian, Value.None, Value.None);
            CallDerivative(source, DerivativeNames.Jacobian, results, own, [], [], [written]);
            return value;
        }
        List<MatrixLeaf> leaves = TangentForms.Leaves(call.Signature, _ => true);
        var axis = new MatrixAxis(_builder, leaves, own);
        Value matrix = Matrix(source, ParameterPurpose.Jacobian, axis.Count, Value.None);
        List<int> active = [.. leaves.Select(leaf => leaf.Parameter).OrderBy(i => i)], numbers = [.. active.Where(i => !_builder.TypeOf(own[i]).IsBuffer)], buffers = [.. active.Except(numbers)];
        List<Value> outputs = [.. buffers.Select(i => _builder.Alloc(_builder.TypeOf(own[i]).Kind, _builder.Length(own[i]), AllocKind.Local))];
        results.AddRange(numbers.Select(i => _builder.Define(_builder.TypeOf(own[i]))));
        CallDerivative(source, DerivativeNames.Gradient, results, own, [], [], outputs);
        Value row = _builder.Int32(0);
        foreach (MatrixLeaf leaf in leaves)
        {
            if (numbers.Contains(leaf.Parameter)) Put(matrix, axis, row, axis.StartOf(leaf), results[1 + numbers.IndexOf(leaf.Parameter)]);
            else From(row, _builder.Length(own[leaf.Parameter]), i => Put(matrix, axis, row, axis.At(leaf, i), _builder.Load(outputs[buffers.IndexOf(leaf.Parameter)], i, isProved: true)));
        }
        return value;
    }

    /// <summary>The matrix, of as many elements as rows times columns.</summary>
    private Value Matrix(DerivativeSource source, ParameterPurpose purpose, Value columns, Value rows)
    {
        Value matrix = Flatten(OfKnownLength(source.Call.Of(purpose, null)!)).Single();
        RequireWritable(source, matrix, [.. source.Own, .. source.Call.All(ParameterPurpose.Derivative).Where(pair => pair.Input is null or { IsStorage: true }).SelectMany(pair => Flatten(pair.Slot))]);
        if (columns.IsNone) return matrix;
        Value Long(Value value) => _builder.Converted(value, ScalarKind.Int64);
        Value expected = rows.IsNone ? Long(columns) : _builder.Scalar(Codes.Multiply, Long(rows), Long(columns));
        CheckLength(Long(_builder.Length(matrix)), expected, source.Call.NameOf(purpose, null));
        return matrix;
    }

    private void Put(Value matrix, MatrixAxis axis, Value row, Value column, Value element)
        => _builder.Store(matrix, _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, row, axis.Count), column), _builder.Converted(element, _builder.TypeOf(matrix).Kind), isProved: true);

    /// <summary><c>for (i = from; i &lt; to; i++) …</c></summary>
    private void From(Value from, Value to, Action<Value> build)
    {
        Value index = _builder.Define(IrType.Int32, "i");
        Region body = _builder.Region([index], () =>
        {
            build(index);
            return default;
        });
        _builder.Add(new ForOp(default, from, to, 1, false, default, body));
    }
}
