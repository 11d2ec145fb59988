using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>One C# method to print: declaration, entry checks, and the function that is its body.</summary>
/// <param name="Summary">XML documentation of the method: the inner text of the summary, already XML.</param>
/// <param name="Attributes">Further attributes, without brackets.</param>
/// <param name="Modifiers">Accessibility and modifiers (<c>public static</c>).</param>
/// <param name="ReturnType">C# type of the result, <c>void</c> if none.</param>
/// <param name="Name">Name of the method.</param>
/// <param name="Parameters">Declared parameters in order.</param>
/// <param name="Checks">C# statements that check the arguments before anything else.</param>
/// <param name="Bindings">For each parameter of the function, in order: the C# expression that it is (mostly a parameter's name).</param>
/// <param name="Sinks">For each yield of the function, in order: where it goes.</param>
/// <param name="Function">The body.</param>
/// <param name="Result">The variable that a result with members, or an array, is put together in; empty for any other.</param>
/// <param name="Scatters">What is copied back to where it came from at the end.</param>
/// <param name="Generics">Its type parameters; null where there are none, nor a number type of the type around it.</param>
/// <param name="Table">Of a sparse derivative: its pattern.</param>
/// <param name="ResultTangent">The parameter that the tangent of an array goes into; empty where there is none.</param>
internal sealed record GeneratedMethod(
    string Summary,
    EquatableArray<string> Attributes,
    string Modifiers,
    string ReturnType,
    string Name,
    EquatableArray<GeneratedParameter> Parameters,
    EquatableArray<string> Checks,
    EquatableArray<string> Bindings,
    EquatableArray<ResultSink> Sinks,
    Function Function,
    string Result = "",
    Generics? Generics = null,
    EquatableArray<Scatter> Scatters = default,
    SparseTable? Table = null,
    string ResultTangent = "")
{
    /// <summary>Stands for the workspace in a binding that takes storage.</summary>
    public const string WorkspaceMark = "$";

    /// <summary>Whether a binding takes storage.</summary>
    public bool BindsStorage => Bindings.Any(binding => binding.Contains(WorkspaceMark));

    /// <summary>Whether a small array of numbers may be on the stack.</summary>
    public bool NumbersFitStack => Generics is not { IsUnmanaged: false };
}

/// <summary>A declared parameter.</summary>
/// <param name="Modifier"><c>ref</c>, <c>out</c>, <c>in</c>, or empty.</param>
/// <param name="Type">C# type.</param>
/// <param name="Name">Name, escaped with @ where it is a keyword.</param>
/// <param name="Documentation">XML documentation: inner text.</param>
internal sealed record GeneratedParameter(string Modifier, string Type, string Name, string Documentation);

/// <summary>A copy that goes back to where it came from, once the results are known.</summary>
/// <param name="Parameter">The position of the function's parameter that holds it.</param>
/// <param name="Target">The array of arrays it was copied from.</param>
internal sealed record Scatter(int Parameter, string Target);

/// <summary>What becomes of a yield of the function.</summary>
internal enum SinkKind
{
    /// <summary><c>return value;</c></summary>
    Return,

    /// <summary><c>target = value;</c></summary>
    Assign,

    /// <summary><c>target += value;</c></summary>
    Accumulate,
}

/// <summary>Where a yield of the function goes.</summary>
/// <param name="Kind">How.</param>
/// <param name="Target">The parameter or property written; empty for <see cref="SinkKind.Return"/>.</param>
/// <param name="Before">A statement that comes first: it makes what the target is a member of; empty for none.</param>
internal sealed record ResultSink(SinkKind Kind, string Target, string Before = "");
