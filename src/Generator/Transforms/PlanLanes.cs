using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Decides which loops run on several elements at a time: innermost ones that carry nothing from trip to trip, whose
/// elements move with the counter, and that only add, subtract, multiply, divide and take roots, which gives the same bits.
/// <code>
/// for (i = 0; i &lt; n; i++) y[i] = a * x[i] + z[i - 1]
/// </code>
/// </summary>
internal sealed class PlanLanes
{
    /// <summary>A loop of fewer trips isn't worth two.</summary>
    private const int FewestTrips = 16;

    private readonly PrintTree _tree;
    private readonly Effects _effects;

    /// <summary>Null while they aren't decided.</summary>
    private readonly IReadOnlyList<Variable?>? _variables;

    private PlanLanes(PrintTree tree, IReadOnlyList<Variable?>? variables)
    {
        _tree = tree;
        _effects = tree.Function.Effects;
        _variables = variables;
    }

    public static void Run(PrintTree tree, IReadOnlyList<Variable?> variables)
    {
        var planner = new PlanLanes(tree, variables);
        List<(PrintNode Node, ForOp Loop)> loops = [];
        planner.Visit(tree.Root, (node, loop, kind) =>
        {
            node.Lanes = kind;
            if (kind != ScalarKind.None) loops.Add((node, loop));
        });
        planner.PlaceRegisters(loops);
    }

    // for (column …) for (row = column + 1; row < d; row++) y[row] += …
    // The whole registers are at the end of all such rows, the same elements in each: what a register stored is in flight when the next row loads it, and a
    // load that takes parts of two stores waits for both. Other loops up to there that store to the same array have theirs at the same elements for the same reason.
    private void PlaceRegisters(List<(PrintNode Node, ForOp Loop)> loops)
    {
        List<ForOp> rows = [.. loops.Select(loop => loop.Loop).Where(loop => DepthOf(loop.Lower) > DepthOf(loop.Upper))];
        if (rows.Count == 0) return;
        HashSet<(Value End, Value Buffer)> touched = [.. rows.SelectMany(row => Stored(row).Concat(row.Body.Operations.OfType<LoadOp>().Select(load => load.Buffer)).Select(buffer => (row.Upper, buffer)))];
        foreach ((PrintNode node, ForOp loop) in loops)
            node.IsLanesAtEnd = rows.Contains(loop) || (DepthOf(loop.Lower) == DepthOf(loop.Upper) && Stored(loop).Any(buffer => touched.Contains((loop.Upper, buffer))));
    }

    private static IEnumerable<Value> Stored(ForOp loop) => loop.Body.Operations.OfType<StoreOp>().Select(store => store.Buffer);

    private int DepthOf(Value bound) => _effects.LiteralOf(bound) is not null ? 0 : _tree.RegionOf(bound).Depth;

    /// <summary>The bodies of the loops that can run so while what they compute has variables of its own.</summary>
    public static HashSet<PrintRegion> Candidates(PrintTree tree)
    {
        var bodies = new HashSet<PrintRegion>();
        new PlanLanes(tree, null).Visit(tree.Root, (node, _, kind) =>
        {
            if (kind != ScalarKind.None) bodies.Add(node.Regions[0]);
        });
        return bodies;
    }

    private void Visit(PrintRegion region, Action<PrintNode, ForOp, ScalarKind> found)
    {
        foreach (PrintNode node in region.Nodes)
        {
            if (node.Operation is ForOp loop) found(node, loop, KindOf(node, loop));
            foreach (PrintRegion nested in node.Regions) Visit(nested, found);
        }
    }

    /// <summary>The type of the elements, or none where the loop runs one trip at a time.</summary>
    private ScalarKind KindOf(PrintNode node, ForOp loop)
    {
        PrintRegion body = node.Regions[0];
        if (loop is not { Step: 1, IsInclusive: false, Inits.Count: 0 } || body.Mark is not null || body.Copies.Count > 0 || node.Placement == Placement.Dead) return ScalarKind.None;
        if (_effects.LiteralOf(loop.Upper) is { Bits: < FewestTrips }) return ScalarKind.None;
        ScalarKind kind = ScalarKind.None;
        var moving = new HashSet<Value> { loop.Body.Parameters[0] };
        var places = new Dictionary<Value, (Value Buffer, Value Index)>();
        HashSet<Value> written = [], many = [];
        foreach (PrintNode inner in body.Nodes)
        {
            bool isFit = inner.Operation switch
            {
                ConstantOp or LengthOp => true,
                LoadOp load => Moves(load, load.Buffer, load.Index),
                StoreOp store => Stores(store),
                ScalarOp scalar when _tree.Function.TypeOf(scalar.Result).Kind.IsFloat() => IsFit(scalar),
                ScalarOp scalar => IsIndex(scalar),
                _ => false,
            };
            if (!isFit || inner.Declarations.Count > 0 || inner.Operation.Results.Any(result => !IsOwn(result, body))) return ScalarKind.None;
        }
        bool isApart = written.All(buffer => _effects.Roots.Of(buffer).Count == 1 && !many.Contains(_effects.Roots.Of(buffer).First()));
        return written.Count > 0 && isApart ? kind : ScalarKind.None;

        bool IsKind(ScalarKind other)
        {
            if (kind == ScalarKind.None && other is ScalarKind.Float64 or ScalarKind.Float32) kind = other;
            return kind == other && kind != ScalarKind.None;
        }

        bool Moves(Operation access, Value buffer, Value index)
        {
            IrType type = _tree.Function.TypeOf(buffer);
            if (type.Shape is not (IrShape.Buffer or IrShape.ReadOnlyBuffer) || type.Of is not null || !IsKind(type.Kind) || !moving.Contains(index) || _effects.Of(access).Throws) return false;
            if (_variables?[buffer.Id] is { Referred.Length: > 0 }) return false;
            // Where a storage is written, all trips touch it at one place each.
            foreach (Value root in _effects.Roots.Of(buffer))
            {
                if (!places.TryGetValue(root, out (Value, Value) place)) places[root] = (buffer, index);
                else if (place != (buffer, index)) many.Add(root);
            }
            return true;
        }

        bool Stores(StoreOp store)
        {
            written.Add(store.Buffer);
            return Moves(store, store.Buffer, store.Index);
        }

        bool IsFit(ScalarOp scalar)
            => IsKind(_tree.Function.TypeOf(scalar.Result).Kind) && Codes.HasLanes(scalar.Code) && _tree.Function.TypeOf(scalar.Result).Lanes == 0
                && scalar.Arguments.All(argument => _tree.Function.TypeOf(argument).Kind == kind)
                && scalar.Arguments.Any(argument => _tree.Definition(argument) is { Operation: not ConstantOp } definition && definition.Region == body);

        // The counter, with what stays the same added.
        bool IsIndex(ScalarOp scalar)
        {
            if (_effects.Of(scalar).Throws) return false;
            if (scalar is not { Code: Codes.Add or Codes.Subtract }) return scalar.Arguments.All(IsFixed);
            bool isFixed = scalar.Arguments.All(IsFixed);
            bool isMoving = (moving.Contains(scalar.Arguments[0]) && IsFixed(scalar.Arguments[1])) || (scalar.Code == Codes.Add && moving.Contains(scalar.Arguments[1]) && IsFixed(scalar.Arguments[0]));
            if (isMoving) moving.Add(scalar.Result);
            return isFixed || isMoving;
        }

        bool IsFixed(Value value) => _tree.RegionOf(value) != body || _effects.LiteralOf(value) is not null;
    }

    /// <summary>Whether a value needs no variable, or has one that only the loop knows.</summary>
    private bool IsOwn(Value value, PrintRegion body)
        => _variables?[value.Id] is not { } variable || (variable.Scope == body.Scope && variable.Values.All(other => _tree.RegionOf(other) == body));
}
