using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Sparsity;

/// <summary>One axis of a sparse matrix: where the elements of each leaf stand, as numbers.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Start">Its first line.</param>
/// <param name="Length">How many elements it has; 1 for a number.</param>
internal sealed record SparseLeaf(MatrixLeaf Leaf, int Start, int Length);

/// <summary>
/// Sparse Jacobians and Hessians as functions around a tangent or a pullback: a pass per colour, and each element is read from the
/// product that it stands alone in.
/// <code>
/// for each colour c { v[lines of c] = 1; p = product with v; values[positions of c] = p[sources of c]; v[lines of c] = 0 }
/// </code>
/// The lines and entries of each colour are tables that stand beside the method (<c>SparsePlan</c>).
/// </summary>
internal sealed class SparseBuilder
{
    private readonly IrBuilder _builder = new();
    private readonly Function _primal;
    private readonly string _plan;
    private readonly int _colours;
    private readonly List<Value> _own;
    private readonly Dictionary<int, Value> _scratch = [];

    private SparseBuilder(Function primal, string plan, int colours)
    {
        _primal = primal;
        _plan = plan;
        _colours = colours;
        _own = [.. primal.Parameters.Select(parameter => _builder.Define(primal.TypeOf(parameter), primal.NameOf(parameter)))];
    }

    /// <summary>The number of directions of a pass: colours are few where there is a pattern.</summary>
    public static int LanesOf(int colours) => Math.Min(colours, MatrixBuilder.Lanes);

    /// <summary>The Jacobian of what is written, forward. Parameters: the primal's, the values.</summary>
    /// <param name="primal">The function.</param>
    /// <param name="inputs">Columns.</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="plan">The C# expression of the plan.</param>
    /// <param name="colours">The number of colours.</param>
    /// <param name="tangent">The primal with tangents of inputs and outputs along so many directions.</param>
    public static Function Forward(Function primal, IReadOnlyList<SparseLeaf> inputs, IReadOnlyList<SparseLeaf> outputs, string plan, int colours, Func<int, Function> tangent)
    {
        var builder = new SparseBuilder(primal, plan, colours);
        return builder.Build("sparse jacobian", builder.KindOf(outputs), [], inputs, outputs, outputs, (directions, products) =>
        {
            IEnumerable<Value> vectors = Enumerable.Range(0, builder._own.Count).SelectMany(i => builder.Parts(inputs, i, directions).Concat(builder.Parts(outputs, i, products)));
            List<Value> passed = builder._builder.Call(tangent(directions.Count), [.. builder.Passed, .. vectors]);
            return [.. passed.Take(builder.ResultCount)];
        });
    }

    /// <summary>The same in reverse: a pullback of seeds per colour of rows.</summary>
    public static Function Reverse(Function primal, IReadOnlyList<SparseLeaf> inputs, IReadOnlyList<SparseLeaf> outputs, string plan, int colours, Function pullback)
    {
        var builder = new SparseBuilder(primal, plan, colours);
        return builder.Build("sparse jacobian", builder.KindOf(outputs), [], outputs, inputs, outputs, (seeds, products) =>
        {
            IEnumerable<Value> shadows = Enumerable.Range(0, builder._own.Count).Where(i => builder._builder.TypeOf(builder._own[i]).IsBuffer)
                .SelectMany(i => builder.Parts(inputs, i, products).Concat(builder.Parts(outputs, i, seeds)));
            List<Value> passed = builder._builder.Call(pullback, [.. builder.Passed, .. shadows]);
            builder.Put(inputs, products[0], passed.Skip(builder.ResultCount).ToList());
            return [.. passed.Take(builder.ResultCount)];
        }, lanes: 1);
    }

    /// <summary>The Hessian. Parameters: the primal's, the gradient's buffers, the values.</summary>
    public static Function Hessian(Function primal, IReadOnlyList<SparseLeaf> inputs, ReverseSpec spec, string plan, int colours, Func<int, Function> second)
    {
        var builder = new SparseBuilder(primal, plan, colours);
        List<int> buffers = [.. Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == AdjointRole.Overwritten)];
        int scalars = spec.Roles.Count(role => role == AdjointRole.Scalar);
        List<Value> gradients = [.. buffers.Select(i => builder._builder.Define(builder._builder.TypeOf(builder._own[i]) with { Shape = IrShape.Buffer }, spec.Names[i]))];
        return builder.Build("sparse hessian", primal.TypeOf(primal.Body.Yields[0]).Kind, gradients, inputs, inputs, [], (directions, products) =>
        {
            IEnumerable<Value> vectors = Enumerable.Range(0, builder._own.Count).SelectMany(i => builder.Parts(inputs, i, directions));
            IEnumerable<Value> outputs = buffers.SelectMany(i => builder.Parts(inputs, i, products));
            List<Value> passed = builder._builder.Call(second(directions.Count), [.. builder._own, .. gradients, .. vectors, .. outputs]);
            for (int lane = 0; lane < products.Count; lane++)
                builder.Put(inputs, products[lane], [.. Enumerable.Range(0, scalars).Select(k => passed[1 + scalars + k * directions.Count + lane])]);
            return [.. passed.Take(1 + scalars)];
        }, results: [new IrType(primal.TypeOf(primal.Body.Yields[0]).Kind), .. Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == AdjointRole.Scalar).Select(i => primal.TypeOf(primal.Parameters[i]))]);
    }

    /// <summary>The primal's arguments.</summary>
    private IEnumerable<Value> Passed => _own.Select((own, i) => _scratch.TryGetValue(i, out Value scratch) ? scratch : own);

    /// <summary>The Jacobian of a number: the elements of its gradient.</summary>
    public static Function Row(Function primal, IReadOnlyList<SparseLeaf> inputs, string plan, Function gradient)
    {
        var builder = new SparseBuilder(primal, plan, 1);
        return builder.Build("sparse jacobian", primal.TypeOf(primal.Body.Yields[0]).Kind, [], [], inputs, [], (_, products) =>
        {
            IEnumerable<Value> outputs = Enumerable.Range(0, builder._own.Count).Where(i => builder._builder.TypeOf(builder._own[i]).IsBuffer).SelectMany(i => builder.Parts(inputs, i, products));
            List<Value> passed = builder._builder.Call(gradient, [.. builder._own, .. outputs]);
            builder.Put(inputs, products[0], passed.GetRange(1, passed.Count - 1));
            return passed.GetRange(0, 1);
        });
    }

    private int ResultCount => _primal.Body.Yields.Count;

    private ScalarKind KindOf(IReadOnlyList<SparseLeaf> outputs) => _builder.TypeOf(_own[outputs[0].Leaf.Parameter]).Kind;

    private Function Build(
        string suffix, ScalarKind kind, List<Value> gradients, IReadOnlyList<SparseLeaf> lines, IReadOnlyList<SparseLeaf> entries, IReadOnlyList<SparseLeaf> written,
        Func<List<Value>, List<Value>, IReadOnlyList<Value>> pass, int lanes = 0, IReadOnlyList<IrType>? results = null)
    {
        Value matrix = _builder.Define(new IrType(kind, IrShape.Buffer), "values");
        results ??= [.. _primal.Body.Yields.Select(_primal.TypeOf)];
        Region body = _builder.Region([.. _own, .. gradients, matrix], () =>
        {
            int width = lanes > 0 ? lanes : LanesOf(_colours);
            Value lineStarts = Table("LineStarts"), line = Table("Lines"), entryStarts = Table("EntryStarts"), sources = Table("Sources"), positions = Table("Positions");
            List<Value> directions = Vectors(lines, width, kind, "direction"), products = Vectors(entries, width, kind, "product");
            // What the method writes it writes apart: each pass begins with the old content.
            foreach (int i in written.Select(leaf => leaf.Leaf.Parameter))
                _scratch[i] = _builder.Alloc(_builder.TypeOf(_own[i]).Kind, _builder.Length(_own[i]), AllocKind.Local, _builder.NameOf(_own[i]));
            IReadOnlyList<Value> passed = Passes(0, _colours - _colours % width, width, [.. results.Select(type => _builder.Constant(new Literal(type.Kind, 0)))]);
            passed = Passes(_colours - _colours % width, _colours, 1, passed);
            foreach (KeyValuePair<int, Value> scratch in _scratch) _builder.CopyElements(scratch.Value, _own[scratch.Key]);
            return passed.ToEquatable();

            IReadOnlyList<Value> Passes(int from, int to, int count, IReadOnlyList<Value> before)
            {
                if (from == to) return before;
                if (to - from == count) return One(_builder.Int32(from), count);
                Value colour = _builder.Define(IrType.Int32, "colour");
                List<Value> carried = [.. results.Select(type => _builder.Define(type))], after = [.. results.Select(type => _builder.Define(type))];
                Region trip = _builder.Region([colour, .. carried], () => One(colour, count).ToEquatable());
                _builder.Add(new ForOp(after.ToEquatable(), _builder.Int32(from), _builder.Int32(to), count, false, before.ToEquatable(), trip));
                return after;
            }

            IReadOnlyList<Value> One(Value first, int count)
            {
                List<Value> used = directions.GetRange(0, count), made = products.GetRange(0, count);
                for (int lane = 0; lane < count; lane++) Each(lineStarts, Plus(first, lane), k => _builder.Store(used[lane], _builder.Load(line, k), _builder.Float(kind, 1)));
                foreach (Value product in made) _builder.Add(new ClearOp(product));
                foreach (KeyValuePair<int, Value> scratch in _scratch) _builder.CopyElements(_own[scratch.Key], scratch.Value);
                IReadOnlyList<Value> values = pass(used, made);
                for (int lane = 0; lane < count; lane++)
                    Each(entryStarts, Plus(first, lane), k => _builder.Store(matrix, _builder.Load(positions, k), _builder.Load(made[lane], _builder.Load(sources, k))));
                foreach (Value direction in used) _builder.Add(new ClearOp(direction));
                return values;
            }
        });
        IEnumerable<int> own = _primal.Lengths.Count > 0 ? _primal.Lengths : _own.Select(_ => -1);
        return _builder.Function($"{_primal.Name} {suffix}", body) with { Lengths = own.Concat(gradients.Select(_ => -1)).Append(-1).ToEquatable() };
    }

    private Value Plus(Value value, int number) => number == 0 ? value : _builder.Scalar(Codes.Add, value, _builder.Int32(number));

    /// <summary>Does something for each member of a group of a table.</summary>
    private void Each(Value starts, Value group, Action<Value> build)
    {
        Value from = _builder.Load(starts, group), to = _builder.Load(starts, Plus(group, 1)), index = _builder.Define(IrType.Int32, "k");
        Region body = _builder.Region([index], () =>
        {
            build(index);
            return default;
        });
        _builder.Add(new ForOp(default, from, to, 1, false, default, body));
    }

    private Value Table(string name)
    {
        Value table = _builder.Define(new IrType(ScalarKind.Int32, IrShape.ReadOnlyBuffer), char.ToLowerInvariant(name[0]) + name.Substring(1));
        _builder.Add(new OpaqueOp(table, $"{_plan}.{name}", default, IsStateful: false));
        return table;
    }

    private List<Value> Vectors(IReadOnlyList<SparseLeaf> axis, int count, ScalarKind kind, string name)
    {
        int length = axis.Count == 0 ? 1 : axis.Max(leaf => leaf.Start + (leaf.Length - 1) * leaf.Leaf.Leaves + 1);
        return [.. Enumerable.Range(0, count).Select(lane => _builder.Alloc(kind, _builder.Int32(length), AllocKind.Local, lane == 0 ? name : $"{name}{lane + 1}"))];
    }

    /// <summary>Of each vector the part that belongs to a parameter: a number, or a window.</summary>
    private IEnumerable<Value> Parts(IReadOnlyList<SparseLeaf> axis, int parameter, IReadOnlyList<Value> vectors)
    {
        foreach (SparseLeaf leaf in axis.Where(leaf => leaf.Leaf.Parameter == parameter))
        {
            foreach (Value vector in vectors)
            {
                yield return _builder.TypeOf(_own[parameter]).IsScalar
                    ? _builder.Converted(_builder.Load(vector, _builder.Int32(leaf.Start)), _builder.TypeOf(_own[parameter]).Kind)
                    : _builder.View(vector, _builder.Int32(leaf.Start), _builder.Int32(leaf.Length), _builder.NameOf(_own[parameter]));
            }
        }
    }

    /// <summary>Numbers among the entries of a product.</summary>
    private void Put(IReadOnlyList<SparseLeaf> axis, Value product, IReadOnlyList<Value> numbers)
    {
        int next = 0;
        foreach (SparseLeaf leaf in axis.Where(leaf => _builder.TypeOf(_own[leaf.Leaf.Parameter]).IsScalar).OrderBy(leaf => leaf.Leaf.Parameter))
            _builder.Store(product, _builder.Int32(leaf.Start), _builder.Converted(numbers[next++], _builder.TypeOf(product).Kind));
    }
}
