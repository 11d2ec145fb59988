using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What only one side of a branch needs is computed there:
/// <code>
/// s = Math.Sqrt(x);  if (c) { yield s } else { yield 0 }   ---->   if (c) { s = Math.Sqrt(x); yield s } else { yield 0 }
/// </code>
/// Floating arithmetic alone, which can't throw; through sides of sides at once. Before differentiation: where the other side is taken, the adjoint would be
/// zero only at run time, and zero times an infinite derivative is NaN.
/// </summary>
internal sealed class Sink : IrRewriter
{
    private readonly Dictionary<Region, List<Operation>> _sunk = new(ReferenceComparer.Instance);
    private readonly HashSet<Operation> _moved = new(ReferenceComparer.Instance);
    private readonly Dictionary<Region, Place> _places = new(ReferenceComparer.Instance);

    /// <summary>Where each value is used: the innermost region around all uses that were seen.</summary>
    private readonly Dictionary<Value, Region> _uses = [];

    private Sink()
    {
    }

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is IfOp)) return function;
        var pass = new Sink();
        pass.Visit(function, function.Body, new Place(null, IsSide: false, 0));
        return pass._moved.Count == 0 ? function : Renumber(((IrRewriter)pass).Run(function));
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_moved.Contains(operation)) Copy(operation);
    }

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        if (_sunk.TryGetValue(region, out List<Operation>? sunk))
            for (int i = sunk.Count - 1; i >= 0; i--) Copy(sunk[i]);
        return base.RewriteBody(region);
    }

    /// <summary>Backwards, so that what an operation was computed from follows it.</summary>
    private void Visit(Function function, Region region, Place place)
    {
        _places[region] = place;
        foreach (Value yield in region.Yields) Use(yield, region);
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = region.Operations[i];
            if (operation is ScalarOp { IsChecked: false } scalar && function.TypeOf(scalar.Result).IsFloatScalar && !function.Effects.Of(scalar).Throws && SideOf(scalar.Result, region) is { } side)
            {
                _moved.Add(scalar);
                if (!_sunk.TryGetValue(side, out List<Operation>? sunk)) _sunk[side] = sunk = [];
                sunk.Add(scalar);
                foreach (Value operand in scalar.Operands) Use(operand, side);
                continue;
            }
            foreach (Value operand in operation.Operands) Use(operand, region);
            foreach (Region nested in operation.Regions) Visit(function, nested, new Place(region, operation is IfOp, place.Depth + 1));
        }
    }

    /// <summary>The innermost side, through sides alone, that all uses of a value are in; null where there is none.</summary>
    private Region? SideOf(Value value, Region home)
    {
        Region? side = null;
        for (Region? at = _uses.TryGetValue(value, out Region? used) ? used : home; !ReferenceEquals(at, home); at = _places[at!].Around)
            side = _places[at!].IsSide ? side ?? at : null;
        return side;
    }

    private void Use(Value value, Region region)
    {
        if (!_uses.TryGetValue(value, out Region? known)) known = region;
        while (!ReferenceEquals(known, region))
        {
            if (_places[known].Depth >= _places[region].Depth) known = _places[known].Around!;
            else region = _places[region].Around!;
        }
        _uses[value] = known;
    }

    /// <param name="Around">The region around; null around all.</param>
    /// <param name="IsSide">Whether it is a side of a branch.</param>
    /// <param name="Depth">How many there are around.</param>
    private readonly record struct Place(Region? Around, bool IsSide, int Depth);
}
