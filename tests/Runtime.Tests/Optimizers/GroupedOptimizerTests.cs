using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

public class GroupedOptimizerTests
{
    private static readonly ParameterLayout Layout = new(
        new ParameterInfo("Hidden.W", 0, new[] { 2, 3 }),
        new ParameterInfo("Hidden.B", 6, new[] { 2 }),
        new ParameterInfo("Hidden2.W", 8, new[] { 1, 2 }),
        new ParameterInfo("Output.Inner.W", 10, new[] { 2, 2 }),
        new ParameterInfo("Output.B", 14, new[] { 1 }));

    // A patterned group gets rate 1, the rest gets 10: which parameters moved by 1?
    [Theory]
    [InlineData("Hidden", "Hidden.W Hidden.B")]
    [InlineData("Hidden.W", "Hidden.W")]
    [InlineData("Output.Inner", "Output.Inner.W")]
    [InlineData("Output", "Output.Inner.W Output.B")]
    [InlineData("*.B", "Hidden.B Output.B")]
    [InlineData("Hidden*", "Hidden.W Hidden.B Hidden2.W")]
    [InlineData("*.W", "Hidden.W Hidden2.W Output.Inner.W")]
    [InlineData("*n*.W", "Hidden.W Hidden2.W Output.Inner.W")]
    [InlineData("*e*r*", "Output.Inner.W")]
    [InlineData("H*.B", "Hidden.B")]
    public void Patterns_select(string pattern, string names)
    {
        var optimizer = new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(Plain(1), pattern), new ParameterGroup<double>(Plain(10)));
        double[] p = new double[15];
        optimizer.Step(p, [.. Enumerable.Repeat(1.0, 15)]);
        var moved = new List<string>();
        foreach (ParameterInfo entry in Layout.Entries)
        {
            double[] values = p[entry.Offset..(entry.Offset + entry.Length)];
            Assert.Single(values.Distinct());
            if (values[0] == -1)
                moved.Add(entry.Name);
            else
                Assert.Equal(-10, values[0]);
        }

        Assert.Equal(names, string.Join(' ', moved));
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("Hidden.")]
    [InlineData("Hid")]
    [InlineData("W")]
    [InlineData("")]
    [InlineData("Hidden.W.X")]
    public void Names_that_arent_there_are_refused(string pattern)
    {
        var error = Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(Plain(1), pattern), new ParameterGroup<double>(Plain(1))));
        Assert.StartsWith(
            $"'{pattern}' fits no parameter; there are: Hidden.W, Hidden.B, Hidden2.W, Output.Inner.W, Output.B", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_belongs_to_one_group()
    {
        var twice = Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(Plain(1), "Hidden", "Output"), new ParameterGroup<double>(Plain(1), "*.B", "Hidden2")));
        Assert.StartsWith("The parameter 'Hidden.B' belongs to 2 groups: Hidden, Output; *.B, Hidden2", twice.Message, StringComparison.Ordinal);
        var left = Assert.Throws<ArgumentException>(
            () => new GroupedOptimizer<double>(Layout, new ParameterGroup<double>(Plain(1), "Hidden", "Output")));
        Assert.StartsWith("No group has the parameters Hidden2.W", left.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(Plain(1)), new ParameterGroup<double>(Plain(1))));
        Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(Layout));
    }

    [Fact]
    public void Groups_have_optimizers_of_their_own()
    {
        Sgd<double> one = Plain(1);
        Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(one, "Hidden"), new ParameterGroup<double>(one)));
        Assert.Throws<ArgumentException>(() => new GroupedOptimizer<double>(Layout, new ParameterGroup<double>(Plain(0))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup<double>(one) { RateFactor = 0 });
        Assert.Throws<ArgumentNullException>(() => new ParameterGroup<double>((IOptimizer<double>)null!));
        Assert.Throws<ArgumentNullException>(() => new GroupedOptimizer<double>(null!, new ParameterGroup<double>(one)));
    }

    // Rates 2·0.5, 3 and 4 have the ratios 1, 3, 4.
    [Fact]
    public void Learning_rates_keep_their_ratios()
    {
        var optimizer = new GroupedOptimizer<double>(
            Layout,
            new ParameterGroup<double>(Plain(2), "Hidden") { RateFactor = 0.5 },
            new ParameterGroup<double>(Plain(3), "Hidden2"),
            new ParameterGroup<double>(Plain(4)));
        Assert.Equal(1, optimizer.LearningRate);
        Assert.Equal([-1, -3, -4], Moves());
        optimizer.LearningRate = 0.25;
        Assert.Equal([-0.25, -0.75, -1], Moves());

        double[] Moves()
        {
            double[] p = new double[15];
            optimizer.Step(p, [.. Enumerable.Repeat(1.0, 15)]);
            return [p[0], p[8], p[10]];
        }
    }

    // Scattered parameters are moved as if they were in one piece, and their optimizer knows the shapes.
    [Fact]
    public void Groups_are_moved_as_if_alone()
    {
        ParameterLayout? seen = null;
        var grouped = new GroupedOptimizer<double>(
            Layout,
            new ParameterGroup<double>(layout => new Muon<double> { Layout = seen = layout }, "*.W"),
            new ParameterGroup<double>(new Adam<double>(), "*.B"));
        Assert.Equal(["Hidden.W[2, 3] @ 0", "Hidden2.W[1, 2] @ 6", "Output.Inner.W[2, 2] @ 8"], seen!.Entries.ToArray().Select(entry => entry.ToString()));
        int[] weights = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13], biases = [6, 7, 14];
        var muon = new Muon<double> { Layout = seen };
        var adam = new Adam<double>();
        double[] p = Samples.Parameters<double>(15), w = [.. weights.Select(i => p[i])], b = [.. biases.Select(i => p[i])];
        for (int step = 0; step < 5; step++)
        {
            double[] gradient = Samples.Gradient<double>(15, step);
            grouped.Step(p, gradient);
            muon.Step(w, [.. weights.Select(i => gradient[i])]);
            adam.Step(b, [.. biases.Select(i => gradient[i])]);
        }

        Assert.Equal(w, weights.Select(i => p[i]));
        Assert.Equal(b, biases.Select(i => p[i]));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var optimizer = new GroupedOptimizer<double>(
            Layout, new ParameterGroup<double>(new Adam<double>(), "*.W"), new ParameterGroup<double>(new Sgd<double>()));
        double[] p = new double[15], gradient = Samples.Gradient<double>(15, 0);
        Assert.Equal(0, Allocation.Of(() => optimizer.Step(p, gradient)));
    }

    [Fact]
    public void The_layout_says_how_many_parameters_there_are()
    {
        var optimizer = new GroupedOptimizer<double>(Layout, new ParameterGroup<double>(Plain(1)));
        var error = Assert.Throws<ArgumentException>(() => optimizer.Step(new double[14], new double[14]));
        Assert.Equal("parameters", error.ParamName);
    }

    private static Sgd<double> Plain(double rate) => new() { LearningRate = rate };
}
