using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;

namespace DiffGen.Fuzz.Running;

/// <summary>A program in a compilation with others, in a namespace of its own.</summary>
internal sealed class Subject
{
    public Subject(FuzzProgram program, int number)
    {
        Program = program;
        Space = $"N{number}";
        TwinSpace = $"T{number}";
        Tree = Compilations.Parse($"{Space}.cs", program.Text.Replace(Marks.Namespace, Space, StringComparison.Ordinal));
        HasFloats = Twin.IsNeeded(Tree);
        Glue = GlueWriter.Of(program.Entry);
    }

    public FuzzProgram Program { get; }

    public string Space { get; }

    public string TwinSpace { get; }

    public SyntaxTree Tree { get; }

    public bool HasFloats { get; }

    public GlueWriter Glue { get; }

    /// <summary>What was found; null while nothing is wrong.</summary>
    public Finding? Finding { get; set; }

    public int Compared { get; set; }

    public IReadOnlyList<string> Refusals { get; set; } = [];

    /// <summary>Its derivatives with and without optimisation.</summary>
    public SyntaxTree? Optimised { get; set; }

    public SyntaxTree? Plain { get; set; }

    /// <summary>The trees beside the program: its derivatives, the calls, and the twin for differences.</summary>
    public IEnumerable<SyntaxTree> With(SyntaxTree derivatives)
    {
        yield return Tree;
        yield return derivatives;
        yield return Compilations.Parse($"{Space}.Glue.cs", Glue.Write(Space, hasDerivatives: true));
        if (!HasFloats) yield break;
        yield return Compilations.Parse($"{Space}.Twin.cs", Twin.Text(Program.Text).Replace(Marks.Namespace, TwinSpace, StringComparison.Ordinal));
        yield return Compilations.Parse($"{Space}.TwinGlue.cs", Twin.Text(Glue.Write(TwinSpace, hasDerivatives: false)));
    }
}
