using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Corpus;

/// <summary>The programs of <see cref="ArrayResults"/>, and facts about methods that return arrays.</summary>
public sealed class ArrayResultTests
{
    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (ArrayProgram program in ArrayResults.Programs)
            for (int i = 0; i < program.Points.Length; i++) data.Add(program.Id, i);
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Values_are_those_of_the_plain_method(string id, int index)
    {
        (ArrayProgram program, double[] at) = Find(id, index);
        double[] plain = Copy(at), pulled = Copy(at), moved = Copy(at);
        double[] expected = program.Primal(plain);
        double[] value = program.Pullback(pulled, new double[expected.Length], new double[at.Length]);
        Close.SameBits(expected, value, "value of the pullback");
        Close.SameBits(plain, pulled, "argument after the pullback");
        Assert.Equal(ReferenceEquals(expected, plain), ReferenceEquals(value, pulled));
        value = program.Jvp(moved, new double[at.Length], out double[] dResult);
        Close.SameBits(expected, value, "value of the Jvp");
        Close.SameBits(plain, moved, "argument after the Jvp");
        Assert.Equal(ReferenceEquals(expected, plain), ReferenceEquals(value, moved));
        Assert.Equal(new double[expected.Length], dResult);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Pullback_adds_what_differences_give(string id, int index)
    {
        (ArrayProgram program, double[] at) = Find(id, index);
        double[] seed = Seed(program.Primal(Copy(at)).Length), start = [.. at.Select((_, i) => 0.75 - 0.5 * i)], derivative = Copy(start);
        program.Pullback(Copy(at), seed, derivative);
        double[] expected = Differences.Gradient(inputs =>
        {
            double[] after = Copy(inputs), result = program.Primal(after);
            double sum = 0;
            for (int i = 0; i < seed.Length; i++) sum += seed[i] * result[i];
            for (int i = 0; i < after.Length; i++) sum += start[i] * (program.IsWritten ? after[i] : inputs[i]);
            return sum;
        }, at);
        Close.Vectors(expected, derivative, 1e-6, "pullback", smallest: 1);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Jvp_and_pullback_agree(string id, int index)
    {
        (ArrayProgram program, double[] at) = Find(id, index);
        double[] seed = Seed(program.Primal(Copy(at)).Length), derivative = new double[at.Length], direction = [.. at.Select((_, i) => 0.7 - 0.4 * i)];
        program.Pullback(Copy(at), seed, derivative);
        program.Jvp(Copy(at), direction, out double[] dResult);
        Assert.Equal(seed.Length, dResult.Length);
        Assert.Equal(Dot(seed, dResult), Dot(derivative, direction), 1e-11);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Seed_of_another_length_is_refused_before_anything_is_added(string id, int index)
    {
        (ArrayProgram program, double[] at) = Find(id, index);
        int length = program.Primal(Copy(at)).Length;
        double[] derivative = [.. at.Select((_, i) => 0.75 - 0.5 * i)], before = Copy(derivative);
        foreach (int other in new[] { length + 1, length - 1 }.Where(other => other >= 0))
        {
            Assert.Throws<ArgumentException>("seed", () => program.Pullback(Copy(at), new double[other], derivative));
            Close.SameBits(before, derivative, "accumulator");
        }
    }

    [Fact]
    public void Every_call_returns_an_array_of_its_own()
    {
        double[] x = [1.5, -0.3], dX = new double[2];
        double[] first = ArrayResults.FreshPullback(x, new double[3], dX), second = ArrayResults.FreshPullback(x, new double[3], dX);
        Assert.NotSame(first, second);
        ArrayResults.FreshJvp(x, dX, out double[] one);
        ArrayResults.FreshJvp(x, dX, out double[] other);
        Assert.NotSame(one, other);
    }

    [Fact]
    public void Seed_may_not_overlap_the_accumulator()
    {
        double[] x = [1.5, -0.3], buffer = [1, 2];
        Assert.Throws<ArgumentException>(() => ArrayResults.AsItIsPullback(x, buffer, buffer));
        Assert.Throws<ArgumentException>(() => ArrayResults.WrittenPullback(x, x, buffer));
        Assert.Equal([1, 2], buffer);
    }

    [Fact]
    public void Seeds_of_float_arrays_and_generic_ones()
    {
        float[] x = [1, 2], dX = new float[2];
        Assert.Equal([2f, 3f], ArrayResults.NarrowPullback(x, 3, [1, 10], dX));
        Assert.Equal([30f, 1f], dX);
        double[] y = [2, 3], dY = new double[2];
        double dK = 0.5;
        Assert.Equal([4, 6], ArrayResults.ScaledByPullback(2.0, y, [1, -1], ref dK, dY));
        Assert.Equal([2, -2], dY);
        Assert.Equal(-0.5, dK);
        Assert.Equal([8f], ArrayResults.ScaledByJvp(2f, [4f], 0.5f, [1f], out float[] dResult));
        Assert.Equal([4f], dResult);
    }

    [Fact]
    public void Seed_takes_another_name_where_its_own_is_taken()
    {
        double dSeed = 1;
        Assert.Equal([2, 4], ArrayResults.NamedPullback(seed: 2, seed2: [1, 2], ref dSeed));
        Assert.Equal(10, dSeed);
        Assert.Throws<ArgumentException>("seed2", () => ArrayResults.NamedPullback(seed: 2, seed2: [1], ref dSeed));
    }

    [Fact]
    public void Models_structs_and_references_have_derivatives_beside_it()
    {
        var model = new ArrayResults.Affine { Bias = 0.5 };
        model.Weights[0] = 2;
        model.Weights[1] = -1;
        double[] dParameters = new double[3], dX = new double[2];
        Assert.Equal([2.5, -1.5], model.ApplyPullback([1, 2], [1, 10], dX, dParameters));
        Assert.Equal([2, -10], dX);
        Assert.Equal([1, 20, 11], dParameters);
        (double A, double B) dP = (0, 0);
        double k = 3, dKeep = 7;
        Assert.Equal([2, 15], ArrayResults.MixedPullback((2, 5), ref k, [1, 1], ref dP, ref dKeep));
        Assert.Equal(6, k);
        Assert.Equal((1, 3), dP);
        Assert.Equal(19, dKeep);
    }

    private static (ArrayProgram Program, double[] At) Find(string id, int index)
    {
        ArrayProgram program = ArrayResults.Programs.Single(candidate => candidate.Id == id);
        return (program, program.Points[index]);
    }

    private static double[] Copy(double[] values) => (double[])values.Clone();

    private static double[] Seed(int length) => [.. Enumerable.Range(0, length).Select(i => 1.25 - 0.75 * i)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
