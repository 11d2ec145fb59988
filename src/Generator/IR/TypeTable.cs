using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>
/// The types of the values of a function, in their order. There are few different ones: the table has each of them once, and a small number for each
/// value, since every pass that changes a function makes it a table.
/// </summary>
internal sealed class TypeTable : IEquatable<TypeTable>, IReadOnlyList<IrType>
{
    public static readonly TypeTable Empty = new([], []);

    private readonly IrType[] _types;

    /// <summary>Of each value: the place of its type.</summary>
    private readonly ushort[] _places;

    private TypeTable(IrType[] types, ushort[] places) => (_types, _places) = (types, places);

    public int Count => _places.Length;

    public IrType this[int index] => _types[_places[index]];

    public static TypeTable Of(IEnumerable<IrType> types)
    {
        var builder = new Builder(Empty);
        foreach (IrType type in types) builder.Add(type);
        return builder.ToTable();
    }

    public bool Equals(TypeTable? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Count != other.Count) return false;
        if (ReferenceEquals(_types, other._types)) return _places.AsSpan().SequenceEqual(other._places);
        for (int i = 0; i < Count; i++)
            if (!this[i].Equals(other[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as TypeTable);

    public override int GetHashCode()
    {
        int hash = 17;
        for (int i = 0; i < Count; i++) hash = unchecked((hash * 31) + this[i].GetHashCode());
        return hash;
    }

    public IEnumerator<IrType> GetEnumerator() => _places.Select(place => _types[place]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes a table; it is another one as long as it says the same.</summary>
    /// <param name="like">The other table.</param>
    /// <param name="count">How many of its types this one begins with.</param>
    public sealed class Builder(TypeTable like, int count = 0)
    {
        /// <summary>The different types: those of the other table, and further ones.</summary>
        private IrType[] _types = like._types;
        private int _typeCount = like._types.Length;

        /// <summary>The places, once they differ.</summary>
        private List<ushort>? _own;

        public int Count => _own?.Count ?? count;

        public IrType this[int index] => _own is null ? like[index] : _types[_own[index]];

        public void Add(IrType type)
        {
            if (_own is null && count < like.Count && like[count].Equals(type))
            {
                count++;
                return;
            }
            if (_own is null)
            {
                _own = new(Math.Max(count + 1, like.Count));
                for (int i = 0; i < count; i++) _own.Add(like._places[i]);
            }
            _own.Add(PlaceOf(type));
        }

        public TypeTable ToTable()
        {
            if (_own is null && count == like.Count) return like;
            ushort[] places = _own?.ToArray() ?? like._places.AsSpan(0, count).ToArray();
            return new(_typeCount == _types.Length ? _types : _types.AsSpan(0, _typeCount).ToArray(), places);
        }

        private ushort PlaceOf(IrType type)
        {
            for (int i = 0; i < _typeCount; i++)
                if (_types[i].Equals(type)) return (ushort)i;
            // The array may be that of the other table: it isn't written.
            if (_typeCount == _types.Length) Array.Resize(ref _types, Math.Max(4, 2 * _typeCount));
            _types[_typeCount] = type;
            return checked((ushort)_typeCount++);
        }
    }
}
