using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// A scalar or buffer among the inputs of a Jacobian or Hessian, or among its outputs. The fields of structs in a span
/// stand element by element, so each is one of several leaves.
/// </summary>
/// <param name="Parameter">Which parameter of the function.</param>
/// <param name="Leaf">Which field of its element, or which scalar of its value.</param>
/// <param name="Leaves">How many fields an element has.</param>
internal sealed record MatrixLeaf(int Parameter, int Leaf, int Leaves);

/// <summary>Where each leaf stands in a row of a matrix.</summary>
internal sealed class MatrixAxis
{
    private readonly Dictionary<MatrixLeaf, Value> _starts = [];
    private readonly IrBuilder _builder;

    /// <param name="builder">Receives the sums of lengths.</param>
    /// <param name="leaves">In order; the leaves of a parameter in a row.</param>
    /// <param name="values">The value of each parameter.</param>
    public MatrixAxis(IrBuilder builder, IReadOnlyList<MatrixLeaf> leaves, IReadOnlyList<Value> values)
    {
        _builder = builder;
        Leaves = leaves;
        Value next = builder.Int32(0), start = next;
        foreach (MatrixLeaf leaf in leaves)
        {
            bool isBuffer = builder.TypeOf(values[leaf.Parameter]).IsBuffer;
            if (leaf.Leaf == 0 || !isBuffer) start = next;
            _starts[leaf] = isBuffer && leaf.Leaf > 0 ? Plus(start, builder.Int32(leaf.Leaf)) : start;
            if (!isBuffer) next = Plus(next, builder.Int32(1));
            else if (leaf.Leaf == leaf.Leaves - 1) next = Plus(start, Times(builder.Length(values[leaf.Parameter]), leaf.Leaves));
        }
        Count = next;
    }

    public IReadOnlyList<MatrixLeaf> Leaves { get; }

    /// <summary>The number of scalars.</summary>
    public Value Count { get; }

    /// <summary>The position of the first element of a leaf.</summary>
    public Value StartOf(MatrixLeaf leaf) => _starts[leaf];

    /// <summary>The position of an element of a leaf.</summary>
    public Value At(MatrixLeaf leaf, Value index) => Plus(_starts[leaf], Times(index, leaf.Leaves));

    private Value Plus(Value left, Value right) => _builder.Scalar(Codes.Add, left, right);

    private Value Times(Value value, int factor) => factor == 1 ? value : _builder.Scalar(Codes.Multiply, value, _builder.Int32(factor));
}
