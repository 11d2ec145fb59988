using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Whether what a load read is still there when the forward sweep is over: no write to the storage comes after the load,
/// or stands in a loop with it. In a loop that does both sweeps trip by trip the forward sweep is that of a trip.
/// </summary>
internal sealed class StoreOrder
{
    private readonly BufferRoots _roots;
    private readonly Function _function;
    private readonly Dictionary<Value, int> _loads = [];
    private readonly Dictionary<Value, int> _lastWrite = [];
    private int _position;

    private readonly ICollection<Operation> _fused;

    /// <param name="function">The function.</param>
    /// <param name="roots">Its storage.</param>
    /// <param name="fused">The loops that do both sweeps trip by trip: nothing after one writes what it touches.</param>
    public StoreOrder(Function function, BufferRoots roots, ICollection<Operation> fused)
    {
        _function = function;
        _roots = roots;
        _fused = fused;
        Visit(function.Body, outermostLoop: null);
    }

    public bool IsStable(LoadOp load) => _roots.Of(load.Buffer).All(root => !_lastWrite.TryGetValue(root, out int write) || write < _loads[load.Result]);

    private void Visit(Region region, int? outermostLoop)
    {
        foreach (Operation operation in region.Operations)
        {
            _position++;
            switch (operation)
            {
                case LoadOp load: _loads[load.Result] = outermostLoop ?? _position; break;
                case StoreOp store: Write(store.Buffer); break;
                case ClearOp clear: Write(clear.Buffer); break;
                case CallOp call:
                    foreach (Value argument in call.Written(_function.TypeOf)) Write(argument);
                    break;
            }
            int? loop = operation is ForOp or WhileOp && !_fused.Contains(operation) ? outermostLoop ?? _position : outermostLoop;
            foreach (Region nested in operation.Regions) Visit(nested, loop);
        }
    }

    private void Write(Value buffer)
    {
        foreach (Value root in _roots.Of(buffer))
            _lastWrite[root] = Math.Max(_position, _lastWrite.TryGetValue(root, out int before) ? before : 0);
    }
}
