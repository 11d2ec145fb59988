using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>
/// Values that an operation defines or uses, in order: a few by themselves, then those of an array. Made anew whenever it
/// is asked for, which passes do all the time: it takes no memory.
/// </summary>
internal readonly struct ValueList : IReadOnlyList<Value>
{
    private readonly Value _first, _second, _third;
    private readonly int _leading;
    private readonly EquatableArray<Value> _rest;

    public ValueList(EquatableArray<Value> values) => _rest = values;

    public ValueList(Value first, EquatableArray<Value> rest = default) => (_first, _leading, _rest) = (first, 1, rest);

    public ValueList(Value first, Value second, EquatableArray<Value> rest = default) => (_first, _second, _leading, _rest) = (first, second, 2, rest);

    public ValueList(Value first, Value second, Value third) => (_first, _second, _third, _leading) = (first, second, third, 3);

    public int Count => _leading + _rest.Count;

    public Value this[int index]
    {
        get
        {
            if (index >= _leading) return _rest[index - _leading];
            return index == 0 ? _first : index == 1 ? _second : _third;
        }
    }

    public static implicit operator ValueList(EquatableArray<Value> values) => new(values);

    public static implicit operator ValueList(Value value) => new(value);

    /// <summary>The place of a value, or -1.</summary>
    public int IndexOf(Value value)
    {
        for (int i = 0; i < Count; i++)
            if (this[i] == value) return i;
        return -1;
    }

    public bool Contains(Value value) => IndexOf(value) >= 0;

    public bool Any(Func<Value, bool> isSought)
    {
        foreach (Value value in this)
            if (isSought(value)) return true;
        return false;
    }

    public bool All(Func<Value, bool> isSo)
    {
        foreach (Value value in this)
            if (!isSo(value)) return false;
        return true;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<Value>)this).GetEnumerator();

    public struct Enumerator(ValueList list)
    {
        private int _index = -1;

        public readonly Value Current => list[_index];

        public bool MoveNext() => ++_index < list.Count;
    }
}
