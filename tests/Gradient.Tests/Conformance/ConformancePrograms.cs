using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

/// <summary>The register of the programs that are checked, by the id of the table, which the name of a variant follows.</summary>
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
        FlatArrays.Programs,
        RecursiveAlgorithms.Programs,
        Powers.Programs,
        MatrixAlgorithms.Programs,
        Iterations.Programs,
        Selections.Programs,
        Objectives.Programs,
        Dependence.Programs,
        References.Programs,
        Types.Programs,
        SymplecticEuler.Programs,
        Grids.Programs,
    }.SelectMany(group => group).ToDictionary(program => program.Id);
}
