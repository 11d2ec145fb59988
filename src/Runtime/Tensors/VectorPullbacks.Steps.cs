using System.Numerics;

namespace DiffGen.Tensors;

/// <content>Functions that are locally constant: their derivative is 0.</content>
public static partial class VectorPullbacks
{
    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Round))]
    public static Vector2 RoundPullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        return Vector2.Round(vector);
    }

    /// <summary>Pullback of Truncate: 0.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Truncate))]
    public static Vector2 TruncatePullback(Vector2 vector, Vector2 seed, ref Vector2 dVector)
    {
        return Vector2.Truncate(vector);
    }

    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector2), nameof(Vector2.Round))]
    public static Vector2 RoundPullback(Vector2 vector, MidpointRounding mode, Vector2 seed, ref Vector2 dVector)
    {
        return Vector2.Round(vector, mode);
    }

    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Round))]
    public static Vector3 RoundPullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        return Vector3.Round(vector);
    }

    /// <summary>Pullback of Truncate: 0.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Truncate))]
    public static Vector3 TruncatePullback(Vector3 vector, Vector3 seed, ref Vector3 dVector)
    {
        return Vector3.Truncate(vector);
    }

    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector3), nameof(Vector3.Round))]
    public static Vector3 RoundPullback(Vector3 vector, MidpointRounding mode, Vector3 seed, ref Vector3 dVector)
    {
        return Vector3.Round(vector, mode);
    }

    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Round))]
    public static Vector4 RoundPullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        return Vector4.Round(vector);
    }

    /// <summary>Pullback of Truncate: 0.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Truncate))]
    public static Vector4 TruncatePullback(Vector4 vector, Vector4 seed, ref Vector4 dVector)
    {
        return Vector4.Truncate(vector);
    }

    /// <summary>Pullback of Round: 0.</summary>
    [PullbackOf(typeof(Vector4), nameof(Vector4.Round))]
    public static Vector4 RoundPullback(Vector4 vector, MidpointRounding mode, Vector4 seed, ref Vector4 dVector)
    {
        return Vector4.Round(vector, mode);
    }
}
