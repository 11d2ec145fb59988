using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Caches of the same size on every trip of a loop are allocated once, before it; what a trip finds there it has written.
/// <code>
/// for (…) { c = cache(n); … }   ---->   c = cache(n); for (…) { … }
/// </code>
/// Sizes move along: their overflow is that of the generator's own storage, no exception of the method.
/// </summary>
internal sealed class HoistStorage : IrRewriter
{
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<Value, int> _depths = [];
    private HashSet<Value> _sizes = [];
    private bool _isLoop;

    private HoistStorage()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is (ForOp or WhileOp) && operation.Regions.Any(region => region.Has(nested => nested is AllocOp { Kind: AllocKind.Cache })))
            ? Renumber(((IrRewriter)new HoistStorage()).Run(function))
            : function;

    protected override void Begin(Function function) => _sizes = Sizes(function);

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        foreach (Value parameter in region.Parameters) _depths[Use(parameter)] = _frames.Count;
        _frames.Add(new Frame(Builder.Operations, _isLoop));
        EquatableArray<Value> yields = base.RewriteBody(region);
        _frames.RemoveAt(_frames.Count - 1);
        return yields;
    }

    protected override void Rewrite(Operation operation)
    {
        bool isMovable = operation is AllocOp { Kind: AllocKind.Cache } || (operation is ScalarOp { IsChecked: true } size && _sizes.Contains(size.Result));
        int depth = isMovable ? DepthOf(operation) : _frames.Count - 1;
        if (depth < _frames.Count - 1)
        {
            Operation hoisted = operation.With(Use, Define, region => region);
            _frames[depth].Operations.Add(hoisted);
            _depths[hoisted.Results[0]] = depth;
            return;
        }
        bool outer = _isLoop;
        _isLoop = operation is ForOp or WhileOp;
        Operation copy = Copy(operation);
        _isLoop = outer;
        foreach (Value result in copy.Results) _depths[result] = _frames.Count - 1;
    }

    /// <summary>The outermost frame that sees the size and is left through loop bodies only.</summary>
    private int DepthOf(Operation operation)
    {
        int innermost = operation.Operands.Max(operand => _depths.TryGetValue(Use(operand), out int depth) ? depth : 0);
        int target = _frames.Count - 1;
        while (target > innermost && _frames[target].IsLoop) target--;
        return target;
    }

    /// <summary>Checked products that are sizes of caches and nothing else.</summary>
    private static HashSet<Value> Sizes(Function function)
    {
        HashSet<Value> sizes = [], others = [];
        Visit(function.Body);
        sizes.ExceptWith(others);
        return sizes;

        void Visit(Region region)
        {
            // Backwards: what a product is used for is known before its factors.
            others.UnionWith(region.Yields);
            foreach (Operation operation in region.Operations.Reverse())
            {
                foreach (Region nested in operation.Regions) Visit(nested);
                bool isSize = operation is AllocOp { Kind: AllocKind.Cache }
                    || (operation is ScalarOp { IsChecked: true, Code: Codes.Multiply } product && sizes.Contains(product.Result) && !others.Contains(product.Result));
                (isSize ? sizes : others).UnionWith(operation.Operands);
            }
        }
    }

    /// <param name="Operations">Where operations of the region go.</param>
    /// <param name="IsLoop">Whether the region is part of a loop.</param>
    private readonly record struct Frame(List<Operation> Operations, bool IsLoop);
}
