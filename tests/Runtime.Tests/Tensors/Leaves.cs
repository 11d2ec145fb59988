using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DiffGen.Tests.Tensors;

/// <summary>The floating-point numbers in an array of numbers or of the structs of <c>System.Numerics</c>.</summary>
internal static class Leaves
{
    private static readonly Type[] s_single =
        [typeof(float), typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Matrix3x2), typeof(Matrix4x4)];

    private static readonly Type[] s_double = [typeof(double), typeof(Complex)];

    private static readonly ConcurrentDictionary<Type, int> s_sizes = [];

    public static bool IsSingle(Type element) => s_single.Contains(element);

    public static bool IsDifferentiable(Type element) => IsSingle(element) || s_double.Contains(element);

    public static int Count(Array array)
    {
        Type element = array.GetType().GetElementType()!;
        if (!IsDifferentiable(element))
            return 0;
        return Bytes(array).Length / (IsSingle(element) ? sizeof(float) : sizeof(double));
    }

    public static double Get(Array array, int index) => IsSingle(array.GetType().GetElementType()!)
        ? MemoryMarshal.Cast<byte, float>(Bytes(array))[index]
        : MemoryMarshal.Cast<byte, double>(Bytes(array))[index];

    public static void Set(Array array, int index, double value)
    {
        if (IsSingle(array.GetType().GetElementType()!))
            MemoryMarshal.Cast<byte, float>(Bytes(array))[index] = (float)value;
        else
            MemoryMarshal.Cast<byte, double>(Bytes(array))[index] = value;
    }

    /// <summary>The memory of an array: equal bytes are equal bits.</summary>
    public static Span<byte> Bytes(Array array)
        => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), array.Length * SizeOf(array.GetType().GetElementType()!));

    public static Array[] Clone(IEnumerable<Array> arrays) => [.. arrays.Select(array => (Array)array.Clone())];

    private static int SizeOf(Type element) => s_sizes.GetOrAdd(
        element, static type => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!);
}
