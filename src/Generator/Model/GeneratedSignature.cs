using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>What an added or own parameter of a generated method is for.</summary>
internal enum ParameterPurpose
{
    /// <summary>A parameter of the method itself.</summary>
    Own,

    /// <summary>The number of samples of a batch.</summary>
    Count,

    /// <summary>The adjoint of the result.</summary>
    Seed,

    /// <summary>The derivative with respect to a parameter.</summary>
    Derivative,

    /// <summary>The tangent of a parameter, or the direction of a second derivative.</summary>
    Tangent,

    /// <summary>The tangent of the result.</summary>
    ResultTangent,

    /// <summary>A Jacobian: outputs by inputs.</summary>
    Jacobian,

    /// <summary>A Hessian: inputs by inputs.</summary>
    Hessian,

    /// <summary>The elements of a sparse Jacobian.</summary>
    JacobianValues,

    /// <summary>The elements of a sparse Hessian.</summary>
    HessianValues,
}

/// <summary>A parameter of a generated method.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Source">The parameter it repeats or belongs to; null for <c>this</c>, count and seed.</param>
/// <param name="Modifier">C# modifier or empty.</param>
/// <param name="Type">C# type.</param>
/// <param name="Name">C# name.</param>
internal sealed record FormParameter(ParameterPurpose Purpose, SignatureParameter? Source, string Modifier, string Type, string Name)
{
    public bool IsMatrix => Purpose is ParameterPurpose.Jacobian or ParameterPurpose.Hessian or ParameterPurpose.JacobianValues or ParameterPurpose.HessianValues;
}

/// <summary>The parameters of a generated method: the method's own in order, then what the form adds, in order, <c>this</c> last.</summary>
internal static class GeneratedSignature
{
    /// <param name="signature">The annotated method.</param>
    /// <param name="form">The suffix: Gradient, Pullback, Batch, BatchGradient, BatchPullback.</param>
    public static IReadOnlyList<FormParameter> Of(MethodSignature signature, string form)
    {
        bool isBatch = form.StartsWith(DerivativeNames.Batch, System.StringComparison.Ordinal);
        bool isPullback = form.EndsWith(DerivativeNames.Pullback, System.StringComparison.Ordinal);
        bool isDerivative = isPullback || form.EndsWith(DerivativeNames.Gradient, System.StringComparison.Ordinal) || form is DerivativeNames.Hessian or DerivativeNames.Hvp or DerivativeNames.SparseHessian;
        var taken = new HashSet<string>(signature.Parameters.Select(parameter => parameter.Name.TrimStart('@')));
        var parameters = new List<FormParameter>();
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            string type = isBatch && parameter.IsBatch ? $"ReadOnlySpan<{parameter.ElementType}>" : parameter.Type;
            parameters.Add(new FormParameter(ParameterPurpose.Own, parameter, parameter.Modifier, type, parameter.Name));
        }
        if (isBatch) parameters.Add(new FormParameter(ParameterPurpose.Count, null, "", "int", DerivativeNames.Free("count", taken)));
        if (isPullback && signature.HasFloatResult)
            parameters.Add(new FormParameter(ParameterPurpose.Seed, null, "", signature.HasArrayResult ? $"ReadOnlySpan<{signature.ElementKind.Keyword()}>" : signature.ReturnType, DerivativeNames.Free("seed", taken)));
        if (form is DerivativeNames.Jvp or DerivativeNames.Hvp) parameters.AddRange(Tangents(signature, form == DerivativeNames.Jvp, taken));
        if (form == DerivativeNames.Jvp && signature.HasFloatResult)
            parameters.Add(new FormParameter(ParameterPurpose.ResultTangent, null, "out", signature.ReturnType, DerivativeNames.Free("dResult", taken)));
        if (form == DerivativeNames.Jacobian) parameters.Add(Matrix(signature, ParameterPurpose.Jacobian, "jacobian", taken));
        if (form == DerivativeNames.SparseJacobian) parameters.Add(Matrix(signature, ParameterPurpose.JacobianValues, "values", taken));
        if (!isDerivative) return parameters;
        string prefix = form == DerivativeNames.Hvp ? "hv" : "d";
        foreach (SignatureParameter parameter in signature.Derivatives.Where(parameter => parameter.IsDifferentiable))
        {
            if (parameter.IsWritten && !isPullback) continue;
            string name = DerivativeNames.Free(DerivativeNames.Prefixed(prefix, parameter.Name), taken);
            (string modifier, string type) = parameter.Role switch
            {
                ParameterRole.Buffer => ("", $"Span<{parameter.ElementType}>"),
                ParameterRole.Grid or ParameterRole.Rows or ParameterRole.Layer => ("", parameter.Type),
                _ => (isPullback ? "ref" : "out", parameter.ElementType),
            };
            parameters.Add(new FormParameter(ParameterPurpose.Derivative, parameter, modifier, type, name));
        }
        if (signature.Model is { Length: > 0 } model)
            parameters.Add(new FormParameter(ParameterPurpose.Derivative, null, "", $"Span<{model.Kind.Keyword()}>", DerivativeNames.Free(prefix + "Parameters", taken)));
        if (form == DerivativeNames.Hessian) parameters.Add(Matrix(signature, ParameterPurpose.Hessian, "hessian", taken));
        if (form == DerivativeNames.SparseHessian) parameters.Add(Matrix(signature, ParameterPurpose.HessianValues, "values", taken));
        return parameters;
    }

    /// <summary>A tangent per differentiable parameter; a direction has none for what is scratch.</summary>
    private static IEnumerable<FormParameter> Tangents(MethodSignature signature, bool hasWritten, HashSet<string> taken)
    {
        foreach (SignatureParameter parameter in signature.Derivatives.Where(parameter => parameter.IsDifferentiable && (hasWritten || !parameter.IsWritten)))
        {
            (string modifier, string type) = parameter.Role switch
            {
                ParameterRole.Buffer => ("", $"{(parameter.IsWritten ? "Span" : "ReadOnlySpan")}<{parameter.ElementType}>"),
                ParameterRole.Grid or ParameterRole.Rows or ParameterRole.Layer => ("", parameter.Type),
                ParameterRole.Reference => (parameter.Modifier is "out" ? "out" : "ref", parameter.ElementType),
                _ => ("", parameter.ElementType),
            };
            yield return new FormParameter(ParameterPurpose.Tangent, parameter, modifier, type, DerivativeNames.Free(DerivativeNames.Prefixed("v", parameter.Name), taken));
        }
        if (signature.Model is { Length: > 0 } model)
            yield return new FormParameter(ParameterPurpose.Tangent, null, "", $"ReadOnlySpan<{model.Kind.Keyword()}>", DerivativeNames.Free("vParameters", taken));
    }

    private static FormParameter Matrix(MethodSignature signature, ParameterPurpose purpose, string name, HashSet<string> taken)
        => new(purpose, null, "", $"Span<{signature.OutputKind.Keyword()}>", DerivativeNames.Free(name, taken));
}
