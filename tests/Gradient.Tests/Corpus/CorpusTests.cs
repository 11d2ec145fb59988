using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

public sealed class CorpusTests
{
    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach ((string id, CorpusProgram entry) in CorpusPrograms.All)
        {
            for (int i = 0; i < entry.Points.Length; i++)
                data.Add(id, i);
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Value_is_that_of_the_plain_method(string id, int index) =>
        Check(id, index, ProgramChecks.Value_is_that_of_the_plain_method);

    [Theory, MemberData(nameof(Cases))]
    public void Gradient_agrees_with_differences(string id, int index) =>
        Check(id, index, (program, at) => ProgramChecks.Gradient_agrees_with_differences(program, at));

    [Theory, MemberData(nameof(Cases))]
    public void Pullback_adds_and_takes_seeds(string id, int index) =>
        Check(id, index, (program, at) => ProgramChecks.Pullback_adds_and_takes_seeds(program, at));

    [Theory, MemberData(nameof(Cases))]
    public void Arguments_are_left_as_the_plain_method_leaves_them(string id, int index) =>
        Check(id, index, ProgramChecks.Arguments_are_left_as_the_plain_method_leaves_them);

    [Theory, MemberData(nameof(Cases))]
    public void Second_call_gives_the_same_bits(string id, int index) =>
        Check(id, index, ProgramChecks.Second_call_with_the_same_buffers_gives_the_same_bits);

    [Theory, MemberData(nameof(Cases))]
    public void Steady_state_allocates_nothing(string id, int index)
    {
        Check(id, index, ProgramChecks.Steady_state_allocates_nothing);
    }

    private static void Check(string id, int index, Action<TestProgram, double[]> check) =>
        check(CorpusPrograms.All[id].Program, CorpusPrograms.All[id].Points[index]);
}
