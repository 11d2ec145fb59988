namespace DiffGen.Tests.Corpus;

/// <summary>The register of the corpus, by name.</summary>
internal static class CorpusPrograms
{
    public static IReadOnlyDictionary<string, CorpusProgram> All { get; } = new CorpusProgram[][]
    {
        NestedLoops.Programs,
        LoopsInBranches.Programs,
        WhileAndDo.Programs,
        SwitchesInLoops.Programs,
        Foreach.Programs,
        Slices.Programs,
        StackScratch.Programs,
        LocalArrays.Programs,
        Helpers.Programs,
        RecursionOverArrays.Programs,
        Casts.Programs,
        Constants.Programs,
        LongChains.Programs,
        IntegerTricks.Programs,
        MathFunctions.Programs,
        Networks.Programs,
        MatrixAlgorithms.Programs,
        RangesAndCopies.Programs,
        RegressionsRecursion.Programs,
        RegressionsStores.Programs,
        RegressionsSums.Programs,
        RegressionsBranches.Programs,
        RegressionsConstants.Programs,
        RegressionsNames.Programs,
        Structs.Programs,
        Operators.Programs,
        Tuples.Programs,
        References.Programs,
        LocalFunctions.Programs,
        Lambdas.Programs,
        GenericHelpers.Programs,
        Instances.Programs,
        Patterns.Programs,
        Properties.Programs,
        StructArrays.Programs,
        Grids.Programs,
        Throwing.Programs,
        Spreads.Programs,
        StructParameters.Programs,
        WrittenParameters.Programs,
    }.SelectMany(topic => topic).ToDictionary(entry => entry.Program.Id);
}
