using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace DiffGen.Tests.Tensors;

/// <summary>
/// Calls a method with an array for each parameter: a span is the whole array, a value or a reference its first element. A
/// receiver comes first; the result is stored in one more array at the end.
/// </summary>
internal sealed class ArrayCall
{
    private static readonly ConcurrentDictionary<MethodInfo, ArrayCall> s_compiled = [];

    private readonly Action<Array[]> _call;

    private ArrayCall(MethodInfo method)
    {
        ParameterTypes = Types(method);
        ResultType = method.ReturnType == typeof(void) ? null : method.ReturnType;
        ParameterExpression arrays = Expression.Parameter(typeof(Array[]));
        Expression[] arguments = [.. ParameterTypes.Select((type, index) => Argument(arrays, index, type))];
        Expression call = method.IsStatic
            ? Expression.Call(method, arguments)
            : Expression.Call(arguments[0], method, arguments[1..]);
        if (ResultType != null)
            call = Expression.Assign(First(arrays, ParameterTypes.Length, ResultType), call);
        _call = Expression.Lambda<Action<Array[]>>(call, arrays).Compile();
    }

    public Type[] ParameterTypes { get; }

    public Type? ResultType { get; }

    public static ArrayCall Of(MethodInfo method) => s_compiled.GetOrAdd(method, static key => new ArrayCall(key));

    /// <summary>The parameter types of a method, its receiver first.</summary>
    public static Type[] Types(MethodInfo method)
    {
        IEnumerable<Type> parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return [.. method.IsStatic ? parameters : parameters.Prepend(method.DeclaringType!)];
    }

    /// <summary>The element type of the array for a parameter.</summary>
    public static Type Element(Type parameter)
        => parameter.IsByRef ? parameter.GetElementType()! : IsSpan(parameter) ? parameter.GetGenericArguments()[0] : parameter;

    public static bool IsSpan(Type parameter) => IsReadOnlySpan(parameter)
        || (parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(Span<>));

    public static bool IsReadOnlySpan(Type parameter)
        => parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    public void Invoke(Array[] arrays) => _call(arrays);

    private static Expression Argument(Expression arrays, int index, Type type)
    {
        if (!IsSpan(type))
            return First(arrays, index, Element(type));
        Type arrayType = Element(type).MakeArrayType();
        MethodInfo conversion = type.GetMethod("op_Implicit", [arrayType])!;
        return Expression.Call(conversion, Expression.Convert(Slot(arrays, index), arrayType));
    }

    private static IndexExpression First(Expression arrays, int index, Type element)
        => Expression.ArrayAccess(Expression.Convert(Slot(arrays, index), element.MakeArrayType()), Expression.Constant(0));

    private static Expression Slot(Expression arrays, int index) => Expression.ArrayIndex(arrays, Expression.Constant(index));
}
