using System.Reflection;

namespace DiffGen.Tests.Tensors;

/// <summary>A pullback of the assembly for one number type, and the method that it belongs to.</summary>
/// <param name="Name">What the test calls it.</param>
/// <param name="Function">The method.</param>
/// <param name="Rule">Its pullback.</param>
internal sealed record PullbackCase(string Name, MethodInfo Function, MethodInfo Rule)
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>All pullbacks of a type of <c>DiffGen.Runtime</c>, generic ones for each of the number types.</summary>
    /// <param name="rules">The static class that holds them.</param>
    /// <returns>The pullbacks; one whose method isn't found is an error.</returns>
    public static List<PullbackCase> Of(Type rules)
    {
        var cases = new List<PullbackCase>();
        foreach (MethodInfo rule in rules.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            PullbackOfAttribute attribute = rule.GetCustomAttribute<PullbackOfAttribute>()
                ?? throw new InvalidOperationException($"{rule} has no attribute");
            int before = cases.Count;
            foreach (Type[] arguments in TypeArguments(rule))
            {
                MethodInfo closed = rule.IsGenericMethodDefinition ? rule.MakeGenericMethod(arguments) : rule;
                foreach (MethodInfo function in attribute.Type!.GetMethods(Everything).Where(f => f.Name == attribute.Method))
                    if (Close(function, arguments) is { } f && Matches(closed, f))
                        cases.Add(new PullbackCase($"{Label(f)}#{(function.IsGenericMethodDefinition ? "generic" : "plain")}", f, closed));
            }

            if (cases.Count == before)
                throw new InvalidOperationException($"{rule} matches no overload");
        }

        return cases;
    }

    /// <summary>A method for type arguments; one that isn't generic counts for <c>float</c>. <c>null</c> where they don't fit.</summary>
    public static MethodInfo? Close(MethodInfo function, Type[] arguments)
    {
        if (!function.IsGenericMethodDefinition)
            return arguments.All(argument => argument == typeof(float)) ? function : null;
        if (function.GetGenericArguments().Length != arguments.Length)
            return null;
        try
        {
            return function.MakeGenericMethod(arguments);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The parameters that the pullback of a method has: its own, the seed, an accumulator for each differentiable one.</summary>
    public static List<Type> Expected(MethodInfo function)
    {
        Type[] parameters = ArrayCall.Types(function);
        var expected = new List<Type>(parameters);
        if (function.ReturnType != typeof(void) && Leaves.IsDifferentiable(function.ReturnType))
            expected.Add(function.ReturnType);
        foreach (Type parameter in parameters)
        {
            Type element = ArrayCall.Element(parameter);
            if (Leaves.IsDifferentiable(element))
                expected.Add(ArrayCall.IsSpan(parameter) ? typeof(Span<>).MakeGenericType(element) : element.MakeByRefType());
        }

        return expected;
    }

    private static bool Matches(MethodInfo rule, MethodInfo function)
        => rule.ReturnType == function.ReturnType && Expected(function).SequenceEqual(ArrayCall.Types(rule));

    private static IEnumerable<Type[]> TypeArguments(MethodInfo rule) => rule.GetGenericArguments().Length switch
    {
        0 => [[typeof(float)]],
        1 => [[typeof(double)], [typeof(float)]],
        _ => [[typeof(double), typeof(float)], [typeof(float), typeof(double)], [typeof(double), typeof(double)]],
    };

    private static string Label(MethodInfo method)
        => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", ArrayCall.Types(method).Select(Label))})";

    private static string Label(Type type) => ArrayCall.IsSpan(type)
        ? $"{type.Name.Split('`')[0]}<{ArrayCall.Element(type).Name}>"
        : type.Name;
}
