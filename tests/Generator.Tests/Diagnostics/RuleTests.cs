namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>What every rule is tested for; a rule gives a source that it refuses and its nearest neighbour that it lets pass.</summary>
public abstract class RuleTests
{
    /// <summary>The class is named after its rule.</summary>
    private string Id => GetType().Name[..^"Tests".Length];

    protected abstract string Refused { get; }

    protected abstract string Accepted { get; }

    [Fact]
    public void Triggers() => Check.Triggers(Id, Refused);

    [Fact]
    public void Is_silent() => Check.IsSilent(Accepted, Id);

    [Fact]
    public void Is_suppressed_by_a_pragma() => Check.IsSuppressedByPragma(Id, Refused);
}
