using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Which elements of buffers are at hand as values: loaded or stored before, on every path, and not overwritten since.
/// Each write notes the time for the storage it may touch; an element is current while it is younger than those notes.
/// A write at a literal index of a parameter or allocation touches that element only.
/// </summary>
internal sealed class AvailableElements(Effects effects)
{
    /// <summary>Stand in a note for the whole storage, and for some element of it.</summary>
    private const long Whole = -1, Some = -2;

    private readonly Dictionary<(Value Buffer, Value Index), (Value Value, int Time)> _elements = [];

    /// <summary>What each open region found, and what was there before: in scope until it ends.</summary>
    private readonly Stack<List<((Value Buffer, Value Index) Element, (Value Value, int Time)? Before)>> _found = new();
    private readonly Dictionary<(Value Storage, long Index), int> _written = [];
    private readonly List<((Value Storage, long Index) Note, int Before)> _journal = [];
    private int _time;

    /// <summary>A region begins: it sees what is at hand outside.</summary>
    public void Enter() => _found.Push([]);

    /// <summary>The region ends: what it found is out of scope.</summary>
    public void Leave()
    {
        List<((Value Buffer, Value Index) Element, (Value Value, int Time)? Before)> found = _found.Pop();
        for (int i = found.Count - 1; i >= 0; i--)
        {
            if (found[i].Before is { } before) _elements[found[i].Element] = before;
            else _elements.Remove(found[i].Element);
        }
    }

    /// <summary>The value of an element, or null. Buffer and index come as named by the source function and by the new one.</summary>
    public Value? Find(Value sourceBuffer, Value sourceIndex, Value buffer, Value index)
        => _elements.TryGetValue((buffer, index), out (Value Value, int Time) element) && LastWrite(sourceBuffer, sourceIndex) < element.Time
            ? element.Value
            : null;

    public void Set(Value buffer, Value index, Value value)
    {
        bool isKnown = _elements.TryGetValue((buffer, index), out (Value Value, int Time) before);
        _found.Peek().Add(((buffer, index), isKnown ? before : null));
        _elements[(buffer, index)] = (value, ++_time);
    }

    /// <summary>An element was written.</summary>
    public void Written(Value buffer, Value index)
    {
        _time++;
        if (LiteralIndex(buffer, index) is { } literal)
        {
            Note((buffer, literal), _time);
            Note((buffer, Some), _time);
            return;
        }
        foreach (Value root in effects.Roots.Of(buffer)) Note((root, Whole), _time);
    }

    /// <summary>Anything may have been written in some storage.</summary>
    public void Written(OperationEffects written)
    {
        _time++;
        foreach (Value root in written.Writes) Note((root, Whole), _time);
    }

    /// <summary>Runs the sides of a branch from the same state; after them, what either wrote is written.</summary>
    public void Branch(Action then, Action otherwise)
    {
        int start = _journal.Count;
        then();
        var notes = new List<((Value, long) Note, int Time)>();
        for (int i = _journal.Count - 1; i >= start; i--)
        {
            notes.Add((_journal[i].Note, _written[_journal[i].Note]));
            _written[_journal[i].Note] = _journal[i].Before;
        }
        _journal.RemoveRange(start, _journal.Count - start);
        otherwise();
        foreach (((Value, long) note, int time) in notes)
            if (time > TimeOf(note)) Note(note, time);
    }

    private void Note((Value, long) note, int time)
    {
        _journal.Add((note, TimeOf(note)));
        _written[note] = time;
    }

    private int TimeOf((Value, long) note) => _written.TryGetValue(note, out int time) ? time : 0;

    private int LastWrite(Value buffer, Value index)
    {
        long? literal = LiteralIndex(buffer, index);
        int last = 0;
        foreach (Value root in effects.Roots.Of(buffer))
        {
            last = Math.Max(last, TimeOf((root, Whole)));
            last = Math.Max(last, TimeOf((root, literal ?? Some)));
        }
        return last;
    }

    /// <summary>The index, where it names an element of the storage itself and not of a window on it.</summary>
    private long? LiteralIndex(Value buffer, Value index)
    {
        IReadOnlyCollection<Value> roots = effects.Roots.Of(buffer);
        if (roots.Count != 1) return null;
        foreach (Value root in roots)
            if (root != buffer) return null;
        return effects.LiteralOf(index) is { Bits: >= 0 } literal ? literal.Bits : null;
    }
}
