using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>The first and the last operation of a region, by position, that touches each storage (see <see cref="Scratch.Touches"/>).</summary>
internal sealed class TouchSpan
{
    private readonly Dictionary<Value, (int First, int Last)> _spans = [];

    public TouchSpan(Region region, Effects effects)
    {
        for (int i = 0; i < region.Operations.Count; i++)
            foreach (Value storage in Scratch.TouchedBy(region.Operations[i], effects))
                _spans[storage] = (_spans.TryGetValue(storage, out (int First, int Last) span) ? span.First : i, i);
    }

    public int? FirstOf(Value storage) => _spans.TryGetValue(storage, out (int First, int Last) span) ? span.First : null;

    public int? LastOf(Value storage) => _spans.TryGetValue(storage, out (int First, int Last) span) ? span.Last : null;
}
