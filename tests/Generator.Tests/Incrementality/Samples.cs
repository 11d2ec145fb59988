using DiffGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;

namespace DiffGen.Generator.Tests.Incrementality;

/// <summary>Three files: three differentiable methods, their helper, and something unrelated.</summary>
internal static class Samples
{
    public const string Methods = """
        using DiffGen;

        namespace Samples;

        public static partial class Methods
        {
            [Differentiable]
            public static double Scaled(double x)
            {
                double y = x * 3;
                return Helper.Square(y) + 0.0 * x;
            }

            [Differentiable]
            public static double Plain(double x) => x * x;

            [Differentiable(UnrollLimit = 0)]
            public static double Looped(double x)
            {
                double s = x;
                for (int i = 0; i < 3; i++)
                    s = s * x + i;
                return s;
            }
        }

        """;

    public const string Helper = """
        namespace Samples;

        internal static class Helper
        {
            public static double Square(double t) => t * t;
        }

        """;

    public const string Other = """
        namespace Samples;

        internal static class Other
        {
            public static int Count => 1;
        }

        """;

    public static CSharpCompilation Compilation() => TestCompilation.Create(
        new SourceFile("Methods.cs", Methods), new SourceFile("Helper.cs", Helper), new SourceFile("Other.cs", Other));

    /// <summary>The run after one file was edited.</summary>
    public static (GeneratorRun Before, GeneratorRun After) Edit(string path, string before, string after)
    {
        CSharpCompilation compilation = Compilation();
        string text = compilation.SyntaxTrees.Single(tree => tree.FilePath == path).ToString();
        string edited = text.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(text, edited);
        GeneratorRun first = GeneratorRun.Of(compilation);
        return (first, first.Next(compilation.Replace(new SourceFile(path, edited))));
    }
}
