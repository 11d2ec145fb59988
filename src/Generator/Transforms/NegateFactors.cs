using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// A product that is negated has a factor negated instead, where that is a literal or comes from outside of the loop: it is then negated once.
/// <code>
/// for (i…) y[i] = Math.Exp(-(a * x[i]))   ---->   for (i…) y[i] = Math.Exp(-a * x[i])
/// </code>
/// The sign of a product, or quotient, is all that changes with that of a factor, so the bits are the same.
/// </summary>
internal sealed class NegateFactors : IrRewriter
{
    private readonly Uses _uses;
    private readonly int[] _loops;
    private readonly Function _function;
    private readonly Effects _effects;

    /// <summary>Which factor of each product that is negated is negated instead.</summary>
    private readonly Dictionary<Operation, int> _positions = new(ReferenceComparer.Instance);

    private int _depth;

    private NegateFactors(Function function) => (_uses, _loops, _function, _effects) = (new Uses(function), new int[function.Types.Count], function, function.Effects);

    public static new Function Run(Function function)
    {
        if (!function.Body.Has(operation => operation is ScalarOp { Code: Codes.Negate })) return function;
        var pass = new NegateFactors(function);
        pass.CountLoops(function.Body);
        pass.Find(function.Body);
        return pass._positions.Count == 0 ? function : Renumber(((IrRewriter)pass).Run(function));
    }

    protected override void Rewrite(Operation operation)
    {
        if (_positions.TryGetValue(operation, out int position)) Rewrite((ScalarOp)operation, position);
        else Copy(operation);
    }

    private void Rewrite(ScalarOp negation, int position)
    {
        var product = (ScalarOp)_effects.DefinitionOf(negation.Arguments[0])!;
        Value[] factors = [Use(product.Arguments[0]), Use(product.Arguments[1])];
        factors[position] = _effects.LiteralOf(product.Arguments[position]) is { } literal
            ? Builder.Constant(Literal.Of(literal.Kind, -literal.AsDouble))
            : Builder.Scalar(Codes.Negate, factors[position]);
        // What is negated before the loop isn't part of the statement any more.
        Builder.Origin = negation.Origin;
        Value value = Builder.Scalar(Source.TypeOf(product.Result), product.Code, factors);
        Builder.Name(value, Source.NameOf(negation.Result));
        Builder.Origin = Origin.None;
        Replace(negation.Result, value);
    }

    private void Find(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is ScalarOp { Code: Codes.Negate } negation && _effects.DefinitionOf(negation.Arguments[0]) is ScalarOp { Code: Codes.Multiply or Codes.Divide } product
                && _uses.CountOf(product.Result) == 1 && _function.TypeOf(product.Result).Kind.IsFloat() && Position(product) is >= 0 and var position)
                _positions[negation] = position;
            int outer = _depth;
            if (operation is ForOp or WhileOp) _depth++;
            foreach (Region nested in operation.Regions) Find(nested);
            _depth = outer;
        }
    }

    /// <summary>Which factor costs nothing to negate: -1 where none does.</summary>
    private int Position(ScalarOp product)
    {
        if (product.Code == Codes.Multiply)
        {
            for (int i = 0; i < 2; i++)
                if (_effects.LiteralOf(product.Arguments[i]) is not null) return i;
        }
        for (int i = 0; i < 2; i++)
            if (_loops[product.Arguments[i].Id] < _depth) return i;
        return -1;
    }

    /// <summary>How many loops are around each value.</summary>
    private void CountLoops(Region region)
    {
        foreach (Value parameter in region.Parameters) _loops[parameter.Id] = _depth;
        foreach (Operation operation in region.Operations)
        {
            foreach (Value result in operation.Results) _loops[result.Id] = _depth;
            int outer = _depth;
            if (operation is ForOp or WhileOp) _depth++;
            foreach (Region nested in operation.Regions) CountLoops(nested);
            _depth = outer;
        }
    }
}
