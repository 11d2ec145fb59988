using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Where new arrays live: by themselves, or in an arena where they are used after the loop or branch that creates them.
/// <code>
/// for (…) { next = new double[n]; …; current = next; }   ---->   offset = arena.Allocate(n); next = arena[offset..offset + n]
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The statements whose arrays outlive their loop or branch.</summary>
    private readonly HashSet<SyntaxNode> _outliving;

    private readonly Dictionary<Value, SyntaxNode> _creators = [];
    private readonly Dictionary<ScalarKind, Value> _arenas = [];
    private readonly Dictionary<ScalarKind, Value> _empty = [];
    private readonly List<Operation> _arenaOperations = [];

    private Value Allocate(ScalarKind kind, Value length)
    {
        if (_statement is null || !_outliving.Contains(_statement))
        {
            Value buffer = _builder.Alloc(kind, length, AllocKind.Local);
            if (_statement is not null) _creators[buffer] = _statement;
            return buffer;
        }
        Value arena = Arena(kind);
        Value offset = _builder.Grow(arena, length);
        Value view = _builder.View(arena, offset, length);
        _parts[view] = new BufferParts([arena], Value.None, offset, length);
        return view;
    }

    private Value Arena(ScalarKind kind)
    {
        if (!_arenas.TryGetValue(kind, out Value arena))
        {
            _builder.AppendTo(_arenaOperations, () => arena = _builder.Alloc(kind, _builder.Int32(0), AllocKind.Arena, "arena"));
            _arenas[kind] = arena;
        }
        return arena;
    }

    /// <summary>An array of no elements, which any loop or branch may leave in a variable.</summary>
    private Value Empty(ScalarKind kind)
    {
        if (!_empty.TryGetValue(kind, out Value empty))
        {
            _builder.AppendTo(_arenaOperations, () => empty = _builder.Alloc(kind, _builder.Int32(0), AllocKind.Local));
            _empty[kind] = empty;
        }
        return empty;
    }

    private bool IsArena(Value root) => _arenas.Values.Contains(root);

    /// <summary>A buffer that outlives a branch or a trip was made before it, or lives in an arena.</summary>
    private void RequireOuter(IEnumerable<Value> roots, int firstNew)
    {
        List<Value> inner = [.. roots.Where(root => root.Id >= firstNew && !IsArena(root) && !_empty.Values.Contains(root))];
        if (inner.Count == 0) return;
        bool isChanged = false;
        foreach (Value root in inner)
        {
            if (!_creators.TryGetValue(root, out SyntaxNode? creator))
                throw Refuse(_statement!, "an array that is read from an object in a branch or loop and used after it", "read it into a variable before the branch or loop");
            isChanged |= _outliving.Add(creator);
        }
        if (!isChanged) throw Refuse(_statement!, "an array that is created in a branch or loop and used after it", "create the array before the branch or loop and fill it inside");
        throw new RestartException();
    }

    /// <summary>One of several roots, of which some are arenas: a window on each, empty but for the one that is meant.</summary>
    private Value ChooseWindow(BufferParts parts, string name)
    {
        var windows = new List<Value>();
        for (int i = 0; i < parts.Roots.Count; i++)
        {
            Value isThis = _builder.Scalar(Codes.Equal, parts.Selector, _builder.Int32(i));
            windows.Add(_builder.View(parts.Roots[i], Where(isThis, parts.Offset), Where(isThis, parts.Length)));
        }
        return _builder.Choose(parts.Selector, windows.ToEquatable(), name);

        Value Where(Value condition, Value value)
        {
            Value zero = _builder.Int32(0), result = _builder.Define(IrType.Int32);
            _builder.Add(new IfOp([result], condition, new Region(default, default, [value]), new Region(default, default, [zero])));
            return result;
        }
    }
}

/// <summary>The body must be lowered again: an array was found to outlive its loop or branch.</summary>
internal sealed class RestartException : Exception;
