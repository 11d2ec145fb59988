using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Forms;

/// <summary>A derivative function → the C# method of that form: parameters, checks, bindings, where the results go.</summary>
internal static class FormAssembler
{
    public static GeneratedMethod Assemble(MethodSignature signature, string form, Function function)
    {
        IReadOnlyList<FormParameter> parameters = GeneratedSignature.Of(signature, form);
        return new GeneratedMethod(
            Summary(signature, form),
            signature.Attributes,
            signature.Modifiers,
            signature.ReturnType,
            signature.Name + form,
            parameters.Select(parameter => new GeneratedParameter(parameter.Modifier, parameter.Type, parameter.Name, Document(parameter, form))).ToEquatable(),
            EntryChecks.Of(signature, parameters).ToEquatable(),
            Bindings(signature, parameters).ToEquatable(),
            function.Body.Throws ? default : Sinks(signature, parameters).ToEquatable(),
            function);
    }

    /// <summary>In the order of the function's parameters: own, model, count, seed, buffer derivatives.</summary>
    private static IEnumerable<string> Bindings(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        foreach (FormParameter parameter in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Own, Source.Role: not ParameterRole.Opaque }))
            yield return parameter.Type == parameter.Source!.Type ? parameter.Source.Binding : parameter.Name;
        if (signature.Model is not null) yield return ModelNames.Parameters;
        foreach (FormParameter parameter in parameters.Where(parameter => parameter.Purpose is ParameterPurpose.Count or ParameterPurpose.Seed)) yield return parameter.Name;
        foreach (FormParameter parameter in parameters.Where(IsBufferDerivative)) yield return parameter.Name;
    }

    private static IEnumerable<ResultSink> Sinks(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        if (signature.ReturnKind != ScalarKind.None) yield return new ResultSink(SinkKind.Return, "");
        foreach (FormParameter parameter in parameters.Where(parameter => parameter.Purpose == ParameterPurpose.Derivative && !IsBufferDerivative(parameter)))
            yield return new ResultSink(parameter.Modifier == "ref" ? SinkKind.Accumulate : SinkKind.Assign, parameter.Name);
    }

    private static bool IsBufferDerivative(FormParameter parameter)
        => parameter.Purpose == ParameterPurpose.Derivative && parameter.Source is not { Role: ParameterRole.Scalar };

    private static string Summary(MethodSignature signature, string form)
    {
        string primal = $"<see cref=\"{Xml(signature.Cref)}\"/>";
        return form switch
        {
            DerivativeNames.Gradient => $"The value of {primal} and its gradient.",
            DerivativeNames.Pullback => signature.ReturnKind == ScalarKind.None
                ? $"Runs {primal} and carries adjoints from what it wrote back to what it read."
                : $"The value of {primal}; adds <c>seed</c> times its gradient to the accumulators.",
            DerivativeNames.Batch => $"The mean of {primal} over a batch of samples.",
            DerivativeNames.Batch + DerivativeNames.Gradient => $"The mean of {primal} over a batch of samples, and the gradient of the mean.",
            _ => $"The sum of {primal} over a batch of samples; adds <c>seed</c> times the gradient of the sum to the accumulators.",
        };
    }

    private static string Document(FormParameter parameter, string form)
    {
        bool isPullback = form.EndsWith(DerivativeNames.Pullback, System.StringComparison.Ordinal);
        bool isBatch = form.StartsWith(DerivativeNames.Batch, System.StringComparison.Ordinal);
        string source = parameter.Source is { } own ? $"<paramref name=\"{own.Name.TrimStart('@')}\"/>" : "the parameters of the model";
        return parameter.Purpose switch
        {
            ParameterPurpose.Own => isBatch && parameter.Source!.IsBatch ? "One sample after the other." : "As in the method itself.",
            ParameterPurpose.Count => "The number of samples, at least 1.",
            ParameterPurpose.Seed => "The adjoint of the result.",
            _ when parameter.Source is { IsWritten: true } => $"The adjoint of the final content of {source} on entry, of its old content on return.",
            _ when isPullback => $"The derivative with respect to {source} is added to this.",
            _ => $"The derivative with respect to {source}{(IsBufferDerivative(parameter) ? ", of the same length; overwritten" : "")}.",
        };
    }

    /// <summary>Text in XML documentation.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
