using System;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Lints;

/// <summary>Source as a message quotes it: on one line, not too long.</summary>
internal static class ShortText
{
    private const int Longest = 60;

    public static string Of(SyntaxNode node)
    {
        string line = string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line.Substring(0, Longest - 1) + "…";
    }
}
