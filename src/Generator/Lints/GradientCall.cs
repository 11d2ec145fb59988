using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>The call of a generated gradient that stands for calls of the method itself.</summary>
internal static class GradientCall
{
    /// <summary>The generated gradient of a method; null where there is none, or one with outputs that can't be told apart.</summary>
    public static IMethodSymbol? Find(IMethodSymbol method)
    {
        int own = method.Parameters.Length;
        return method.ContainingType.GetMembers(method.Name + "Gradient").OfType<IMethodSymbol>().FirstOrDefault(candidate =>
            KnownAttributes.IsGenerated(candidate)
            && candidate.IsStatic == method.IsStatic
            && candidate.Parameters.Length == own + method.Parameters.Count(Differentiability.IsInput)
            && candidate.Parameters.Take(own).Select(parameter => parameter.Type).SequenceEqual(method.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.IncludeNullability));
    }

    /// <summary>The output for a parameter of the method; null where it has none.</summary>
    public static IParameterSymbol? Output(IMethodSymbol gradient, IMethodSymbol method, IParameterSymbol parameter)
    {
        List<IParameterSymbol> inputs = [.. method.Parameters.Where(Differentiability.IsInput)];
        int index = inputs.FindIndex(input => input.Ordinal == parameter.Ordinal);
        return index < 0 ? null : gradient.Parameters[method.Parameters.Length + index];
    }

    /// <summary>The call as text; null where another output can't be discarded.</summary>
    /// <param name="gradient">What is called.</param>
    /// <param name="call">A call of the method.</param>
    /// <param name="varied">The argument that the differences vary.</param>
    /// <param name="value">What to pass for it.</param>
    /// <param name="output">What takes its derivative.</param>
    public static string? Text(IMethodSymbol gradient, IInvocationOperation call, IParameterSymbol varied, string value, string output)
    {
        if (Output(gradient, call.TargetMethod, varied) is not { } wanted) return null;
        List<string> arguments = [.. call.Arguments.Select(argument => argument.Parameter!.Ordinal == varied.Ordinal ? value : argument.Syntax.ToString())];
        foreach (IParameterSymbol added in gradient.Parameters.Skip(call.TargetMethod.Parameters.Length))
        {
            bool isWanted = SymbolEqualityComparer.Default.Equals(added, wanted);
            if (!isWanted && added.RefKind != RefKind.Out) return null;
            arguments.Add(isWanted ? output : "out _");
        }
        return $"{gradient.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>A call with its arguments in order, all written, of the method itself and not of another object's.</summary>
    public static bool IsPlain(IInvocationOperation call) => (call.TargetMethod.IsStatic || call.Instance is IInstanceReferenceOperation)
        && call.Arguments.Select(argument => argument.Parameter?.Ordinal ?? -1).SequenceEqual(Enumerable.Range(0, call.TargetMethod.Parameters.Length))
        && call.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Syntax is ArgumentSyntax { NameColon: null });
}
