using System;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>
/// One operation of structured SSA. Operations hold value ids, never other operations; control flow nests as regions.
/// A new kind of operation is a new record here: the abstract members list what it has to say of itself.
/// </summary>
internal abstract record Operation
{
    public Origin Origin { get; init; } = Origin.None;

    /// <summary>The values defined, in order.</summary>
    public abstract ValueList Results { get; }

    /// <summary>The values used, not counting those used inside the regions.</summary>
    public abstract ValueList Operands { get; }

    /// <summary>The nested regions.</summary>
    public virtual EquatableArray<Region> Regions => default;

    /// <summary>Whether what follows can't be reached.</summary>
    public virtual bool NeverCompletes => false;

    /// <summary>The element that a load or a store touches: of which buffer, at which index; none for any other operation.</summary>
    public virtual (Value Buffer, Value Index) Element => (Value.None, Value.None);

    /// <summary>The same operation over other operands, results and regions (each mapped in the order of evaluation); itself where all of them stay.</summary>
    public abstract Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region);

    /// <summary>The values used, those used inside the regions too.</summary>
    public IEnumerable<Value> Uses => Operands.Concat(Regions.SelectMany(region => region.Operations.SelectMany(operation => operation.Uses).Concat(region.Yields)));

    /// <summary>The same operation, with the same results, on other values, inside the regions too.</summary>
    public Operation Using(Func<Value, Value> use) => With(use, value => value, region => region.Using(use));
}

/// <summary>A nested list of operations. Parameters are defined on entry; yields are what the region computes.</summary>
/// <param name="Parameters">Values defined on entry (loop counter and carried values).</param>
/// <param name="Operations">In order of execution.</param>
/// <param name="Yields">The results; empty where the region <see cref="Throws"/>.</param>
internal sealed record Region(EquatableArray<Value> Parameters, EquatableArray<Operation> Operations, EquatableArray<Value> Yields)
{
    /// <summary>Whether control never leaves the region at its end: it ends in a throw, or in a branch whose sides both do.</summary>
    public bool Throws => Operations.Count > 0 && Operations[Operations.Count - 1].NeverCompletes;

    /// <summary>The same region on other values.</summary>
    public Region Using(Func<Value, Value> use)
        => this with { Operations = Operations.Select(operation => operation.Using(use)).ToEquatable(), Yields = Yields.Map(use) };

    /// <summary>The number of operations in the region and nested in it. Constants don't count: they are printed where they are used.</summary>
    public int Size => SizeOf(Operations);

    /// <inheritdoc cref="Size"/>
    public static int SizeOf(IEnumerable<Operation> operations)
        => operations.Sum(operation => operation is ConstantOp ? 0 : 1 + operation.Regions.Sum(region => region.Size));

    /// <summary>The operations in the region and nested in it, each before those inside it.</summary>
    public IEnumerable<Operation> All()
    {
        foreach (Operation operation in Operations)
        {
            yield return operation;
            foreach (Region nested in operation.Regions)
                foreach (Operation inner in nested.All()) yield return inner;
        }
    }

    /// <summary>The elements that are loaded and stored in the region, one for each operation.</summary>
    public IEnumerable<(Value Buffer, Value Index)> Elements() => All().Select(operation => operation.Element).Where(element => !element.Buffer.IsNone);

    /// <summary>The values from around the region that it uses, in order of definition.</summary>
    public IEnumerable<Value> Free()
    {
        HashSet<Value> inside = [], used = [];
        Visit(this);
        used.ExceptWith(inside);
        return used.OrderBy(value => value.Id);

        void Visit(Region region)
        {
            inside.UnionWith(region.Parameters);
            foreach (Operation operation in region.Operations)
            {
                used.UnionWith(operation.Operands);
                inside.UnionWith(operation.Results);
                foreach (Region nested in operation.Regions) Visit(nested);
            }
            used.UnionWith(region.Yields);
        }
    }

    /// <summary>Whether an operation of some kind is in the region or nested in it.</summary>
    public bool Has(Func<Operation, bool> isSought)
    {
        foreach (Operation operation in Operations)
        {
            if (isSought(operation)) return true;
            foreach (Region nested in operation.Regions)
                if (nested.Has(isSought)) return true;
        }
        return false;
    }
}
