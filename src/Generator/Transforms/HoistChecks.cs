using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// The checks of indices that move with the counter of a loop are one check before it.
/// <code>
/// for (j = a; j &lt; b; j++) s += x[k + j]   ---->   Guard.Elements(x.Length, k + a, a, b); for (j = a; j &lt; b; j++) s += x[k + j proved]
/// </code>
/// It throws what the access would. Where nobody can see how far the loop came, that is the same exception. Rows of a triangle that lie one after the
/// other (<see cref="PackedRows"/>) are checked before the first.
/// </summary>
internal sealed class HoistChecks : IrRewriter
{
    private const string Check = "global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2})", CheckBetween = "global::DiffGen.Workspaces.Guard.Elements({0}, {1}, {2}, {3})";
    private const string CheckThrough = "global::DiffGen.Workspaces.Guard.ElementsThrough({0}, {1}, {2}, {3})";
    private const string CheckRows = "global::DiffGen.Workspaces.Guard.Rows({0}, {1}, {2}, {3}, {4})";

    private readonly HashSet<Operation> _proved = new(ReferenceComparer.Instance);
    private Effects _effects = null!;

    private HoistChecks()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ForOp) ? Renumber(((IrRewriter)new HoistChecks()).Run(function)) : function;

    protected override void Begin(Function function) => _effects = function.Effects;

    protected override void Rewrite(Operation operation)
    {
        switch (operation)
        {
            case ForOp loop: Rewrite(loop); break;
            case LoadOp load when _proved.Contains(load): Copy(load with { IsProved = true }); break;
            case StoreOp store when _proved.Contains(store): Copy(store with { IsProved = true }); break;
            default: Copy(operation); break;
        }
    }

    private void Rewrite(ForOp loop)
    {
        if (loop is { Step: 1, Body.Throws: false } && ThrowsByIndicesOnly(loop.Body))
        {
            Builder.Origin = loop.Origin;
            CheckRowsOf(loop);
            CheckElementsOf(loop);
        }
        Builder.Origin = Origin.None;
        Copy(loop);
    }

    private void CheckRowsOf(ForOp loop)
    {
        var known = new HashSet<(Value, Value)>();
        foreach (PackedRows rows in PackedRows.Of(loop, _effects))
        {
            if (!_proved.Add(rows.Access) || !known.Add((rows.Buffer, rows.First))) continue;
            Value length = Builder.Length(Use(rows.Buffer)), first = rows.Length.Build(Builder, Use);
            Builder.Add(new OpaqueOp(Value.None, CheckRows, [length, Use(rows.First), Use(loop.Upper), first, Builder.Int32(rows.Change)], IsStateful: true));
        }
    }

    private void CheckElementsOf(ForOp loop)
    {
        HashSet<Value> inside = [.. loop.Body.Parameters];
        var known = new HashSet<(Value, Value)>();
        foreach (Operation operation in loop.Body.Operations)
        {
            inside.UnionWith(operation.Results);
            (Value buffer, Value index) = operation.Element;
            if (buffer.IsNone || inside.Contains(buffer) || !_effects.Of(operation).Throws || _proved.Contains(operation) || First(loop, index, inside) is not { } first) continue;
            _proved.Add(operation);
            if (!known.Add((buffer, index))) continue;
            // The distance of the bounds may be too large for an integer, and what is after the last one.
            bool isFromZero = !loop.IsInclusive && _effects.LiteralOf(loop.Lower) is { Bits: 0 };
            EquatableArray<Value> bounds = isFromZero ? [Use(loop.Upper)] : [Use(loop.Lower), Use(loop.Upper)];
            string check = loop.IsInclusive ? CheckThrough : isFromZero ? Check : CheckBetween;
            Builder.Add(new OpaqueOp(Value.None, check, [Builder.Length(Use(buffer)), first(), .. bounds], IsStateful: true));
        }
    }

    /// <summary>Whether all that a region can throw is of indices, and it writes nothing that is seen after that.</summary>
    private bool ThrowsByIndicesOnly(Region region)
    {
        OperationEffects all = _effects.Of(region);
        return !all.IsOpaque && !all.MayDiverge && all.Writes.All(root => _effects.DefinitionOf(root) is AllocOp) && OnlyIndices(region);

        bool OnlyIndices(Region nested) => nested.Operations.All(operation => operation is LoadOp or StoreOp || (operation.Regions.Count > 0 ? operation.Regions.All(OnlyIndices) : !_effects.Of(operation).Throws));
    }

    /// <summary>Builds the index of the first trip; null where the index doesn't move with the counter.</summary>
    private System.Func<Value>? First(ForOp loop, Value index, HashSet<Value> inside)
    {
        if (index == loop.Body.Parameters[0]) return () => Use(loop.Lower);
        if (_effects.DefinitionOf(index) is not ScalarOp { Code: Codes.Add or Codes.Subtract, IsChecked: false } sum) return null;
        (Value left, Value right) = (sum.Arguments[0], sum.Arguments[1]);
        if (Fixed(right) is { } fixedRight && First(loop, left, inside) is { } movingLeft) return () => Builder.Scalar(sum.Code, movingLeft(), fixedRight());
        if (sum.Code == Codes.Add && Fixed(left) is { } fixedLeft && First(loop, right, inside) is { } movingRight) return () => Builder.Scalar(sum.Code, fixedLeft(), movingRight());
        return null;

        System.Func<Value>? Fixed(Value value)
            => !inside.Contains(value) ? () => Use(value) : _effects.LiteralOf(value) is { } literal ? () => Builder.Constant(literal) : null;
    }
}
