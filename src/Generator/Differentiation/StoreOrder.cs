using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Whether what a load read, or a store wrote, is still there when the forward sweep is over: no write to the storage comes
/// after it, or stands in a loop with it. In a loop that does both sweeps trip by trip the forward sweep is that of a trip.
/// </summary>
internal sealed class StoreOrder
{
    private readonly BufferRoots _roots;
    private readonly Function _function;
    private readonly Dictionary<Value, int> _loads = [];
    private readonly Dictionary<Value, LastWrite> _lastWrites = [];
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

    public bool IsStable(LoadOp load) => _roots.Of(load.Buffer).All(root => !_lastWrites.TryGetValue(root, out LastWrite last) || last.Position < _loads[load.Result]);

    /// <summary>Whether nothing else writes to the storage after a store, or in a loop with it. What the store itself does on other trips isn't looked at.</summary>
    public bool IsLast(StoreOp store)
        => _roots.Of(store.Buffer) is { Count: 1 } roots && _lastWrites.TryGetValue(roots.First(), out LastWrite last) && ReferenceEquals(last.By, store) && last.Before < last.Start;

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

            void Write(Value buffer)
            {
                foreach (Value root in _roots.Of(buffer))
                    _lastWrites[root] = new LastWrite(operation, _position, outermostLoop ?? _position, _lastWrites.TryGetValue(root, out LastWrite before) ? before.Position : 0);
            }
        }
    }

    /// <param name="By">The operation.</param>
    /// <param name="Position">Where it stands.</param>
    /// <param name="Start">Where the outermost loop around it begins, or itself stands outside of loops.</param>
    /// <param name="Before">Where the write before it stands; 0 if there is none.</param>
    private readonly record struct LastWrite(Operation By, int Position, int Start, int Before);
}
