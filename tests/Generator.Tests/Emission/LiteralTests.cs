using DiffGen.Generator.Emission;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>Literals read back as the same bits.</summary>
public sealed class LiteralTests
{
    public static TheoryData<double> Doubles() =>
    [
        0.0, -0.0, 1, -1, 0.1, 1.0 / 3, 1e6, 1e15, 1e16, 1e22, 5e-324, double.MaxValue, double.MinValue, Math.PI, 0.84551240822557006,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 123456789, 2.5e-7,
    ];

    [Theory, MemberData(nameof(Doubles))]
    public void Double_and_float_read_back(double value)
    {
        Function function = Ir.Build([], (b, _) => [b.Float(ScalarKind.Float64, value), b.Float(ScalarKind.Float32, value)]);
        using var assembly = Emitted.Compile(Emitted.File(Emitted.Method(function, "out float f", "double", Emitted.Return, Emitted.Assign("f"))));
        double read = assembly.Method<Pair>("Sample.Program", "F")(out float single);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        Assert.Equal(BitConverter.SingleToInt32Bits((float)value), BitConverter.SingleToInt32Bits(single));
    }

    [Theory]
    [InlineData(2, "2", "2.0")]
    [InlineData(-2, "-2", "-2.0")]
    [InlineData(0.5, "0.5", "0.5")]
    [InlineData(-0.0, "-0.0", "-0.0")]
    [InlineData(1e20, "1E+20", "1E+20")]
    [InlineData(100000000, "100000000.0", "100000000.0")]
    public void Doubles_are_short(double value, string loose, string strict)
    {
        Literal literal = Literal.Of(ScalarKind.Float64, value);
        Assert.Equal(loose, Literals.Loose(literal).Text);
        Assert.Equal(strict, Literals.Strict(literal).Text);
    }

    [Theory]
    [InlineData(0.0, "Zero")]
    [InlineData(1, "One")]
    [InlineData(-1, "NegativeOne")]
    [InlineData(Math.PI, "Pi")]
    [InlineData(Math.Tau, "Tau")]
    [InlineData(Math.E, "E")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "NegativeInfinity")]
    [InlineData(-0.0, "CreateChecked(-0.0)")]
    [InlineData(-3, "CreateChecked(-3)")]
    [InlineData(0.1, "CreateChecked(0.1)")]
    [InlineData(1e20, "CreateChecked(1E+20)")]
    public void Constants_of_a_type_parameter_are_named(double value, string text)
        => Assert.Equal($"{ScalarKinds.NumberKeyword}.{text}", Literals.Loose(Literal.Of(ScalarKind.Number, value)).Text);

    [Theory]
    [InlineData((int)ScalarKind.Int32, int.MinValue, "int.MinValue")]
    [InlineData((int)ScalarKind.Int64, long.MinValue, "long.MinValue")]
    [InlineData((int)ScalarKind.Int64, 5, "5L")]
    [InlineData((int)ScalarKind.UInt32, 5, "5u")]
    [InlineData((int)ScalarKind.UInt64, -1, "18446744073709551615UL")]
    [InlineData((int)ScalarKind.UInt8, 200, "(byte)200")]
    [InlineData((int)ScalarKind.Int16, -3, "(short)(-3)")]
    [InlineData((int)ScalarKind.NInt, 3, "(nint)3")]
    [InlineData((int)ScalarKind.Char, 'a', "'a'")]
    [InlineData((int)ScalarKind.Char, '\'', "'\\''")]
    [InlineData((int)ScalarKind.Char, '\n', "'\\u000A'")]
    [InlineData((int)ScalarKind.Bool, 1, "true")]
    public void Others_have_their_own_type(int kind, long bits, string expected)
        => Assert.Equal(expected, Literals.Strict(new Literal((ScalarKind)kind, bits)).Text);

    private delegate double Pair(out float single);
}
