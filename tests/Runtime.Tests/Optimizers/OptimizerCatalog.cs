using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>All optimizers and transforms of the assembly, and how to make them.</summary>
internal static class OptimizerCatalog
{
    public static IReadOnlyList<Type> Types { get; } = [.. Find(IsOptimizer)];

    public static IReadOnlyList<Type> Transforms { get; } = [.. Find(type => IsTransform(type))];

    /// <summary>Whether it can be made without arguments; what can't consists of others.</summary>
    public static bool HasDefaults(Type type) => type.GetConstructor([]) is not null;

    /// <summary>With its defaults.</summary>
    public static IOptimizer<T> Create<T>(Type type, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (HasDefaults(type))
            return (IOptimizer<T>)Activator.CreateInstance(type.MakeGenericType(typeof(T)))!;
        if (type == typeof(Chain<>))
            return new Chain<T>(new Adam<T>(), new SkipNonFinite<T>(), new ClipByValue<T> { Limit = 1e3 }, new ParameterEma<T>());
        if (type == typeof(GroupedOptimizer<>))
            return new GroupedOptimizer<T>(Halves(length), new ParameterGroup<T>(new Adam<T>(), "A"), new ParameterGroup<T>(new Adam<T>()));
        throw new NotSupportedException($"{type.Name} has no constructor without parameters: it is to be made here");
    }

    /// <summary>With the layout, where it works by layers.</summary>
    public static IOptimizer<T> Create<T>(Type type, ParameterLayout layout) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (type == typeof(GroupedOptimizer<>))
            return new GroupedOptimizer<T>(layout, new ParameterGroup<T>(new Adam<T>()));
        IOptimizer<T> optimizer = Create<T>(type, layout.Length);
        SetLayout(optimizer, layout);
        return optimizer;
    }

    public static GradientTransform<T> CreateTransform<T>(Type type, ParameterLayout? layout = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var transform = (GradientTransform<T>)Activator.CreateInstance(type.MakeGenericType(typeof(T)))!;
        SetLayout(transform, layout);
        return transform;
    }

    /// <summary>Whether an element's step depends on other elements.</summary>
    public static bool WorksByLayers(Type type) => type.GetProperty("Layout") is not null;

    private static void SetLayout(object target, ParameterLayout? layout)
    {
        if (layout is not null)
            target.GetType().GetProperty("Layout")?.SetValue(target, layout);
    }

    private static ParameterLayout Halves(int length) => new(
        new ParameterInfo("A", 0, new[] { length - length / 2 }), new ParameterInfo("B", length - length / 2, new[] { length / 2 }));

    private static bool IsOptimizer(Type type)
        => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOptimizer<>));

    private static bool IsTransform(Type type)
        => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(GradientTransform<>);

    private static IEnumerable<Type> Find(Func<Type, bool> selects)
        => typeof(IOptimizer<>).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: true, IsPublic: true } && selects(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal);
}
