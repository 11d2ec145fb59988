using System.Text.RegularExpressions;
using DiffGen.Generator.Tests.Diagnostics;
using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>A cache has an element for each trip of the loops that the value depends on. In a step, rows of <c>w</c> meet the state <c>h</c>.</summary>
public sealed partial class CacheSizeTests
{
    [Theory]
    // The rows read the state, which changes after them.
    [InlineData("s += w[i * n + j] * h[j];", "", "x.Length * max")]
    [InlineData("s += w[i * n + j] * Math.Exp(h[j]);", "", "x.Length * max")]
    [InlineData("s += w[i * n + j] * h[n - 1 - j];", "", "x.Length * max")]
    // A row changes what the next one reads.
    [InlineData("s += w[i * n + j] * h[j];", "h[0] = s;", "x.Length * max * max")]
    // The element depends on the row.
    [InlineData("s += w[i * n + j] * h[(i + j) % n];", "", "x.Length * max * max, max * max")]
    [InlineData("s = Math.Sin(s * h[j]) + w[j];", "", "x.Length * max * max, x.Length * max, x.Length * max * max")]
    public void Loops_without_a_part_in_it_have_none_in_its_size(string column, string row, string sizes) => Assert.Equal(sizes, string.Join(", ", Sizes(Text(column, row))));

    [Theory]
    [InlineData("s += w[i * n + j] * h[j];", "", true)]
    [InlineData("s += w[i * n + j] * h[n - 1 - j];", "", false)]
    [InlineData("if (w[j] > 0) s += w[i * n + j] * h[j];", "", false)]
    [InlineData("s += w[i * n + j] * Math.Exp(h[j]);", "", false)]
    [InlineData("s += w[i * n + j] * h[j];", "h[0] = s;", false)]
    public void Elements_that_each_row_reads_are_kept_before_the_rows(string column, string row, bool isBefore)
    {
        string text = Text(column, row);
        int rows = text.IndexOf("for (int i ", StringComparison.Ordinal);
        Assert.Equal(isBefore, StoreOfState().Match(text) is { Success: true } store && store.Index < rows);
    }

    private static string Text(string column, string row)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            {{MarkedSource.Usings}}public static partial class Sample
            {
                [Differentiable]
                public static double F(ReadOnlySpan<double> w, [NoDiff] ReadOnlySpan<double> x, [NoDiff] int n)
                {
                    double[] h = new double[n], next = new double[n];
                    for (int t = 0; t < x.Length; t++)
                    {
                        for (int i = 0; i < n; i++)
                        {
                            double s = x[t];
                            for (int j = 0; j < n; j++) { {{column}} }
                            next[i] = s;
                            {{row}}
                        }
                        for (int j = 0; j < n; j++) h[j] = next[j];
                    }
                    return h[0];
                }
            }

            """);
        GeneratorChecks.Reports_nothing(run);
        GeneratorChecks.Output_compiles_without_a_warning(run);
        return run.SingleText;
    }

    /// <summary>What the caches are allocated with, variables by what they stand for.</summary>
    private static IEnumerable<string> Sizes(string text)
    {
        var products = new Dictionary<string, string>();
        foreach (string line in text.Split('\n'))
        {
            if (SizeOf().Match(line) is { Success: true } variable) products[variable.Groups[1].Value] = Expanded(variable.Groups[2].Value);
            if (CacheOf().Match(line) is { Success: true } cache) yield return Expanded(cache.Groups[1].Value);
        }

        string Expanded(string product) => string.Join(" * ", product.Replace("checked(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Split(" * ").Select(factor => products.GetValueOrDefault(factor, factor)));
    }

    [GeneratedRegex(@"ache[0-9]*\.At\(.*\) = h\.At\(j\);")]
    private static partial Regex StoreOfState();

    [GeneratedRegex("int (n[0-9]*) = (checked.*);")]
    private static partial Regex SizeOf();

    [GeneratedRegex("ache[0-9]* = .*Buffer<.*>[(](.*)[)];")]
    private static partial Regex CacheOf();
}
