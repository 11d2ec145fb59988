using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// One arena per element type, made at the start of the function, wherever inlined callees had theirs: it lives as long as
/// both sweeps.
/// <code>
/// for (…) { a = arena; … }   ---->   a = arena; for (…) { … }
/// </code>
/// </summary>
internal sealed class HoistArenas : IrRewriter
{
    private readonly Dictionary<ScalarKind, Value> _arenas = [];
    private readonly List<ScalarKind> _kinds = [];
    private bool _isStarted;

    private HoistArenas(Function function) => Visit(function, function.Body);

    public static new Function Run(Function function)
    {
        var pass = new HoistArenas(function);
        return pass._kinds.Count == 0 ? function : ((IrRewriter)pass).Run(function);
    }

    private void Visit(Function function, Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is AllocOp { Kind: AllocKind.Arena } alloc && !_kinds.Contains(function.TypeOf(alloc.Result).Kind)) _kinds.Add(function.TypeOf(alloc.Result).Kind);
            foreach (Region nested in operation.Regions) Visit(function, nested);
        }
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            foreach (ScalarKind kind in _kinds) _arenas[kind] = Builder.Alloc(kind, Builder.Int32(0), AllocKind.Arena, "arena");
        }
        if (operation is AllocOp { Kind: AllocKind.Arena } alloc) Replace(alloc.Result, _arenas[Source.TypeOf(alloc.Result).Kind]);
        else Copy(operation);
    }
}
