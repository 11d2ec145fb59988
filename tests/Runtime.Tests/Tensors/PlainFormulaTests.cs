using System.Numerics;

namespace DiffGen.Tests.Tensors;

/// <summary>
/// The functions of <c>System.Numerics</c> whose value is, bit for bit, that of the plain formula over the components: there is no
/// sum whose order, and no product whose contraction, the machine could choose.
/// </summary>
public class PlainFormulaTests
{
    private readonly Random _random = new(3);

    [Fact]
    public void VectorOperatorsAreByComponent() => Repeat(() =>
    {
        Vector3 a = Vector(), b = Vector();
        float s = Number();
        Assert.Equal(new Vector3(a.X + b.X, a.Y + b.Y, a.Z + b.Z), a + b);
        Assert.Equal(new Vector3(a.X - b.X, a.Y - b.Y, a.Z - b.Z), a - b);
        Assert.Equal(new Vector3(a.X * b.X, a.Y * b.Y, a.Z * b.Z), a * b);
        Assert.Equal(new Vector3(a.X / b.X, a.Y / b.Y, a.Z / b.Z), a / b);
        Assert.Equal(new Vector3(a.X * s, a.Y * s, a.Z * s), a * s);
        Assert.Equal(new Vector3(a.X / s, a.Y / s, a.Z / s), a / s);
        Assert.Equal(new Vector3(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X), Vector3.Cross(a, b));
        Assert.Equal(a.X * b.Y - a.Y * b.X, Vector2.Cross(a.AsVector2(), b.AsVector2()));
    });

    [Fact]
    public void SquareRootsAndKindsAreByComponent() => Repeat(() =>
    {
        Vector3 a = Vector(), b = Vector(), size = Vector3.Abs(a);
        Assert.Equal(new Vector3(MathF.Abs(a.X), MathF.Abs(a.Y), MathF.Abs(a.Z)), size);
        Assert.Equal(new Vector3(MathF.Sqrt(size.X), MathF.Sqrt(size.Y), MathF.Sqrt(size.Z)), Vector3.SquareRoot(size));
        Assert.Equal(new Vector3(MathF.Max(a.X, b.X), MathF.Max(a.Y, b.Y), MathF.Max(a.Z, b.Z)), Vector3.Max(a, b));
        Assert.Equal(new Vector3(MathF.Min(a.X, b.X), MathF.Min(a.Y, b.Y), MathF.Min(a.Z, b.Z)), Vector3.Min(a, b));
        Assert.Equal(Vector3.Min(Vector3.Max(a, b), size), Vector3.Clamp(a, b, size));
    });

    [Fact]
    public void QuaternionProductsAreSummedFromLeftToRight() => Repeat(() =>
    {
        Quaternion a = Rotation(), b = Rotation();
        var expected = new Quaternion(
            a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
            a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
            a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W,
            a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z);
        Assert.Equal(expected, a * b);
        Assert.Equal(expected, Quaternion.Concatenate(b, a));
        Assert.Equal(new Quaternion(-a.X, -a.Y, -a.Z, a.W), Quaternion.Conjugate(a));
    });

    [Fact]
    public void ComplexArithmeticIsPlain() => Repeat(() =>
    {
        Complex a = new(_random.NextDouble(), -_random.NextDouble()), b = new(_random.NextDouble(), _random.NextDouble() * 2);
        Assert.Equal(new Complex(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Imaginary * b.Real + a.Real * b.Imaginary), a * b);
        Assert.Equal(double.Hypot(a.Real, a.Imaginary), Complex.Abs(a));
        (double sine, double cosine) = Math.SinCos(a.Imaginary);
        Assert.Equal(new Complex(Math.Exp(a.Real) * cosine, Math.Exp(a.Real) * sine), Complex.Exp(a));
        Assert.Equal(new Complex(Math.Log(Complex.Abs(a)), Math.Atan2(a.Imaginary, a.Real)), Complex.Log(a));
    });

    private static void Repeat(Action check)
    {
        for (int i = 0; i < 2000; i++)
            check();
    }

    private float Number() => (float)((_random.NextDouble() * 2 - 1) * Math.Pow(2, _random.Next(-3, 4)));

    private Vector3 Vector() => new(Number(), Number(), Number());

    private Quaternion Rotation() => new(Number(), Number(), Number(), Number());
}
