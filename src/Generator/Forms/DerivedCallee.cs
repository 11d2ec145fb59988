using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Forms;

/// <summary>
/// The derivative of another method as a function to call, with what it calls itself. A gradient or a product with the
/// Hessian is differentiated by its symmetry; a Jvp or Jacobian is a function like any other.
/// </summary>
internal sealed class DerivedCallee
{
    private readonly Dictionary<string, Function> _functions = [];

    /// <param name="called">Which derivative.</param>
    /// <param name="primal">The other method's function.</param>
    /// <param name="callees">What that calls out of line.</param>
    /// <param name="number">Sets the names of what it calls apart from the same functions of the caller.</param>
    public DerivedCallee(DerivedFunction called, Function primal, OutOfLine callees, int number)
    {
        MethodSignature signature = called.Of.Signature, complete = Complete(signature);
        ReverseSpec spec = Specs.Of(signature, called.Form == DerivativeNames.Pullback ? called.Form : DerivativeNames.Gradient);
        Derivation = called.Form is DerivativeNames.Jvp or DerivativeNames.Jacobian ? null : new Derivation(called.Name, spec.Roles, Specs.Of(complete, DerivativeNames.Gradient).Roles, spec.HasSeed, called.Form == DerivativeNames.Hvp);
        var helpers = new Dictionary<string, Function>();
        Add(called.Name, Derivative(signature, called.Form));
        foreach (string name in callees.Pairs.Solutions.SelectMany(solution => solution.FunctionNames))
            if (!_functions.ContainsKey(Numbered(name, number))) Add(Numbered(name, number), callees.Find(name));
        if (Derivation is not { } derivation) return;
        Add(derivation.Tangent, derivation.Along(Derivative(complete, called.Form), callees.Pairs));
        if (called.Form != DerivativeNames.Gradient) Add(derivation.Gradient, Derivative(complete, DerivativeNames.Gradient));

        Function Derivative(MethodSignature method, string form)
        {
            if (form is DerivativeNames.Gradient or DerivativeNames.Pullback) return ReverseMode.Run(primal, Specs.Of(method, form), callees.Pairs);
            var tangents = new TangentForms(method, primal, callees.Pairs);
            Function function = form == DerivativeNames.Jacobian ? tangents.JacobianOfColumns() : tangents.Run(form);
            foreach (Function helper in tangents.Helpers) helpers[helper.Name] = helper;
            return function;
        }

        void Add(string name, Function function)
        {
            _functions[name] = new Rename(callee => Numbered(callee, number)).Run(function) with { Name = name };
            foreach (string callee in Inline.Callees(function.Body).Distinct())
                if (!_functions.ContainsKey(Numbered(callee, number))) Add(Numbered(callee, number), helpers.TryGetValue(callee, out Function? helper) ? helper : callees.Find(callee));
        }
    }

    /// <summary>How it is differentiated itself; null where it is like any other function.</summary>
    public Derivation? Derivation { get; }

    /// <summary>It, what it calls, and what its pullback calls.</summary>
    public IEnumerable<Function> Functions => _functions.Values;

    /// <summary>The method as if nothing in it were a constant: what it is given may depend on anything.</summary>
    private static MethodSignature Complete(MethodSignature signature)
    {
        static SignatureParameter Of(SignatureParameter parameter) => parameter with
        {
            IsConstant = false,
            Leaves = parameter.Leaves.Select(leaf => leaf with { IsConstant = !leaf.Type.Kind.IsFloat() }).ToEquatable(),
        };
        return signature with { This = signature.This is null ? null : Of(signature.This), Parameters = signature.Parameters.Select(Of).ToEquatable() };
    }

    /// <summary><c>N.T.F(double) forward   ---->   N.T.F(double) 2 forward</c></summary>
    private static string Numbered(string name, int number)
    {
        int close = name.LastIndexOf(')');
        return name.Insert(close + 1, $" {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private sealed class Rename(Func<string, string> rename) : IrRewriter
    {
        protected override void Rewrite(Operation operation) => Copy(operation is CallOp { Foreign: null } call ? call with { Function = rename(call.Function) } : operation);
    }
}
