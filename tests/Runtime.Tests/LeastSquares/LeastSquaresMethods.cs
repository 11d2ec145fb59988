using DiffGen.Minimizers;

namespace DiffGen.Tests.LeastSquares;

/// <summary>All least-squares minimizers; the types are found in the assembly.</summary>
public static class LeastSquaresMethods
{
    public static TheoryData<Type> All { get; } =
    [
        .. typeof(LeastSquaresMinimizer).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsSubclassOf(typeof(LeastSquaresMinimizer))),
    ];

    /// <summary>An instance with options.</summary>
    public static LeastSquaresMinimizer Create(Type type, params (string Option, object? Value)[] options)
    {
        var minimizer = (LeastSquaresMinimizer)Activator.CreateInstance(type)!;
        foreach ((string option, object? value) in options)
            type.GetProperty(option)!.SetValue(minimizer, value);
        return minimizer;
    }
}
