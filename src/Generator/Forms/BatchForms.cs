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
        List<BatchParameter> parameters = [.. signature.Parameters
            .Where(parameter => parameter.Role != ParameterRole.Opaque)
            .Select(parameter => new BatchParameter(parameter.IsBatch, parameter.ShapeLength))];
        if (signature.Model is not null) parameters.Add(new BatchParameter(false, -1));
        if (form == DerivativeNames.Batch) return Batch.Value(primal, parameters);

        ReverseSpec spec = Specs.Of(signature, DerivativeNames.Pullback);
        Function pullback = optimise(ReverseMode.Run(primal, spec, pairs));
        return Batch.Derivative(primal, pullback, spec, parameters, hasSeed: form.EndsWith(DerivativeNames.Pullback, StringComparison.Ordinal));
    }
}
