using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Forms;

/// <summary>The forms that forward mode has a part in: Jvp, Jacobian, Hvp, Hessian.</summary>
internal sealed class TangentForms(MethodSignature signature, Function primal, Pairs pairs, Func<Function, Function>? optimise = null)
{
    private readonly Lazy<Function> _gradient = new(() => ReverseMode.Run(primal, Specs.Of(signature, DerivativeNames.Gradient), pairs));
    private readonly Dictionary<(int Only, int Lanes), Function> _seconds = [];
    private readonly List<Function> _helpers = [];

    /// <summary>What the forms made so far call, beside the tangents of what the method calls.</summary>
    public IReadOnlyList<Function> Helpers => _helpers;

    public static bool Makes(string form) => form is DerivativeNames.Jvp or DerivativeNames.Jacobian or DerivativeNames.Hvp or DerivativeNames.Hessian;

    public Function Run(string form)
    {
        ReverseSpec spec = Specs.Of(signature, DerivativeNames.Gradient);
        List<MatrixLeaf> inputs = Leaves(parameter => !parameter.IsWritten);
        bool isUnrolled = MatrixBuilder.IsUnrolled(primal, inputs);
        switch (form)
        {
            case DerivativeNames.Jvp:
                return Tangent(_ => true);
            case DerivativeNames.Hvp:
                return MatrixBuilder.Hvp(primal, spec, Second(Pass.OfBuffers(1)), Names(signature, "v"), Names(signature, "hv"));
            case DerivativeNames.Hessian:
                if (isUnrolled) return MatrixBuilder.Hessian(primal, inputs, spec, Second);
                Function Part(Pass pass) => _helpers.First(helper => helper.Name == PartName(pass.Lanes));
                _helpers.AddRange([Triangular(1, spec), Triangular(MatrixBuilder.Lanes, spec)]);
                return MatrixBuilder.Hessian(primal, inputs, spec, Part);
            case DerivativeNames.Jacobian when signature.Output is { } output && Leaves(parameter => parameter == output, hasModel: false) is [var rows] && RowBuilder.IsCheaper(primal, inputs, rows):
                Function pullback = ReverseMode.Run(primal, Specs.Of(signature, DerivativeNames.Pullback), pairs) with { Name = $"{primal.Name} pullback rows" };
                return RowBuilder.IsUnrolled(primal, rows, pullback) ? RowBuilder.Unrolled(primal, inputs, rows, pullback) : RowBuilder.Run(primal, inputs, rows, Helper(pullback));
            case DerivativeNames.Jacobian when signature.Output is not null:
                return JacobianOfColumns();
            default:
                return MatrixBuilder.Row(primal, inputs, spec, _gradient.Value);
        }
    }

    /// <summary>The Jacobian of what is written, of forward derivatives alone.</summary>
    public Function JacobianOfColumns()
    {
        SignatureParameter output = signature.Output!;
        List<MatrixLeaf> inputs = Leaves(parameter => !parameter.IsWritten);
        if (!MatrixBuilder.IsUnrolled(primal, inputs)) _helpers.AddRange([Along(Pass.OfBuffers(1)), Along(Pass.OfBuffers(MatrixBuilder.Lanes))]);
        return MatrixBuilder.Jacobian(primal, inputs, Leaves(parameter => parameter == output, hasModel: false), Along);

        Function Along(Pass pass) => Tangent(parameter => !parameter.IsWritten || parameter == output, pass.Only, pass.Lanes);
    }

    /// <summary>The gradient with its tangents along so many directions.</summary>
    public Function Second(int lanes) => Helper(Second(Pass.OfBuffers(lanes)));

    /// <summary>The method with tangents of its inputs and outputs, along so many directions.</summary>
    public Function Column(int lanes) => Helper(Tangent(parameter => !parameter.IsWritten || parameter == signature.Output, -1, lanes));

    private Function Helper(Function function)
    {
        if (_helpers.All(helper => helper.Name != function.Name)) _helpers.Add(function);
        return function;
    }

    private Function Second(Pass pass)
    {
        if (_seconds.TryGetValue((pass.Only, pass.Lanes), out Function? known)) return known;
        string name = $"{primal.Name} second{Plural(pass.Lanes)}{(pass.Only < 0 ? "" : $" {pass.Only}")}";
        return _seconds[(pass.Only, pass.Lanes)] = MatrixBuilder.Second(_gradient.Value, name, Specs.Of(signature, DerivativeNames.Gradient), Names(signature, "v"), Names(signature, "hv"), pairs, pass);
    }

    private string PartName(int lanes) => $"{primal.Name} second{Plural(lanes)} from";

    /// <summary>The same for passes that begin at a row.</summary>
    private Function Triangular(int lanes, ReverseSpec spec)
    {
        Function second = (optimise ?? (function => function))(Second(Pass.OfBuffers(lanes)));
        List<AdjointRole> inputs = [.. spec.Roles.Where(role => role is AdjointRole.Scalar or AdjointRole.Overwritten)];
        int buffers = inputs.Count(role => role == AdjointRole.Overwritten), directions = spec.Roles.Count + buffers, products = second.Parameters.Count - buffers * lanes;
        List<TriangleLeaf> rows = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i] == AdjointRole.Overwritten).Select((i, k) => new TriangleLeaf(
            spec.Roles.Count + k, [.. Enumerable.Range(directions + i * lanes, lanes)], [.. Enumerable.Range(products + k * lanes, lanes)]))];
        return Triangle.Run(second, rows, directions, 1 + inputs.Count - buffers) with { Name = PartName(lanes) };
    }

    /// <summary>The method with tangents: of all parameters that have one, or of one of the inputs and what is written.</summary>
    private Function Tangent(Func<SignatureParameter, bool> hasTangent, int only = -1, int lanes = 1)
    {
        IReadOnlyList<string> names = Names(signature, "v");
        List<string?> own = [];
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            foreach (ParameterLeaf leaf in parameter.Leaves)
            {
                bool isMoved = parameter.IsDifferentiable && !leaf.IsConstant && hasTangent(parameter) && (only < 0 || only == own.Count || parameter.IsWritten);
                own.Add(isMoved ? names[own.Count] : null);
            }
        }
        if (signature.Model is not null) own.Add(only < 0 ? names[own.Count] : null);
        return ForwardMode.Run(primal, $"{primal.Name} column{Plural(lanes)}{(only < 0 ? "" : $" {only}")}", own, pairs, lanes);
    }

    private static string Plural(int lanes) => lanes == 1 ? "" : lanes == MatrixBuilder.Lanes ? "s" : $"s {lanes}";

    /// <summary>The name that a prefix gives what belongs to each parameter of the function.</summary>
    private static IReadOnlyList<string> Names(MethodSignature signature, string prefix)
    {
        List<string> names = [];
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            string name = DerivativeNames.Prefixed(prefix, parameter.Name);
            names.AddRange(parameter.Leaves.Select(leaf => parameter.Leaves.Count == 1 ? name : Specs.LeafName(name, leaf)));
        }
        if (signature.Model is not null) names.Add(prefix + "Parameters");
        return names;
    }

    /// <summary>The leaves of an axis of a matrix: in the order of the derivatives, <c>this</c> and the model last.</summary>
    public List<MatrixLeaf> Leaves(Func<SignatureParameter, bool> isChosen, bool hasModel = true) => Leaves(signature, isChosen, hasModel);

    /// <inheritdoc cref="Leaves(Func{SignatureParameter, bool}, bool)"/>
    public static List<MatrixLeaf> Leaves(MethodSignature signature, Func<SignatureParameter, bool> isChosen, bool hasModel = true)
    {
        var leaves = new List<MatrixLeaf>();
        var starts = new Dictionary<SignatureParameter, int>(ReferenceComparer.Instance);
        int next = 0;
        foreach (SignatureParameter parameter in signature.Inputs)
        {
            starts[parameter] = next;
            next += parameter.Leaves.Count;
        }
        foreach (SignatureParameter parameter in signature.Derivatives.Where(parameter => parameter.IsDifferentiable && isChosen(parameter)))
        {
            List<int> active = [.. Enumerable.Range(0, parameter.Leaves.Count).Where(i => !parameter.Leaves[i].IsConstant)];
            for (int k = 0; k < active.Count; k++)
            {
                bool isBuffer = parameter.Leaves[active[k]].Type.IsBuffer;
                leaves.Add(new MatrixLeaf(starts[parameter] + active[k], isBuffer ? k : 0, isBuffer ? active.Count : 1));
            }
        }
        if (signature.Model is { Length: > 0 } && hasModel) leaves.Add(new MatrixLeaf(next, 0, 1));
        return leaves;
    }
}
