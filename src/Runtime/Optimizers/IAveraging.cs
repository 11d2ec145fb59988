using System.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// Something that keeps an average of the parameters, which is the better point to evaluate a model at. To evaluate: copy the model's
/// parameters away, let <see cref="Average"/> write to the model, evaluate, and copy them back before training goes on.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IAveraging<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Copies the average.</summary>
    /// <param name="average">Receives it; one element per parameter.</param>
    /// <exception cref="InvalidOperationException">There was no step yet.</exception>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    void Average(Span<T> average);
}
