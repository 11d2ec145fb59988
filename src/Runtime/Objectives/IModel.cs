namespace DiffGen;

/// <summary>A model: one flat buffer of trainable parameters, and what is where in it. The generator implements it on a
/// partial class with <see cref="ParameterAttribute"/> properties.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IModel<T>
{
    /// <summary>All parameters, in the order of <see cref="Layout"/>. Writing here changes the model.</summary>
    Span<T> Parameters { get; }

    /// <summary>Names, offsets and shapes of the parameters.</summary>
    ParameterLayout Layout { get; }
}
