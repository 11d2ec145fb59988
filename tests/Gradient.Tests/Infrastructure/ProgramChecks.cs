namespace DiffGen.Tests.Infrastructure;

/// <summary>What holds for every generated gradient and pullback, whatever the program.</summary>
internal static class ProgramChecks
{
    public static void Value_is_that_of_the_plain_method(TestProgram program, double[] at)
    {
        Evaluation plain = Evaluation.OfPrimal(program, at);
        Close.SameBits(plain.Value, Evaluation.OfGradient(program, at).Value, "value of the gradient");
        Close.SameBits(plain.Value, Evaluation.OfPullback(program, at, 1, new double[at.Length]).Value, "value of the pullback");
    }

    public static void Arguments_are_left_as_the_plain_method_leaves_them(TestProgram program, double[] at)
    {
        double[] after = Evaluation.OfPrimal(program, at).After;
        Close.SameBits(after, Evaluation.OfGradient(program, at).After, "argument after the gradient");
        Close.SameBits(after, Evaluation.OfPullback(program, at, 1, new double[at.Length]).After, "argument after the pullback");
    }

    public static void Second_call_with_the_same_buffers_gives_the_same_bits(TestProgram program, double[] at)
    {
        var inputs = (double[])at.Clone();
        var gradient = new double[at.Length];
        double value = program.Gradient(inputs, gradient);
        var first = (double[])gradient.Clone();
        at.CopyTo(inputs, 0);
        Close.SameBits(value, program.Gradient(inputs, gradient), "value");
        Close.SameBits(first, gradient, "gradient");
    }

    public static void Two_threads_get_the_same_bits(TestProgram program, double[] at)
    {
        Evaluation expected = Evaluation.OfGradient(program, at);
        Parallel.Invoke(Repeat, Repeat);

        void Repeat()
        {
            for (int i = 0; i < 50; i++)
            {
                Evaluation actual = Evaluation.OfGradient(program, at);
                Close.SameBits(expected.Value, actual.Value, "value");
                Close.SameBits(expected.Gradient, actual.Gradient, "gradient");
            }
        }
    }

    public static void Steady_state_allocates_nothing(TestProgram program, double[] at)
    {
        var inputs = (double[])at.Clone();
        var gradient = new double[at.Length];
        Call(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call(10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call(int times)
        {
            for (int i = 0; i < times; i++)
            {
                at.CopyTo(inputs, 0);
                program.Gradient(inputs, gradient);
            }
        }
    }

    public static void Gradient_agrees_with_differences(TestProgram program, double[] at, double tolerance = 1e-6)
    {
        double[] differences = Differences.Gradient(program.Differenced, at);
        Close.Vectors(differences, Evaluation.OfGradient(program, at).Gradient, tolerance, "gradient", smallest: 1);
    }

    /// <summary>
    /// d(seed·value + Σ w·after) = seed·gradient + w·d(after): for an argument that is only read, `after` is the argument and
    /// the pullback adds to w; for a written one w is the seed of the final content. One formula for both.
    /// </summary>
    public static void Pullback_adds_and_takes_seeds(TestProgram program, double[] at, double tolerance = 1e-6)
    {
        const double seed = -1.5;
        double[] weights = [.. at.Select((_, i) => 0.75 - 0.5 * i)];
        double[] expected = Differences.Gradient(Weighted, at);
        Close.Vectors(expected, Evaluation.OfPullback(program, at, seed, weights).Gradient, tolerance, "pullback", smallest: 1);

        double Weighted(double[] inputs)
        {
            double value = seed * program.Differenced(inputs);
            for (int i = 0; i < inputs.Length; i++)
                value += weights[i] * inputs[i];
            return value;
        }
    }
}
