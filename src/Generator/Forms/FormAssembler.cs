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
        string result = signature.HasArrayResult || signature.Results.Any(leaf => leaf.Member != "{0}") ? DerivativeNames.Free("result", new HashSet<string>(parameters.Select(parameter => parameter.Name))) : "";
        return new GeneratedMethod(
            Summary(signature, form),
            signature.Attributes,
            signature.Modifiers,
            signature.ReturnType,
            signature.Name + form,
            parameters.Select(parameter => new GeneratedParameter(parameter.Modifier, parameter.Type, parameter.Name, Document(parameter, form))).ToEquatable(),
            EntryChecks.Of(signature, parameters).ToEquatable(),
            Bindings(signature, parameters).ToEquatable(),
            function.Body.Throws ? default : Sinks(signature, parameters, result).ToEquatable(),
            function,
            result,
            signature.Generics,
            function.Body.Throws ? default : Scatters(signature, parameters).ToEquatable(),
            ResultTangent: signature.HasArrayResult ? parameters.FirstOrDefault(parameter => parameter.Purpose == ParameterPurpose.ResultTangent)?.Name ?? "" : "");
    }

    /// <summary>In the order of the function's parameters: own, model, count, seed, buffer derivatives.</summary>
    private static IEnumerable<string> Bindings(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            FormParameter? own = parameters.FirstOrDefault(candidate => candidate.Purpose == ParameterPurpose.Own && ReferenceEquals(candidate.Source, parameter));
            foreach (ParameterLeaf leaf in parameter.Leaves) yield return own is null || own.Type == parameter.Type ? leaf.Binding : own.Name;
        }
        if (signature.Model is not null) yield return ModelNames.Parameters;
        foreach (FormParameter count in parameters.Where(parameter => parameter.Purpose == ParameterPurpose.Count)) yield return count.Name;
        foreach (FormParameter seed in parameters.Where(parameter => parameter.Purpose == ParameterPurpose.Seed))
        {
            if (signature.HasArrayResult) yield return seed.Name;
            foreach (ResultLeaf leaf in signature.Results.Where(leaf => leaf.Kind.IsFloat())) yield return leaf.Read.Replace("{0}", seed.Name);
        }
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            if (parameters.FirstOrDefault(candidate => candidate.Purpose == ParameterPurpose.Tangent && ReferenceEquals(candidate.Source, parameter)) is not { } tangent) continue;
            foreach (ParameterLeaf leaf in parameter.Leaves.Where(leaf => !leaf.IsConstant)) yield return leaf.Type.IsBuffer ? StorageOf(parameter, tangent.Name) : leaf.Read.Replace("{0}", tangent.Name);
        }
        foreach (FormParameter model in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Tangent, Source: null })) yield return model.Name;
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            if (Derivative(parameters, parameter) is not { } derivative) continue;
            foreach (ParameterLeaf leaf in parameter.Leaves.Where(leaf => leaf is { IsConstant: false, Type.IsBuffer: true })) yield return StorageOf(parameter, derivative.Name);
        }
        foreach (FormParameter model in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Derivative, Source: null })) yield return model.Name;
        foreach (FormParameter matrix in parameters.Where(parameter => parameter.IsMatrix)) yield return matrix.Name;
    }

    /// <summary>The span that a parameter, or its derivative, is.</summary>
    public static string StorageOf(SignatureParameter parameter, string name) => parameter.Role switch
    {
        ParameterRole.Grid => $"global::DiffGen.Workspaces.Guard.Elements({name})",
        ParameterRole.Rows => parameter.Leaves[0].Binding.Replace($"({parameter.Name}, ", $"({name}, "),
        ParameterRole.Layer => $"{name}.{ModelNames.LayerParameters}",
        ParameterRole.Reference => $"new global::System.Span<{parameter.ElementType}>(ref {name})",
        _ => name,
    };

    /// <summary>What was copied to be written: own arrays of arrays, and their derivatives.</summary>
    private static IEnumerable<Scatter> Scatters(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        List<string> bindings = [.. Bindings(signature, parameters)];
        foreach (FormParameter parameter in parameters)
        {
            if (parameter is { Source: { Role: ParameterRole.Rows } rows } && (parameter.Purpose == ParameterPurpose.Derivative || rows.IsWritten))
                yield return new Scatter(bindings.IndexOf(StorageOf(rows, parameter.Name)), parameter.Name);
        }
    }

    private static FormParameter? Derivative(IReadOnlyList<FormParameter> parameters, SignatureParameter source)
        => parameters.FirstOrDefault(parameter => parameter.Purpose == ParameterPurpose.Derivative && ReferenceEquals(parameter.Source, source));

    private static IEnumerable<ResultSink> Sinks(MethodSignature signature, IReadOnlyList<FormParameter> parameters, string result)
    {
        bool isFirst = true;
        foreach (ResultLeaf leaf in signature.Results)
        {
            yield return result.Length == 0
                ? new ResultSink(SinkKind.Return, "")
                : new ResultSink(SinkKind.Assign, leaf.Member.Replace("{0}", result), isFirst ? $"{signature.ReturnType} {result} = default;" : "");
            isFirst = false;
        }
        if (parameters.FirstOrDefault(parameter => parameter.Purpose == ParameterPurpose.ResultTangent) is { } tangent)
        {
            string before = signature.Results.Any(leaf => leaf.Member != "{0}") ? $"{tangent.Name} = default;" : "";
            foreach (ResultLeaf leaf in signature.Results.Where(leaf => leaf.Kind.IsFloat()))
            {
                yield return new ResultSink(SinkKind.Assign, leaf.Member.Replace("{0}", tangent.Name), before);
                before = "";
            }
        }
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            if (Derivative(parameters, parameter) is not { } derivative) continue;
            bool isNew = derivative.Modifier == "out" && parameter.Role == ParameterRole.Struct;
            foreach (ParameterLeaf leaf in parameter.Leaves.Where(leaf => leaf is { IsConstant: false, Type.IsScalar: true }))
            {
                yield return new ResultSink(derivative.Modifier == "ref" ? SinkKind.Accumulate : SinkKind.Assign, leaf.Member.Replace("{0}", derivative.Name), isNew ? $"{derivative.Name} = default;" : "");
                isNew = false;
            }
        }
    }

    private static string Summary(MethodSignature signature, string form)
    {
        string primal = $"<see cref=\"{Xml(signature.Cref)}\"/>";
        return form switch
        {
            DerivativeNames.Gradient => $"The value of {primal} and its gradient.",
            DerivativeNames.Pullback => !signature.HasFloatResult
                ? $"Runs {primal} and carries adjoints from what it wrote back to what it read."
                : $"The value of {primal}; adds <c>seed</c> times its gradient to the accumulators.",
            DerivativeNames.Jvp => $"Runs {primal} and carries tangents forward: the derivative along a direction.",
            DerivativeNames.Jacobian => $"Runs {primal} and writes its Jacobian, row by row: outputs by inputs.",
            DerivativeNames.Hvp => $"The value of {primal} and the product of its Hessian with a direction.",
            DerivativeNames.Hessian => $"The value of {primal}, its gradient and its Hessian, row by row.",
            DerivativeNames.SparseJacobian => $"Runs {primal} and writes the elements of its Jacobian, in the order of <see cref=\"{DerivativeNames.Pattern(signature.Name, form)}\"/>.",
            DerivativeNames.SparseHessian => $"The value of {primal}, its gradient and the elements of its Hessian, in the order of <see cref=\"{DerivativeNames.Pattern(signature.Name, form)}\"/>.",
            DerivativeNames.Batch => $"The mean of {primal} over a batch of samples.",
            DerivativeNames.Batch + DerivativeNames.Gradient => $"The mean of {primal} over a batch of samples, and the gradient of the mean.",
            _ => $"The sum of {primal} over a batch of samples; adds <c>seed</c> times the gradient of the sum to the accumulators.",
        };
    }

    private static string Document(FormParameter parameter, string form)
    {
        bool isPullback = form.EndsWith(DerivativeNames.Pullback, System.StringComparison.Ordinal);
        bool isBatch = form.StartsWith(DerivativeNames.Batch, System.StringComparison.Ordinal);
        string source = parameter.Source switch
        {
            null => "the parameters of the model",
            { IsThis: true } => "<c>this</c>",
            { } own => $"<paramref name=\"{own.Name.TrimStart('@')}\"/>",
        };
        return parameter.Purpose switch
        {
            ParameterPurpose.Own => isBatch && parameter.Source!.IsBatch ? "One sample after the other." : "As in the method itself.",
            ParameterPurpose.Count => "The number of samples, at least 1.",
            ParameterPurpose.Seed when parameter.Type.StartsWith("ReadOnlySpan<", System.StringComparison.Ordinal) => "The adjoint of the result, of the same length.",
            ParameterPurpose.Seed => "The adjoint of the result.",
            ParameterPurpose.ResultTangent => "The tangent of the result.",
            ParameterPurpose.Hessian => "The Hessian, n × n, where n is the number of inputs; overwritten.",
            ParameterPurpose.JacobianValues or ParameterPurpose.HessianValues => "The elements, row by row; overwritten.",
            ParameterPurpose.Jacobian => "The Jacobian, outputs × inputs; overwritten.",
            ParameterPurpose.Tangent when parameter.Source is { IsWritten: true } => $"The tangent of the old content of {source} on entry, of its new content on return.",
            ParameterPurpose.Tangent => form == DerivativeNames.Hvp ? $"The direction: its part for {source}." : $"The tangent of {source}.",
            ParameterPurpose.Derivative when form == DerivativeNames.Hvp => $"The part of the product for {source}; overwritten.",
            _ when parameter.Source is { IsWritten: true } => $"The adjoint of the final content of {source} on entry, of its old content on return.",
            _ when isPullback => $"The derivative with respect to {source} is added to this.",
            _ => $"The derivative with respect to {source}{(parameter.Source is null or { Role: ParameterRole.Buffer } ? ", of the same length; overwritten" : parameter.Source.IsStorage ? ", of the same sizes; overwritten" : "")}.",
        };
    }

    /// <summary>Text in XML documentation.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
