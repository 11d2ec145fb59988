namespace DiffGen.Tests.Corpus;

/// <summary>Facts of struct parameters beside their derivatives: what stays default, batches of structs, arguments that are checked.</summary>
public static partial class StructParameterTests
{
    public sealed class Facts
    {
        [Fact]
        public void Constant_fields_of_a_gradient_are_default()
        {
            StructParameters.WeightedGradient(new() { Value = 2, Weight = 0.5 }, 3, out StructParameters.Sample dSample, out double dX);
            Assert.Equal((6, 0, 2), (dSample.Value, dSample.Weight, dX));
            StructParameters.MixedGradient(new() { Wide = 2, Count = 3, Narrow = 1 }, 3, out StructParameters.Half2 dH, out dX);
            Assert.Equal((9, 0, 0f, 7), (dH.Wide, dH.Count, dH.Narrow, dX));
        }

        [Fact]
        public void Constant_fields_of_an_accumulator_stay()
        {
            StructParameters.Sample dSample = new() { Value = 1, Weight = 7 };
            double dX = 0;
            StructParameters.WeightedPullback(new() { Value = 2, Weight = 0.5 }, 3, 2, ref dSample, ref dX);
            Assert.Equal((13, 7, 4), (dSample.Value, dSample.Weight, dX));
            StructParameters.Half2 dH = new() { Count = 5, Narrow = 2 };
            StructParameters.MixedPullback(new() { Wide = 2, Count = 3 }, 3, 1, ref dH, ref dX);
            Assert.Equal((9, 5, 2f), (dH.Wide, dH.Count, dH.Narrow));
        }

        [Fact]
        public void Batch_of_structs_is_the_mean()
        {
            Sample[] samples = [new(1, 2, 1), new(-0.5, 0.3, 0), new(2, 1, 1)];
            double value = 0, w = 0.7, b = -0.2, dW = 0, dB = 0;
            foreach (Sample sample in samples)
            {
                value += LossGradient(w, b, sample, out double sampleW, out double sampleB) / 3;
                (dW, dB) = (dW + sampleW / 3, dB + sampleB / 3);
            }

            Assert.Equal(value, LossBatch(w, b, samples, 3), 1e-14);
            Assert.Equal(value, LossBatchGradient(w, b, samples, 3, out double meanW, out double meanB), 1e-14);
            Assert.Equal(dW, meanW, 1e-14);
            Assert.Equal(dB, meanB, 1e-14);
        }

        [Fact]
        public void Lengths_of_struct_spans_are_checked()
        {
            StructParameters.Point[] vertices = [new(1, 2), new(3, 4)], derivatives = [new(7, 7)];
            Assert.Throws<ArgumentException>("dVertices", () => StructParameters.AreaGradient(vertices, derivatives));
            Assert.Equal(new(7, 7), derivatives[0]);
        }

        [Fact]
        public void Sizes_of_grids_are_checked()
        {
            double[,] grid = { { 1, 2 } }, derivatives = { { 7 }, { 7 } };
            Assert.Throws<ArgumentException>("dGrid", () => WrittenParameters.SmoothPullback(grid, 1, derivatives));
            Assert.Throws<ArgumentNullException>("grid", () => WrittenParameters.SmoothPullback(null!, 1, derivatives));
            Assert.Throws<ArgumentNullException>("dGrid", () => WrittenParameters.SmoothPullback(grid, 1, null!));
            Assert.Equal((1.0, 2.0, 7.0), (grid[0, 0], grid[0, 1], derivatives[0, 0]));
        }

        [Fact]
        public void Structs_may_not_be_written_where_they_are_read()
        {
            WrittenParameters.Body[] bodies = [new(1, 2), new(3, 4)];
            Assert.Throws<ArgumentException>(() => WrittenParameters.BodiesPullback(bodies, bodies));
            Assert.Throws<ArgumentException>(() => WrittenParameters.BodiesPullback(bodies.AsSpan(0, 1), bodies.AsSpan(0, 1)));
            Assert.Equal((1, 4), (bodies[0].Position, bodies[1].Velocity));
        }
    }

    [Differentiable]
    public static double Loss(double w, double b, [Batch] Sample sample)
    {
        double z = w * sample.X + b * sample.Y;
        return sample.Label > 0 ? Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z)) + sample.X * z;
    }

    public readonly record struct Sample(double X, double Y, int Label);
}
