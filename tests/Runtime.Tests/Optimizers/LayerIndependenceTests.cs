using System.Numerics;
using DiffGen.Optimizers;

namespace DiffGen.Tests.Optimizers;

/// <summary>With a layout, each parameter is moved as if it were alone, whatever stands beside it: the same bits, at lengths that fill
/// vector registers or don't.</summary>
public class LayerIndependenceTests
{
    public static TheoryData<Type> Optimizers => [.. OptimizerCatalog.Types];

    [Theory, MemberData(nameof(Optimizers))]
    public void Double_layers_are_independent(Type optimizer) => Compare<double>(optimizer);

    [Theory, MemberData(nameof(Optimizers))]
    public void Single_layers_are_independent(Type optimizer) => Compare<float>(optimizer);

    [Theory]
    [InlineData(typeof(Lamb<>))]
    [InlineData(typeof(Lars<>))]
    [InlineData(typeof(Adafactor<>))]
    [InlineData(typeof(Muon<>))]
    public void NaN_stays_in_its_layer(Type type)
    {
        ParameterInfo[] entries = Entries(3);
        IOptimizer<double> optimizer = OptimizerCatalog.Create<double>(type, new ParameterLayout(entries));
        int length = entries.Sum(entry => entry.Length);
        double[] p = Samples.Parameters<double>(length), gradient = Samples.Gradient<double>(length, 0);
        gradient[entries[0].Length] = double.NaN;
        optimizer.Step(p, gradient);
        Assert.All(entries, entry => Assert.Equal(entry.Name == "B", p.AsSpan(entry.Offset, entry.Length).ToArray().Any(double.IsNaN)));
    }

    [Fact]
    public void A_layout_of_another_length_is_refused()
    {
        var layout = new ParameterLayout(new ParameterInfo("W", 0, new[] { 2, 2 }));
        var error = Assert.Throws<ArgumentException>(() => new Lamb<double> { Layout = layout }.Step(new double[5], new double[5]));
        Assert.Equal("'parameters' must have length 4, as in the layout, but has length 5 (Parameter 'parameters')", error.Message);
    }

    [Fact]
    public void A_layout_with_gaps_or_overlaps_is_refused()
    {
        var gap = new ParameterLayout(new ParameterInfo("A", 0, new[] { 2 }), new ParameterInfo("B", 3, new[] { 1 }));
        var overlap = new ParameterLayout(new ParameterInfo("A", 0, new[] { 3 }), new ParameterInfo("B", 2, new[] { 2 }));
        foreach (ParameterLayout layout in (ParameterLayout[])[gap, overlap])
        {
            var lars = new Lars<double> { Layout = layout };
            var error = Assert.Throws<ArgumentException>(() => lars.Step(new double[4], new double[4]));
            Assert.Contains("'B'", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, lars.Steps);
        }
    }

    private static void Compare<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int size = 1; size <= 13; size++)
        {
            ParameterInfo[] entries = Entries(size);
            var layout = new ParameterLayout(entries);
            IOptimizer<T> together = OptimizerCatalog.Create<T>(type, layout);
            IOptimizer<T>[] alone =
                [.. entries.Select(entry => OptimizerCatalog.Create<T>(type, new ParameterLayout(entry with { Offset = 0 })))];
            T[] p = Samples.Parameters<T>(layout.Length), q = [.. p];
            for (int step = 0; step < 4; step++)
            {
                T[] gradient = Samples.Gradient<T>(layout.Length, step);
                together.Step(p, gradient);
                for (int k = 0; k < entries.Length; k++)
                {
                    int offset = entries[k].Offset, length = entries[k].Length;
                    alone[k].Step(q.AsSpan(offset, length), gradient.AsSpan(offset, length));
                }
            }

            Assert.Equal(q, p);
        }
    }

    // A matrix, a vector, a scalar, a tall matrix, and one of three dimensions.
    private static ParameterInfo[] Entries(int size)
    {
        int[][] shapes = [[2, size], [3 * size], [], [size + 1, 2], [2, size, 3]];
        var entries = new ParameterInfo[shapes.Length];
        int offset = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            entries[i] = new ParameterInfo(((char)('A' + i)).ToString(), offset, shapes[i]);
            offset += entries[i].Length;
        }

        return entries;
    }
}
