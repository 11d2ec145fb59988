using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What a loop computes anew on every trip from values outside is computed before it:
/// <c>for (…) { k = Math.Exp(a); s += k * x[i] } ----> k = Math.Exp(a); for (…) { s += k * x[i] }</c>.
/// Only what cannot throw: scalar operations, lengths, windows, constants, reads of fields, and loads of what the loop doesn't
/// write. Nothing
/// leaves a branch, which may not be taken.
/// </summary>
internal sealed class LoopInvariants : IrRewriter
{
    private readonly List<Frame> _frames = [];
    private int[] _depths = [];
    private Effects _effects = null!;

    /// <summary>Whether the next region is part of a loop.</summary>
    private bool _isLoop;

    /// <summary>The storage that the loop around writes.</summary>
    private IReadOnlyCollection<Value> _writes = [];

    private readonly bool _hoistsFloats;

    private LoopInvariants(bool hoistsFloats) => _hoistsFloats = hoistsFloats;

    public static new Function Run(Function function) => Run(function, hoistsFloats: true);

    /// <summary>
    /// As <see cref="Run(Function)"/>, but for arithmetic on floats: before differentiation, since the adjoint of what a loop
    /// without trips never computed would be evaluated too, and zero times infinity is NaN.
    /// </summary>
    public static Function RunOnPrimal(Function function) => Run(function, hoistsFloats: false);

    /// <summary>Hoisted operations get their ids after those of the loop: hence the renumbering.</summary>
    private static Function Run(Function function, bool hoistsFloats)
    {
        if (!function.Body.Has(operation => operation is ForOp or WhileOp)) return function;
        Function hoisted = ((IrRewriter)new LoopInvariants(hoistsFloats)).Run(function);
        return Renumber(hoisted);
    }

    protected override void Begin(Function function) => (_effects, _depths) = (function.Effects, new int[function.Types.Count]);

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        foreach (Value parameter in region.Parameters) _depths[Use(parameter).Id] = _frames.Count;
        _frames.Add(new Frame(Builder.Operations, _isLoop, _writes));
        EquatableArray<Value> yields = base.RewriteBody(region);
        _frames.RemoveAt(_frames.Count - 1);
        return yields;
    }

    protected override void Rewrite(Operation operation)
    {
        bool isMovable = operation is ConstantOp or ScalarOp or LengthOp or ViewOp or ChooseOp or LoadOp or OpaqueOp { IsStateful: false, Arguments.Count: 0 }
            && _effects.Of(operation) is { Throws: false, IsAnchored: false };
        isMovable &= _hoistsFloats || operation is not ScalarOp || !Source.TypeOf(operation.Results[0]).Kind.IsFloat();
        int depth = isMovable ? DepthOf(operation) : _frames.Count - 1;
        if (depth < _frames.Count - 1)
        {
            Operation hoisted = operation.With(Use, Define, region => region);
            _frames[depth].Operations.Add(hoisted);
            _depths[hoisted.Results[0].Id] = depth;
            return;
        }
        bool outer = _isLoop;
        IReadOnlyCollection<Value> outerWrites = _writes;
        _isLoop = operation is ForOp or WhileOp;
        _writes = _isLoop ? _effects.Of(operation).Writes : outerWrites;
        Operation copy = Copy(operation);
        _isLoop = outer;
        _writes = outerWrites;
        foreach (Value result in copy.Results) _depths[result.Id] = _frames.Count - 1;
    }

    /// <summary>The outermost frame that sees all operands and is left through loop bodies only.</summary>
    private int DepthOf(Operation operation)
    {
        int innermost = 0;
        foreach (Value operand in operation.Operands) innermost = Math.Max(innermost, _depths[Use(operand).Id]);
        int target = _frames.Count - 1;
        IReadOnlyCollection<Value> reads = _effects.Of(operation).Reads;
        while (target > innermost && _frames[target].IsLoop && !_frames[target].Writes.Any(reads.Contains)) target--;
        return target;
    }

    /// <param name="Operations">Where operations of the region go.</param>
    /// <param name="IsLoop">Whether the region is part of a loop.</param>
    /// <param name="Writes">The storage that the loop writes.</param>
    private readonly record struct Frame(List<Operation> Operations, bool IsLoop, IReadOnlyCollection<Value> Writes);
}
