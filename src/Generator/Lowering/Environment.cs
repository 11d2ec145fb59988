using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The current slot of each variable, in order of declaration. Keys are symbols, <see cref="Temporary"/>,
/// <see cref="ExitTarget"/> and, for variables with members, <see cref="Member"/>. Copied at branches, merged at joins:
/// member by member, so that a struct is as many variables.
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

    /// <summary>The entry of a key itself.</summary>
    public Slot? Entry(object key) => _slots.TryGetValue(key, out Slot? slot) ? slot : null;

    /// <summary>The value of a variable, put together from its members.</summary>
    public Slot? Get(object key) => Entry(key) is MarkerSlot marker
        ? new CompositeSlot(marker.Kind, marker.Kind.Names.Select(name => Get(new Member(key, name)) ?? new UnassignedSlot()).ToEquatable())
        : Entry(key);

    public void Set(object key, Slot slot)
    {
        Slot entry = slot;
        if (slot is CompositeSlot composite)
        {
            entry = new MarkerSlot(composite.Kind);
            IReadOnlyList<string> names = composite.Kind.Names;
            for (int i = 0; i < names.Count; i++) Set(new Member(key, names[i]), composite.Members[i]);
        }
        if (!_slots.ContainsKey(key)) _keys.Add(key);
        _slots[key] = entry;
    }

    /// <summary>Forgets a variable and its members.</summary>
    public void Remove(object key)
    {
        if (Entry(key) is MarkerSlot marker)
            foreach (string name in marker.Kind.Names) Remove(new Member(key, name));
        if (_slots.Remove(key)) _keys.Remove(key);
    }

    /// <summary>Forgets every variable that isn't known before.</summary>
    public void Restrict(ISet<object> known)
    {
        _keys.RemoveAll(key =>
        {
            bool isNew = !known.Contains(Member.Root(key));
            if (isNew) _slots.Remove(key);
            return isNew;
        });
    }

    public Environment Clone() => new(this);
}
