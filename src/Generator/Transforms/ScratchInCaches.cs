using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// An array that each trip of a loop fills anew, and whose elements are then copied to a cache one by one, is a window on the cache: nothing is copied.
/// <code>
/// for (r…) { for (i…) t[i] = f(r, i); for (i…) { s += t[i]; c[r * n + i] = t[i] } }
///    ---->   for (r…) { t = c.Slice(r * n, n); for (i…) t[i] = f(r, i); for (i…) s += t[i] }
/// </code>
/// Only where the array is as it was copied until the trip ends, and the cache isn't touched before that.
/// </summary>
internal sealed class ScratchInCaches : IrRewriter
{
    private readonly HashSet<Operation> _copies = new(ReferenceComparer.Instance);
    private readonly HashSet<Value> _replaced = [];
    private readonly HashSet<Value> _used = [];

    /// <summary>The windows that begin before an operation.</summary>
    private readonly Dictionary<Operation, List<CacheWindow>> _windows = new(ReferenceComparer.Instance);

    private readonly Function _function;
    private readonly Effects _effects;

    private ScratchInCaches(Function function) => (_function, _effects) = (function, function.Effects);

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is AllocOp { Kind: AllocKind.Cache }) || !function.Body.Has(operation => operation is AllocOp { Kind: AllocKind.Local })) return function;
        var pass = new ScratchInCaches(function);
        pass.Find(function.Body);
        return pass._copies.Count == 0 ? function : Renumber(((IrRewriter)pass).Run(function));
    }

    private void Find(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is ForOp around && !around.Body.Throws)
            {
                foreach (ForOp copying in around.Body.Operations.OfType<ForOp>())
                {
                    foreach (StoreOp store in copying.Body.Operations.OfType<StoreOp>()) Find(around, copying, store);
                }
            }
            foreach (Region nested in operation.Regions) Find(nested);
        }
    }

    private void Find(ForOp around, ForOp copying, StoreOp store)
    {
        // A cache is one array, and an array part of one cache.
        if (CacheWindow.Of(_function, around, copying, store) is not { } window || _replaced.Contains(window.Array.Result) || !_used.Add(window.Cache)) return;
        _replaced.Add(window.Array.Result);
        _copies.Add(store);
        if (!_windows.TryGetValue(window.First, out List<CacheWindow>? windows)) _windows[window.First] = windows = [];
        windows.Add(window);
    }

    protected override void Rewrite(Operation operation)
    {
        if (_windows.TryGetValue(operation, out List<CacheWindow>? windows))
        {
            foreach (CacheWindow window in windows)
            {
                Builder.Origin = operation.Origin;
                Value offset = window.Offset.IsNone ? Builder.Int32(0) : Early(window.Offset, window);
                Replace(window.Array.Result, Builder.View(Use(window.Cache), offset, Use(window.Array.Length), Source.NameOf(window.Array.Result)));
                Builder.Origin = Origin.None;
            }
        }
        if (_copies.Contains(operation)) return;
        if (operation is not AllocOp alloc || !_replaced.Contains(alloc.Result)) Copy(operation);
        // A negative length throws as it did.
        else if (_effects.Of(alloc).Throws) Builder.Scalar(new IrType(ScalarKind.UInt64), Codes.Convert, isChecked: true, Use(alloc.Length));
    }

    /// <summary>A value where it may not have been computed yet: then it is, once more.</summary>
    private Value Early(Value value, CacheWindow window)
    {
        if (!window.IsLate(value)) return Use(value);
        return _effects.DefinitionOf(value) switch
        {
            ConstantOp constant => Builder.Constant(constant.Literal),
            var definition => Builder.Scalar(Source.TypeOf(value), ((ScalarOp)definition!).Code, [.. ((ScalarOp)definition).Arguments.Select(argument => Early(argument, window))]),
        };
    }
}
