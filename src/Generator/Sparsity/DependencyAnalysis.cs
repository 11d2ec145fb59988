using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Sparsity;

/// <summary>
/// Which outputs depend on which inputs, by running the function on sets of inputs instead of numbers. Counters, indices and
/// lengths are known where shapes are, so loops run trip by trip; where a condition depends on the data both sides count, and a
/// loop repeats until nothing changes.
/// </summary>
/// <remarks>A. Griewank, A. Walther, "Evaluating derivatives", 2nd edition (2008), section 7.1: propagation of index
/// domains.</remarks>
internal sealed class DependencyAnalysis
{
    /// <summary>So many steps, and elements of sets, are looked at; what takes more counts as dense.</summary>
    private const int Budget = 20_000_000;

    private readonly Func<string, Function> _find;
    private readonly Dictionary<Value, Abstract> _scalars = [];
    private readonly Dictionary<Value, AbstractBuffer> _buffers = [];
    private readonly Counter _steps;
    private readonly Function _function;
    private readonly int _depth;
    private bool _isCertain;
    private bool _hasChanged;

    private DependencyAnalysis(Function function, Func<string, Function> find, Counter steps, int depth, bool isCertain)
    {
        _function = function;
        _find = find;
        _steps = steps;
        _depth = depth;
        _isCertain = isCertain;
    }

    /// <summary>The inputs that each output depends on; null where that takes too long to find.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">Per parameter: the number of its first input; -1 where it is a constant. Elements are counted one after the other.</param>
    /// <param name="lengths">Per parameter: the length of a buffer.</param>
    /// <param name="outputs">Told the results, and what each buffer parameter holds at the end.</param>
    /// <param name="find">The functions that are called.</param>
    public static bool Run(
        Function function, IReadOnlyList<int> inputs, IReadOnlyList<int?> lengths, Action<IReadOnlyList<Abstract>, Func<int, AbstractStorage>> outputs, Func<string, Function> find)
    {
        var analysis = new DependencyAnalysis(function, find, new Counter(), 0, isCertain: true);
        var storage = new Dictionary<int, AbstractStorage>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Value parameter = function.Parameters[i];
            IrType type = function.TypeOf(parameter);
            if (type.IsScalar)
            {
                analysis._scalars[parameter] = inputs[i] < 0 ? Abstract.Unknown : new Abstract([inputs[i]], null);
                continue;
            }
            var held = new AbstractStorage(type.Kind) { Length = lengths[i] };
            if (!type.Kind.IsFloat()) held.Store(null, Abstract.Unknown, false);
            for (int k = 0; inputs[i] >= 0 && k < lengths[i]; k++) held.Store(k, new Abstract([inputs[i] + k], null), true);
            storage[i] = held;
            analysis._buffers[parameter] = new AbstractBuffer([(held, 0)], lengths[i]);
        }
        try
        {
            analysis.Run(function.Body);
        }
        catch (ExhaustedException)
        {
            return false;
        }
        outputs([.. function.Body.Yields.Select(analysis.Scalar)], i => storage[i]);
        return true;
    }

    private Abstract Scalar(Value value) => _scalars.TryGetValue(value, out Abstract known) ? known : Abstract.Unknown;

    private int? Integer(Value value) => Scalar(value).Known is { } literal ? (int)literal.Bits : null;

    private void Run(Region region)
    {
        foreach (Operation operation in region.Operations) Run(operation);
    }

    private void Run(Operation operation)
    {
        _steps.Spend(1);
        switch (operation)
        {
            case ConstantOp constant: _scalars[constant.Result] = Abstract.Of(constant.Literal); break;
            case ScalarOp scalar: _scalars[scalar.Result] = Of(scalar); break;
            case AllocOp alloc: Allocate(alloc); break;
            case GrowOp grow: Grow(grow); break;
            case LoadOp load: Load(load); break;
            case StoreOp store: Store(_buffers[store.Buffer], Integer(store.Index), Scalar(store.Stored)); break;
            case ClearOp clear: Clear(_buffers[clear.Buffer]); break;
            case LengthOp length: _scalars[length.Result] = _buffers[length.Buffer].Length is { } known ? Abstract.Of(Literal.Of(known)) : Abstract.Unknown; break;
            case ViewOp view: _buffers[view.Result] = new AbstractBuffer([.. _buffers[view.Buffer].Windows.Select(window => (window.Storage, window.Offset + Integer(view.Offset)))], Integer(view.Length)); break;
            case ChooseOp choose: Choose(choose); break;
            case OpaqueOp { Result.IsNone: false } opaque: Opaque(opaque); break;
            case CallOp call: Call(call); break;
            case IfOp branch: Branch(branch); break;
            case ForOp loop: Loop(loop); break;
            case WhileOp loop: Loop(loop); break;
        }
    }

    private Abstract Of(ScalarOp operation)
    {
        bool isFloat = _function.TypeOf(operation.Result).Kind.IsFloat();
        if (operation.Code == Codes.Index) return Scalar(operation.Arguments[0]);
        if (!isFloat)
        {
            List<Literal> known = [.. operation.Arguments.Select(argument => Scalar(argument).Known).OfType<Literal>()];
            if (known.Count < operation.Arguments.Count) return Abstract.Unknown;
            Literal? folded = operation.Code is "Math.Max" or "Math.Min" && known.All(literal => literal.Kind == ScalarKind.Int32)
                ? Literal.Of((int)(operation.Code == "Math.Max" ? known.Max(literal => literal.Bits) : known.Min(literal => literal.Bits)))
                : ConstantFolding.Fold(operation.Code, _function.TypeOf(operation.Result).Kind, false, [.. known]);
            return new Abstract([], folded);
        }
        if (ScalarRule.Find(operation) is not { } rule || operation.Code == Codes.Stop) return Abstract.Unknown;
        int[] inputs = [];
        for (int i = 0; i < operation.Arguments.Count; i++)
        {
            if (rule.IsStep(i)) continue;
            inputs = Abstract.Union(inputs, Scalar(operation.Arguments[i]).Inputs);
            _steps.Spend(inputs.Length);
        }
        return new Abstract(inputs, null);
    }

    private void Allocate(AllocOp alloc)
    {
        int? length = alloc.IsGrowable ? null : Integer(alloc.Length);
        _buffers[alloc.Result] = new AbstractBuffer([(new AbstractStorage(_function.TypeOf(alloc.Result).Kind) { Length = length }, 0)], length);
    }

    private void Grow(GrowOp grow)
    {
        AbstractStorage arena = _buffers[grow.Arena].Windows[0].Storage;
        int? offset = _isCertain ? arena.Next : null;
        _scalars[grow.Result] = offset is { } known ? Abstract.Of(Literal.Of(known)) : Abstract.Unknown;
        arena.Next = offset + Integer(grow.Length);
    }

    private void Load(LoadOp load)
    {
        int? index = Integer(load.Index);
        Abstract? value = null;
        foreach ((AbstractStorage storage, int? offset) in _buffers[load.Buffer].Windows)
        {
            Abstract element = storage.Load(index + offset);
            value = value is { } before ? Abstract.Join(before, element) : element;
        }
        Abstract loaded = value ?? Abstract.Unknown;
        _steps.Spend(loaded.Inputs.Length);
        _scalars[load.Result] = loaded;
    }

    private void Store(AbstractBuffer buffer, int? index, Abstract value)
    {
        foreach ((AbstractStorage storage, int? offset) in buffer.Windows) _hasChanged |= storage.Store(index + offset, value, _isCertain && buffer.Windows.Count == 1);
    }

    private void Clear(AbstractBuffer buffer)
    {
        if (!_isCertain || buffer.Windows.Count != 1)
        {
            // Perhaps zero, perhaps what it was: of numbers that depend on inputs that is no more, of known integers less is known.
            foreach ((AbstractStorage held, int? _) in buffer.Windows.Where(window => !window.Storage.Kind.IsFloat())) held.Store(null, new Abstract([], new Literal(held.Kind, 0)), false);
            return;
        }
        (AbstractStorage storage, int? offset) = buffer.Windows[0];
        if (offset == 0 && (buffer.Length is null || buffer.Length == storage.Length)) storage.Clear();
        else if (offset is { } from && buffer.Length is { } length)
            for (int i = 0; i < length; i++) storage.Store(from + i, new Abstract([], storage.Kind.IsFloat() ? null : new Literal(storage.Kind, 0)), true);
    }

    private void Choose(ChooseOp choose)
    {
        int? selector = Integer(choose.Selector);
        List<AbstractBuffer> candidates = selector is { } chosen && chosen >= 0 && chosen < choose.Buffers.Count ? [_buffers[choose.Buffers[chosen]]] : [.. choose.Buffers.Select(buffer => _buffers[buffer])];
        int? length = candidates.All(candidate => candidate.Length == candidates[0].Length) ? candidates[0].Length : null;
        _buffers[choose.Result] = new AbstractBuffer([.. candidates.SelectMany(candidate => candidate.Windows)], length);
    }

    private void Opaque(OpaqueOp opaque)
    {
        IrType type = _function.TypeOf(opaque.Result);
        if (type.IsScalar)
        {
            _scalars[opaque.Result] = Abstract.Unknown;
            return;
        }
        var storage = new AbstractStorage(type.Kind);
        storage.Store(null, Abstract.Unknown, false);
        _buffers[opaque.Result] = new AbstractBuffer([(storage, 0)], null);
    }

    /// <summary>A function of ours is run; of another method everything depends on all that goes in.</summary>
    private void Call(CallOp call)
    {
        const int deepest = 200;
        if (call.Foreign is not null || _depth >= deepest)
        {
            if (_depth >= deepest) throw new ExhaustedException();
            int[] inputs = [];
            foreach (Value argument in call.Passed)
            {
                if (_function.TypeOf(argument).IsScalar) inputs = Abstract.Union(inputs, Scalar(argument).Inputs);
                else foreach ((AbstractStorage storage, int? _) in _buffers[argument].Windows) inputs = Abstract.Union(inputs, storage.Load(null).Inputs);
                _steps.Spend(inputs.Length);
            }
            foreach (Value result in call.Results) _scalars[result] = new Abstract(inputs, null);
            foreach (Value written in call.Written(_function.TypeOf)) Store(_buffers[written], null, new Abstract(inputs, null));
            return;
        }
        Function callee = _find(call.Function);
        var inner = new DependencyAnalysis(callee, _find, _steps, _depth + 1, _isCertain);
        List<Value> passed = [.. call.Passed];
        for (int i = 0; i < callee.Parameters.Count; i++)
        {
            if (callee.TypeOf(callee.Parameters[i]).IsScalar) inner._scalars[callee.Parameters[i]] = Scalar(passed[i]);
            else inner._buffers[callee.Parameters[i]] = _buffers[passed[i]];
        }
        inner.Run(callee.Body);
        _hasChanged |= inner._hasChanged;
        for (int i = 0; i < call.Results.Count && !callee.Body.Throws; i++) _scalars[call.Results[i]] = inner.Scalar(callee.Body.Yields[i]);
    }

    private void Branch(IfOp branch)
    {
        if (Scalar(branch.Condition).Known is { } condition)
        {
            Region taken = condition.AsBool ? branch.Then : branch.Else;
            Run(taken);
            for (int i = 0; i < branch.Results.Count && !taken.Throws; i++) _scalars[branch.Results[i]] = Scalar(taken.Yields[i]);
            return;
        }
        bool before = _isCertain;
        _isCertain = false;
        Run(branch.Then);
        Run(branch.Else);
        _isCertain = before;
        for (int i = 0; i < branch.Results.Count; i++)
        {
            if (branch.Then.Throws || branch.Else.Throws)
            {
                if (!(branch.Then.Throws && branch.Else.Throws)) _scalars[branch.Results[i]] = Scalar((branch.Then.Throws ? branch.Else : branch.Then).Yields[i]);
                continue;
            }
            _scalars[branch.Results[i]] = Abstract.Join(Scalar(branch.Then.Yields[i]), Scalar(branch.Else.Yields[i]));
        }
    }

    private void Loop(ForOp loop)
    {
        List<Value> carried = [.. loop.Body.Parameters.Skip(1)];
        List<Abstract> values = [.. loop.Inits.Select(Scalar)];
        if (Integer(loop.Lower) is { } lower && Integer(loop.Upper) is { } upper)
        {
            long bound = upper + (loop.IsInclusive ? Math.Sign(loop.Step) : 0L);
            for (long i = lower; loop.Step > 0 ? i < bound : i > bound; i += loop.Step)
            {
                _scalars[loop.Body.Parameters[0]] = Abstract.Of(Literal.Of((int)i));
                values = Trip(loop.Body, carried, values);
            }
        }
        else
        {
            _scalars[loop.Body.Parameters[0]] = Abstract.Unknown;
            values = Repeat(loop.Body, carried, values);
        }
        for (int i = 0; i < values.Count; i++) _scalars[loop.Results[i]] = values[i];
    }

    private void Loop(WhileOp loop)
    {
        List<Value> carried = [.. loop.Body.Parameters];
        List<Abstract> values = [.. loop.Inits.Select(Scalar)];
        while (true)
        {
            for (int i = 0; i < values.Count; i++) _scalars[loop.Condition.Parameters[i]] = values[i];
            Run(loop.Condition);
            if (Scalar(loop.Condition.Yields[0]).Known is not { } goesOn)
            {
                values = Repeat(loop.Body, carried, values);
                break;
            }
            if (!goesOn.AsBool) break;
            values = Trip(loop.Body, carried, values);
        }
        for (int i = 0; i < values.Count; i++) _scalars[loop.Results[i]] = values[i];
    }

    private List<Abstract> Trip(Region body, List<Value> carried, List<Abstract> values)
    {
        for (int i = 0; i < carried.Count; i++) _scalars[carried[i]] = values[i];
        Run(body);
        return body.Throws ? values : [.. body.Yields.Select(Scalar)];
    }

    /// <summary>A loop of any number of trips: until another one would add nothing.</summary>
    private List<Abstract> Repeat(Region body, List<Value> carried, List<Abstract> values)
    {
        bool certain = _isCertain, changed = _hasChanged;
        _isCertain = false;
        while (true)
        {
            _hasChanged = false;
            List<Abstract> after = [.. Trip(body, carried, values).Select((value, i) => Abstract.Join(values[i], value))];
            bool isStable = !_hasChanged && after.Select((value, i) => Abstract.Same(value, values[i])).All(same => same);
            changed |= _hasChanged;
            values = after;
            if (isStable) break;
        }
        _isCertain = certain;
        _hasChanged = changed;
        return values;
    }

    private sealed class Counter
    {
        private int _left = Budget;

        public void Spend(int steps)
        {
            _left -= steps;
            if (_left < 0) throw new ExhaustedException();
        }
    }

    private sealed class ExhaustedException : Exception;
}
