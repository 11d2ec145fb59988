using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers.References;

/// <summary>An optimizer with some options, and the published algorithm with the same.</summary>
/// <param name="Options">What is special about it.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Reference">The algorithm.</param>
internal sealed record ReferenceCase<T>(string Options, IOptimizer<T> Optimizer, Reference Reference) where T : IFloatingPointIeee754<T>
{
    public string Name => $"{Optimizer.GetType().Name.Split('`')[0]} {Options}".Trim();
}
