using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// The current slot of each variable, in order of declaration. Keys are symbols, <see cref="Temporary"/>,
/// <see cref="ExitTarget"/> and, for variables with members, <see cref="Member"/>. A side of a branch and a trip of a loop have
/// one of their own on top of that before, which doesn't change meanwhile: so what they changed is known, and is merged at joins,
/// member by member, so that a struct is as many variables.
/// </summary>
internal sealed class Environment
{
    private readonly Environment? _around;

    /// <summary>What has changed since the one around: of a variable that is forgotten, no slot.</summary>
    private readonly Dictionary<object, (Slot? Slot, int Order)> _own = [];

    /// <summary>The variables that are new here, in order. Some may be forgotten by now.</summary>
    private readonly List<(object Key, int Order)> _declared = [];
    private readonly List<ExitTarget> _exits;
    private int _next;

    public Environment()
        : this(null)
    {
    }

    private Environment(Environment? around)
    {
        _around = around;
        _next = around?._next ?? 0;
        _exits = around is null ? [] : [.. around._exits];
        Throws = around is { Throws: true };
    }

    /// <summary>Whether control ended in an exception.</summary>
    public bool Throws { get; set; }

    /// <summary>Whether what follows is unreachable.</summary>
    public bool IsTerminated => Throws || _exits.Any(exit => Entry(exit) is TakenSlot);

    /// <summary>The exits that have been taken, perhaps or certainly.</summary>
    public IReadOnlyList<ExitTarget> Exits => _exits;

    /// <summary>Tells what is declared before it from what is declared after it.</summary>
    public int Mark => _next;

    /// <summary>All variables.</summary>
    public IReadOnlyList<object> Keys
    {
        get
        {
            var orders = new Dictionary<object, int>();
            for (Environment? layer = this; layer is not null; layer = layer._around)
                foreach (KeyValuePair<object, (Slot? Slot, int Order)> own in layer._own)
                    if (!orders.ContainsKey(own.Key)) orders[own.Key] = own.Value.Slot is null ? -1 : own.Value.Order;
            return [.. orders.Where(order => order.Value >= 0).OrderBy(order => order.Value).Select(order => order.Key)];
        }
    }

    /// <summary>The entry of a key itself.</summary>
    public Slot? Entry(object key) => Find(key).Slot;

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
        (Slot? old, int order) = Find(key);
        if (old is null)
        {
            order = _next++;
            _declared.Add((key, order));
            if (key is ExitTarget exit) _exits.Add(exit);
        }
        _own[key] = (entry, order);
    }

    /// <summary>Forgets a variable and its members.</summary>
    public void Remove(object key)
    {
        if (Entry(key) is MarkerSlot marker)
            foreach (string name in marker.Kind.Names) Remove(new Member(key, name));
        Forget(key);
    }

    /// <summary>The variables with these roots, and their members.</summary>
    public IReadOnlyList<object> KeysOf(IEnumerable<object> roots)
    {
        var found = new List<(object Key, int Order)>();
        foreach (object root in roots) Visit(root);
        return [.. found.OrderBy(key => key.Order).Select(key => key.Key)];

        void Visit(object key)
        {
            (Slot? slot, int order) = Find(key);
            if (slot is null) return;
            found.Add((key, order));
            if (slot is not MarkerSlot marker) return;
            foreach (string name in marker.Kind.Names) Visit(new Member(key, name));
        }
    }

    /// <summary>Forgets what is declared after a mark, as far as it is to be forgotten.</summary>
    public void Restrict(int mark, System.Func<object, Slot, bool> isForgotten)
    {
        for (int i = _declared.Count - 1; i >= 0 && _declared[i].Order >= mark; i--)
        {
            object key = _declared[i].Key, root = Member.Root(key);
            if (Find(key) is not ({ } slot, var order) || order != _declared[i].Order || (Find(root) is ({ }, var declared) && declared < mark) || !isForgotten(key, slot)) continue;
            Forget(key);
            _declared.RemoveAt(i);
        }
    }

    /// <summary>What was there before and may have another slot here, in order of declaration.</summary>
    public IEnumerable<object> ChangedSince(Environment before) => before.InOrder(Changes(before).Where(key => before.Entry(key) is not null));

    /// <summary>Variables in order of declaration.</summary>
    public IEnumerable<object> InOrder(IEnumerable<object> keys) => keys.OrderBy(key => Find(key).Order);

    /// <summary>What wasn't there before and is here, in order of declaration.</summary>
    public IEnumerable<object> NewSince(Environment before) => InOrder(Changes(before).Where(key => before.Entry(key) is null && Entry(key) is not null));

    /// <summary>Takes over what has been set in one on top of this one, in which nothing was forgotten.</summary>
    public void Become(Environment after)
    {
        Throws = after.Throws;
        foreach (KeyValuePair<object, (Slot? Slot, int Order)> own in after._own.OrderBy(own => own.Value.Order)) Set(own.Key, own.Value.Slot!);
    }

    /// <summary>One on top of this one.</summary>
    public Environment Clone() => new(this);

    private IEnumerable<object> Changes(Environment before)
    {
        var seen = new HashSet<object>();
        for (Environment? layer = this; layer is not null && !ReferenceEquals(layer, before); layer = layer._around)
            foreach (object key in layer._own.Keys)
                if (seen.Add(key)) yield return key;
    }

    private (Slot? Slot, int Order) Find(object key)
    {
        for (Environment? layer = this; layer is not null; layer = layer._around)
            if (layer._own.TryGetValue(key, out (Slot? Slot, int Order) own)) return own;
        return (null, -1);
    }

    private void Forget(object key)
    {
        if (Entry(key) is null) return;
        if (_around?.Entry(key) is null) _own.Remove(key);
        else _own[key] = (null, -1);
        if (key is ExitTarget exit) _exits.Remove(exit);
    }
}
