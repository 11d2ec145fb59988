namespace DiffGen.Numerics;

/// <summary>
/// The generator SplitMix64: x += 0x9E3779B97F4A7C15, then two multiply-xorshift rounds. It turns any seed, also 0, into
/// well mixed state for a larger generator. Frozen: its outputs never change.
/// </summary>
/// <remarks>G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants of
/// S. Vigna's public-domain <c>splitmix64.c</c>.</remarks>
/// <param name="seed">Any number.</param>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    /// <returns>A number uniform over all of <see cref="ulong"/>.</returns>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong z = _state += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
