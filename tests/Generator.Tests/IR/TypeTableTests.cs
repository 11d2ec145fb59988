using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

public sealed class TypeTableTests
{
    private static readonly IrType Lanes = Ir.F64 with { Lanes = 4 };

    [Fact]
    public void Types_are_those_that_were_added()
    {
        IrType[] types = [Ir.F64, Ir.Buffer, Ir.F64, Ir.Bool, Lanes, Ir.Buffer];
        TypeTable table = TypeTable.Of(types);
        Assert.Equal(types.Length, table.Count);
        Assert.Equal(types, table);
        Assert.Equal(types, Enumerable.Range(0, table.Count).Select(i => table[i]));
    }

    /// <summary>A struct may have many fields, each a type of its own.</summary>
    [Fact]
    public void There_may_be_many()
    {
        IrType[] types = [.. Enumerable.Range(0, 1000).Select(i => Ir.Buffer with { Of = new Projection("Point", $"{{0}}.F{i}", $"{{0}}.F{i}") })];
        Assert.Equal(types, TypeTable.Of(types));
    }

    [Fact]
    public void Tables_of_the_same_types_are_equal_however_they_were_made()
    {
        TypeTable first = TypeTable.Of([Ir.F64, Ir.Bool, Ir.F64]), second = Like(TypeTable.Of([Ir.Bool, Ir.I32, Ir.F64, Ir.F64]), 0, Ir.F64, Ir.Bool, Ir.F64);
        Assert.True(first.Equals(second) && second.Equals(first));
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.False(first.Equals(TypeTable.Of([Ir.F64, Ir.Bool, Ir.I32])));
        Assert.False(first.Equals(TypeTable.Of([Ir.F64, Ir.Bool])));
        Assert.False(first.Equals(null));
        Assert.False(first.Equals(Like(first, 2, Ir.Bool)));
        Assert.True(first.Equals(Like(first, 2, Ir.F64)));
    }

    [Fact]
    public void A_builder_that_adds_what_the_other_table_has_gives_that_one()
    {
        TypeTable table = TypeTable.Of([Ir.F64, Ir.Bool]);
        Assert.Same(table, Like(table, 0, Ir.F64, Ir.Bool));
        Assert.Same(table, Like(table, 2));
        Assert.Equal([Ir.F64], Like(table, 0, Ir.F64));
        Assert.Equal([Ir.F64, Ir.Bool, Ir.Bool], Like(table, 2, Ir.Bool));
    }

    [Fact]
    public void Builders_leave_the_other_table_and_one_another_alone()
    {
        TypeTable table = TypeTable.Of([Ir.F64, Ir.Bool, Ir.I32]);
        var builder = new TypeTable.Builder(table, 3);
        builder.Add(Ir.Buffer);
        TypeTable before = builder.ToTable();
        builder.Add(Lanes);
        TypeTable other = Like(table, 1, Ir.ReadOnly);
        Assert.Equal([Ir.F64, Ir.Bool, Ir.I32], table);
        Assert.Equal([Ir.F64, Ir.Bool, Ir.I32, Ir.Buffer], before);
        Assert.Equal([Ir.F64, Ir.ReadOnly], other);
        Assert.Equal([Ir.F64, Ir.Bool, Ir.I32, Ir.Buffer, Lanes], builder.ToTable());
        Assert.Equal([Ir.Bool, Lanes, 5], [builder[1], builder[4], (object)builder.Count]);
    }

    private static TypeTable Like(TypeTable like, int count, params IrType[] added)
    {
        var builder = new TypeTable.Builder(like, count);
        foreach (IrType type in added) builder.Add(type);
        return builder.ToTable();
    }
}
