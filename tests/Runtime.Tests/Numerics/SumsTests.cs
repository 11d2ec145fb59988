using System.Numerics;
using DiffGen.Numerics;

namespace DiffGen.Tests.Numerics;

/// <summary>Sums have the bits of the plain loop with eight partial sums, at every length and width.</summary>
public class SumsTests
{
    [Fact]
    public void Double_has_the_bits_of_the_plain_loop() => Compare<double>();

    [Fact]
    public void Single_has_the_bits_of_the_plain_loop() => Compare<float>();

    [Fact]
    public void Half_has_the_bits_of_the_plain_loop() => Compare<Half>();

    [Fact]
    public void Not_a_number_and_infinities_are_kept()
    {
        for (int i = 0; i < 21; i++)
        {
            var values = new float[21];
            values[i] = float.NaN;
            Assert.True(double.IsNaN(Sums.Norm<float>(values)));
            values[i] = float.NegativeInfinity;
            Assert.Equal(double.PositiveInfinity, Sums.Norm<float>(values));
        }
    }

    private static void Compare<T>() where T : IFloatingPointIeee754<T>
    {
        T[] all = [.. Enumerable.Range(0, 700).Select(i => T.CreateChecked(Math.Sin(i * 1.7) * Math.Exp(i % 7)))];
        for (int length = 0; length <= all.Length; length += length < 300 ? 1 : 37)
        {
            T[] values = all[..length];
            Assert.Equal(Plain(values, x => x), Sums.Of<T>(values));
            Assert.Equal(Plain(values, x => x * x), Sums.OfSquares<T>(values));
        }
    }

    private static double Plain<T>(T[] values, Func<double, double> map) where T : IFloatingPointIeee754<T>
    {
        double[] sums = new double[8];
        double tail = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = map(double.CreateChecked(values[i]));
            if (i < values.Length / 8 * 8)
                sums[i % 8] += value;
            else
                tail += value;
        }

        return (sums[0] + sums[1]) + (sums[2] + sums[3]) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + tail;
    }
}
