using System;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What a loop computes anew on every trip from values outside is computed before it:
/// <c>for (…) { k = Math.Exp(a); s += k * x[i] } ----> k = Math.Exp(a); for (…) { s += k * x[i] }</c>.
/// Only scalar operations, lengths, windows and constants, and only those that cannot throw; nothing leaves a branch, which may not
/// be taken.
/// </summary>
internal sealed class LoopInvariants : IrRewriter
{
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<Value, int> _depths = [];
    private Effects _effects = null!;

    /// <summary>Whether the next region is part of a loop.</summary>
    private bool _isLoop;

    private LoopInvariants()
    {
    }

    /// <summary>Hoisted operations get their ids after those of the loop: hence the renumbering.</summary>
    public static new Function Run(Function function)
    {
        Function hoisted = ((IrRewriter)new LoopInvariants()).Run(function);
        return new IrRewriter().Run(hoisted);
    }

    protected override void Begin(Function function) => _effects = new Effects(function);

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        foreach (Value parameter in region.Parameters) _depths[Use(parameter)] = _frames.Count;
        _frames.Add(new Frame(Builder.Operations, _isLoop));
        EquatableArray<Value> yields = base.RewriteBody(region);
        _frames.RemoveAt(_frames.Count - 1);
        return yields;
    }

    protected override void Rewrite(Operation operation)
    {
        bool isMovable = operation is ConstantOp or ScalarOp or LengthOp or ViewOp or ChooseOp && _effects.Of(operation) == OperationEffects.None;
        int depth = isMovable ? DepthOf(operation) : _frames.Count - 1;
        if (depth < _frames.Count - 1)
        {
            Operation hoisted = operation.With(Use, Define, region => region);
            _frames[depth].Operations.Add(hoisted);
            _depths[hoisted.Results[0]] = depth;
            return;
        }
        bool outer = _isLoop;
        _isLoop = operation is ForOp or WhileOp;
        Operation copy = Copy(operation);
        _isLoop = outer;
        foreach (Value result in copy.Results) _depths[result] = _frames.Count - 1;
    }

    /// <summary>The outermost frame that sees all operands and is left through loop bodies only.</summary>
    private int DepthOf(Operation operation)
    {
        int innermost = 0;
        foreach (Value operand in operation.Operands)
            innermost = Math.Max(innermost, _depths.TryGetValue(Use(operand), out int depth) ? depth : 0);
        int target = _frames.Count - 1;
        while (target > innermost && _frames[target].IsLoop) target--;
        return target;
    }

    private readonly record struct Frame(List<Operation> Operations, bool IsLoop);
}
