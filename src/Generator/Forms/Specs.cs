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
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            FormParameter? derivative = parameters.FirstOrDefault(added => added.Purpose == ParameterPurpose.Derivative && ReferenceEquals(added.Source, parameter));
            string name = derivative?.Name ?? DerivativeNames.Prefixed("d", parameter.Name);
            foreach (ParameterLeaf leaf in parameter.Leaves)
            {
                roles.Add(Role(parameter, leaf, isPullback));
                written.Add(parameter.IsWritten);
                names.Add(parameter.Leaves.Count == 1 ? name : LeafName(name, leaf));
            }
        }
        if (signature.Model is not null)
        {
            roles.Add(isPullback ? AdjointRole.Accumulated : AdjointRole.Overwritten);
            written.Add(false);
            names.Add(parameters.LastOrDefault(added => added.Purpose == ParameterPurpose.Derivative)?.Name ?? "dParameters");
        }
        return new ReverseSpec(roles, HasSeed: isPullback && signature.HasFloatResult, written, names, parameters.FirstOrDefault(added => added.Purpose == ParameterPurpose.Seed)?.Name ?? "seed");
    }

    private static AdjointRole Role(SignatureParameter parameter, ParameterLeaf leaf, bool isPullback)
    {
        bool isScratch = leaf.Type.IsBuffer && parameter.IsWritten && leaf.Type.Kind.IsFloat();
        if (parameter.IsConstant || leaf.IsConstant) return isScratch ? AdjointRole.Scratch : AdjointRole.Constant;
        if (leaf.Type.IsScalar) return AdjointRole.Scalar;
        if (isPullback) return AdjointRole.Accumulated;
        return parameter.IsWritten ? AdjointRole.Scratch : AdjointRole.Overwritten;
    }

    /// <summary><c>dP</c>, <c>{0}.Velocity.X   ---->   dPVelocityX</c></summary>
    public static string LeafName(string derivative, ParameterLeaf leaf)
    {
        string path = leaf.Type.Of?.Read ?? leaf.Member;
        var name = new System.Text.StringBuilder(derivative);
        bool isStart = true;
        foreach (char c in path.Replace("{0}", ""))
        {
            if (char.IsLetterOrDigit(c)) name.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = !char.IsLetterOrDigit(c);
        }
        return name.ToString();
    }
}
