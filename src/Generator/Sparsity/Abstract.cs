using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Sparsity;

/// <summary>What is known of a scalar: the inputs that it depends on, and, of what isn't floating, perhaps its value.</summary>
/// <param name="Inputs">Rising.</param>
/// <param name="Known">Its value; null where it isn't known.</param>
internal readonly record struct Abstract(int[] Inputs, Literal? Known)
{
    public static readonly Abstract Unknown = new([], null);

    public static Abstract Of(Literal literal) => new([], literal.Kind.IsFloat() ? null : literal);

    /// <summary>Either of two.</summary>
    public static Abstract Join(Abstract left, Abstract right) => new(Union(left.Inputs, right.Inputs), left.Known == right.Known ? left.Known : null);

    public static bool Same(Abstract left, Abstract right) => left.Known == right.Known && (ReferenceEquals(left.Inputs, right.Inputs) || left.Inputs.AsSpan().SequenceEqual(right.Inputs));

    /// <summary>One of the two where it has all of the other: most sums add nothing new.</summary>
    public static int[] Union(int[] left, int[] right)
    {
        if (ReferenceEquals(left, right) || right.Length == 0) return left;
        if (left.Length == 0) return right;
        var all = new List<int>(left.Length + right.Length);
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            int next = j >= right.Length || (i < left.Length && left[i] <= right[j]) ? left[i] : right[j];
            if (i < left.Length && left[i] == next) i++;
            if (j < right.Length && right[j] == next) j++;
            all.Add(next);
        }
        return all.Count == left.Length ? left : all.Count == right.Length ? right : [.. all];
    }
}

/// <summary>Storage: what is known of each element, and of all those at indices that aren't known.</summary>
internal sealed class AbstractStorage(ScalarKind kind)
{
    private readonly List<Abstract> _elements = [];
    private Abstract? _any;

    /// <summary>Its length, where that is known.</summary>
    public int? Length { get; set; }

    /// <summary>Of an arena: where the next array begins.</summary>
    public int? Next { get; set; } = 0;

    public ScalarKind Kind => kind;

    private Abstract Zero => new([], kind.IsFloat() ? null : new Literal(kind, 0));

    public Abstract Load(int? index)
    {
        if (index is { } known)
        {
            Abstract element = known >= 0 && known < _elements.Count ? _elements[known] : Zero;
            return _any is { } any ? Abstract.Join(element, any) : element;
        }
        Abstract all = Abstract.Join(Zero, _any ?? Zero);
        foreach (Abstract element in _elements) all = Abstract.Join(all, element);
        return all;
    }

    /// <summary>Whether the value replaces what is there, or may stand beside it, is the caller's to say.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Store(int? index, Abstract value, bool isCertain)
    {
        const int largest = 1 << 22;
        if (index is not { } known || known < 0 || known >= largest)
        {
            Abstract any = _any is { } before ? Abstract.Join(before, value) : value;
            bool isNew = _any is null || !Abstract.Same(_any.Value, any);
            _any = any;
            return isNew;
        }
        while (_elements.Count <= known) _elements.Add(Zero);
        Abstract stored = isCertain ? value : Abstract.Join(_elements[known], value);
        bool isChanged = !Abstract.Same(_elements[known], stored);
        _elements[known] = stored;
        return isChanged;
    }

    public void Clear()
    {
        _elements.Clear();
        _any = null;
    }
}

/// <summary>A buffer value: windows on storage, of which it is one.</summary>
internal sealed record AbstractBuffer(IReadOnlyList<(AbstractStorage Storage, int? Offset)> Windows, int? Length);
