namespace DiffGen.Benchmarks.Evals;

/// <summary>What measured figures depend on.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>The processor's name and the widest vectors that it has, as far as they are known.</summary>
    public static string Processor
    {
        get
        {
            string? line = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
            string vectors = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "512-bit vectors" : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? "256-bit vectors" : "128-bit vectors";
            string name = line is null ? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            return $"{name}, {vectors}";
        }
    }
}
