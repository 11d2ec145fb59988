namespace DiffGen.Tests;

/// <summary>Where data stands: that of the project's samples, and that which isn't part of the project.</summary>
internal static class DataFolder
{
    /// <summary>A file of data that isn't part of the project: under the environment variable <c>DIFFGEN_DATA</c>, or in a folder
    /// <c>shared/data/local</c> beside the working directory or above it. Where it is absent the test is skipped, by name.</summary>
    /// <param name="parts">The path below <c>local</c>.</param>
    /// <returns>The path.</returns>
    public static string Local(params string[] parts)
    {
        string? found = LocalData.Find(parts);
        Assert.SkipWhen(found is null, $"{string.Join('/', parts)} isn't here; DIFFGEN_DATA can say where the data are");
        return found!;
    }

    /// <summary>A file of the sample CurveFit.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The path.</returns>
    public static string Sample(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DiffGen.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "samples", "CurveFit", "data", name);
    }
}
