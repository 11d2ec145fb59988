namespace DiffGen.Optimizers;

/// <summary>The patterns of <see cref="ParameterGroup{T}"/>.</summary>
internal static class NamePattern
{
    /// <summary>Whether a pattern fits a name, or the name of a layer around it.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">The dotted name.</param>
    /// <returns>Whether it does.</returns>
    public static bool Fits(string pattern, string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (FitsAll(pattern, name.AsSpan(0, end)))
                return true;
        }

        return false;
    }

    // Where a character doesn't fit, the last star takes one more; earlier stars needn't be tried again.
    private static bool FitsAll(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, taken = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, taken) = (p++, n);
            else if (p < pattern.Length && pattern[p] == name[n])
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++taken);
            else
                return false;
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
