using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Conformance;

public sealed class ConformanceTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Of the program whose table row is the limit of what it computes to a tolerance of its own.</summary>
    private const double QuadratureTolerance = 1e-7;

    /// <summary>A method that writes one argument may not be given another that overlaps it: the table's row is a fact of its own.</summary>
    private const string Aliased = "D5";

    private const string Quadrature = "F28";

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (string id in ConformancePrograms.All.Keys.Where(id => id != Aliased))
        {
            for (int i = 0; i < ConformanceTable.Cases(id).Length; i++)
                data.Add(id, i);
        }

        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_gradient_are_those_of_the_table(string id, int index)
    {
        ConformanceCase expected = ConformanceTable.Cases(id)[index];
        Evaluation actual = Evaluation.OfGradient(ConformancePrograms.All[id], expected.At);
        double tolerance = id == Quadrature ? QuadratureTolerance : Tolerance;
        Close.Scalars(expected.Value, actual.Value, tolerance, "value");
        Close.Vectors(expected.Gradient, actual.Gradient, tolerance, "gradient");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Value_is_that_of_the_plain_method(string id, int index) =>
        Check(id, index, ProgramChecks.Value_is_that_of_the_plain_method);

    [Theory, MemberData(nameof(Cases))]
    public void Arguments_are_left_as_the_plain_method_leaves_them(string id, int index) =>
        Check(id, index, ProgramChecks.Arguments_are_left_as_the_plain_method_leaves_them);

    [Theory, MemberData(nameof(Cases))]
    public void Second_call_gives_the_same_bits(string id, int index) =>
        Check(id, index, ProgramChecks.Second_call_with_the_same_buffers_gives_the_same_bits);

    [Theory, MemberData(nameof(Cases))]
    public void Two_threads_get_the_same_bits(string id, int index) =>
        Check(id, index, ProgramChecks.Two_threads_get_the_same_bits);

    [Theory, MemberData(nameof(Cases))]
    public void Steady_state_allocates_nothing(string id, int index)
    {
        Check(id, index, ProgramChecks.Steady_state_allocates_nothing);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradient_agrees_with_differences(string id, int index) =>
        Check(id, index, (program, at) => ProgramChecks.Gradient_agrees_with_differences(program, at));

    [Theory, MemberData(nameof(Cases))]
    public void Pullback_adds_and_takes_seeds(string id, int index) =>
        Check(id, index, (program, at) => ProgramChecks.Pullback_adds_and_takes_seeds(program, at));

    private static void Check(string id, int index, Action<TestProgram, double[]> check) =>
        check(ConformancePrograms.All[id], ConformanceTable.Cases(id)[index].At);
}
