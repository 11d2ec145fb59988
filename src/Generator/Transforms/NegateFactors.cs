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
    private int[] _uses = [];
    private int[] _loops = [];
    private int _depth;
    private Effects _effects = null!;

    private NegateFactors()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ScalarOp { Code: Codes.Negate }) ? Renumber(((IrRewriter)new NegateFactors()).Run(function)) : function;

    protected override void Begin(Function function)
    {
        _effects = function.Effects;
        (_uses, _loops) = (new int[function.Types.Count], new int[function.Types.Count]);
        Count(function.Body);
    }

    protected override void Rewrite(Operation operation)
    {
        int outer = _depth;
        if (operation is ForOp or WhileOp) _depth++;
        if (operation is not ScalarOp { Code: Codes.Negate } negation || Negated(negation) is not { } value) Copy(operation);
        else Replace(negation.Result, value);
        _depth = outer;
    }

    /// <summary>The value as a product of which a factor is negated, or null.</summary>
    private Value? Negated(ScalarOp negation)
    {
        Value argument = negation.Arguments[0];
        IrType type = Source.TypeOf(argument);
        if (_effects.DefinitionOf(argument) is not ScalarOp { Code: Codes.Multiply or Codes.Divide } product || _uses[argument.Id] != 1 || !type.Kind.IsFloat()) return null;
        int position = Position(product);
        if (position < 0) return null;
        Value[] factors = [Use(product.Arguments[0]), Use(product.Arguments[1])];
        factors[position] = _effects.LiteralOf(product.Arguments[position]) is { } literal
            ? Builder.Constant(Literal.Of(literal.Kind, -literal.AsDouble))
            : Builder.Scalar(Codes.Negate, factors[position]);
        // What is negated before the loop isn't part of the statement any more.
        Builder.Origin = negation.Origin;
        Value value = Builder.Scalar(type, product.Code, factors);
        Builder.Name(value, Source.NameOf(negation.Result));
        Builder.Origin = Origin.None;
        return value;
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

    /// <summary>How often each value is used, and how many loops are around it.</summary>
    private void Count(Region region)
    {
        foreach (Value parameter in region.Parameters) _loops[parameter.Id] = _depth;
        foreach (Operation operation in region.Operations)
        {
            foreach (Value operand in operation.Operands) _uses[operand.Id]++;
            foreach (Value result in operation.Results) _loops[result.Id] = _depth;
            int outer = _depth;
            if (operation is ForOp or WhileOp) _depth++;
            foreach (Region nested in operation.Regions) Count(nested);
            _depth = outer;
        }
        foreach (Value yield in region.Yields) _uses[yield.Id]++;
    }
}
