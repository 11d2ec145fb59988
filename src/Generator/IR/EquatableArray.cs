using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace DiffGen.Generator.IR;

/// <summary>An immutable array that compares by its elements.</summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly struct EquatableArray<T>(T[] items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _items = items;

    public static EquatableArray<T> Empty => default;

    public int Count => _items?.Length ?? 0;

    public T this[int index] => (_items ?? [])[index];

    public bool Equals(EquatableArray<T> other)
    {
        T[] left = _items ?? [], right = other._items ?? [];
        return ReferenceEquals(left, right) || left.AsSpan().SequenceEqual(right);
    }

    /// <summary>Whether the other one is this very array, which no look at the elements has to tell.</summary>
    public bool IsSame(EquatableArray<T> other) => ReferenceEquals(_items, other._items) || (Count == 0 && other.Count == 0);

    /// <summary>The elements, to be changed.</summary>
    public T[] ToArray() => _items is null ? [] : (T[])_items.Clone();

    /// <summary>The place of the first element that is equal, or -1.</summary>
    public int IndexOf(T item) => Array.IndexOf(_items ?? [], item);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this) hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}

internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    public static EquatableArray<T> ToEquatable<T>(this IEnumerable<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    /// <summary>Each element mapped, in order; the same array where all of them stay.</summary>
    public static EquatableArray<T> Map<T>(this EquatableArray<T> items, Func<T, T> map)
        where T : struct, IEquatable<T>
    {
        T[]? mapped = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = map(items[i]);
            if (mapped is null)
            {
                if (item.Equals(items[i])) continue;
                mapped = items.ToArray();
            }
            mapped[i] = item;
        }
        return mapped is null ? items : new(mapped);
    }

    /// <summary>A list as an array: the given one where it has the same elements.</summary>
    public static EquatableArray<T> ToEquatable<T>(this List<T> items, EquatableArray<T> like)
        where T : class, IEquatable<T>
    {
        if (items.Count != like.Count) return new(items.ToArray());
        for (int i = 0; i < items.Count; i++)
            if (!ReferenceEquals(items[i], like[i])) return new(items.ToArray());
        return like;
    }
}
