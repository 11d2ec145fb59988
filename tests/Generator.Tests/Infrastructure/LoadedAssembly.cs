using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>A test compilation, emitted and loaded so that it can be unloaded again.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context = new("Sample", isCollectible: true);
    private readonly Assembly _assembly;

    public LoadedAssembly(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(40)));
        Diagnostics = result.Diagnostics;
        stream.Position = 0;
        _assembly = _context.LoadFromStream(stream);
    }

    public Assembly Assembly => _assembly;

    /// <summary>What the compiler warned of.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>A static method of a type, as a delegate.</summary>
    public TDelegate Method<TDelegate>(string type, string name)
        where TDelegate : Delegate =>
        _assembly.GetType(type, throwOnError: true)!
            .GetMethod(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!
            .CreateDelegate<TDelegate>();

    public void Dispose() => _context.Unload();
}
