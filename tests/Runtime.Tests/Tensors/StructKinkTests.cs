using System.Numerics;
using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>The derivatives of structs at kinks and singular points.</summary>
public class StructKinkTests
{
    [Fact]
    public void LengthsAreFlatAtTheOrigin()
    {
        Vector3 d = default, e = default;
        Assert.Equal(0, VectorPullbacks.LengthPullback(Vector3.Zero, 1, ref d));
        Assert.Equal(0, VectorPullbacks.DistancePullback(Vector3.One, Vector3.One, 1, ref d, ref e));
        Assert.Equal((Vector3.Zero, Vector3.Zero), (d, e));
        Quaternion q = default;
        Assert.Equal(0, QuaternionPullbacks.LengthPullback(default, 1, ref q));
        Assert.Equal(default, q);
        Complex z = default;
        Assert.Equal(0, ComplexPullbacks.AbsPullback(0, 1, ref z));
        ComplexPullbacks.SqrtPullback(0, 1, ref z);
        ComplexPullbacks.ReciprocalPullback(0, 1, ref z);
        Assert.Equal(Complex.Zero, z);
    }

    [Fact]
    public void ComponentsShareAtATie()
    {
        Vector3 x = default, y = default;
        VectorPullbacks.MaxPullback(new Vector3(1, 2, 3), new Vector3(2, 2, 2), Vector3.One, ref x, ref y);
        Assert.Equal((new Vector3(0, 0.5f, 1), new Vector3(1, 0.5f, 0)), (x, y));
        Vector2 d = default;
        VectorPullbacks.AbsPullback(new Vector2(0, -1), Vector2.One, ref d);
        VectorPullbacks.SquareRootPullback(new Vector2(0, 4), Vector2.One, ref d);
        Assert.Equal(new Vector2(0, -0.75f), d);
    }

    [Fact]
    public void SlerpOfEqualRotationsIsLinear()
    {
        Quaternion from = default, to = default;
        float amount = 0;
        QuaternionPullbacks.SlerpPullback(Quaternion.Identity, -Quaternion.Identity, 0.25f, Quaternion.Identity, ref from, ref to, ref amount);
        Assert.Equal(Quaternion.Identity * 0.75f, from);
        Assert.Equal(Quaternion.Identity * -0.25f, to);
        Assert.Equal(0, amount);
    }

    [Fact]
    public void ARotationHasASlopeWhereItsValueSnaps()
    {
        float d = 0;
        MatrixPullbacks.CreateRotationPullback(0, new Matrix3x2(0, 1, -1, 0, 0, 0), ref d);
        Assert.Equal(2, d);
    }

    [Fact]
    public void ASingularMatrixHasCofactors()
    {
        Matrix4x4 singular = Matrix4x4.CreateScale(2, 3, 0), d = default;
        Assert.Equal(0, MatrixPullbacks.GetDeterminantPullback(singular, 1, ref d));
        Assert.Equal(new Matrix4x4 { M33 = 6 }, d);
    }

    [Fact]
    public void WithoutAnInverseTheDerivativeIsZero()
    {
        Matrix4x4 d = default, dResult = Matrix4x4.Identity;
        Assert.False(MatrixPullbacks.InvertPullback(default, out Matrix4x4 result, ref d, ref dResult));
        Assert.True(float.IsNaN(result.M11));
        Assert.Equal((default, default), (d, dResult));
        Quaternion q = default;
        Assert.Equal(default, QuaternionPullbacks.InversePullback(default, Quaternion.Identity, ref q));
        Assert.Equal(default, q);
    }

    [Theory]
    [InlineData(0.9f, 0.1f, -0.2f, 0.1f)]
    [InlineData(0.1f, 0.9f, -0.2f, 0.1f)]
    [InlineData(0.1f, -0.2f, 0.9f, 0.1f)]
    [InlineData(0.1f, -0.2f, 0.1f, 0.9f)]
    public void TheRotationOfAMatrixUndoesTheMatrixOfARotation(float x, float y, float z, float w)
    {
        // Along the sphere of unit quaternions the two maps cancel, on every branch.
        Quaternion q = Quaternion.Normalize(new Quaternion(x, y, z, w)), g = new(0.3f, -0.7f, 0.5f, 0.2f);
        Matrix4x4 matrix = Matrix4x4.CreateFromQuaternion(q), dMatrix = default;
        QuaternionPullbacks.CreateFromRotationMatrixPullback(matrix, g, ref dMatrix);
        Quaternion d = default;
        MatrixPullbacks.CreateFromQuaternionPullback(q, dMatrix, ref d);
        foreach (Quaternion tangent in (Quaternion[])[new(q.W, q.Z, -q.Y, -q.X), new(-q.Z, q.W, q.X, -q.Y), new(q.Y, -q.X, q.W, -q.Z)])
            Assert.Equal(Quaternion.Dot(g, tangent), Quaternion.Dot(d, tangent), 1e-5f);
    }

    [Fact]
    public void AnInfiniteFarPlaneHasNoSlope()
    {
        float field = 0, aspect = 0, near = 0, far = 0;
        MatrixPullbacks.CreatePerspectiveFieldOfViewPullback(
            1, 1, 0.5f, float.PositiveInfinity, new Matrix4x4 { M33 = 1, M43 = 1 }, ref field, ref aspect, ref near, ref far);
        Assert.Equal((-1, 0), (near, far));
    }

    [Fact]
    public void APowerOfComplexZero()
    {
        Complex z = default, p = default;
        Assert.Equal(Complex.Zero, ComplexPullbacks.PowPullback(0, 1, new Complex(2, 3), ref z, ref p));
        Assert.Equal((new Complex(2, 3), Complex.Zero), (z, p));
        Assert.Equal(Complex.One, ComplexPullbacks.PowPullback(0, Complex.Zero, Complex.One, ref z, ref p));
        Assert.Equal((new Complex(2, 3), Complex.Zero), (z, p));
    }

    [Fact]
    public void OneVariableMayTakeBothDerivatives()
    {
        var x = new Vector3(1, 2, 3);
        Vector3 d = default;
        Assert.Equal(14, VectorPullbacks.DotPullback(x, x, 1, ref d, ref d));
        Assert.Equal(2 * x, d);
    }
}
