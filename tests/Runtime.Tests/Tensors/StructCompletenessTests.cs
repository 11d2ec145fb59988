using System.Numerics;
using System.Reflection;
using DiffGen.Tensors;

namespace DiffGen.Tests.Tensors;

/// <summary>Every function of the structs from floating-point numbers to such has a pullback, or is listed with the reason.</summary>
public class StructCompletenessTests
{
    private static readonly Type[] s_types =
        [typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Matrix3x2), typeof(Matrix4x4), typeof(Complex)];

    private static readonly Type[] s_rules =
        [typeof(VectorPullbacks), typeof(QuaternionPullbacks), typeof(MatrixPullbacks), typeof(ComplexPullbacks)];

    // By component, bit for bit: nothing but scalar arithmetic, which is differentiated as such.
    private static readonly string[] s_plain =
    [
        "*.Add", "*.Subtract", "*.Negate", "*.op_Addition", "*.op_Subtraction", "*.op_UnaryNegation", "*.op_UnaryPlus",
        "Vector.Multiply", "Vector.Divide", "Vector.op_Multiply", "Vector.op_Division",
        "Complex.op_Increment", "Complex.op_Decrement", "Complex.MaxMagnitude", "Complex.MinMagnitude",
    ];

    // Components moved about.
    private static readonly string[] s_moves =
    [
        "*.Create", "*.get_Item", "*.get_X", "*.get_Y", "*.get_Z", "*.get_W", "*.get_Translation", "*.GetElement", "*.GetRow",
        "*.WithElement", "*.WithRow", "Vector.CreateScalar", "Vector.CreateScalarUnsafe", "Vector.Shuffle",
        "Complex.get_Real", "Complex.get_Imaginary", "Complex.op_Implicit",
    ];

    // The names Abs and Math.Atan2 have on a property.
    private static readonly string[] s_properties = ["Complex.get_Magnitude", "Complex.get_Phase"];

    // Masks and bits: no numbers.
    private static readonly string[] s_bits =
    [
        "Vector.AndNot", "Vector.BitwiseAnd", "Vector.BitwiseOr", "Vector.ConditionalSelect", "Vector.OnesComplement", "Vector.Xor",
        "Vector.op_BitwiseAnd", "Vector.op_BitwiseOr", "Vector.op_ExclusiveOr", "Vector.op_OnesComplement", "Vector.op_LeftShift",
        "Vector.op_RightShift", "Vector.op_UnsignedRightShift", "Vector.Equals", "Vector.GreaterThan", "Vector.GreaterThanOrEqual",
        "Vector.LessThan", "Vector.LessThanOrEqual", "Vector.IsEvenInteger", "Vector.IsFinite", "Vector.IsInfinity", "Vector.IsInteger",
        "Vector.IsNaN", "Vector.IsNegative", "Vector.IsNegativeInfinity", "Vector.IsNormal", "Vector.IsOddInteger", "Vector.IsPositive",
        "Vector.IsPositiveInfinity", "Vector.IsSubnormal", "Vector.IsZero",
    ];

    // Not differentiated: a call is an error.
    private static readonly string[] s_missing =
    [
        "Matrix3x2.CreateRotation(Single, Vector2)", "Matrix3x2.CreateScale(Single, Single, Vector2)", "Matrix3x2.CreateScale(Single, Vector2)",
        "Matrix3x2.CreateScale(Vector2, Vector2)", "Matrix3x2.CreateSkew(Single, Single)", "Matrix3x2.CreateSkew(Single, Single, Vector2)",
        "Matrix4x4.CreateBillboard", "Matrix4x4.CreateBillboardLeftHanded", "Matrix4x4.CreateConstrainedBillboard",
        "Matrix4x4.CreateConstrainedBillboardLeftHanded", "Matrix4x4.CreateOrthographic", "Matrix4x4.CreateOrthographicLeftHanded",
        "Matrix4x4.CreateOrthographicOffCenter", "Matrix4x4.CreateOrthographicOffCenterLeftHanded", "Matrix4x4.CreatePerspective",
        "Matrix4x4.CreatePerspectiveLeftHanded", "Matrix4x4.CreatePerspectiveOffCenter", "Matrix4x4.CreatePerspectiveOffCenterLeftHanded",
        "Matrix4x4.CreateRotationX(Single, Vector3)", "Matrix4x4.CreateRotationY(Single, Vector3)", "Matrix4x4.CreateRotationZ(Single, Vector3)",
        "Matrix4x4.CreateScale(Single, Single, Single, Vector3)", "Matrix4x4.CreateScale(Single, Vector3)", "Matrix4x4.CreateShadow",
        "Matrix4x4.CreateViewport", "Matrix4x4.CreateViewportLeftHanded", "Matrix4x4.CreateWorld", "Matrix4x4.Decompose", "Matrix4x4.Transform",
    ];

    [Fact]
    public void EveryFunctionIsAccountedFor()
    {
        HashSet<MethodInfo> covered = [.. s_rules.SelectMany(PullbackCase.Of).Select(pullback => pullback.Function)];
        HashSet<string> listed = [.. s_plain, .. s_moves, .. s_properties, .. s_bits, .. s_missing], used = [];
        var open = new List<string>();
        foreach (MethodInfo method in s_types.SelectMany(Functions).Where(method => !covered.Contains(method)))
        {
            string[] names = [.. Names(method).Where(listed.Contains)];
            used.UnionWith(names);
            if (names.Length == 0)
                open.Add(Names(method).Last());
        }

        Assert.Equal([], open);
        Assert.Equal([], listed.Except(used));
    }

    private static IEnumerable<MethodInfo> Functions(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(IsDifferentiable);

    private static IEnumerable<string> Names(MethodInfo method)
    {
        string type = method.DeclaringType!.Name;
        yield return $"*.{method.Name}";
        if (type.StartsWith("Vector", StringComparison.Ordinal))
            yield return $"Vector.{method.Name}";
        yield return $"{type}.{method.Name}";
        yield return $"{type}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
    }

    private static bool IsDifferentiable(MethodInfo method)
    {
        Type[] types = ArrayCall.Types(method);
        bool hasResult = Leaves.IsDifferentiable(method.ReturnType)
            || types.Any(type => type.IsByRef && Leaves.IsDifferentiable(type.GetElementType()!));
        return hasResult && !method.IsGenericMethod
            && types.Any(type => !type.IsByRef && Leaves.IsDifferentiable(ArrayCall.Element(type)));
    }
}
