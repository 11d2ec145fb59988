using DiffGen.Tests.Conformance;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Floats;

/// <summary>Programs of the table in single precision, to 1e-5.</summary>
public sealed class FloatTests
{
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, FloatProgram> Programs =
        FloatScalars.Programs.Concat(FloatArrays.Programs).ToDictionary(program => program.Id);

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (string id in Programs.Keys)
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
        float[] inputs = Narrow(expected.At);
        float[] gradient = new float[inputs.Length];
        gradient.AsSpan().Fill(float.NaN);
        float value = Programs[id].Gradient(inputs, gradient);
        Close.Scalars(expected.Value, value, Tolerance, "value");
        Close.Vectors(expected.Gradient, [.. gradient.Select(x => (double)x)], Tolerance, "gradient");
    }

    [Theory, MemberData(nameof(Cases))]
    public void Value_and_arguments_are_those_of_the_plain_method(string id, int index)
    {
        float[] plain = Narrow(ConformanceTable.Cases(id)[index].At);
        float[] generated = (float[])plain.Clone();
        float expected = Programs[id].Primal(plain);
        float actual = Programs[id].Gradient(generated, new float[generated.Length]);
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
        Assert.Equal(plain, generated);
    }

    private static float[] Narrow(double[] values) => [.. values.Select(x => (float)x)];
}
