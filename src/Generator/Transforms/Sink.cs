using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What only one side of a branch needs is computed there:
/// <code>
/// s = Math.Sqrt(x);  if (c) { yield s } else { yield 0 }   ---->   if (c) { s = Math.Sqrt(x); yield s } else { yield 0 }
/// </code>
/// Floating arithmetic alone, which can't throw. Before differentiation: where the other side is taken, the adjoint would be
/// zero only at run time, and zero times an infinite derivative is NaN.
/// </summary>
internal sealed class Sink : IrRewriter
{
    private readonly Dictionary<Region, List<Operation>> _sunk = new(ReferenceComparer.Instance);
    private readonly HashSet<Operation> _moved = new(ReferenceComparer.Instance);

    private Sink()
    {
    }

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is IfOp)) return function;
        var pass = new Sink();
        pass.Visit(function, function.Body, function.Effects);
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
    private void Visit(Function function, Region region, Effects effects)
    {
        // Where each value is used: in one side of a branch of this region, or anywhere else (null).
        var uses = new Dictionary<Value, Region?>();
        foreach (Value yield in region.Yields) uses[yield] = null;
        for (int i = region.Operations.Count - 1; i >= 0; i--)
        {
            Operation operation = region.Operations[i];
            if (operation is ScalarOp { IsChecked: false } scalar && function.TypeOf(scalar.Result).IsFloatScalar && !effects.Of(scalar).Throws
                && uses.TryGetValue(scalar.Result, out Region? side) && side is not null)
            {
                _moved.Add(scalar);
                if (!_sunk.TryGetValue(side, out List<Operation>? sunk)) _sunk[side] = sunk = [];
                sunk.Add(scalar);
                foreach (Value operand in scalar.Operands) Use(uses, operand, side);
                continue;
            }
            foreach (Value operand in operation.Operands) Use(uses, operand, null);
            foreach (Region nested in operation.Regions)
            {
                foreach (Value used in Used(nested)) Use(uses, used, operation is IfOp ? nested : null);
                Visit(function, nested, effects);
            }
        }
    }

    private static void Use(Dictionary<Value, Region?> uses, Value value, Region? side)
        => uses[value] = uses.TryGetValue(value, out Region? known) && !ReferenceEquals(known, side) ? null : side;

    private static IEnumerable<Value> Used(Region region) => region.Operations
        .SelectMany(operation => operation.Operands.Concat(operation.Regions.SelectMany(Used)))
        .Concat(region.Yields);
}
