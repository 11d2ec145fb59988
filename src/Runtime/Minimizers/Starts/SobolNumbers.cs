namespace DiffGen.Minimizers;

/// <summary>The direction numbers of the Sobol sequence, of dimension 2 up to <see cref="MaxDimension"/>.</summary>
/// <remarks>S. Joe, F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30
/// (2008): the table new-joe-kuo-6.</remarks>
internal static class SobolNumbers
{
    /// <summary>The largest dimension.</summary>
    public const int MaxDimension = 40;

    // Per dimension: the inner coefficients of the primitive polynomial as bits, and m₁, m₂, …; their number is its degree.
    private static readonly (uint Polynomial, uint[] Initial)[] Table =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]),
        (22, [1, 3, 1, 15, 13, 25]),
        (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]),
        (4, [1, 3, 7, 13, 13, 15, 69]),
        (7, [1, 1, 3, 13, 7, 35, 63]),
        (8, [1, 3, 5, 9, 1, 25, 53]),
        (14, [1, 3, 1, 13, 9, 35, 107]),
        (19, [1, 3, 1, 5, 27, 61, 31]),
        (21, [1, 1, 5, 11, 19, 41, 61]),
        (28, [1, 3, 5, 3, 3, 13, 69]),
        (31, [1, 1, 7, 13, 1, 19, 1]),
        (32, [1, 3, 7, 5, 13, 19, 59]),
        (37, [1, 1, 3, 9, 25, 29, 41]),
        (41, [1, 3, 5, 13, 23, 1, 55]),
        (42, [1, 3, 7, 3, 13, 59, 17]),
        (50, [1, 3, 1, 3, 5, 53, 69]),
        (55, [1, 1, 5, 5, 23, 33, 13]),
        (56, [1, 1, 7, 7, 1, 61, 123]),
        (59, [1, 1, 7, 9, 13, 61, 49]),
        (62, [1, 3, 3, 5, 3, 55, 33]),
        (14, [1, 3, 1, 15, 31, 13, 49, 245]),
        (21, [1, 3, 5, 15, 31, 59, 63, 97]),
        (22, [1, 3, 1, 11, 11, 11, 77, 249]),
    ];

    /// <summary>Computes the 32 direction numbers vₖ = mₖ·2³²⁻ᵏ of a dimension.</summary>
    /// <remarks>With the degree s and coefficients a: mₖ = 2·a₁·mₖ₋₁ ⊕ 2²·a₂·mₖ₋₂ ⊕ … ⊕ 2ˢ·mₖ₋ₛ ⊕ mₖ₋ₛ for k &gt; s.</remarks>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <param name="numbers">Receives the numbers.</param>
    public static void Fill(int dimension, Span<uint> numbers)
    {
        if (dimension == 0)
        {
            for (int k = 0; k < 32; k++)
                numbers[k] = 1u << (31 - k);
            return;
        }

        (uint polynomial, uint[] initial) = Table[dimension - 1];
        int s = initial.Length;
        for (int k = 0; k < 32; k++)
        {
            if (k < s)
            {
                numbers[k] = initial[k] << (31 - k);
                continue;
            }

            uint v = numbers[k - s] ^ (numbers[k - s] >> s);
            for (int j = 1; j < s; j++)
            {
                if ((polynomial >> (s - 1 - j) & 1) == 1)
                    v ^= numbers[k - j];
            }

            numbers[k] = v;
        }
    }
}
