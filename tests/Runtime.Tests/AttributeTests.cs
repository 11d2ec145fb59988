using System.Reflection;

namespace DiffGen.Tests;

public class AttributeTests
{
    public static TheoryData<Type> Attributes { get; } =
        [.. typeof(DifferentiableAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)))];

    [Fact]
    public void AllAreThere()
        => Assert.Equal(
            ["Batch", "Differentiable", "FixedPoint", "JvpOf", "NoDiff", "Parameter", "PullbackOf", "Shape"],
            Attributes.Select(row => row.Data.Name[..^"Attribute".Length]).Order());

    [Theory, MemberData(nameof(Attributes))]
    public void SealedSingleAndNotInherited(Type type)
    {
        var usage = type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false)!;
        Assert.True(type.IsSealed);
        Assert.False(usage.AllowMultiple);
        Assert.False(usage.Inherited);
    }

    [Fact]
    public void DifferentiableDefaultsToTheGradient()
    {
        Assert.Equal(Derivatives.Gradient, new DifferentiableAttribute().Derivatives);
        Assert.Equal(FloatingPoint.Strict, new DifferentiableAttribute().FloatingPoint);
        Derivatives both = Derivatives.Gradient | Derivatives.Hessian;
        Assert.Equal(both, new DifferentiableAttribute(both).Derivatives);
    }

    [Fact]
    public void DerivativesAreDistinctBits()
    {
        int all = 0;
        foreach (Derivatives value in Enum.GetValues<Derivatives>())
        {
            Assert.True(int.IsPow2((int)value));
            Assert.Equal(0, all & (int)value);
            all |= (int)value;
        }

        Assert.Equal(255, all);
    }

    [Fact]
    public void ArgumentsAreKept()
    {
        Assert.Equal([2, 3], new ParameterAttribute(2, 3).Shape);
        Assert.Equal(["outputs", "inputs"], new ParameterAttribute("outputs", "inputs").Dimensions);
        Assert.Empty(new ParameterAttribute().Shape);
        Assert.Empty(new ParameterAttribute(2).Dimensions);
        Assert.Equal([4], new ShapeAttribute(4).Dimensions);
        Assert.Equal((null, "F"), (new PullbackOfAttribute("F").Type, new PullbackOfAttribute("F").Method));
        Assert.Equal((typeof(Math), "F"), (new JvpOfAttribute(typeof(Math), "F").Type, new JvpOfAttribute(typeof(Math), "F").Method));
    }
}
