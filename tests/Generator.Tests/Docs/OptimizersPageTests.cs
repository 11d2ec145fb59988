using DiffGen.Optimizers;
using DiffGen.Schedules;

namespace DiffGen.Generator.Tests.Docs;

/// <summary>docs/optimizers.md: its C# compiles, and nothing is left out.</summary>
public sealed class OptimizersPageTests
{
    private static MarkdownPage Page => MarkdownPage.Read("docs/optimizers.md");

    /// <summary>The lines of the blocks that begin a program.</summary>
    public static TheoryData<int> Programs() => [.. ExamplePrograms.Lines(Page)];

    [Theory, MemberData(nameof(Programs))]
    public void Example_compiles(int line) => ExamplePrograms.Compiles(Page, line);

    [Fact]
    public void Has_every_optimizer_transform_and_schedule()
    {
        string text = Page.Text;
        List<string> names = [.. typeof(Schedule).Assembly.GetExportedTypes().Where(IsDescribed).Select(type => type.Name.Split('`')[0])];
        Assert.True(names.Count > 40, $"found {names.Count}");
        Assert.DoesNotContain(names, name => !text.Contains($"`{name}`", StringComparison.Ordinal) && !text.Contains($"new {name}<", StringComparison.Ordinal));
    }

    private static bool IsDescribed(Type type) =>
        !type.IsAbstract && (type.IsSubclassOf(typeof(Schedule))
            || type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IStateful<>)));
}
