using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Forms;

/// <summary>The batched forms of a method.</summary>
internal static class BatchForms
{
    public static Function Run(MethodSignature signature, Function primal, string form, Pairs pairs, Func<Function, Function> optimise)
    {
        List<BatchParameter> parameters = [.. signature.Inputs.SelectMany(parameter => parameter.Leaves.Select(leaf => new BatchParameter(parameter.IsBatch, parameter.ShapeLength, Sample(parameter, leaf))))];
        if (signature.Model is not null) parameters.Add(new BatchParameter(false, -1, null));
        if (form == DerivativeNames.Batch) return Batch.Value(primal, parameters);

        ReverseSpec spec = Specs.Of(signature, DerivativeNames.Pullback);
        Function pullback = optimise(ReverseMode.Run(primal, spec, pairs));
        return Batch.Derivative(primal, pullback, spec, parameters, hasSeed: form.EndsWith(DerivativeNames.Pullback, StringComparison.Ordinal));
    }

    /// <summary>Where a sample is a struct, the batch is a span of them.</summary>
    private static Projection? Sample(SignatureParameter parameter, ParameterLeaf leaf)
        => parameter is { IsBatch: true, Role: ParameterRole.Struct } ? new Projection(parameter.Type, leaf.Read, leaf.Member) : leaf.Type.Of;
}
