using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Hessians, Hessian-vector products and Jacobians, as functions around the tangents of a method or of its gradient. A pass
/// goes along several unit vectors at once, so that the value and the gradient are computed once for all of them.
/// <code>
/// for (j = 0; j + 3 &lt; n; j += 4) { v[j] = v2[j + 1] = … = 1; (H[j, ..], H[j + 1, ..], …) = tangents of the gradient(x, v, v2, …); v[j] = … = 0 }
/// </code>
/// </summary>
internal sealed class MatrixBuilder
{
    /// <summary>So many scalar inputs are unrolled: what their passes have in common is computed once.</summary>
    private const int UnrolledInputs = 8;

    /// <summary>The number of directions of a pass.</summary>
    public const int Lanes = 4;

    private readonly IrBuilder _builder = new();
    private readonly Function _primal;
    private readonly IReadOnlyList<MatrixLeaf> _inputs;
    private readonly List<Value> _own;

    private MatrixBuilder(Function primal, IReadOnlyList<MatrixLeaf> inputs)
    {
        _primal = primal;
        _inputs = inputs;
        _own = [.. primal.Parameters.Select(parameter => _builder.Define(primal.TypeOf(parameter), primal.NameOf(parameter)))];
    }

    /// <summary>
    /// The tangent of a gradient: value, gradient and the product of the Hessian with a direction. Parameters: the
    /// primal's, the gradient's buffers, a direction per input, the product's buffers. Results: value, gradient's scalars,
    /// the product's scalars.
    /// </summary>
    /// <param name="gradient">Value and gradient.</param>
    /// <param name="name">The name of the function made.</param>
    /// <param name="spec">How the gradient was made.</param>
    /// <param name="directions">Per parameter the name of its direction.</param>
    /// <param name="products">Per parameter the name of its part of the product.</param>
    /// <param name="pairs">Tells what solutions of iterations are.</param>
    /// <param name="pass">Which directions it has.</param>
    public static Function Second(Function gradient, string name, ReverseSpec spec, IReadOnlyList<string> directions, IReadOnlyList<string> products, Pairs pairs, Pass pass)
    {
        IEnumerable<string?> own = spec.Roles.Select((role, i) => role is AdjointRole.Overwritten or AdjointRole.Scalar && (pass.Only < 0 || pass.Only == i) ? directions[i] : null);
        IEnumerable<string?> buffers = Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == AdjointRole.Overwritten).Select(i => products[i]);
        Function second = ForwardMode.Run(gradient, name, [.. own, .. buffers], pairs, pass.Lanes);
        // The value's own tangents are not asked for.
        List<Value> yields = [.. second.Body.Yields];
        if (yields.Count > 0) yields.RemoveRange(gradient.Body.Yields.Count, pass.Lanes);
        return second with { Body = second.Body with { Yields = yields.ToEquatable() } };
    }

    /// <summary>Whether the passes are few and of scalars: then each is compiled for its own direction, and shares what it can with the others.</summary>
    public static bool IsUnrolled(Function primal, IReadOnlyList<MatrixLeaf> inputs)
        => inputs.Count is > 0 and <= UnrolledInputs && inputs.All(leaf => primal.TypeOf(primal.Parameters[leaf.Parameter]).IsScalar);

    /// <summary>Value and product. Parameters: the primal's, a direction per input, the product's buffers.</summary>
    public static Function Hvp(Function primal, ReverseSpec spec, Function second, IReadOnlyList<string> directions, IReadOnlyList<string> products)
        => new MatrixBuilder(primal, []).BuildHvp(spec, second, directions, products);

    /// <summary>Value, gradient and Hessian. Parameters: the primal's, the gradient's buffers, the matrix.</summary>
    /// <param name="primal">The function.</param>
    /// <param name="inputs">Rows and columns.</param>
    /// <param name="spec">How the gradient was made.</param>
    /// <param name="second">Its tangent: of a pass along all inputs, or along one where <see cref="IsUnrolled"/>.</param>
    public static Function Hessian(Function primal, IReadOnlyList<MatrixLeaf> inputs, ReverseSpec spec, Func<Pass, Function> second)
        => new MatrixBuilder(primal, inputs).BuildHessian(spec, second);

    /// <summary>The Jacobian of a scalar: its gradient. Parameters: the primal's, the matrix.</summary>
    public static Function Row(Function primal, IReadOnlyList<MatrixLeaf> inputs, ReverseSpec spec, Function gradient)
        => new MatrixBuilder(primal, inputs).BuildRow(spec, gradient);

    /// <summary>The Jacobian of what is written. Parameters: the primal's, the matrix.</summary>
    /// <param name="primal">The function.</param>
    /// <param name="inputs">Columns.</param>
    /// <param name="outputs">Rows: written buffers.</param>
    /// <param name="tangent">The primal with tangents of inputs (one where <see cref="IsUnrolled"/>) and outputs, in the order of the primal's parameters.</param>
    public static Function Jacobian(Function primal, IReadOnlyList<MatrixLeaf> inputs, IReadOnlyList<MatrixLeaf> outputs, Func<Pass, Function> tangent)
        => new MatrixBuilder(primal, inputs).BuildJacobian(outputs, tangent);

    private Function BuildHvp(ReverseSpec spec, Function second, IReadOnlyList<string> directions, IReadOnlyList<string> products)
    {
        List<int> scalars = Of(spec, AdjointRole.Scalar), buffers = Of(spec, AdjointRole.Overwritten);
        List<int> moved = [.. Enumerable.Range(0, _own.Count).Where(i => scalars.Contains(i) || buffers.Contains(i))];
        List<Value> vectors = [.. moved.Select(i => _builder.Define(_builder.TypeOf(_own[i]), directions[i]))];
        List<Value> outputs = [.. buffers.Select(i => _builder.Define(_builder.TypeOf(_own[i]) with { Shape = IrShape.Buffer }, products[i]))];
        Region body = _builder.Region([.. _own, .. vectors, .. outputs], () =>
        {
            List<Value> gradients = [.. buffers.Select(i => _builder.Alloc(_builder.TypeOf(_own[i]).Kind, _builder.Length(_own[i]), AllocKind.Shadow, spec.Names[i]))];
            List<Value> results = _builder.Call(second, [.. _own, .. gradients, .. vectors, .. outputs]);
            return _primal.Body.Throws ? default : [results[0], .. results.Skip(1 + scalars.Count)];
        });
        return Inline.Into(Finish("hvp", body, LengthsOfOwn().Concat(moved.Concat(buffers).Select(LengthLike))), second);
    }

    private Function BuildHessian(ReverseSpec spec, Func<Pass, Function> second)
    {
        List<int> scalars = Of(spec, AdjointRole.Scalar), buffers = Of(spec, AdjointRole.Overwritten);
        List<Value> gradients = [.. buffers.Select(i => _builder.Define(_builder.TypeOf(_own[i]) with { Shape = IrShape.Buffer }, spec.Names[i]))];
        ScalarKind kind = _primal.Body.Throws ? ScalarKind.Float64 : _primal.TypeOf(_primal.Body.Yields[0]).Kind;
        Value matrix = _builder.Define(new IrType(kind, IrShape.Buffer), "hessian");
        List<MatrixLeaf> inputs = [.. _inputs];
        Region body = _builder.Region([.. _own, .. gradients, matrix], () =>
        {
            var axis = new MatrixAxis(_builder, _inputs, _own);
            List<Value[]> directions = LocalsOfLanes(buffers, "direction"), products = LocalsOfLanes(buffers, "column");
            List<Value> parts = [.. buffers.Select(i => Local(_own[i], spec.Names[i]))];
            IReadOnlyList<Value> results = Columns(axis, scalars, buffers, directions, [_primal.Body.Throws ? IrType.Float64 : new IrType(kind), .. scalars.Select(i => _builder.TypeOf(_own[i]))], (pass, unit) =>
            {
                IEnumerable<Value> vectors = Enumerable.Range(0, _own.Count).Where(i => (scalars.Contains(i) && IsPassed(i, pass)) || buffers.Contains(i))
                    .SelectMany(i => scalars.Contains(i) ? Ones(i, pass) : directions[buffers.IndexOf(i)].Take(pass.Lanes));
                int along = unit.Leaf is null ? 0 : inputs.IndexOf(unit.Leaf);
                Value isFirst = unit.Leaf is null ? _builder.Bool(true) : _builder.Scalar(Codes.Equal, unit.Columns[0], _builder.Int32(0));
                IEnumerable<Value> bounds = IsSplit ? [] : Bounds(inputs, buffers, unit, isFirst);
                List<Value> passed = _builder.Call(second(pass), [.. _own, .. parts, .. vectors, .. products.SelectMany(lanes => lanes.Take(pass.Lanes)), .. bounds]);
                if (_primal.Body.Throws) return [];
                // One triangle is computed, the other is its mirror image.
                foreach (MatrixLeaf leaf in unit.Leaf is null ? [] : inputs.Skip(along))
                {
                    // The results are the value, the gradient's scalars, and of each of these in turn the tangents.
                    int scalar = scalars.IndexOf(leaf.Parameter);
                    if (scalar >= 0) PutPairs(matrix, axis, unit.Columns, axis.StartOf(leaf), [.. unit.Columns.Select((_, lane) => passed[1 + scalars.Count + scalar * pass.Lanes + lane])]);
                    else PutPairs(matrix, axis, unit, leaf, products[buffers.IndexOf(leaf.Parameter)]);
                }
                List<Value> kept = [.. passed.Take(1 + scalars.Count)];
                if (buffers.Count == 0) return kept;
                // The first pass alone has all of the value and the gradient.
                return If(isFirst, [.. kept.Select(_builder.TypeOf)], () =>
                {
                    for (int k = 0; k < buffers.Count; k++) _builder.CopyElements(parts[k], gradients[k]);
                    return kept;
                }, () => unit.Kept.Count > 0 ? unit.Kept : [.. kept.Select(value => Zero(_builder.TypeOf(value)))]);
            });
            return _primal.Body.Throws ? default : results.ToEquatable();
        });
        Function function = Finish("hessian", body, LengthsOfOwn().Concat(buffers.Select(LengthLike)).Append(-1));
        return Inlined(function, scalars, second);
    }

    /// <summary>
    /// Per buffer the first row that is asked for, then per buffer the end of what the directions are along: in the first pass
    /// all; else none before the leaf that they are in, and no direction elsewhere.
    /// </summary>
    private List<Value> Bounds(List<MatrixLeaf> inputs, List<int> buffers, UnitVectors unit, Value isFirst)
    {
        int along = unit.Leaf is null ? 0 : inputs.IndexOf(unit.Leaf);
        List<int> places = [.. buffers.Select(i => inputs.FindIndex(leaf => leaf.Parameter == i))];
        List<Value> from = [], to = [];
        for (int k = 0; k < buffers.Count; k++)
        {
            (int place, Value length) = (places[k], _builder.Length(_own[buffers[k]]));
            from.Add(place == along ? unit.First : place < along ? length : _builder.Int32(0));
            to.Add(If(isFirst, [IrType.Int32], () => [length], () => [place == along ? _builder.Scalar(Codes.Add, unit.First, _builder.Int32(unit.Columns.Count)) : _builder.Int32(0)])[0]);
        }
        return [.. from, .. to];
    }

    private bool IsSplit => IsUnrolled(_primal, _inputs);

    /// <summary>Where each pass is compiled for itself, the others have no direction at all, rather than one of zero.</summary>
    private bool IsPassed(int parameter, Pass pass) => !IsSplit || parameter == pass.Along;

    /// <summary>The direction of a scalar, per lane.</summary>
    private IEnumerable<Value> Ones(int parameter, Pass pass)
        => Enumerable.Range(0, pass.Lanes).Select(_ => _builder.Float(_builder.TypeOf(_own[parameter]).Kind, parameter == pass.Along ? 1 : 0)).ToList();

    private List<Value[]> LocalsOfLanes(List<int> buffers, string name)
        => [.. buffers.Select(i => Enumerable.Range(0, Lanes).Select(lane => Local(_own[i], lane == 0 ? name : $"{name}{lane + 1}")).ToArray())];

    private Function Inlined(Function function, List<int> scalars, Func<Pass, Function> passes)
        => IsSplit ? scalars.Aggregate(function, (inlined, scalar) => Inline.Into(inlined, passes(new Pass(scalar, scalar, 1)))) : function;

    private Function BuildRow(ReverseSpec spec, Function gradient)
    {
        List<int> scalars = Of(spec, AdjointRole.Scalar), buffers = Of(spec, AdjointRole.Overwritten);
        ScalarKind kind = _primal.Body.Throws ? ScalarKind.Float64 : _primal.TypeOf(_primal.Body.Yields[0]).Kind;
        Value matrix = _builder.Define(new IrType(kind, IrShape.Buffer), "jacobian");
        Region body = _builder.Region([.. _own, matrix], () =>
        {
            var axis = new MatrixAxis(_builder, _inputs, _own);
            var apart = new List<(MatrixLeaf Leaf, Value Gradient)>();
            List<Value> gradients = [];
            foreach (int i in buffers)
            {
                MatrixLeaf leaf = _inputs.First(input => input.Parameter == i);
                // One after the other it stands in the matrix itself.
                bool isWindow = leaf.Leaves == 1 && _builder.TypeOf(_own[i]).Kind == kind;
                gradients.Add(isWindow ? _builder.View(matrix, axis.StartOf(leaf), _builder.Length(_own[i]), spec.Names[i]) : Local(_own[i], spec.Names[i]));
                if (!isWindow) apart.Add((leaf, gradients[gradients.Count - 1]));
            }
            List<Value> results = _builder.Call(gradient, [.. _own, .. gradients]);
            if (_primal.Body.Throws) return default;
            foreach ((MatrixLeaf leaf, Value values) in apart) Put(matrix, axis, _builder.Int32(0), leaf, values);
            foreach (MatrixLeaf leaf in _inputs.Where(leaf => scalars.Contains(leaf.Parameter))) Put(matrix, axis, _builder.Int32(0), leaf, results[1 + scalars.IndexOf(leaf.Parameter)]);
            return [results[0]];
        });
        return Inline.Into(Finish("jacobian", body, LengthsOfOwn().Append(-1)), gradient);
    }

    private Function BuildJacobian(IReadOnlyList<MatrixLeaf> outputs, Func<Pass, Function> tangent)
    {
        List<int> written = [.. outputs.Select(leaf => leaf.Parameter)];
        List<int> scalars = [.. _inputs.Select(leaf => leaf.Parameter).Where(i => _builder.TypeOf(_own[i]).IsScalar).OrderBy(i => i)];
        List<int> buffers = [.. _inputs.Select(leaf => leaf.Parameter).Where(i => _builder.TypeOf(_own[i]).IsBuffer).OrderBy(i => i)];
        Value matrix = _builder.Define(new IrType(_builder.TypeOf(_own[written[0]]).Kind, IrShape.Buffer), "jacobian");
        Region body = _builder.Region([.. _own, matrix], () =>
        {
            var axis = new MatrixAxis(_builder, _inputs, _own);
            var rows = new MatrixAxis(_builder, outputs, _own);
            List<Value[]> directions = LocalsOfLanes(buffers, "direction"), tangents = LocalsOfLanes(written, "column");
            List<Value> values = [.. written.Select(i => Local(_own[i], _builder.NameOf(_own[i])))];
            IrType[] kept = _primal.Body.Throws ? [] : [.. _primal.Body.Yields.Select(_primal.TypeOf)];
            IReadOnlyList<Value> results = Columns(axis, scalars, buffers, directions, kept, (pass, unit) =>
            {
                for (int k = 0; k < written.Count; k++)
                {
                    // Each pass begins with the old content.
                    _builder.CopyElements(_own[written[k]], values[k]);
                    foreach (Value lane in tangents[k].Take(pass.Lanes)) _builder.Add(new ClearOp(lane));
                }
                IEnumerable<Value> vectors = Enumerable.Range(0, _own.Count).Where(i => (scalars.Contains(i) && IsPassed(i, pass)) || buffers.Contains(i) || written.Contains(i))
                    .SelectMany(i => written.Contains(i) ? tangents[written.IndexOf(i)].Take(pass.Lanes) : scalars.Contains(i) ? Ones(i, pass) : directions[buffers.IndexOf(i)].Take(pass.Lanes));
                List<Value> passed = _builder.Call(tangent(pass), [.. _own.Select((own, i) => written.Contains(i) ? values[written.IndexOf(i)] : own), .. vectors]);
                for (int lane = 0; lane < unit.Columns.Count; lane++)
                    for (int k = 0; k < written.Count; k++) PutColumn(matrix, axis, rows, unit.Columns[lane], outputs[k], tangents[k][lane]);
                return [.. passed.Take(kept.Length)];
            });
            if (_primal.Body.Throws) return default;
            for (int k = 0; k < written.Count; k++) _builder.CopyElements(values[k], _own[written[k]]);
            return results.ToEquatable();
        });
        Function function = Finish("jacobian", body, LengthsOfOwn().Append(-1));
        return Inlined(function, scalars, tangent);
    }

    private static List<int> Of(ReverseSpec spec, AdjointRole role) => [.. Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == role)];

    private Function Finish(string suffix, Region body, IEnumerable<int> lengths)
        => _builder.Function($"{_primal.Name} {suffix}", body) with { Lengths = lengths.ToEquatable() };

    private IEnumerable<int> LengthsOfOwn() => _primal.Lengths.Count > 0 ? _primal.Lengths : _own.Select(_ => -1);

    /// <summary>Of what is as long as one of the function's own parameters.</summary>
    private int LengthLike(int own)
    {
        Value parameter = _primal.Parameters[own];
        if (!_primal.TypeOf(parameter).IsBuffer) return -1;
        return _primal.LengthOf(parameter) ?? Function.SameAs(_primal.Parameters.IndexOf(_primal.LeaderOf(parameter)));
    }

    private Value Local(Value like, string name) => _builder.Alloc(_builder.TypeOf(like).Kind, _builder.Length(like), AllocKind.Local, name);

    /// <summary>
    /// Passes along all inputs: <paramref name="build"/> gets the pass and its columns, and gives what is kept of it; without
    /// any input a pass all the same, of no column.
    /// </summary>
    private IReadOnlyList<Value> Columns(
        MatrixAxis axis, List<int> scalars, List<int> buffers, List<Value[]> directions, IReadOnlyList<IrType> kept, Func<Pass, UnitVectors, IReadOnlyList<Value>> build)
    {
        IReadOnlyList<Value> results = [];
        if (scalars.Count == 0)
            results = If(_builder.Scalar(Codes.Equal, axis.Count, _builder.Int32(0)), kept, () => build(Pass.OfBuffers(1), new UnitVectors(null, _builder.Int32(0), [], [])), () => [.. kept.Select(Zero)]);
        foreach (MatrixLeaf leaf in _inputs)
        {
            if (scalars.Contains(leaf.Parameter))
            {
                results = build(new Pass(IsSplit ? leaf.Parameter : -1, leaf.Parameter, 1), new UnitVectors(leaf, _builder.Int32(0), [axis.StartOf(leaf)], results));
                continue;
            }
            Value[] lanes = directions[buffers.IndexOf(leaf.Parameter)];
            Value length = _builder.Length(lanes[0]), zero = _builder.Int32(0);
            Value full = _builder.Scalar(Codes.Subtract, length, _builder.Scalar(Codes.Remainder, length, _builder.Int32(Lanes)));
            results = Sweep(zero, full, lanes);
            results = Sweep(full, length, [lanes[0]]);

            IReadOnlyList<Value> Sweep(Value from, Value to, Value[] swept)
            {
                Value index = _builder.Define(IrType.Int32, "j");
                IReadOnlyList<Value> inits = results.Count == kept.Count ? results : [.. kept.Select(Zero)];
                List<Value> carried = [.. kept.Select(type => _builder.Define(type))];
                Region body = _builder.Region([index, .. carried], () =>
                {
                    List<Value> places = [.. swept.Select((_, lane) => lane == 0 ? index : _builder.Scalar(Codes.Add, index, _builder.Int32(lane)))];
                    for (int lane = 0; lane < swept.Length; lane++) _builder.Store(swept[lane], places[lane], _builder.Float(_builder.TypeOf(swept[lane]).Kind, 1));
                    IReadOnlyList<Value> passed = build(Pass.OfBuffers(swept.Length), new UnitVectors(leaf, index, [.. places.Select(place => axis.At(leaf, place))], carried));
                    for (int lane = 0; lane < swept.Length; lane++) _builder.Store(swept[lane], places[lane], _builder.Float(_builder.TypeOf(swept[lane]).Kind, 0));
                    return passed.Count == kept.Count ? passed.ToEquatable() : carried.ToEquatable();
                });
                List<Value> after = [.. kept.Select(type => _builder.Define(type))];
                _builder.Add(new ForOp(after.ToEquatable(), from, to, swept.Length, false, inits.ToEquatable(), body));
                return after;
            }
        }
        return results;
    }

    private IReadOnlyList<Value> If(Value condition, IReadOnlyList<IrType> types, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise)
    {
        Region left = _builder.Region(default, () => Padded(then())), right = _builder.Region(default, () => Padded(otherwise()));
        List<Value> results = [.. types.Select(type => _builder.Define(type))];
        _builder.Add(new IfOp(results.ToEquatable(), condition, left, right));
        return results;

        EquatableArray<Value> Padded(IReadOnlyList<Value> values) => values.Count == types.Count ? values.ToEquatable() : types.Select(Zero).ToEquatable();
    }

    private Value Zero(IrType type) => _builder.Constant(new Literal(type.Kind, 0));

    /// <summary>Puts a leaf's part of a row in its place.</summary>
    private void Put(Value matrix, MatrixAxis axis, Value row, MatrixLeaf leaf, Value values)
    {
        Value start = _builder.Scalar(Codes.Multiply, row, axis.Count);
        if (_builder.TypeOf(values).IsScalar)
        {
            _builder.Store(matrix, _builder.Scalar(Codes.Add, start, axis.StartOf(leaf)), Fitting(matrix, values));
            return;
        }
        _builder.Each(values, index => _builder.Store(matrix, _builder.Scalar(Codes.Add, start, axis.At(leaf, index)), Fitting(matrix, _builder.Load(values, index))));
    }

    private void PutColumn(Value matrix, MatrixAxis columns, MatrixAxis rows, Value column, MatrixLeaf leaf, Value values)
        => _builder.Each(values, index => _builder.Store(matrix, _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, rows.At(leaf, index), columns.Count), column), Fitting(matrix, _builder.Load(values, index))));

    /// <summary>A float among doubles is one of them in the matrix.</summary>
    private Value Fitting(Value matrix, Value value) => _builder.Converted(value, _builder.TypeOf(matrix).Kind);

    /// <summary>Numbers of a row and of the column that mirrors it.</summary>
    private void PutPairs(Value matrix, MatrixAxis axis, IReadOnlyList<Value> columns, Value row, IReadOnlyList<Value> values)
    {
        for (int lane = 0; lane < columns.Count; lane++)
        {
            Value fitting = Fitting(matrix, values[lane]);
            Put(matrix, axis, row, columns[lane], fitting);
            if (columns[lane] != row) Put(matrix, axis, columns[lane], row, fitting);
        }
    }

    /// <summary>The rows of a leaf; of the leaf that the directions are in those from the diagonal on.</summary>
    private void PutPairs(Value matrix, MatrixAxis axis, UnitVectors unit, MatrixLeaf leaf, Value[] products)
    {
        Value first = _builder.Int32(0);
        if (leaf == unit.Leaf)
        {
            for (int row = 0; row < unit.Columns.Count; row++)
            {
                Value place = _builder.Scalar(Codes.Add, unit.First, _builder.Int32(row));
                PutPairs(matrix, axis, [.. unit.Columns.Take(row + 1)], unit.Columns[row], [.. products.Take(row + 1).Select(product => _builder.Load(product, place))]);
            }
            first = _builder.Scalar(Codes.Add, unit.First, _builder.Int32(unit.Columns.Count));
        }
        for (int lane = 0; lane < unit.Columns.Count; lane++)
        {
            (Value column, Value product) = (unit.Columns[lane], products[lane]);
            From(index => Put(matrix, axis, column, axis.At(leaf, index), Fitting(matrix, _builder.Load(product, index))));
        }
        // What stands side by side is written together.
        From(index =>
        {
            Value row = axis.At(leaf, index);
            for (int lane = 0; lane < unit.Columns.Count; lane++) Put(matrix, axis, row, unit.Columns[lane], Fitting(matrix, _builder.Load(products[lane], index)));
        });

        void From(Action<Value> build)
        {
            Value index = _builder.Define(IrType.Int32, "i");
            Region body = _builder.Region([index], () =>
            {
                build(index);
                return default;
            });
            _builder.Add(new ForOp(default, first, _builder.Length(products[0]), 1, false, default, body));
        }
    }

    /// <summary>The matrix is as large as its axes, so every place is within it.</summary>
    private void Put(Value matrix, MatrixAxis axis, Value row, Value column, Value value)
        => _builder.Store(matrix, _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, row, axis.Count), column), value, isProved: true);
}

/// <summary>One evaluation of a tangent function.</summary>
/// <param name="Only">The one parameter that the function has a tangent of; -1 where it has one of all inputs.</param>
/// <param name="Along">The scalar parameter whose direction is one; -1 where that is in a buffer.</param>
/// <param name="Lanes">The number of directions.</param>
internal sealed record Pass(int Only, int Along, int Lanes)
{
    public static Pass OfBuffers(int lanes) => new(-1, -1, lanes);
}

/// <summary>The columns of a pass.</summary>
/// <param name="Leaf">The leaf that they belong to; null where there is none.</param>
/// <param name="First">The first of them in the leaf.</param>
/// <param name="Columns">Where they stand in the matrix.</param>
/// <param name="Kept">What was kept of the passes before; empty in the first one.</param>
internal sealed record UnitVectors(MatrixLeaf? Leaf, Value First, IReadOnlyList<Value> Columns, IReadOnlyList<Value> Kept);
