using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// The Jacobian of a few outputs of many inputs, in reverse: the pullback of each unit vector is a row.
/// <code>
/// for (i = 0; i &lt; outputs; i++) { s[i] = 1; J[i, ..] = pullback(x, s); s[..] = 0 }
/// </code>
/// </summary>
internal static class RowBuilder
{
    /// <summary>A row in reverse costs about as much as so many columns forward.</summary>
    public const int ReverseCost = 3;

    /// <summary>Whether reverse mode is cheaper, as far as lengths are known: of outputs and inputs that stand one after the other.</summary>
    public static bool IsCheaper(Function primal, IReadOnlyList<MatrixLeaf> inputs, MatrixLeaf output)
    {
        IEnumerable<MatrixLeaf> all = inputs.Append(output);
        ScalarKind kind = primal.TypeOf(primal.Parameters[output.Parameter]).Kind;
        if (all.Any(leaf => leaf.Leaves != 1 || primal.TypeOf(primal.Parameters[leaf.Parameter]).Kind != kind) || primal.Body.Throws) return false;
        if (primal.Body.Has(operation => operation is CallOp { Foreign: not null })) return false;
        List<int?> lengths = [.. all.Select(leaf => primal.TypeOf(primal.Parameters[leaf.Parameter]).IsScalar ? 1 : primal.LengthOf(primal.Parameters[leaf.Parameter]))];
        return lengths.All(length => length is not null) && ReverseCost * lengths[lengths.Count - 1] <= lengths.Take(inputs.Count).Sum();
    }

    /// <param name="primal">The function.</param>
    /// <param name="inputs">Columns.</param>
    /// <param name="output">Rows: a written buffer.</param>
    /// <param name="pullback">Parameters: the primal's, then a shadow per buffer that has one, in order; results: the primal's, then the adjoints of numbers.</param>
    public static Function Run(Function primal, IReadOnlyList<MatrixLeaf> inputs, MatrixLeaf output, Function pullback)
    {
        var builder = new IrBuilder();
        List<Value> own = [.. primal.Parameters.Select(parameter => builder.Define(primal.TypeOf(parameter), primal.NameOf(parameter)))];
        Value outputs = own[output.Parameter];
        Value matrix = builder.Define(new IrType(builder.TypeOf(outputs).Kind, IrShape.Buffer), "jacobian");
        Region body = builder.Region([.. own, matrix], () =>
        {
            var axis = new MatrixAxis(builder, inputs, own);
            ScalarKind kind = builder.TypeOf(outputs).Kind;
            Value values = builder.Alloc(kind, builder.Length(outputs), AllocKind.Local, builder.NameOf(outputs)), seeds = builder.Alloc(kind, builder.Length(outputs), AllocKind.Local, "seed");
            List<Value> inits = [.. primal.Body.Yields.Select(yield => builder.Constant(new Literal(primal.TypeOf(yield).Kind, 0)))];
            List<Value> carried = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))], after = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
            Value row = builder.Define(IrType.Int32, "i");
            Region trip = builder.Region([row, .. carried], () =>
            {
                // Each pass begins with the old content.
                builder.CopyElements(outputs, values);
                builder.Add(new ClearOp(seeds));
                builder.Store(seeds, row, builder.Float(kind, 1));
                Value start = builder.Scalar(Codes.Multiply, row, axis.Count);
                List<Value> shadows = [], numbers = [];
                for (int i = 0; i < own.Count; i++)
                {
                    if (i == output.Parameter) shadows.Add(seeds);
                    if (inputs.FirstOrDefault(leaf => leaf.Parameter == i) is not { } leaf) continue;
                    Value place = builder.Scalar(Codes.Add, start, axis.StartOf(leaf));
                    if (builder.TypeOf(own[i]).IsScalar)
                    {
                        numbers.Add(place);
                        continue;
                    }
                    shadows.Add(builder.View(matrix, place, builder.Length(own[i]), "row"));
                    builder.Add(new ClearOp(shadows[shadows.Count - 1]));
                }
                List<Value> results = builder.Call(pullback, own.Select((value, i) => i == output.Parameter ? values : value).Concat(shadows));
                for (int k = 0; k < numbers.Count; k++) builder.Store(matrix, numbers[k], results[inits.Count + k]);
                return results.Take(inits.Count).ToEquatable();
            });
            builder.Add(new ForOp(after.ToEquatable(), builder.Int32(0), builder.Length(outputs), 1, false, inits.ToEquatable(), trip));
            builder.CopyElements(values, outputs);
            return after.ToEquatable();
        });
        IEnumerable<int> lengths = primal.Lengths.Count > 0 ? primal.Lengths : own.Select(_ => -1);
        return builder.Function($"{primal.Name} jacobian", body) with { Lengths = lengths.Append(-1).ToEquatable() };
    }
}
