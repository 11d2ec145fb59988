namespace DiffGen.GradBench.Evals;

/// <summary>An eval of the benchmark on one input, which has been read.</summary>
internal interface IEval
{
    /// <summary>What the benchmark may ask for, by name; each allocates what its result goes to.</summary>
    IReadOnlyDictionary<string, Func<Computation>> Functions { get; }
}
