using System.Text.Json;
using DiffGen.GradBench.Evals;
using DiffGen.GradBench.Protocol;

namespace DiffGen.GradBench;

/// <summary>What the program does with its arguments.</summary>
internal static class CommandLine
{
    private const int Success = 0, Failure = 1, BadUsage = 2;

    /// <summary>Without arguments the protocol, else one function on one input.</summary>
    /// <param name="args">None, or an eval, a file and a function.</param>
    /// <param name="input">The messages.</param>
    /// <param name="output">Where responses or the output go.</param>
    /// <param name="error">Where timings and errors go.</param>
    /// <returns>The exit code: 0 for success, 1 for an input that can't be evaluated, 2 for wrong arguments.</returns>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        if (args.Length == 0)
        {
            new Session(input, output).Run();
            return Success;
        }

        return args is [string eval, string file, string function]
            ? Evaluate(eval, file, function, output, error)
            : Refuse("expected no argument or three", error);
    }

    private static int Evaluate(string eval, string file, string function, TextWriter output, TextWriter error)
    {
        if (!EvalTable.Has(eval))
            return Refuse($"no eval is called '{eval}'; there are {string.Join(", ", EvalTable.Names)}", error);

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            Evaluation evaluation = Evaluation.Of(eval, function, document.RootElement);
            output.Write(JsonOutput.Line(evaluation.WriteOutput));
            output.Flush();
            error.WriteLine(evaluation.Summary);
            return Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidInputException
            or OverflowException or OutOfMemoryException)
        {
            error.WriteLine($"{file}: {exception.Message}");
            return Failure;
        }
    }

    private static int Refuse(string reason, TextWriter error)
    {
        error.WriteLine(reason);
        error.WriteLine("Usage: DiffGen.GradBench                              GradBench's protocol on standard input and output");
        error.WriteLine("       DiffGen.GradBench EVAL INPUT.json FUNCTION     one function on one input");
        return BadUsage;
    }
}
