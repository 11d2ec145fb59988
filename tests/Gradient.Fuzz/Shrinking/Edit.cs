using DiffGen.Fuzz.Source;

namespace DiffGen.Fuzz.Shrinking;

/// <summary>A part of a program's text and what stands there instead.</summary>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Text">The text instead of it.</param>
/// <param name="Parameter">The parameter of the entry that it removes; -1 for none.</param>
internal sealed record Edit(int Start, int Length, string Text = "", int Parameter = -1)
{
    public FuzzProgram Apply(FuzzProgram program) => new(
        program.Seed,
        program.Text[..Start] + Text + program.Text[(Start + Length)..],
        Parameter < 0 ? program.Entry : program.Entry.Without(Parameter));

    /// <summary>Several at once.</summary>
    public static FuzzProgram Apply(FuzzProgram program, IEnumerable<Edit> edits)
    {
        foreach (Edit edit in edits.OrderByDescending(edit => edit.Start)) program = edit.Apply(program);
        return program;
    }

    public bool Overlaps(Edit other) => Start < other.Start + other.Length && other.Start < Start + Length;
}
