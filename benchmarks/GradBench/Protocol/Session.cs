using System.Text.Json;
using DiffGen.GradBench.Evals;

namespace DiffGen.GradBench.Protocol;

/// <summary>Answers the messages of a benchmark run, a line each.</summary>
/// <param name="input">The messages.</param>
/// <param name="output">Receives the responses; flushed after each.</param>
/// <remarks>The protocol: https://github.com/gradbench/gradbench/blob/main/CONTRIBUTING.md#protocol.</remarks>
internal sealed class Session(TextReader input, TextWriter output)
{
    /// <summary>Answers until the messages end.</summary>
    public void Run()
    {
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            output.Write(Answer(line));
            output.Flush();
        }
    }

    private static string Answer(string line)
    {
        try
        {
            using var message = JsonDocument.Parse(line);
            return Answer(message.RootElement);
        }
        catch (JsonException exception)
        {
            return Response.Failure(null, $"The message isn't JSON: {exception.Message}");
        }
    }

    private static string Answer(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("id", out JsonElement id))
            return Response.Failure(null, "The message has no id");

        try
        {
            return message.Text("kind") switch
            {
                "start" => Response.Start(id),
                "define" => Define(id, message.Text("module")),
                "evaluate" => Response.Success(id, Evaluated(message)),
                _ => Response.Acknowledgement(id),
            };
        }
        // One evaluation that can't be done, be it for lack of memory, leaves the next ones possible.
        catch (Exception exception)
        {
            return Response.Failure(id, exception is InvalidInputException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static string Define(JsonElement id, string module)
        => EvalTable.Has(module) ? Response.Success(id) : Response.Failure(id, $"No module is called '{module}'");

    private static Evaluation Evaluated(JsonElement message)
        => Evaluation.Of(message.Text("module"), message.Text("function"), message.Member("input"));
}
