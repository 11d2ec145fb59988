using System.Runtime.InteropServices;

namespace DiffGen.Benchmarks.Evals;

/// <summary>A loaded library.</summary>
internal sealed class CLibrary(string path) : IDisposable
{
    private readonly nint _handle = NativeLibrary.Load(path);

    /// <summary>A function of the library; arrays are passed as they are.</summary>
    public T Function<T>(string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_handle, name));

    public void Dispose() => NativeLibrary.Free(_handle);
}
