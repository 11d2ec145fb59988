using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What <see cref="KnownZeros"/> knows at one place: per storage the index from which on it may be dirty, and which elements are, as far as that is known.
/// What is inside a branch or loop begins as its own state on top of the one around, which doesn't change meanwhile, so that beginning one costs nothing.
/// </summary>
internal sealed class ZeroState
{
    /// <summary>No element is dirty.</summary>
    public const int All = int.MaxValue;

    private readonly ZeroState? _around;
    private readonly Dictionary<Value, Storage> _storage = [];

    /// <summary>Of a set of dirty elements, what has changed since the state around.</summary>
    private readonly Dictionary<DirtySet, Dictionary<int, bool>> _changes = [];

    public ZeroState(ZeroState? around = null) => _around = around;

    /// <summary>The elements below it are zero; from there on any may be dirty.</summary>
    public int this[Value root]
    {
        get => Of(root)?.Clean ?? 0;
        set => _storage[root] = new Storage(value, null, 0);
    }

    public bool Knows(Value root) => Of(root) is not null;

    public bool IsZero(Value root, int index) => Of(root) is { } storage && (storage.Clean > index || (index < All - 1 && storage.Dirty is { } dirty && !IsDirty(dirty, index)));

    /// <summary>One element is stored.</summary>
    public void Store(Value root, int index, bool isZero)
    {
        Storage storage = Of(root) ?? default;
        if (!storage.KnowsElements)
        {
            if (!isZero) _storage[root] = storage with { Clean = Math.Min(storage.Clean, index) };
            return;
        }
        DirtySet dirty = storage.Dirty ?? new DirtySet();
        int count = storage.Count + Set(dirty, index, !isZero);
        _storage[root] = new Storage(count == 0 ? All : Math.Min(storage.Clean, isZero ? All : index), dirty, count);
    }

    /// <summary>Only one element is dirty.</summary>
    public void Only(Value root, int index)
    {
        var dirty = new DirtySet();
        _storage[root] = new Storage(this[root], dirty, Set(dirty, index, true));
    }

    /// <summary>Any number of elements may be dirty.</summary>
    public void Forget(Value root)
    {
        if (Of(root) is { } storage) _storage[root] = storage with { Dirty = null, Count = 0 };
    }

    /// <summary>What holds where control comes from one of two states on top of this one, of storage that may have been written there.</summary>
    public void Join(ZeroState one, ZeroState other, IEnumerable<Value> written)
    {
        foreach (Value root in written)
            if (one.Knows(root) || other.Knows(root)) _storage[root] = Joined(root, one, one.Of(root) ?? default, other, other.Of(root) ?? default);
    }

    private Storage Joined(Value root, ZeroState one, Storage mine, ZeroState other, Storage theirs)
    {
        int clean = Math.Min(mine.Clean, theirs.Clean);
        if (!mine.KnowsElements || !theirs.KnowsElements) return new Storage(clean, null, 0);
        // All elements of a set that one of the sides made are among that side's changes: they are added to the set that was there before, if either still has that.
        Storage before = Of(root) ?? default;
        bool isKept = before.Dirty is { } known && (known == mine.Dirty || known == theirs.Dirty);
        (DirtySet dirty, int count) = isKept ? (before.Dirty!, before.Count) : (new DirtySet(), 0);
        foreach (int index in one.ChangesOf(mine.Dirty).Concat(other.ChangesOf(theirs.Dirty)).Distinct().ToList())
            count += Set(dirty, index, one.IsDirty(mine.Dirty, index) || other.IsDirty(theirs.Dirty, index));
        return new Storage(clean, dirty, count);
    }

    private Storage? Of(Value root)
    {
        for (ZeroState? state = this; state is not null; state = state._around)
            if (state._storage.TryGetValue(root, out Storage storage)) return storage;
        return null;
    }

    private bool IsDirty(DirtySet? set, int index)
    {
        if (set is null) return false;
        for (ZeroState? state = this; state is not null; state = state._around)
            if (state._changes.TryGetValue(set, out Dictionary<int, bool>? changes) && changes.TryGetValue(index, out bool isDirty)) return isDirty;
        return false;
    }

    /// <summary>Returns by how many elements the set has grown.</summary>
    private int Set(DirtySet set, int index, bool isDirty)
    {
        bool was = IsDirty(set, index);
        if (!_changes.TryGetValue(set, out Dictionary<int, bool>? changes)) _changes[set] = changes = [];
        changes[index] = isDirty;
        return (isDirty ? 1 : 0) - (was ? 1 : 0);
    }

    private IEnumerable<int> ChangesOf(DirtySet? set) => set is not null && _changes.TryGetValue(set, out Dictionary<int, bool>? changes) ? changes.Keys : [];

    /// <param name="Clean">The elements below it are zero.</param>
    /// <param name="Dirty">The elements that may not be zero; null where any element from the first dirty one on may be.</param>
    /// <param name="Count">The number of elements of the set.</param>
    private readonly record struct Storage(int Clean, DirtySet? Dirty, int Count)
    {
        public bool KnowsElements => Dirty is not null || Clean == All;
    }

    /// <summary>The name of a set of elements. What is in it is what the states have changed.</summary>
    private sealed class DirtySet;
}
