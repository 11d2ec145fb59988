using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// The tangent of a gradient for the passes of a Hessian, of which each asks for some rows and goes along a few elements:
/// a loop makes the trips that matter.
/// <code>
/// rows:         for (i = a; i &lt; b; i++) { dx[i + 1] += …; hx[i + 1] += … }   ---->   for (i = Math.Max(a, from - 1); i &lt; b; i++) …
/// directions:   for (i = a; i &lt; b; i++) hx[k] += 2 * vx[i]                   ---->   for (i = Math.Max(a, from); i &lt; Math.Min(b, to); i++) …
/// </code>
/// The value, the gradient and earlier rows are right in a pass that asks for all, which is one from 0 to the length. It is
/// the first one, so that what throws does so in it.
/// </summary>
internal sealed class Triangle : IrRewriter
{
    private readonly IReadOnlyList<TriangleLeaf> _leaves;
    private readonly int _firstTangent, _unneeded;
    private readonly Dictionary<Value, int> _rows = [], _directions = [];
    private Effects _effects = null!;
    private Liveness _needed = null!;
    private VariedValues _varied = null!;
    private Value[] _from = [], _to = [];
    private Region _body = null!;

    private Triangle(IReadOnlyList<TriangleLeaf> leaves, int firstTangent, int unneeded)
    {
        _leaves = leaves;
        _firstTangent = firstTangent;
        _unneeded = unneeded;
    }

    /// <param name="second">Tangents of the gradient; gets two parameters more per leaf: the first row that is asked for, and the end of what the directions are along.</param>
    /// <param name="leaves">Rows and directions.</param>
    /// <param name="firstTangent">The first of the parameters that are directions and products.</param>
    /// <param name="unneeded">How many of the results, the first ones, count in the pass that asks for all only.</param>
    public static Function Run(Function second, IReadOnlyList<TriangleLeaf> leaves, int firstTangent, int unneeded)
    {
        var triangle = new Triangle(leaves, firstTangent, unneeded);
        Function function = ((IrRewriter)triangle).Run(second);
        EquatableArray<int> lengths = second.Lengths.Count > 0 ? [.. second.Lengths, .. leaves.SelectMany(_ => new[] { -1, -1 })] : default;
        return Renumber(function with { Body = function.Body with { Parameters = [.. function.Parameters, .. triangle._from, .. triangle._to] }, Lengths = lengths });
    }

    protected override void Begin(Function function)
    {
        _body = function.Body;
        _effects = function.Effects;
        for (int leaf = 0; leaf < _leaves.Count; leaf++)
        {
            foreach (int parameter in _leaves[leaf].Products.Append(_leaves[leaf].Gradient)) _rows[function.Parameters[parameter]] = leaf;
            foreach (int parameter in _leaves[leaf].Directions) _directions[function.Parameters[parameter]] = leaf;
        }
        _needed = new Liveness(function with { Body = function.Body with { Yields = function.Body.Yields.Skip(_unneeded).ToEquatable() } });
        _varied = new VariedValues(function, _effects, [.. function.Parameters.Skip(_firstTangent)]);
        FindRows(function);
    }

    /// <summary>
    /// Storage whose elements go nowhere but into elements of the same rows: what is added to and otherwise not read, but for
    /// <c>dx[i] = apart[i]</c>, since what may throw gathers apart.
    /// </summary>
    private void FindRows(Function function)
    {
        var copies = new Dictionary<Value, Value>();
        var sources = new Dictionary<Value, Value>();
        var others = new HashSet<Value>();
        Visit(function.Body);
        foreach (Value buffer in _rows.Keys.Where(others.Contains).ToList()) _rows.Remove(buffer);
        foreach (KeyValuePair<Value, Value> copy in sources.Where(copy => _rows.ContainsKey(copy.Value) && _effects.DefinitionOf(copy.Key) is AllocOp && !others.Contains(copy.Key))) _rows[copy.Key] = _rows[copy.Value];

        void Visit(Region region)
        {
            // A store stands after the load that it copies.
            foreach (StoreOp store in region.Operations.OfType<StoreOp>())
            {
                if (_rows.ContainsKey(store.Buffer) && _effects.DefinitionOf(store.Stored) is LoadOp load && load.Index == store.Index && load.Buffer != store.Buffer && _varied.IsUsedOnce(load.Result)) copies[load.Result] = store.Buffer;
            }
            foreach (Operation operation in region.Operations)
            {
                foreach (Region nested in operation.Regions) Visit(nested);
                switch (operation)
                {
                    case LoadOp load when _varied.IsSummand(load): break;
                    case LoadOp load when copies.TryGetValue(load.Result, out Value target) && !_rows.ContainsKey(load.Buffer) && (!sources.TryGetValue(load.Buffer, out Value known) || _rows[known] == _rows[target]): sources[load.Buffer] = target; break;
                    case LoadOp load: others.Add(load.Buffer); break;
                    case StoreOp or ClearOp or LengthOp or AllocOp: break;
                    default: others.UnionWith(operation.Operands); break;
                }
            }
        }
    }

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        if (ReferenceEquals(region, _body))
        {
            _from = [.. _leaves.Select(_ => Builder.Define(IrType.Int32, "from"))];
            _to = [.. _leaves.Select(_ => Builder.Define(IrType.Int32, "to"))];
        }
        return base.RewriteBody(region);
    }

    protected override void Rewrite(Operation operation)
    {
        if (operation is not ForOp { Step: >= -1 } loop || !IsOfRows(loop))
        {
            Copy(operation);
            return;
        }
        var trips = new TripRange(loop, _effects);
        IReadOnlyList<TripRow> rows = trips.Rows(operation => operation is StoreOp store && _rows.TryGetValue(store.Buffer, out int leaf) ? (leaf, store.Index) : null) ?? [];
        IReadOnlyList<TripRow> directions = IsLinear(loop) ? trips.Rows(operation => operation is LoadOp load && _directions.TryGetValue(load.Buffer, out int leaf) ? (leaf, load.Index) : null) ?? [] : [];
        Builder.Origin = loop.Origin;
        Value lower = Use(loop.Lower), upper = Use(loop.Upper);
        // What it fills begins at a row, and what it reads begins and ends.
        foreach (IReadOnlyList<TripRow> used in new[] { rows, directions })
        {
            if (used.Count == 0) continue;
            Value first = used.Select(row => At(_from, row)).Aggregate((least, next) => Builder.Scalar(IrType.Int32, "Math.Min", least, next));
            if (loop.Step > 0) lower = From(lower, first, loop.Step);
            else upper = Builder.Scalar(IrType.Int32, "Math.Max", upper, loop.IsInclusive ? first : Minus(first, 1));
        }
        if (directions.Count > 0)
        {
            Value end = directions.Select(row => At(_to, row)).Aggregate((most, next) => Builder.Scalar(IrType.Int32, "Math.Max", most, next));
            if (loop.Step > 0) upper = Builder.Scalar(IrType.Int32, "Math.Min", upper, loop.IsInclusive ? Minus(end, 1) : end);
            else if (loop.Step == -1) lower = Builder.Scalar(IrType.Int32, "Math.Min", lower, Minus(end, 1));
        }
        Builder.Origin = Origin.None;
        EquatableArray<Value> inits = loop.Inits.Select(Use).ToEquatable();
        Region body = RewriteRegion(loop.Body);
        Builder.Add(loop with { Lower = lower, Upper = upper, Inits = inits, Body = body, ForResults = DefineAll(loop.ForResults) });
    }

    /// <summary>A row as the counter of the trip.</summary>
    private Value At(Value[] bounds, TripRow row) => row.Offset.IsNone
        ? bounds[row.Leaf]
        : Builder.Scalar(row.IsNegative ? Codes.Add : Codes.Subtract, bounds[row.Leaf], _effects.LiteralOf(row.Offset) is { } literal ? Builder.Constant(literal) : Use(row.Offset));

    private Value Minus(Value value, int number) => Builder.Scalar(Codes.Subtract, value, Builder.Int32(number));

    /// <summary>The last counter of the loop that isn't after the first that matters.</summary>
    private Value From(Value lower, Value first, int step)
    {
        if (step == 1) return Builder.Scalar(IrType.Int32, "Math.Max", lower, first);
        Value distance = Builder.Scalar(IrType.Int32, "Math.Max", Builder.Int32(0), Builder.Scalar(Codes.Subtract, first, lower));
        return Builder.Scalar(Codes.Add, lower, Builder.Scalar(Codes.Subtract, distance, Builder.Scalar(Codes.Remainder, distance, Builder.Int32(step))));
    }

    /// <summary>Whether a loop does nothing but fill rows, each trip by itself, and compute what counts in the first pass only.</summary>
    private bool IsOfRows(ForOp loop)
    {
        OperationEffects effects = _effects.Of(loop);
        return effects is { IsOpaque: false, MayDiverge: false } && !loop.ForResults.Concat(loop.Body.Parameters.Skip(1)).Any(_needed.IsLive) && effects.Writes.Count > 0 && effects.Writes.All(_rows.ContainsKey)
            && !loop.Body.Has(operation => operation is ClearOp or CallOp or WhileOp);
    }

    /// <summary>Whether a trip adds to products what is proportional to the elements of directions that it reads. What it hands on counts in the first pass only (see <see cref="IsOfRows"/>).</summary>
    private bool IsLinear(ForOp loop)
    {
        var inside = new HashSet<Value>();
        return Visit(loop.Body);

        bool Visit(Region region)
        {
            inside.UnionWith(region.Parameters);
            foreach (Operation operation in region.Operations)
            {
                bool isFine = operation switch
                {
                    LoadOp load => !_varied.Contains(load.Buffer) || _directions.ContainsKey(load.Buffer) || _varied.IsSummand(load),
                    StoreOp store => !_varied.Contains(store.Buffer) || _varied.IsSum(store),
                    AllocOp or ViewOp or ChooseOp => false,
                    _ => operation.Operands.All(operand => !_varied.Contains(operand) || inside.Contains(operand)),
                };
                if (!isFine || !operation.Regions.All(Visit)) return false;
                inside.UnionWith(operation.Results);
            }
            return region.Yields.All(yield => !_varied.Contains(yield) || inside.Contains(yield));
        }
    }
}

/// <summary>A leaf of the rows, by the parameters of the tangent of the gradient.</summary>
/// <param name="Gradient">Receives its part of the gradient.</param>
/// <param name="Directions">Its part of the directions.</param>
/// <param name="Products">Receive its part of the products.</param>
internal sealed record TriangleLeaf(int Gradient, IReadOnlyList<int> Directions, IReadOnlyList<int> Products);
