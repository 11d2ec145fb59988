using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// A cache with an element per element of an output, which is overwritten from it element by element, is kept in the output: less memory is touched.
/// <code>
/// c = cache(n); for (i…) c[i] = e; … for (i…) d[i] = g * c[i]   ---->   for (i…) d[i] = e; … for (i…) d[i] = g * d[i]
/// </code>
/// Only where nothing can throw in between: what throws leaves the outputs as they were.
/// </summary>
internal sealed class CacheInOutputs : IrRewriter
{
    private readonly Dictionary<Value, Value> _outputs = [];
    private readonly Dictionary<Value, Value> _lengths = [];
    private Effects _effects = null!;
    private TouchSpan _span = null!;

    private CacheInOutputs()
    {
    }

    public static new Function Run(Function function)
        => !function.ParametersMayAlias && function.Body.Operations.Any(operation => operation is AllocOp { Kind: AllocKind.Cache }) ? Renumber(((IrRewriter)new CacheInOutputs()).Run(function)) : function;

    protected override void Begin(Function function)
    {
        _effects = function.Effects;
        foreach (LengthOp length in function.Body.Operations.OfType<LengthOp>()) _lengths[length.Result] = length.Buffer;
        _span = new TouchSpan(function.Body, _effects);
        List<Value> outputs = [.. function.Parameters.Where(parameter => function.TypeOf(parameter) is { Shape: IrShape.Buffer, Of: null })];
        foreach (AllocOp cache in function.Body.Operations.OfType<AllocOp>().Where(alloc => alloc.Kind == AllocKind.Cache))
        {
            if (_span.LastOf(cache.Result) is not { } last) continue;
            // It is the last to touch the cache, and the first to touch the output.
            foreach (Value output in outputs.Where(output => _span.FirstOf(output) == last))
            {
                if (_outputs.ContainsValue(output) || function.TypeOf(output).Kind != function.TypeOf(cache.Result).Kind || !IsAsLong(cache.Length, output) || !IsFilledFrom(output, cache, last)) continue;
                _outputs[cache.Result] = output;
                break;
            }
        }
    }

    protected override void Rewrite(Operation operation)
    {
        if (operation is AllocOp cache && _outputs.TryGetValue(cache.Result, out Value output)) Replace(cache.Result, Use(output));
        else Copy(operation);
    }

    private bool IsAsLong(Value length, Value output)
        => _lengths.TryGetValue(length, out Value buffer) && Source.Parameters.Contains(buffer) && Source.LeaderOf(buffer) == Source.LeaderOf(output)
            || (Source.LengthOf(output) is { } constant && _effects.LiteralOf(length) is { } literal && literal == Literal.Of(constant));

    /// <summary>Whether the loop at a position overwrites the output from the cache. From the first element that is kept to the last that is overwritten, nothing throws.</summary>
    private bool IsFilledFrom(Value output, AllocOp cache, int position)
    {
        int kept = _span.FirstOf(cache.Result)!.Value;
        return kept < position && Source.Body.Operations[position] is ForOp loop && Fills(loop, output, cache)
            && !Enumerable.Range(kept, position - kept + 1).Any(i => _effects.Of(Source.Body.Operations[i]).Throws);
    }

    /// <summary>A trip for each element: reads that of the cache, if at all, before it stores that of the output.</summary>
    private bool Fills(ForOp loop, Value output, AllocOp cache)
    {
        if (loop.Step != 1 || loop.IsInclusive || _effects.LiteralOf(loop.Lower) is not { } lower || lower != Literal.Of(0) || loop.Upper != cache.Length) return false;
        bool isStored = false, isRead = false;
        foreach (Operation operation in loop.Body.Operations)
        {
            switch (operation)
            {
                case StoreOp store when store.Buffer == output && store.Index == loop.Body.Parameters[0] && !isStored: isStored = true; break;
                case LoadOp load when load.Buffer == cache.Result && load.Index == loop.Body.Parameters[0] && !isStored: isRead = true; break;
                case var other when Scratch.Touches(other, output, _effects) || Scratch.Touches(other, cache.Result, _effects): return false;
            }
        }
        return isStored && isRead;
    }
}
