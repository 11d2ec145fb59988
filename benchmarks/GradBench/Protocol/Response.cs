using System.Text.Json;
using DiffGen.GradBench.Evals;

namespace DiffGen.GradBench.Protocol;

/// <summary>The responses of the protocol, as lines.</summary>
internal static class Response
{
    /// <summary>The answer to the first message: the name of the tool.</summary>
    /// <param name="id">The id of the message.</param>
    public static string Start(JsonElement id) => Line(id, writer => writer.WriteString("tool", "diffgen"));

    /// <summary>The answer to what needs none.</summary>
    /// <param name="id">The id of the message.</param>
    public static string Acknowledgement(JsonElement id) => Line(id, _ => { });

    /// <summary>A module is there.</summary>
    /// <param name="id">The id of the message.</param>
    public static string Success(JsonElement id) => Line(id, writer => writer.WriteBoolean("success", true));

    /// <summary>A function was evaluated.</summary>
    /// <param name="id">The id of the message.</param>
    /// <param name="evaluation">The output and a timing per run.</param>
    public static string Success(JsonElement id, Evaluation evaluation) => Line(id, writer =>
    {
        writer.WriteBoolean("success", true);
        writer.WritePropertyName("output");
        evaluation.WriteOutput(writer);
        writer.WriteStartArray("timings");
        foreach (long nanoseconds in evaluation.Nanoseconds)
        {
            writer.WriteStartObject();
            writer.WriteString("name", "evaluate");
            writer.WriteNumber("nanoseconds", nanoseconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>A message that can't be answered as it asks.</summary>
    /// <param name="id">The id of the message, <c>null</c> where none was found.</param>
    /// <param name="error">What is wrong.</param>
    public static string Failure(JsonElement? id, string error) => Line(id, writer =>
    {
        writer.WriteBoolean("success", false);
        writer.WriteString("error", error);
    });

    private static string Line(JsonElement? id, Action<Utf8JsonWriter> members) => JsonOutput.Line(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        if (id is { } given)
            given.WriteTo(writer);
        else
            writer.WriteNullValue();
        members(writer);
        writer.WriteEndObject();
    });
}
