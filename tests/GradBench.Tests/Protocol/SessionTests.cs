using System.Text.Json;
using DiffGen.GradBench.Evals;
using DiffGen.GradBench.Protocol;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Protocol;

/// <summary>What is answered to which message.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("""{"id":0,"kind":"start","eval":"gmm"}""", """{"id":0,"tool":"diffgen"}""")]
    [InlineData("""{"id":1,"kind":"start","config":{"n":3}}""", """{"id":1,"tool":"diffgen"}""")]
    [InlineData("""{"id":2,"kind":"define","module":"gmm"}""", """{"id":2,"success":true}""")]
    [InlineData("""{"id":3,"kind":"define","module":"ht"}""", """{"id":3,"success":false,"error":"No module is called 'ht'"}""")]
    [InlineData("""{"id":4,"kind":"analysis","of":2,"valid":true}""", """{"id":4}""")]
    [InlineData("""{"id":5,"kind":"analysis","of":2,"valid":false,"error":"no"}""", """{"id":5}""")]
    [InlineData("""{"id":6,"kind":"something new","with":{"more":[1]}}""", """{"id":6}""")]
    [InlineData("""{"id":9007199254740993,"kind":"end"}""", """{"id":9007199254740993}""")]
    public void Answer_is(string message, string response) => Assert.Equal(response, Answers(message).Single());

    [Theory, MemberData(nameof(Samples.Pairs), MemberType = typeof(Samples))]
    public void Every_function_is_evaluated(string eval, string function)
    {
        string message = $$"""{"id":7,"kind":"evaluate","module":"{{eval}}","function":"{{function}}","input":{{Samples.Json(eval)}},"description":"d"}""";
        JsonElement response = Outputs.Parsed(Answers(message).Single());
        Assert.Equal(["id", "success", "output", "timings"], response.EnumerateObject().Select(member => member.Name));
        Assert.Equal(7, response.Integer("id", 0));
        Assert.True(response.GetProperty("success").GetBoolean());
        Assert.Empty(JsonComparison.Mismatches(Outputs.Of(eval, function, Samples.Json(eval)), response.GetProperty("output"), 0));
        JsonElement timing = Assert.Single(response.GetProperty("timings").EnumerateArray());
        Assert.Equal("evaluate", timing.Text("name"));
        Assert.True(timing.Integer("nanoseconds", 0) >= 0);
    }

    [Theory]
    [InlineData("gmm", "gradient", "", "'gmm' has no function 'gradient'; it has objective and jacobian")]
    [InlineData("nothing", "gradient", "{}", "No module is called 'nothing'")]
    [InlineData("hello", "square", "\"1\"", "'input' must be a number, not a string")]
    [InlineData("lse", "primal", """{"x":[]}""", "'x' must have an element")]
    [InlineData("lse", "primal", """{"y":[1]}""", "'x' is missing")]
    [InlineData("lse", "primal", """{"x":[1,null]}""", "'x' must be a number, not null")]
    [InlineData("lse", "primal", """{"x":[1e999]}""", "'x' must be a finite number, not 1e999")]
    [InlineData("lse", "primal", """{"x":[1],"min_seconds":-1}""", "'min_seconds' must be at least 0, not -1")]
    [InlineData("lse", "primal", """{"x":[1],"min_runs":1.5}""", "'min_runs' must be an integer from 0 to 2147483647, not 1.5")]
    [InlineData("lse", "primal", "[1]", "An object with a member 'x' was expected, not an array")]
    [InlineData("llsq", "primal", """{"x":[1],"n":1}""", "'n' must be an integer from 2 to 2147483647, not 1")]
    [InlineData("ode", "primal", """{"x":[1],"s":true}""", "'s' must be a number, not a truth value")]
    [InlineData("ba", "jacobian", """{"n":1,"m":1,"p":1,"cam":[1],"x":[1,2,3],"w":1,"feat":[1,2]}""", "'cam' must have 11 elements, not 1")]
    [InlineData("lstm", "objective", """{"main_params":[[1,2,3,4]]}""", "'main_params' must be 2l × 4b, not 1 × 4")]
    [InlineData("lstm", "objective", """{"main_params":[[1,2,3,4],[1,2,3]]}""", "The rows of 'main_params' must have 4 elements like the first, not 3")]
    [InlineData("lstm", "objective", """{"main_params":[1,2]}""", "'main_params' must be an array there, not a number")]
    [InlineData("gmm", "objective", """{"d":2,"k":1,"n":1,"m":0,"gamma":0}""", "'gamma' must be positive, not 0")]
    [InlineData("gmm", "objective", """{"d":2,"k":1,"n":1,"m":0,"gamma":1,"alpha":[1],"mu":[[1]]}""", "'mu' must be 1 × 2, not 1 × 1")]
    public void Evaluation_that_cannot_be_done_says_why(string eval, string function, string input, string error)
    {
        string message = $$"""{"id":8,"kind":"evaluate","module":"{{eval}}","function":"{{function}}","input":{{(input == "" ? Samples.Json(eval) : input)}}}""";
        JsonElement response = Outputs.Parsed(Answers(message).Single());
        Assert.Equal(8, response.Integer("id", 0));
        Assert.False(response.GetProperty("success").GetBoolean());
        Assert.Equal(error, response.Text("error"));
    }

    [Theory]
    [InlineData("""{"id":1,"kind":"define"}""", "1", "'module' is missing")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal"}""", "1", "'input' is missing")]
    [InlineData("""{"id":1,"kind":"evaluate","module":3,"function":"primal","input":1}""", "1", "'module' must be a string, not a number")]
    [InlineData("""{"id":1}""", "1", "'kind' is missing")]
    [InlineData("""{"kind":"start"}""", "null", "The message has no id")]
    [InlineData("[]", "null", "The message has no id")]
    public void Malformed_message_is_answered(string message, string id, string error)
        => Assert.Equal($$"""{"id":{{id}},"success":false,"error":"{{error}}"}""", Answers(message).Single());

    [Fact]
    public void Session_goes_on_after_what_it_cannot_read()
    {
        string[] answers = Answers("not JSON", "", """{"id":1,"kind":"evaluate","module":"ba","function":"jacobian","input":{}}""", """{"id":2,"kind":"end"}""");
        Assert.StartsWith("""{"id":null,"success":false,"error":"The message isn't JSON: """, answers[0]);
        Assert.Equal(["""{"id":1,"success":false,"error":"'n' is missing"}""", """{"id":2}"""], answers[1..]);
    }

    [Theory]
    [InlineData("p", 12, 31)]
    [InlineData("n", 3, 11)]
    [InlineData("m", 4, 3)]
    public void Sizes_beyond_arrays_are_refused(string name, int size, int elements)
    {
        string input = Samples.Json("ba").Replace($"\"{name}\":{size}", $"\"{name}\":2000000000", StringComparison.Ordinal);
        string answer = Answers($$"""{"id":1,"kind":"evaluate","module":"ba","function":"jacobian","input":{{input}}}""").Single();
        Assert.Equal($$"""{"id":1,"success":false,"error":"'{{name}}' must be an integer from 1 to {{Array.MaxLength / elements}}, not 2000000000"}""", answer);
    }

    [Fact]
    public void Function_runs_as_often_as_asked()
    {
        string[] answers = Answers(
            """{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1],"min_runs":17,"min_seconds":0}}""",
            """{"id":2,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1],"min_runs":0}}""",
            """{"id":3,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1],"min_runs":2,"min_seconds":0.002}}""");
        Assert.Equal(17, Nanoseconds(answers[0]).Length);
        Assert.Single(Nanoseconds(answers[1]));
        // Each is rounded down to a nanosecond.
        long[] last = Nanoseconds(answers[2]);
        Assert.True(last.Sum() + last.Length >= 2_000_000);
    }

    [Fact]
    public void Response_is_flushed_before_the_next_message_is_read()
    {
        var buffer = new MemoryStream();
        using var output = new StreamWriter(buffer, bufferSize: 1 << 16);
        var input = new WatchingReader(["""{"id":0,"kind":"start"}""", """{"id":1,"kind":"end"}"""], () => buffer.Length);
        new Session(input, output).Run();
        Assert.Equal(3, input.Seen.Count);
        Assert.True(input.Seen[0] == 0 && input.Seen[1] > input.Seen[0] && input.Seen[2] > input.Seen[1]);
    }

    private static long[] Nanoseconds(string answer)
        => [.. Outputs.Parsed(answer).GetProperty("timings").EnumerateArray().Select(timing => timing.GetProperty("nanoseconds").GetInt64())];

    private static string[] Answers(params string[] messages)
    {
        var output = new StringWriter { NewLine = "\n" };
        new Session(new StringReader(string.Join('\n', messages)), output).Run();
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
