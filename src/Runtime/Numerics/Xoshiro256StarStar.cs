using System.Numerics;

namespace DiffGen.Numerics;

/// <summary>
/// The generator xoshiro256**, of period 2²⁵⁶ - 1. Frozen: the same seed gives the same numbers on every platform and in
/// every version. Not for cryptography; not safe for concurrent use.
/// </summary>
/// <remarks>D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021).</remarks>
public sealed class Xoshiro256StarStar
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareNormal = double.NaN;

    /// <summary>Makes a generator whose state is four outputs of <see cref="SplitMix64"/>.</summary>
    /// <param name="seed">Any number, also 0.</param>
    public Xoshiro256StarStar(ulong seed)
    {
        var mixer = new SplitMix64(seed);
        _s0 = mixer.NextUInt64();
        _s1 = mixer.NextUInt64();
        _s2 = mixer.NextUInt64();
        _s3 = mixer.NextUInt64();
    }

    /// <summary>Makes a generator of a given state.</summary>
    /// <param name="s0">The first word.</param>
    /// <param name="s1">The second word.</param>
    /// <param name="s2">The third word.</param>
    /// <param name="s3">The fourth word.</param>
    /// <exception cref="ArgumentException">All words are 0, which would stay so.</exception>
    public Xoshiro256StarStar(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        if ((s0 | s1 | s2 | s3) == 0)
            throw new ArgumentException("The state of the generator must not be all zero");

        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
    }

    /// <summary>The next 64 random bits.</summary>
    /// <returns>A number uniform over all of <see cref="ulong"/>.</returns>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            ulong shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A number uniform in [0, 1): the upper 53 bits of the next output times 2⁻⁵³.</summary>
    /// <returns>The number.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer uniform in [0, <paramref name="max"/>), without bias.</summary>
    /// <remarks>D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).</remarks>
    /// <param name="max">The exclusive upper bound.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is less than 1.</exception>
    public int NextInt(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);

        ulong bound = (ulong)max;
        ulong high = Math.BigMul(NextUInt64(), bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = unchecked(0 - bound) % bound;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), bound, out low);
        }

        return (int)high;
    }

    /// <summary>A number of the standard normal distribution, by the polar method.</summary>
    /// <remarks>G. Marsaglia, T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6 (1964).
    /// With u, v uniform in (-1, 1) and s = u² + v² &lt; 1, both u·√(-2 ln s / s) and v·√(-2 ln s / s) are normal. The
    /// logarithm is <see cref="PortableLog"/>: that of the C library differs between platforms.</remarks>
    /// <returns>The number.</returns>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        }
        while (s >= 1 || s == 0);

        double factor = Math.Sqrt(-2 * PortableLog.Log(s) / s);
        _spareNormal = v * factor;
        return u * factor;
    }

    /// <summary>Puts items into a random order, each permutation being equally likely (Fisher and Yates, from the
    /// end).</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
