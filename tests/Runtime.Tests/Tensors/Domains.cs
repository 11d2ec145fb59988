using System.Numerics.Tensors;
using System.Reflection;

namespace DiffGen.Tests.Tensors;

/// <summary>Where the tests evaluate a function: an interval of magnitudes and the signs, for each parameter.</summary>
internal static class Domains
{
    /// <summary>
    /// Fills an array with numbers of the domain that are apart from one another and from those of the other parameters, in random
    /// order: no kink is near. They are exact in <c>float</c>.
    /// </summary>
    public static void Fill(Array array, MethodInfo function, string parameter, int position, Random random)
    {
        (double low, double high, bool signed) = function.DeclaringType == typeof(TensorPrimitives)
            ? OfTensors(function.Name, parameter)
            : OfStructs($"{function.DeclaringType!.Name}.{function.Name}", parameter);
        int n = Leaves.Count(array);
        int[] ranks = [.. Enumerable.Range(0, n)];
        random.Shuffle(ranks);
        for (int i = 0; i < n; i++)
        {
            double magnitude = low + (high - low) * ((ranks[i] + 0.2 + 0.3 * position) / n);
            Leaves.Set(array, i, (float)(signed && random.Next(2) == 0 ? -magnitude : magnitude));
        }
    }

    private static (double Low, double High, bool Signed) OfTensors(string function, string parameter) => (function, parameter) switch
    {
        ("Sqrt" or "ReciprocalSqrt" or "ReciprocalSqrtEstimate", _) => (0.2, 2, false),
        ("Log2" or "Log10" or "Pow" or "RootN" or "Log", "x") => (0.3, 3, false),
        ("Log", "y") => (1.5, 3, false),
        ("LogP1" or "Log2P1" or "Log10P1" or "Asin" or "Acos" or "AsinPi" or "AcosPi" or "Atanh", _) => (0.1, 0.8, true),
        ("Acosh", _) => (1.2, 3, false),
        ("Tan", _) => (0.1, 1.2, true),
        ("TanPi", _) => (0.05, 0.3, true),
        ("Remainder" or "Ieee754Remainder", "x") => (1.75, 1.85, true), // the quotient between 1.6 and 1.9
        ("Remainder" or "Ieee754Remainder", "y") => (0.97, 1.05, true),
        ("ProductOfSums" or "ProductOfDifferences", "x") => (0.7, 0.8, true),
        ("ProductOfSums" or "ProductOfDifferences", "y") => (0.2, 0.3, true),
        ("Product", _) => (0.7, 1.3, true),
        ("Clamp", "min") => (0.1, 0.9, false),
        ("Clamp", "max") => (1, 1.6, false),
        _ => (0.2, 2, true),
    };

    private static (double Low, double High, bool Signed) OfStructs(string function, string parameter) => (function, parameter) switch
    {
        ("Vector2.Log" or "Vector3.Log" or "Vector4.Log" or "Vector2.Log2" or "Vector3.Log2" or "Vector4.Log2", _) => (0.3, 3, false),
        ("Vector2.SquareRoot" or "Vector3.SquareRoot" or "Vector4.SquareRoot", _) => (0.3, 3, false),
        (_, "min") => (0.1, 0.4, false),
        (_, "max") => (1.3, 1.6, false),
        ("Vector2.Clamp" or "Vector3.Clamp" or "Vector4.Clamp", _) => (0.6, 1.2, true),
        ("Vector2.ClampNative" or "Vector3.ClampNative" or "Vector4.ClampNative", _) => (0.6, 1.2, true),
        ("Quaternion.Slerp", "amount") => (0.2, 0.8, false),
        ("Quaternion.Slerp", _) => (0.1, 0.5, true), // nearly equal ones are a test of their own
        (_, "fieldOfView" or "aspectRatio") => (0.5, 1.5, false),
        (_, "nearPlaneDistance") => (0.3, 0.5, false),
        (_, "farPlaneDistance") => (1.2, 2, false),
        (_, "cameraDirection" or "cameraTarget") => (2, 3, true),
        (_, "baseValue") => (1.5, 3, false),
        _ => (0.3, 1.5, true),
    };
}
