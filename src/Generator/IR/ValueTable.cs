using System;
using System.Collections.Generic;

namespace DiffGen.Generator.IR;

/// <summary>
/// What a builder knows of each value, in order of the values. It is the table of another function as long as it says the
/// same: most passes leave most functions as they are, and those take no memory.
/// </summary>
/// <param name="like">The table of the other function.</param>
/// <param name="count">How many of its entries this table begins with.</param>
internal sealed class ValueTable<T>(EquatableArray<T> like, int count = 0)
    where T : IEquatable<T>
{
    /// <summary>The entries, once they differ.</summary>
    private List<T>? _own;

    public int Count => _own?.Count ?? count;

    public T this[int index]
    {
        get => _own is null ? like[index] : _own[index];
        set
        {
            if (_own is null && like[index].Equals(value)) return;
            Own()[index] = value;
        }
    }

    public void Add(T entry)
    {
        if (_own is null && count < like.Count && like[count].Equals(entry)) count++;
        else Own().Add(entry);
    }

    /// <summary>The table as it stands; that of the other function where it is the same.</summary>
    public EquatableArray<T> ToEquatable() => _own is null && count == like.Count ? like : Own().ToEquatable();

    private List<T> Own()
    {
        if (_own is not null) return _own;
        _own = new(Math.Max(count + 1, like.Count));
        for (int i = 0; i < count; i++) _own.Add(like[i]);
        return _own;
    }
}
