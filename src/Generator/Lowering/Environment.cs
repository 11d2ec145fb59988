using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The current slot of each variable, in order of declaration. Keys are symbols, <see cref="Temporary"/> and
/// <see cref="ExitTarget"/>. Copied at branches, merged at joins.
/// </summary>
internal sealed class Environment
{
    private readonly Dictionary<object, Slot> _slots;
    private readonly List<object> _keys;

    public Environment()
    {
        _slots = [];
        _keys = [];
    }

    private Environment(Environment other)
    {
        _slots = new Dictionary<object, Slot>(other._slots);
        _keys = [.. other._keys];
        Throws = other.Throws;
    }

    /// <summary>Whether control ended in an exception.</summary>
    public bool Throws { get; set; }

    public IReadOnlyList<object> Keys => _keys;

    /// <summary>Whether what follows is unreachable.</summary>
    public bool IsTerminated => Throws || Exits.Any(exit => _slots[exit] is TakenSlot);

    /// <summary>The exits that have been taken, perhaps or certainly.</summary>
    public IEnumerable<ExitTarget> Exits => _keys.OfType<ExitTarget>();

    public Slot? Get(object key) => _slots.TryGetValue(key, out Slot? slot) ? slot : null;

    public void Set(object key, Slot slot)
    {
        if (!_slots.ContainsKey(key)) _keys.Add(key);
        _slots[key] = slot;
    }

    public void Remove(object key)
    {
        if (_slots.Remove(key)) _keys.Remove(key);
    }

    public Environment Clone() => new(this);
}
