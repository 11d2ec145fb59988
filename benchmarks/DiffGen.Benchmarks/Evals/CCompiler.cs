using System.ComponentModel;
using System.Diagnostics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>The system's C compiler, which makes libraries in a folder of its own that goes with it.</summary>
internal sealed class CCompiler : IDisposable
{
    public const string Options = "-O3 -march=native";

    private readonly string _command;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diffgen-benchmarks");
    private readonly Dictionary<string, CLibrary> _libraries = [];

    private CCompiler(string command, string version) => (_command, Version) = (command, version);

    /// <summary>The first line that it says of itself.</summary>
    public string Version { get; }

    /// <summary>The compiler, or null where there is none of the usual names.</summary>
    public static CCompiler? Find()
    {
        foreach (string command in (string[])["cc", "gcc", "clang"])
        {
            if (Run(command, "--version") is (0, string text)) return new CCompiler(command, text.Split('\n')[0].Trim());
        }
        return null;
    }

    /// <summary>The library of a file of the folder <c>C</c>.</summary>
    /// <exception cref="InvalidOperationException">The compiler doesn't compile it.</exception>
    public CLibrary Library(string name)
    {
        if (_libraries.TryGetValue(name, out CLibrary? library)) return library;
        string source = Path.Combine(AppContext.BaseDirectory, "C", name + ".c"), target = Path.Combine(_folder.FullName, name + ".so");
        (int code, string text) = Run(_command, $"{Options} -shared -fPIC -o \"{target}\" \"{source}\" -lm") ?? (-1, "");
        if (code != 0) throw new InvalidOperationException($"{_command} doesn't compile {source}: {text}");
        return _libraries[name] = new CLibrary(target);
    }

    public void Dispose()
    {
        foreach (CLibrary library in _libraries.Values) library.Dispose();
        _folder.Delete(recursive: true);
    }

    private static (int Code, string Text)? Run(string command, string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text + errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
