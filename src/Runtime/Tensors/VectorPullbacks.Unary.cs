using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Functions of one argument, component by component.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Abs: g·sign x, 0 at 0.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Abs))]
    public static Vector2 AbsPullback(Vector2 value, Vector2 seed, ref Vector2 dValue)
    {
        Vector2 result = Vector2.Abs(value);
        Unary<Vector2, TensorPullbacks.AbsRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of SquareRoot: g/(2·√x), 0 at 0.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.SquareRoot))]
    public static Vector2 SquareRootPullback(Vector2 value, Vector2 seed, ref Vector2 dValue)
    {
        Vector2 result = Vector2.SquareRoot(value);
        Unary<Vector2, TensorPullbacks.SqrtRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of Exp: g·exp x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Exp))]
    public static Vector2 ExpPullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        Vector2 result = Vector2.Exp(vector);
        Unary<Vector2, TensorPullbacks.ExpRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log: g/x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Log))]
    public static Vector2 LogPullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        Vector2 result = Vector2.Log(vector);
        Unary<Vector2, TensorPullbacks.LogRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log2: g/(x·ln 2).</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Log2))]
    public static Vector2 Log2Pullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        Vector2 result = Vector2.Log2(vector);
        Unary<Vector2, TensorPullbacks.Log2Rule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Sin: g·cos x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Sin))]
    public static Vector2 SinPullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        Vector2 result = Vector2.Sin(vector);
        Unary<Vector2, TensorPullbacks.SinRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Cos: -g·sin x.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Cos))]
    public static Vector2 CosPullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        Vector2 result = Vector2.Cos(vector);
        Unary<Vector2, TensorPullbacks.CosRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of DegreesToRadians: g·π/180.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.DegreesToRadians))]
    public static Vector2 DegreesToRadiansPullback(Vector2 degrees, Vector2 seed, ref Vector2 dDegrees)
    {
        Vector2 result = Vector2.DegreesToRadians(degrees);
        Unary<Vector2, TensorPullbacks.DegreesToRadiansRule<float>>(degrees, result, seed, ref dDegrees);
        return result;
    }

    /// <summary>Pullback of RadiansToDegrees: g·180/π.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.RadiansToDegrees))]
    public static Vector2 RadiansToDegreesPullback(Vector2 radians, Vector2 seed, ref Vector2 dRadians)
    {
        Vector2 result = Vector2.RadiansToDegrees(radians);
        Unary<Vector2, TensorPullbacks.RadiansToDegreesRule<float>>(radians, result, seed, ref dRadians);
        return result;
    }

    /// <summary>Pullback of Abs: g·sign x, 0 at 0.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Abs))]
    public static Vector3 AbsPullback(Vector3 value, Vector3 seed, ref Vector3 dValue)
    {
        Vector3 result = Vector3.Abs(value);
        Unary<Vector3, TensorPullbacks.AbsRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of SquareRoot: g/(2·√x), 0 at 0.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.SquareRoot))]
    public static Vector3 SquareRootPullback(Vector3 value, Vector3 seed, ref Vector3 dValue)
    {
        Vector3 result = Vector3.SquareRoot(value);
        Unary<Vector3, TensorPullbacks.SqrtRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of Exp: g·exp x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Exp))]
    public static Vector3 ExpPullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        Vector3 result = Vector3.Exp(vector);
        Unary<Vector3, TensorPullbacks.ExpRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log: g/x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Log))]
    public static Vector3 LogPullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        Vector3 result = Vector3.Log(vector);
        Unary<Vector3, TensorPullbacks.LogRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log2: g/(x·ln 2).</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Log2))]
    public static Vector3 Log2Pullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        Vector3 result = Vector3.Log2(vector);
        Unary<Vector3, TensorPullbacks.Log2Rule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Sin: g·cos x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Sin))]
    public static Vector3 SinPullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        Vector3 result = Vector3.Sin(vector);
        Unary<Vector3, TensorPullbacks.SinRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Cos: -g·sin x.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Cos))]
    public static Vector3 CosPullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        Vector3 result = Vector3.Cos(vector);
        Unary<Vector3, TensorPullbacks.CosRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of DegreesToRadians: g·π/180.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.DegreesToRadians))]
    public static Vector3 DegreesToRadiansPullback(Vector3 degrees, Vector3 seed, ref Vector3 dDegrees)
    {
        Vector3 result = Vector3.DegreesToRadians(degrees);
        Unary<Vector3, TensorPullbacks.DegreesToRadiansRule<float>>(degrees, result, seed, ref dDegrees);
        return result;
    }

    /// <summary>Pullback of RadiansToDegrees: g·180/π.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.RadiansToDegrees))]
    public static Vector3 RadiansToDegreesPullback(Vector3 radians, Vector3 seed, ref Vector3 dRadians)
    {
        Vector3 result = Vector3.RadiansToDegrees(radians);
        Unary<Vector3, TensorPullbacks.RadiansToDegreesRule<float>>(radians, result, seed, ref dRadians);
        return result;
    }

    /// <summary>Pullback of Abs: g·sign x, 0 at 0.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Abs))]
    public static Vector4 AbsPullback(Vector4 value, Vector4 seed, ref Vector4 dValue)
    {
        Vector4 result = Vector4.Abs(value);
        Unary<Vector4, TensorPullbacks.AbsRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of SquareRoot: g/(2·√x), 0 at 0.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.SquareRoot))]
    public static Vector4 SquareRootPullback(Vector4 value, Vector4 seed, ref Vector4 dValue)
    {
        Vector4 result = Vector4.SquareRoot(value);
        Unary<Vector4, TensorPullbacks.SqrtRule<float>>(value, result, seed, ref dValue);
        return result;
    }

    /// <summary>Pullback of Exp: g·exp x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Exp))]
    public static Vector4 ExpPullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 result = Vector4.Exp(vector);
        Unary<Vector4, TensorPullbacks.ExpRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log: g/x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Log))]
    public static Vector4 LogPullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 result = Vector4.Log(vector);
        Unary<Vector4, TensorPullbacks.LogRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Log2: g/(x·ln 2).</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Log2))]
    public static Vector4 Log2Pullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 result = Vector4.Log2(vector);
        Unary<Vector4, TensorPullbacks.Log2Rule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Sin: g·cos x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Sin))]
    public static Vector4 SinPullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 result = Vector4.Sin(vector);
        Unary<Vector4, TensorPullbacks.SinRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of Cos: -g·sin x.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Cos))]
    public static Vector4 CosPullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        Vector4 result = Vector4.Cos(vector);
        Unary<Vector4, TensorPullbacks.CosRule<float>>(vector, result, seed, ref dVector);
        return result;
    }

    /// <summary>Pullback of DegreesToRadians: g·π/180.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.DegreesToRadians))]
    public static Vector4 DegreesToRadiansPullback(Vector4 degrees, Vector4 seed, ref Vector4 dDegrees)
    {
        Vector4 result = Vector4.DegreesToRadians(degrees);
        Unary<Vector4, TensorPullbacks.DegreesToRadiansRule<float>>(degrees, result, seed, ref dDegrees);
        return result;
    }

    /// <summary>Pullback of RadiansToDegrees: g·180/π.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.RadiansToDegrees))]
    public static Vector4 RadiansToDegreesPullback(Vector4 radians, Vector4 seed, ref Vector4 dRadians)
    {
        Vector4 result = Vector4.RadiansToDegrees(radians);
        Unary<Vector4, TensorPullbacks.RadiansToDegreesRule<float>>(radians, result, seed, ref dRadians);
        return result;
    }
}
