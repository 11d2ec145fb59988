namespace DiffGen.Tests.Infrastructure;

/// <summary>Comparisons that name the entry in which two vectors differ.</summary>
internal static class Close
{
    public static void Scalars(double expected, double actual, double tolerance, string what)
    {
        double scale = expected == 0 ? 1 : Math.Abs(expected);
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * scale,
            FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
    }

    /// <summary>Relative to the entry, but not finer than a hundredth of the largest entry, nor than the given size.</summary>
    public static void Vectors(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what, double smallest = 0)
    {
        double largest = 0;
        foreach (double x in expected)
            largest = Math.Max(largest, Math.Abs(x));
        for (int i = 0; i < expected.Length; i++)
        {
            double scale = Math.Max(Math.Abs(expected[i]), largest == 0 ? 1 : Math.Max(largest / 100, smallest));
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                FormattableString.Invariant($"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }

    public static void SameBits(double expected, double actual, string what) =>
        Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
            FormattableString.Invariant($"{what}: expected the bits of {expected:R}, got {actual:R}"));

    public static void SameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            SameBits(expected[i], actual[i], $"{what}[{i}]");
    }
}
