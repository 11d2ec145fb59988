using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Only one side of a branch is taken: what is kept of one and what is kept of the other have one place.
/// <code>
/// if (c) { a = …; yield a } else { b = …; yield b }   ---->   one result, read as a where c, and as b where not
/// for (i…) if (c) cache1[i] = a; else cache2[i] = b;  ---->   one cache
/// </code>
/// So a chain of <c>else if</c> keeps no more than its longest side, in variables or in memory.
/// </summary>
internal sealed partial class ReverseMode
{
    /// <summary>What a value of a branch outside of loops becomes.</summary>
    private Value ResultFor(ReverseScope scope, Value value, IrType type)
    {
        string name = _builder.NameOf(value);
        List<Value> others = [.. (scope.Other?.Yielded ?? []).Select(kept => kept.Result).Where(result => _builder.TypeOf(result) == type && !scope.Yielded.Any(kept => kept.Result == result))];
        if (others.Count > 0)
        {
            Value shared = others[Math.Max(0, others.FindIndex(result => _builder.NameOf(result) == name))];
            if (_builder.NameOf(shared) is var other && other != name) Rename(scope.Parent!, shared, other.Length == 0 || name.Length == 0 ? "" : "kept");
            return shared;
        }
        Value own = _builder.Define(type, name);
        _definitions.Declare(own, scope.Parent!.Region);
        return own;
    }

    /// <summary>A result that stands for more than one variable, and what it becomes further out, has the name of neither.</summary>
    private void Rename(ReverseScope scope, Value result, string name)
    {
        _builder.Rename(result, name);
        if (scope.Kind == ScopeKind.Branch && scope.Recalled.TryGetValue(result, out Value outer)) Rename(scope.Parent!, outer, name);
    }

    /// <summary>A cache for a value: one that the trips on which the value is computed don't use, or a new one.</summary>
    private Value CacheFor(ReverseScope scope, IReadOnlyList<IndexedLoop> loops, Value value, ScalarKind kind)
    {
        string name = NameOfCache(value);
        // What is kept for many trips of a loop at once isn't one trip's.
        Value? shared = loops.Count == scope.Loops.Count ? SharedCache(scope, loops, kind, name) : null;
        Value cache = shared ?? Allocate(scope, loops, kind, name);
        if (_builder.NameOf(cache) != name) _builder.Rename(cache, "");
        for (ReverseScope? around = scope; around is not null && around.Kind == ScopeKind.Indexed; around = around.Parent) around.CachesWithin[cache] = loops;
        return cache;
    }

    private string NameOfCache(Value value) => _builder.NameOf(value) is { Length: > 0 } name ? $"{name}Cache" : "";

    /// <summary>A cache that is used in the other side of a branch around, and in this side not yet: so it is free all over this side.</summary>
    private Value? SharedCache(ReverseScope scope, IReadOnlyList<IndexedLoop> loops, ScalarKind kind, string name)
    {
        for (ReverseScope? side = scope; side is not null && side.Kind == ScopeKind.Indexed; side = side.Parent)
        {
            if (side.Other is not { } other) continue;
            List<Value> free = [.. other.CachesWithin.Where(cache => _builder.TypeOf(cache.Key).Kind == kind && AreSame(cache.Value, loops) && !side.CachesWithin.ContainsKey(cache.Key)).Select(cache => cache.Key).OrderBy(cache => cache.Id)];
            if (free.Count > 0) return free[Math.Max(0, free.FindIndex(cache => _builder.NameOf(cache) == name))];
        }
        return null;
    }

    private static bool AreSame(IReadOnlyList<IndexedLoop> left, IReadOnlyList<IndexedLoop> right)
        => left.Count == right.Count && left.Zip(right, ReferenceEquals).All(isSame => isSame);
}
