namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>The folder of DiffGen.sln, above the built tests.</summary>
internal static class RepositoryRoot
{
    private static readonly Lazy<string> Folder = new(Find);

    public static string Combine(params ReadOnlySpan<string> parts) => Path.Combine([Folder.Value, .. parts]);

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "DiffGen.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No DiffGen.sln above {AppContext.BaseDirectory}");
    }
}
