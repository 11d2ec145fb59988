using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

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

    /// <summary>The most operations that rows are written out with.</summary>
    private const int LargestUnrolled = 2000;

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

    /// <summary>
    /// Whether the rows are written out one after the other, each pullback for its own unit vector: a pullback without loops and
    /// calls. What the rows share is then computed once.
    /// </summary>
    public static bool IsUnrolled(Function primal, MatrixLeaf output, Function pullback)
        => primal.LengthOf(primal.Parameters[output.Parameter]) is { } rows && rows * pullback.Body.Size <= LargestUnrolled
            && !pullback.Body.Has(operation => operation is ForOp or WhileOp or CallOp);

    /// <summary>The rows one after the other.</summary>
    /// <inheritdoc cref="Run"/>
    public static Function Unrolled(Function primal, IReadOnlyList<MatrixLeaf> inputs, MatrixLeaf output, Function pullback)
    {
        var builder = new IrBuilder();
        List<Value> own = [.. primal.Parameters.Select(parameter => builder.Define(primal.TypeOf(parameter), primal.NameOf(parameter)))];
        ScalarKind kind = builder.TypeOf(own[output.Parameter]).Kind;
        Value matrix = builder.Define(new IrType(kind, IrShape.Buffer), "jacobian");
        int LengthOf(int parameter) => primal.LengthOf(primal.Parameters[parameter])!.Value;
        int rows = LengthOf(output.Parameter), columns = inputs.Sum(leaf => builder.TypeOf(own[leaf.Parameter]).IsBuffer ? LengthOf(leaf.Parameter) : 1);
        Region body = builder.Region([.. own, matrix], () =>
        {
            // All pullbacks before anything is written: what lies between two of them keeps their branches apart.
            List<(Value Values, List<Value> Shadows, List<Value> Results)> passes = [];
            for (int row = 0; row < rows; row++)
            {
                // Each pass begins with the old content.
                Value values = Scratch(rows), seeds = Scratch(rows);
                Copy(own[output.Parameter], values, rows);
                builder.Store(seeds, builder.Int32(row), builder.Float(kind, 1));
                List<Value> shadows = [];
                for (int i = 0; i < own.Count; i++)
                {
                    if (i == output.Parameter) shadows.Add(seeds);
                    else if (inputs.Any(leaf => leaf.Parameter == i) && builder.TypeOf(own[i]).IsBuffer) shadows.Add(Scratch(LengthOf(i)));
                }
                passes.Add((values, shadows, builder.Call(pullback, own.Select((value, i) => i == output.Parameter ? values : value).Concat(shadows))));
            }
            for (int row = 0; row < rows; row++)
            {
                (_, List<Value> shadows, List<Value> results) = passes[row];
                int place = row * columns, nextNumber = primal.Body.Yields.Count, nextShadow = 0;
                for (int i = 0; i < own.Count; i++)
                {
                    if (i == output.Parameter) nextShadow++;
                    if (inputs.All(leaf => leaf.Parameter != i)) continue;
                    if (builder.TypeOf(own[i]).IsBuffer)
                        for (int k = 0; k < LengthOf(i); k++) builder.Store(matrix, builder.Int32(place++), builder.Load(shadows[nextShadow], builder.Int32(k)));
                    else
                        builder.Store(matrix, builder.Int32(place++), results[nextNumber++]);
                    if (builder.TypeOf(own[i]).IsBuffer) nextShadow++;
                }
            }
            Copy(passes[rows - 1].Values, own[output.Parameter], rows);
            return passes[rows - 1].Results.Take(primal.Body.Yields.Count).ToEquatable();
        });
        IEnumerable<int> lengths = primal.Lengths.Count > 0 ? primal.Lengths : own.Select(_ => -1);
        return Inline.Into(builder.Function($"{primal.Name} jacobian", body) with { Lengths = lengths.Append(rows * columns).ToEquatable() }, pullback);

        Value Scratch(int length) => builder.Alloc(kind, builder.Int32(length), AllocKind.Local);

        void Copy(Value source, Value target, int count)
        {
            for (int k = 0; k < count; k++) builder.Store(target, builder.Int32(k), builder.Load(source, builder.Int32(k)));
        }
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
