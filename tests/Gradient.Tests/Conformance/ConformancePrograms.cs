using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>The register of the programs that are checked, by the id of the table.</summary>
internal static class ConformancePrograms
{
    public static IReadOnlyDictionary<string, TestProgram> All { get; } = new TestProgram[][]
    {
        StraightLine.Programs,
        Branches.Programs,
        Switches.Programs,
        CountedLoops.Programs,
        WhileLoops.Programs,
        LoopExits.Programs,
        LoopState.Programs,
        InPlaceArrays.Programs,
        ArrayIndices.Programs,
        ScratchArrays.Programs,
        Calls.Programs,
        Recursion.Programs,
        ScalarAlgorithms.Programs,
        LinearAlgebra.Programs,
        SignalAlgorithms.Programs,
        SequenceModels.Programs,
    }.SelectMany(group => group).ToDictionary(program => program.Id);
}
