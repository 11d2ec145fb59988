using System.Diagnostics;

namespace DiffGen.Generator.Tests.CodeFixes;

/// <summary>A project of a user in a folder of its own, with our assemblies as they are built; no package is needed.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("diffgen-consumer-").FullName;

    public Consumer()
    {
        string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseSharedCompilation>false</UseSharedCompilation>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="DiffGen.Attributes" HintPath="{Assembly("DiffGen.Attributes")}" />
                <Reference Include="DiffGen.Runtime" HintPath="{Assembly("DiffGen.Runtime")}" />
                <Analyzer Include="{Assembly("DiffGen.Generator")}" />
                <Analyzer Include="{Assembly("DiffGen.CodeFixes")}" />
              </ItemGroup>
            </Project>
            """);
        // Settings of folders above stay out of it.
        foreach (string settings in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(settings, "<Project />");
        Write(".editorconfig", "root = true\n");
        Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(_folder, name)).Replace("\r", "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs the SDK in the folder; it must succeed.</summary>
    public void Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the SDK that runs these tests has set is not for another.
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
    }
}
