using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Local rewrites that keep every bit and every exception: constants, exact identities (<see cref="SimplifyScalars"/>),
/// known branches, loops that do nothing, buffers that are other buffers.
/// </summary>
internal partial class Simplify : IrRewriter
{
    private Operation?[] _definitions = [];
    private readonly Dictionary<Value, bool> _known = [];
    private SimplifyScalars _scalars = null!;

    protected Simplify()
    {
    }

    public static new Function Run(Function function)
    {
        // A removed branch leaves holes in the numbering.
        Function simplified = ((IrRewriter)new Simplify()).Run(function);
        return Renumber(simplified);
    }

    protected override void Begin(Function function) => _scalars = new SimplifyScalars(Builder, DefinitionOf);

    protected override void Rewrite(Operation operation)
    {
        Builder.Origin = operation.Origin;
        switch (operation)
        {
            case ScalarOp scalar when RewriteCheck(scalar): break;
            case ScalarOp scalar: Rewrite(scalar); break;
            case LoadOp load: Rewrite(load); break;
            case StoreOp store: Rewrite(store); break;
            case LengthOp length: Rewrite(length); break;
            case ViewOp view: Rewrite(view); break;
            case ChooseOp choose: Rewrite(choose); break;
            case IfOp branch: Rewrite(branch); break;
            case ForOp loop: Rewrite(loop); break;
            case WhileOp loop: Rewrite(loop); break;
            default: Emit(operation); break;
        }
    }

    private Operation? DefinitionOf(Value value)
    {
        List<Operation> operations = Builder.Operations;
        return value.Id < _definitions.Length && _definitions[value.Id] is { } definition ? definition
            : operations.Count > 0 && operations[operations.Count - 1].Results.Contains(value) ? operations[operations.Count - 1] : null;
    }

    /// <summary>The literal that a value of the source stands for, where it is rewritten already.</summary>
    private Literal? LiteralIn(Value old) => Use(old) is { IsNone: false } value ? LiteralOf(value) : null;

    protected Literal? LiteralOf(Value value) => (DefinitionOf(value) as ConstantOp)?.Literal;

    private void Emit(Operation operation) => Remember(Copy(operation));

    private void Remember(Operation operation)
    {
        foreach (Value result in operation.Results)
        {
            if (result.Id >= _definitions.Length) Array.Resize(ref _definitions, Math.Max(result.Id + 1, Math.Max(Source.Types.Count, 2 * _definitions.Length)));
            _definitions[result.Id] = operation;
        }
    }

    protected void Stand(Value old, Value replacement)
    {
        Builder.Name(replacement, Source.NameOf(old));
        Replace(old, replacement);
    }

    private void Rewrite(ScalarOp scalar)
    {
        int before = Builder.Operations.Count, firstNew = Builder.ValueCount;
        Value? simplified = _scalars.Simplify(scalar.Code, Source.TypeOf(scalar.Result).Kind, scalar.IsChecked, UseAll(scalar.Arguments), scalar.Origin.IsAdjoint);
        for (int i = before; i < Builder.Operations.Count; i++) Remember(Builder.Operations[i]);
        // The name of an adjoint says nothing of an older value of the primal that it turns out to be.
        if (simplified is { } older && scalar.Origin.IsAdjoint && older.Id < firstNew && DefinitionOf(older) is not { Origin.IsAdjoint: true }) Replace(scalar.Result, older);
        else if (simplified is { } value) Stand(scalar.Result, value);
        else Emit(scalar);
    }

    /// <summary><c>(new T[n]).Length ----> n</c>, <c>view(b, o, 4).Length ----> 4</c> (a variable length stays: the JIT proves indices by it); the known length of a parameter.</summary>
    private void Rewrite(LengthOp length)
    {
        Value? known = DefinitionOf(Use(length.Buffer)) switch
        {
            AllocOp { IsGrowable: false } alloc => alloc.Length,
            ViewOp view when LiteralOf(view.Length) is not null => view.Length,
            _ => null,
        };
        if (known is { } value && Builder.TypeOf(value) == IrType.Int32)
        {
            Stand(length.Result, value);
        }
        else if (LengthOfParameter(Use(length.Buffer)) is { } fixedLength)
        {
            Value constant = Builder.Int32(fixedLength);
            Remember(Builder.Operations[Builder.Operations.Count - 1]);
            Stand(length.Result, constant);
        }
        else
        {
            Emit(length);
        }
    }

    /// <summary>The parameters are the first values of the new function too.</summary>
    private int? LengthOfParameter(Value buffer)
        => DefinitionOf(buffer) is null && buffer.Id < Source.Parameters.Count ? Source.LengthOf(Source.Parameters[buffer.Id]) : null;

    /// <summary><c>choose 1 of (a, b) ----> b</c>, <c>choose s of (a, a) ----> a</c></summary>
    private void Rewrite(ChooseOp choose)
    {
        List<Value> buffers = choose.Buffers.Select(Use).ToList();
        Value? chosen = LiteralOf(Use(choose.Selector)) is { } selector && selector.Bits >= 0 && selector.Bits < buffers.Count
            ? buffers[(int)selector.Bits]
            : buffers.TrueForAll(buffer => buffer == buffers[0]) ? buffers[0] : null;
        if (chosen is { } buffer && Builder.TypeOf(buffer) == Source.TypeOf(choose.Result)) Stand(choose.Result, buffer);
        else Emit(choose);
    }

    private void Rewrite(IfOp branch)
    {
        Value condition = Use(branch.Condition);
        // if (!c) a else b  ---->  if (c) b else a
        if (DefinitionOf(condition) is ScalarOp { Code: Codes.Not } not)
        {
            condition = not.Arguments[0];
            branch = branch with { Then = branch.Else, Else = branch.Then };
        }

        // if (true) a else b  ---->  a
        bool? known = LiteralOf(condition)?.AsBool ?? (_known.TryGetValue(condition, out bool inside) ? inside : null);
        if (known is { } taken && !(taken ? branch.Then : branch.Else).Throws)
        {
            EquatableArray<Value> yields = RewriteBody(taken ? branch.Then : branch.Else);
            for (int i = 0; i < yields.Count; i++) Stand(branch.IfResults[i], yields[i]);
            return;
        }
        Region then = Side(branch.Then, condition, true), otherwise = Side(branch.Else, condition, false);
        Builder.Origin = branch.Origin;
        AddIf(branch, condition, then, otherwise);
    }

    private Region Side(Region side, Value condition, bool value)
    {
        bool isOutermost = !_known.ContainsKey(condition);
        if (isOutermost) _known[condition] = value;
        Region rewritten = RewriteRegion(side);
        if (isOutermost) _known.Remove(condition);
        return rewritten;
    }

    /// <summary>Results that both sides agree on are dropped.</summary>
    private void AddIf(IfOp branch, Value condition, Region then, Region otherwise)
    {
        EquatableArray<Value> first = then.Throws ? otherwise.Yields : then.Yields, second = otherwise.Throws ? then.Yields : otherwise.Yields;
        bool[] isDropped = new bool[branch.IfResults.Count];
        HashSet<Value> inside = [];
        if (then.Throws || otherwise.Throws) Collect(then.Throws ? otherwise : then, inside);
        for (int i = 0; i < isDropped.Length; i++)
        {
            Literal? left = LiteralOf(first[i]), right = LiteralOf(second[i]);
            isDropped[i] = (first[i] == second[i] && !inside.Contains(first[i])) || (left is not null && left == right)
                || (left is { Kind: ScalarKind.Bool } && right is not null);
        }
        EquatableArray<Value> results = DefineAll(branch.IfResults.Where((_, i) => !isDropped[i]).ToEquatable());
        bool isEmpty = results.Count == 0 && then.Operations.All(operation => operation is ConstantOp) && otherwise.Operations.All(operation => operation is ConstantOp);
        if (!isEmpty)
        {
            Add(branch, branch.With(results, condition, Keep(then, isDropped), Keep(otherwise, isDropped)));
            Remember(Builder.Operations[Builder.Operations.Count - 1]);
        }
        for (int i = 0; i < isDropped.Length; i++)
            if (isDropped[i]) Stand(branch.IfResults[i], Agreed(condition, first[i], second[i]));
    }

    /// <summary>
    /// <c>if (c) { yield x } else { yield x } ----> x</c>,
    /// <c>if (c) { yield true } else { yield false } ----> c</c>, <c>if (c) { yield false } else { yield true } ----> !c</c>
    /// </summary>
    private Value Agreed(Value condition, Value first, Value second)
    {
        Literal? left = LiteralOf(first), right = LiteralOf(second);
        if (left is null) return first;
        if (left != right && left.Value.AsBool) return condition;
        Value value = left == right ? Builder.Constant(left.Value) : Builder.Scalar(Codes.Not, condition);
        Remember(Builder.Operations[Builder.Operations.Count - 1]);
        return value;
    }

    private static Region Keep(Region side, bool[] isDropped)
        => side.Throws || !isDropped.Contains(true) ? side : side with { Yields = side.Yields.Where((_, i) => !isDropped[i]).ToEquatable() };

    private static void Collect(Region region, HashSet<Value> values)
    {
        foreach (Operation operation in region.Operations) values.UnionWith(operation.Results);
    }

    protected virtual void Rewrite(ForOp loop)
    {
        // for (i = 3; i < 3; i++) …  ---->  the initial values
        if (LiteralOf(Use(loop.Lower)) is { } lower && LiteralOf(Use(loop.Upper)) is { } upper && HasNoTrips(loop, lower.Bits, upper.Bits))
        {
            for (int i = 0; i < loop.Inits.Count; i++) Stand(loop.ForResults[i], Use(loop.Inits[i]));
            return;
        }
        bool[] isConstant = new bool[loop.Inits.Count];
        for (int i = 0; i < isConstant.Length; i++)
            isConstant[i] = !loop.Body.Throws && IsUnchanged(loop.Body.Yields[i], loop.Body.Parameters[i + 1], loop.Inits[i]);
        if (isConstant.Any(constant => constant))
        {
            for (int i = 0; i < isConstant.Length; i++)
                if (isConstant[i]) StandForInit(loop.Inits[i], loop.Body.Parameters[i + 1], loop.ForResults[i]);
            loop = loop with
            {
                ForResults = Varying(loop.ForResults, isConstant),
                Inits = Varying(loop.Inits, isConstant),
                Body = new Region(
                    new[] { loop.Body.Parameters[0] }.Concat(Varying(loop.Body.Parameters.Skip(1), isConstant)).ToEquatable(),
                    loop.Body.Operations,
                    Varying(loop.Body.Yields, isConstant)),
            };
        }
        Emit(loop);
    }

    /// <summary><c>while (false) carry (a = x) { … } ----> a is x</c>; carried values that never change stand outside.</summary>
    protected virtual void Rewrite(WhileOp loop)
    {
        bool isNever = loop.Condition.Operations.Any(operation => operation is ConstantOp { Literal.Bits: 0 } never && never.Result == loop.Condition.Yields[0])
            || LiteralIn(loop.Condition.Yields[0]) is { Bits: 0 };
        if (isNever)
        {
            for (int i = 0; i < loop.WhileResults.Count; i++) Stand(loop.WhileResults[i], Use(loop.Inits[i]));
            return;
        }
        bool[] isConstant = new bool[loop.Inits.Count];
        for (int i = 0; i < isConstant.Length; i++)
            isConstant[i] = !loop.Body.Throws && IsUnchanged(loop.Body.Yields[i], loop.Body.Parameters[i], loop.Inits[i]);
        if (isConstant.Any(constant => constant))
        {
            for (int i = 0; i < isConstant.Length; i++)
            {
                if (!isConstant[i]) continue;
                StandForInit(loop.Inits[i], loop.Body.Parameters[i], loop.WhileResults[i]);
                Replace(loop.Condition.Parameters[i], Use(loop.Inits[i]));
            }
            loop = new WhileOp(
                Varying(loop.WhileResults, isConstant),
                Varying(loop.Inits, isConstant),
                loop.Condition with { Parameters = Varying(loop.Condition.Parameters, isConstant) },
                new Region(Varying(loop.Body.Parameters, isConstant), loop.Body.Operations, Varying(loop.Body.Yields, isConstant)))
            {
                Origin = loop.Origin,
                IsSolved = loop.IsSolved,
            };
        }
        Emit(loop);
    }

    /// <summary><c>for (…) carry (a = x) { …; yield a } ----> a is x</c></summary>
    private static bool IsUnchanged(Value yield, Value parameter, Value init) => yield == parameter || yield == init;

    private void StandForInit(Value init, Value parameter, Value result)
    {
        Stand(parameter, Use(init));
        Stand(result, Use(init));
    }

    private static EquatableArray<Value> Varying(IEnumerable<Value> values, bool[] isConstant)
        => values.Where((_, i) => !isConstant[i]).ToEquatable();

    private static bool HasNoTrips(ForOp loop, long lower, long upper) => (loop.Step > 0, loop.IsInclusive) switch
    {
        (true, false) => lower >= upper,
        (true, true) => lower > upper,
        (false, false) => lower <= upper,
        _ => lower < upper,
    };
}
