using System.Text.Json;
using DiffGen.GradBench.Evals;
using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests;

/// <summary>Which numbers stand where in an output.</summary>
public sealed class OutputLayoutTests
{
    [Fact]
    public void Hello_doubles_by_differentiating_the_square()
    {
        Assert.Equal(2.25, Outputs.Of("hello", "square", "1.5").GetDouble());
        Assert.Equal(3, Outputs.Of("hello", "double", "1.5").GetDouble());
    }

    [Fact]
    public void Gradient_of_gmm_has_the_shapes_of_its_inputs()
    {
        JsonElement input = Outputs.Parsed(Samples.Json("gmm")), output = Outputs.Of("gmm", "jacobian", Samples.Json("gmm"));
        double[] alpha = input.Vector("alpha"), mu = input.Matrix("mu").Values, q = input.Matrix("q").Values, l = input.Matrix("l").Values;
        double[] dAlpha = new double[2], dMu = new double[6], dQ = new double[6], dL = new double[6];
        Gmm.ObjectiveGradient(alpha, mu, q, l, input.Matrix("x").Values, 3, 1.5, 1, dAlpha, dMu, dQ, dL);

        Assert.Equal(["alpha", "l", "mu", "q"], output.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(dAlpha, output.Vector("alpha"));
        Assert.Equal(dMu, output.Matrix("mu", 2, 3));
        Assert.Equal(dQ, output.Matrix("q", 2, 3));
        Assert.Equal(dL, output.Matrix("l", 2, 3));
    }

    [Fact]
    public void Gradient_of_lstm_is_that_of_the_parameters_then_of_the_extra_ones()
    {
        JsonElement input = Outputs.Parsed(Samples.Json("lstm")), output = Outputs.Of("lstm", "jacobian", Samples.Json("lstm"));
        double[] dParameters = new double[48], dExtra = new double[9];
        Lstm.LossGradient(
            input.Matrix("main_params").Values, input.Matrix("extra_params").Values, input.Matrix("state").Values, input.Matrix("sequence").Values, 3,
            dParameters, dExtra);
        Assert.Equal([.. dParameters, .. dExtra], output.EnumerateArray().Select(element => element.GetDouble()));
    }

    [Fact]
    public void Outputs_of_ba_are_shortened_to_the_beginning_and_the_end()
    {
        JsonElement errors = Outputs.Of("ba", "objective", Samples.Json("ba")), jacobian = Outputs.Of("ba", "jacobian", Samples.Json("ba"));
        Assert.Equal(2, errors.GetProperty("reproj_error").Vector("elements").Length);
        Assert.Equal(12, errors.GetProperty("reproj_error").Integer("repeated", 0));
        Assert.Equal(1 - 0.75 * 0.75, errors.GetProperty("w_err").Number("element"));
        Assert.Equal(12, errors.GetProperty("w_err").Integer("repeated", 0));

        // 3 cameras, 4 points, 12 observations: rows of 15, then of 1; the columns of weights begin at 11·3 + 3·4.
        double[] rows = [.. Enumerable.Range(0, 25).Select(i => 15.0 * i), 361, 362, 363, 364, 365, 372];
        Assert.Equal(rows, jacobian.Vector("rows"));
        double[] row = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 33, 34, 35, 45];
        Assert.Equal([.. row, .. row, 56], jacobian.Vector("cols"));
        Assert.Equal(-1.5, jacobian.Vector("vals")[^1]);
        Assert.Equal(31, jacobian.Vector("vals").Length);
    }

    [Fact]
    public void What_is_shorter_than_the_beginning_is_put_out_as_a_whole()
    {
        string input = Samples.Json("ba").Replace("\"p\":12", "\"p\":1", StringComparison.Ordinal);
        Assert.Equal([0.0, 15, 30, 31], Outputs.Of("ba", "jacobian", input).Vector("rows"));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1e-300)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(4.9406564584124654e-324)]
    [InlineData(123456789.12345679)]
    public void Numbers_are_read_back_with_the_same_bits(double value)
        => Close.SameBits(value, Outputs.Parsed(JsonOutput.Line(writer => writer.WriteNumber(value))).GetDouble(), "value");

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void What_JSON_has_no_number_for_is_null(double value) => Assert.Equal("null\n", JsonOutput.Line(writer => writer.WriteNumber(value)));
}
