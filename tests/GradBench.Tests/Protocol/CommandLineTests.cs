using DiffGen.GradBench;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Protocol;

/// <summary>The program's arguments, outputs and exit codes.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_it_speaks_the_protocol()
    {
        (int code, string output, string error) = Run([], """{"id":0,"kind":"start"}""");
        Assert.Equal((0, "{\"id\":0,\"tool\":\"diffgen\"}\n", ""), (code, output, error));
    }

    [Theory, MemberData(nameof(Samples.Pairs), MemberType = typeof(Samples))]
    public void Direct_mode_prints_the_output_and_on_the_side_the_times(string eval, string function)
    {
        (int code, string output, string error) = WithFile(Samples.Json(eval), file => Run([eval, file, function]));
        Assert.Equal(0, code);
        Assert.EndsWith("\n", output);
        Assert.Empty(JsonComparison.Mismatches(Outputs.Of(eval, function, Samples.Json(eval)), Outputs.Parsed(output), 0));
        Assert.Matches(@"^evaluate: 1 runs, minimum \d+ ns, median \d+ ns\s*$", error);
    }

    [Theory]
    [InlineData("lse")]
    [InlineData("lse", "input.json")]
    [InlineData("lse", "input.json", "primal", "more")]
    [InlineData("--help")]
    [InlineData("nothing", "input.json", "primal")]
    public void Wrong_arguments_are_answered_with_the_usage(params string[] args)
    {
        (int code, string output, string error) = Run(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("Usage:", error);
        Assert.Contains("EVAL INPUT.json FUNCTION", error);
    }

    [Fact]
    public void Eval_that_is_not_there_is_named_with_those_that_are()
        => Assert.Contains("no eval is called 'nothing'; there are ba, gmm, hello, llsq, lse, lstm, ode", Run(["nothing", "input.json", "primal"]).Error);

    [Theory]
    [InlineData("{", "primal", "")]
    [InlineData("{}", "primal", "'x' is missing")]
    [InlineData("""{"x":[1]}""", "objective", "'lse' has no function 'objective'; it has primal and gradient")]
    public void File_that_cannot_be_evaluated_is_an_error(string json, string function, string reason)
    {
        (int code, string output, string error) = WithFile(json, file => Run(["lse", file, function]));
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(reason, error);
    }

    [Fact]
    public void Missing_file_is_an_error()
    {
        (int code, string output, string error) = Run(["lse", "no such file.json", "primal"]);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("no such file.json: ", error);
    }

    private static (int Code, string Output, string Error) Run(string[] args, string input = "")
    {
        StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, new StringReader(input), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static T WithFile<T>(string json, Func<string, T> use)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
