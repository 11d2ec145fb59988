namespace DiffGen.Generator.Tests.Docs;

/// <summary>Parts of a generated file that a page shows.</summary>
internal static class EmittedText
{
    /// <summary>
    /// The methods whose names begin like this, from the line of their declaration to their closing brace, without what stands around
    /// them; attributes, documentation and the indent are left out.
    /// </summary>
    public static string Methods(string file, string name)
    {
        var methods = new List<string>();
        string[] lines = file.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsDeclaration(lines[i], name))
                continue;
            string indent = lines[i][..^lines[i].TrimStart().Length];
            int end = Array.IndexOf(lines, indent + "}", i);
            methods.Add(string.Join('\n', lines[i..(end + 1)].Select(line => line.Length == 0 ? line : line[indent.Length..])));
            i = end;
        }

        return string.Join("\n\n", methods);
    }

    private static bool IsDeclaration(string line, string name)
    {
        string text = line.TrimStart();
        int call = text.IndexOf('(', StringComparison.Ordinal);
        return call > 0
            && (text.StartsWith("public ", StringComparison.Ordinal) || text.StartsWith("private ", StringComparison.Ordinal))
            && text[..call].Split(' ')[^1].StartsWith(name, StringComparison.Ordinal);
    }
}
