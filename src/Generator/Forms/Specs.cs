using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Forms;

/// <summary>What a form asks of reverse mode.</summary>
internal static class Specs
{
    /// <param name="signature">The method.</param>
    /// <param name="form">Gradient or Pullback.</param>
    public static ReverseSpec Of(MethodSignature signature, string form)
    {
        bool isPullback = form == DerivativeNames.Pullback;
        IReadOnlyList<FormParameter> parameters = GeneratedSignature.Of(signature, form);
        var roles = new List<AdjointRole>();
        var written = new List<bool>();
        var names = new List<string>();
        foreach (SignatureParameter parameter in signature.Parameters.Where(parameter => parameter.Role != ParameterRole.Opaque))
        {
            FormParameter? derivative = parameters.FirstOrDefault(added => added.Purpose == ParameterPurpose.Derivative && ReferenceEquals(added.Source, parameter));
            roles.Add(Role(parameter, isPullback));
            written.Add(parameter.IsWritten);
            names.Add(derivative?.Name ?? DerivativeNames.Prefixed("d", parameter.Name));
        }
        if (signature.Model is not null)
        {
            roles.Add(isPullback ? AdjointRole.Accumulated : AdjointRole.Overwritten);
            written.Add(false);
            names.Add(parameters.LastOrDefault(added => added.Purpose == ParameterPurpose.Derivative)?.Name ?? "dParameters");
        }
        return new ReverseSpec(roles, HasSeed: isPullback && signature.ReturnKind.IsFloat(), written, names);
    }

    private static AdjointRole Role(SignatureParameter parameter, bool isPullback)
    {
        if (!parameter.IsDifferentiable) return parameter is { IsWritten: true, Role: ParameterRole.Buffer } && parameter.Kind.IsFloat() ? AdjointRole.Scratch : AdjointRole.Constant;
        if (parameter.Role == ParameterRole.Scalar) return AdjointRole.Scalar;
        if (isPullback) return AdjointRole.Accumulated;
        return parameter.IsWritten ? AdjointRole.Scratch : AdjointRole.Overwritten;
    }
}
