using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>What a function keeps of itself, and what a copy of it doesn't.</summary>
public sealed class FunctionTests
{
    [Fact]
    public void Functions_are_equal_whatever_one_was_asked_before()
    {
        Function asked = Build(2), other = Build(2);
        _ = asked.GetHashCode();
        _ = asked.Effects;
        Function renamed = asked with { Name = "Other" }, expected = other with { Name = "Other" };
        Assert.Equal(expected, renamed);
        Assert.Equal(expected.GetHashCode(), renamed.GetHashCode());
    }

    [Fact]
    public void Another_body_has_effects_of_its_own()
    {
        Function function = Build(2);
        Assert.False(function.Effects.Of(Loads(function)[1]).Throws);
        Function shorter = function with { Lengths = [1] };
        Assert.True(shorter.Effects.Of(Loads(shorter)[1]).Throws);
        Assert.Same(function.Effects, function.Effects);
    }

    private static List<Operation> Loads(Function function) => [.. function.Body.Operations.Where(operation => operation is LoadOp)];

    /// <summary>The sum of two elements.</summary>
    private static Function Build(int length)
        => Ir.Build([Ir.ReadOnly], (b, p) => [b.Scalar(Codes.Add, b.Load(p[0], b.Int32(0)), b.Load(p[0], b.Int32(1)))]) with { Lengths = [length] };
}
