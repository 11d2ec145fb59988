using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>Operators by C# itself (<c>dynamic</c>), functions by reflection on the name that their code is.</summary>
internal static class ScalarEvaluator
{
    private static readonly ConcurrentDictionary<(string, string), MethodInfo> Methods = [];

    private static readonly Dictionary<string, Type> Types = new()
    {
        ["Math"] = typeof(Math),
        ["MathF"] = typeof(MathF),
        ["double"] = typeof(double),
        ["float"] = typeof(float),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
    };

    public static object Evaluate(ScalarOp operation, ScalarKind kind, object[] x)
    {
        if (operation.Code.IndexOf('.') > 0) return Call(operation.Code, x);
        dynamic a = x[0], b = x[^1];
        dynamic result = (IdiomRules.PowerOf(operation.Code) is null ? operation.Code : Codes.Multiply, operation.IsChecked) switch
        {
            (Codes.Convert, bool isChecked) => Convert(a, kind, isChecked),
            (Codes.Add, false) => unchecked(a + b),
            (Codes.Add, true) => checked(a + b),
            (Codes.Subtract, false) => unchecked(a - b),
            (Codes.Subtract, true) => checked(a - b),
            (Codes.Multiply, false) => unchecked(a * b),
            (Codes.Multiply, true) => checked(a * b),
            (Codes.Divide, _) => a / b,
            (Codes.Remainder, _) => a % b,
            (Codes.Index, _) => (uint)(int)x[0] < (uint)(int)x[1] ? a : throw new IndexOutOfRangeException(),
            (Codes.Negate, false) => unchecked(-a),
            (Codes.Negate, true) => checked(-a),
            (Codes.Not, _) => !a,
            (Codes.Complement, _) => ~a,
            (Codes.And, _) => a & b,
            (Codes.Or, _) => a | b,
            (Codes.Xor, _) => a ^ b,
            (Codes.ShiftLeft, _) => a << b,
            (Codes.ShiftRight, _) => a >> b,
            (Codes.UnsignedShiftRight, _) => UnsignedShift(x[0], (int)x[1]),
            (Codes.Less, _) => a < b,
            (Codes.LessOrEqual, _) => a <= b,
            (Codes.Greater, _) => a > b,
            (Codes.GreaterOrEqual, _) => a >= b,
            (Codes.Equal, _) => a == b,
            (Codes.NotEqual, _) => a != b,
            _ => throw new NotSupportedException(operation.Code),
        };
        return result;
    }

    public static object Convert(dynamic value, ScalarKind kind, bool isChecked) => kind switch
    {
        ScalarKind.Float64 => (object)(double)value,
        ScalarKind.Float32 => (float)value,
        ScalarKind.Char => isChecked ? checked((char)value) : (object)unchecked((char)value),
        ScalarKind.Int8 => isChecked ? checked((sbyte)value) : (object)unchecked((sbyte)value),
        ScalarKind.UInt8 => isChecked ? checked((byte)value) : (object)unchecked((byte)value),
        ScalarKind.Int16 => isChecked ? checked((short)value) : (object)unchecked((short)value),
        ScalarKind.UInt16 => isChecked ? checked((ushort)value) : (object)unchecked((ushort)value),
        ScalarKind.Int32 => isChecked ? checked((int)value) : (object)unchecked((int)value),
        ScalarKind.UInt32 => isChecked ? checked((uint)value) : (object)unchecked((uint)value),
        ScalarKind.Int64 => isChecked ? checked((long)value) : (object)unchecked((long)value),
        ScalarKind.UInt64 => isChecked ? checked((ulong)value) : (object)unchecked((ulong)value),
        ScalarKind.NInt => isChecked ? checked((nint)value) : (object)unchecked((nint)value),
        ScalarKind.NUInt => isChecked ? checked((nuint)value) : (object)unchecked((nuint)value),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    /// <summary><c>Math.SinCos.Sin</c> is the element Sin of what Math.SinCos returns.</summary>
    public static object Call(string code, params object[] arguments)
    {
        string[] path = code.Split('.');
        MethodInfo method = Methods.GetOrAdd((code, string.Join(",", arguments.Select(argument => argument.GetType().Name))), _ => Find(path, arguments));
        object result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        return path.Length == 2 ? result : ((ITuple)result)[MathRules.Parts(path[1]).ToList().IndexOf(path[2])]!;
    }

    /// <summary>An enum argument is passed as its number, which reflection takes.</summary>
    private static MethodInfo Find(string[] path, object[] arguments)
        => Types[path[0]].GetMethods(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(candidate =>
            candidate.Name == path[1] && !candidate.IsGenericMethod && Accepts(candidate.GetParameters(), arguments)
            && (path.Length == 2 || candidate.ReturnType.IsAssignableTo(typeof(ITuple))))
            ?? throw new NotSupportedException($"No {string.Join(".", path)} for {string.Join(", ", arguments.Select(argument => argument.GetType().Name))}");

    private static object UnsignedShift(object value, int shift) => value switch
    {
        int number => number >>> shift,
        long number => number >>> shift,
        uint number => number >>> shift,
        ulong number => number >>> shift,
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static bool Accepts(System.Reflection.ParameterInfo[] parameters, object[] arguments)
        => parameters.Length == arguments.Length
            && parameters.Zip(arguments).All(pair => pair.First.ParameterType == pair.Second.GetType()
                || (pair.First.ParameterType.IsEnum && pair.Second is int));
}
