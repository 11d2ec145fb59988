namespace DiffGen.Benchmarks.Evals;

/// <summary>The evals of GradBench at several sizes, on seeded data of the distributions that it uses.</summary>
internal static class EvalWorkloads
{
    public static IEnumerable<Workload> All(CCompiler? compiler)
    {
        foreach ((int d, int k) in ((int, int)[])[(2, 5), (10, 5), (10, 25), (32, 25), (64, 25)]) yield return GmmEval.Create(compiler, d, k);
        foreach ((int layers, int characters) in ((int, int)[])[(2, 1024), (4, 4096)]) yield return LstmEval.Create(compiler, layers, characters);
        foreach (bool isWhole in (bool[])[true, false]) yield return BaEval.Create(compiler, isWhole);
        foreach (int n in (int[])[2_500, 40_000, 640_000]) yield return LseEval.Create(compiler, n);
        foreach (int n in (int[])[256, 4096]) yield return LlsqEval.Create(compiler, n, 128);
        foreach ((int n, int steps) in ((int, int)[])[(1000, 10), (10_000, 10), (1000, 100)]) yield return OdeEval.Create(compiler, n, steps);
    }
}
