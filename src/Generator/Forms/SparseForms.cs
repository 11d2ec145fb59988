using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Sparsity;

namespace DiffGen.Generator.Forms;

/// <summary>The sparse forms: the pattern is found and coloured here, at compile time.</summary>
internal sealed class SparseForms(MethodSignature signature, Function primal, OutOfLine callees, TangentForms tangents)
{
    private readonly Dictionary<string, SparseTable> _tables = [];
    private readonly List<Function> _helpers = [];

    public static bool Makes(string form) => form is DerivativeNames.SparseJacobian or DerivativeNames.SparseHessian;

    /// <summary>The pattern is a static property, as accessible as the method.</summary>
    public static string PatternAccessibility(MethodSignature signature) => string.Join(" ", signature.Modifiers.Split(' ').Where(word => word is not ("static" or "readonly")));

    /// <summary>What the forms made so far call.</summary>
    public IEnumerable<Function> Helpers => _helpers;

    /// <summary>What stands beside a form; null where it is none of these.</summary>
    public SparseTable? TableOf(string form) => _tables.TryGetValue(form, out SparseTable? table) ? table : null;

    public Function Run(string form)
    {
        List<SparseLeaf> inputs = Axis(tangents.Leaves(parameter => !parameter.IsWritten));
        if (form == DerivativeNames.SparseHessian) return Hessian(inputs);
        return signature.Output is { } output ? Jacobian(inputs, Axis(tangents.Leaves(parameter => parameter == output, hasModel: false))) : Row(inputs);
    }

    private Function Hessian(List<SparseLeaf> inputs)
    {
        ReverseSpec spec = Specs.Of(signature, DerivativeNames.Gradient);
        Pattern pattern = OfGradient(inputs, (results, storage) => inputs.SelectMany((leaf, k) => Lines(leaf, results, storage, spec))).Symmetric();
        int[] colours = Colouring.OfSymmetric(pattern);
        if (!Colouring.IsDirect(pattern, colours)) colours = Colouring.OfColumns(pattern);
        string plan = Declare(DerivativeNames.SparseHessian, pattern, colours, "Symmetric");
        return SparseBuilder.Hessian(primal, inputs, spec, plan, Count(colours), tangents.Second);
    }

    private Function Jacobian(List<SparseLeaf> inputs, List<SparseLeaf> outputs)
    {
        int columns = Size(inputs), rows = Size(outputs);
        Pattern? found = null;
        DependencyAnalysis.Run(
            primal, Firsts(primal, inputs), Lengths(primal),
            (_, storage) => found = new Pattern(columns, [.. outputs.SelectMany(leaf => Enumerable.Range(0, leaf.Length).Select(i => storage(leaf.Leaf.Parameter).Load(i).Inputs))]),
            callees.Find);
        Pattern pattern = found ?? Pattern.Dense(rows, columns);
        int[] byColumns = Colouring.OfColumns(pattern), byRows = Colouring.OfColumns(pattern.Transposed());
        bool isReverse = RowBuilder.ReverseCost * Count(byRows) <= Count(byColumns) && !primal.Body.Has(operation => operation is CallOp { Foreign: not null });
        string plan = Declare(DerivativeNames.SparseJacobian, pattern, isReverse ? byRows : byColumns, isReverse ? "ByRows" : "ByColumns");
        if (!isReverse) return SparseBuilder.Forward(primal, inputs, outputs, plan, Count(byColumns), tangents.Column);
        Function pullback = ReverseMode.Run(primal, Specs.Of(signature, DerivativeNames.Pullback), callees.Pairs) with { Name = $"{primal.Name} pullback rows" };
        _helpers.Add(pullback);
        return SparseBuilder.Reverse(primal, inputs, outputs, plan, Count(byRows), pullback);
    }

    /// <summary>The Jacobian of a number: the elements of its gradient that aren't zero by structure.</summary>
    private Function Row(List<SparseLeaf> inputs)
    {
        int[] row = [.. Enumerable.Range(0, Size(inputs))];
        DependencyAnalysis.Run(primal, Firsts(primal, inputs), Lengths(primal), (results, _) => row = results[0].Inputs, callees.Find);
        var pattern = new Pattern(Size(inputs), [row]);
        string plan = Declare(DerivativeNames.SparseJacobian, pattern, [0], "ByRows");
        ReverseSpec spec = Specs.Of(signature, DerivativeNames.Gradient);
        Function gradient = ReverseMode.Run(primal, spec, callees.Pairs) with { Name = $"{primal.Name} gradient row" };
        _helpers.Add(gradient);
        return SparseBuilder.Row(primal, inputs, plan, gradient);
    }

    /// <summary>Which elements of the gradient depend on which inputs.</summary>
    private Pattern OfGradient(List<SparseLeaf> inputs, Func<IReadOnlyList<Abstract>, Func<int, AbstractStorage>, IEnumerable<int[]>> rows)
    {
        Function gradient = ReverseMode.Run(primal, Specs.Of(signature, DerivativeNames.Gradient), callees.Pairs);
        Pattern? found = null;
        DependencyAnalysis.Run(gradient, Firsts(gradient, inputs), Lengths(gradient), (results, storage) => found = new Pattern(Size(inputs), [.. rows(results, storage)]), callees.Find);
        return found ?? Pattern.Dense(Size(inputs), Size(inputs));
    }

    /// <summary>The lines of a leaf of the gradient: a result, or what a further parameter holds.</summary>
    private IEnumerable<int[]> Lines(SparseLeaf leaf, IReadOnlyList<Abstract> results, Func<int, AbstractStorage> storage, ReverseSpec spec)
    {
        int parameter = leaf.Leaf.Parameter;
        if (spec.Roles[parameter] == AdjointRole.Scalar) return [results[1 + spec.Roles.Take(parameter).Count(role => role == AdjointRole.Scalar)].Inputs];
        int shadow = spec.Roles.Count + spec.Roles.Take(parameter).Count(role => role == AdjointRole.Overwritten);
        return Enumerable.Range(0, leaf.Length).Select(i => storage(shadow).Load(i).Inputs);
    }

    private string Declare(string form, Pattern pattern, int[] colours, string factory)
    {
        var taken = new HashSet<string>(signature.TakenNames);
        string name = DerivativeNames.Pattern(signature.Name, form), plan = DerivativeNames.Free(name.Substring(0, name.Length - "Pattern".Length) + "Plan", taken);
        List<int> starts = [0];
        foreach (int[] row in pattern.Rows) starts.Add(starts[starts.Count - 1] + row.Length);
        string matrix = form == DerivativeNames.SparseHessian ? "Hessian" : "Jacobian";
        _tables[form] = new SparseTable(
            PatternAccessibility(signature),
            $"Where the {matrix} of <see cref=\"{FormAssembler.Xml(signature.Cref)}\"/> has elements: found at compile time, and put together of {Count(colours)} {(Count(colours) == 1 ? "pass" : "passes")}.",
            name, plan, factory, pattern.RowCount, pattern.ColumnCount, starts.ToEquatable(), pattern.Rows.SelectMany(row => row).ToEquatable(), colours.ToEquatable());
        return plan;
    }

    private static int Count(int[] colours) => colours.Length == 0 ? 1 : colours.Max() + 1;

    private List<SparseLeaf> Axis(IEnumerable<MatrixLeaf> leaves)
    {
        List<SparseLeaf> axis = [];
        int next = 0;
        foreach (MatrixLeaf leaf in leaves)
        {
            Value parameter = primal.Parameters[leaf.Parameter];
            int length = primal.TypeOf(parameter).IsScalar ? 1 : primal.LengthOf(parameter) ?? signature.Model!.Length;
            axis.Add(new SparseLeaf(leaf, next, length));
            next += length;
        }
        return axis;
    }

    private static int Size(List<SparseLeaf> axis) => axis.Sum(leaf => leaf.Length);

    private static List<int> Firsts(Function function, List<SparseLeaf> inputs)
        => [.. Enumerable.Range(0, function.Parameters.Count).Select(i => inputs.FirstOrDefault(leaf => leaf.Leaf.Parameter == i)?.Start ?? -1)];

    private List<int?> Lengths(Function function) => [.. function.Parameters.Select((parameter, i) => function.TypeOf(parameter).IsScalar ? null : function.LengthOf(function.LeaderOf(parameter)))];
}
