namespace DiffGen.Tests;

/// <summary>Data that isn't part of the project.</summary>
internal static class LocalData
{
    /// <summary>Looks for a file under the environment variable <c>DIFFGEN_DATA</c>, or in a folder <c>shared/data/local</c> beside the
    /// working directory or above it.</summary>
    /// <param name="parts">The path below <c>local</c>.</param>
    /// <returns>The path, or <c>null</c>.</returns>
    public static string? Find(params string[] parts)
    {
        string file = Path.Combine(parts);
        if (Environment.GetEnvironmentVariable("DIFFGEN_DATA") is { Length: > 0 } root)
        {
            string[] candidates = [Path.Combine(root, "local", file), Path.Combine(root, file)];
            return candidates.FirstOrDefault(File.Exists);
        }

        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "local", file);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
