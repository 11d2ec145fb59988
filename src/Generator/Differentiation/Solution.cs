using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// The derivative of the solution of an iteration, by the implicit function theorem: with z* = step(z*, a),
/// <code>
/// tangent:  vz = ∂step/∂z·vz + ∂step/∂a·va
/// adjoint:  w = dz + (∂step/∂z)ᵀ·w,  da += (∂step/∂a)ᵀ·w
/// </code>
/// Both equations are solved as the iteration itself was: by repetition, which converges at the same rate; for Newton's method,
/// whose step doesn't depend on z at the solution, at once. Nothing of the iteration's history is kept.
/// </summary>
/// <remarks>B. Christianson, "Reverse accumulation and attractive fixed points", Optimization Methods and Software 3 (1994);
/// A. Griewank, A. Walther, "Evaluating derivatives", 2nd edition (2008), chapter 15.</remarks>
internal sealed class Solution
{
    /// <summary>More repetitions than this, and the derivative is NaN where it hasn't nearly settled.</summary>
    private const int MostTrips = 10_000;

    private readonly Function _step;

    /// <param name="step">One more step. Parameters: the state's numbers, then numbers and storage; storage that it writes is state, too. Results: the state's numbers.</param>
    /// <param name="stateCount">The number of numbers in the state.</param>
    public Solution(Function step, int stateCount)
    {
        _step = step;
        List<int> all = [.. Enumerable.Range(0, step.Parameters.Count)];
        bool IsFloat(int i) => step.TypeOf(step.Parameters[i]).Kind.IsFloat();
        IrShape ShapeOf(int i) => step.TypeOf(step.Parameters[i]).Shape;
        States = [.. all.Where(i => i < stateCount && IsFloat(i) && ShapeOf(i) == IrShape.Scalar)];
        Numbers = [.. all.Where(i => i >= stateCount && IsFloat(i) && ShapeOf(i) == IrShape.Scalar)];
        Written = [.. all.Where(i => ShapeOf(i) == IrShape.Buffer)];
        StateStorage = [.. Written.Where(IsFloat)];
        Storage = [.. all.Where(i => IsFloat(i) && ShapeOf(i) == IrShape.ReadOnlyBuffer)];
    }

    public string Name => _step.Name;

    public string Adjoint => $"{Name} solved adjoint";

    public string Tangent => $"{Name} solved tangent";

    private string Pullback => $"{Name} pullback";

    /// <summary>The numbers of the state that have a derivative.</summary>
    public IReadOnlyList<int> States { get; }

    /// <summary>Other numbers that have one.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The storage of the state that has one.</summary>
    public IReadOnlyList<int> StateStorage { get; }

    /// <summary>Other storage that has one.</summary>
    public IReadOnlyList<int> Storage { get; }

    private IReadOnlyList<int> Written { get; }

    public IEnumerable<string> FunctionNames => [Name, Pullback, Adjoint, Tangent];

    /// <summary>The step, its pullback, and the two derivatives of the solution.</summary>
    public IEnumerable<Function> Functions(Pairs pairs)
    {
        List<AdjointRole> roles = [.. _step.Parameters.Select(parameter => !_step.TypeOf(parameter).Kind.IsFloat() ? AdjointRole.Constant : _step.TypeOf(parameter).IsScalar ? AdjointRole.Scalar : AdjointRole.Accumulated)];
        List<bool> written = [.. Enumerable.Range(0, roles.Count).Select(i => Written.Contains(i))];
        List<string> names = [.. _step.Parameters.Select(parameter => Model.DerivativeNames.Prefixed("d", _step.NameOf(parameter)))];
        Function pullback = ReverseMode.Run(_step, new ReverseSpec(roles, HasSeed: States.Count > 0, written, names), pairs) with { Name = Pullback };
        return [_step, pullback, new Builder(this).BuildAdjoint(), new Builder(this).BuildTangent()];
    }

    /// <summary>Builds one of the two functions.</summary>
    private sealed class Builder
    {
        private readonly IrBuilder _builder = new();
        private readonly Solution _solution;
        private readonly Function _step;
        private readonly List<Value> _own;
        private readonly Dictionary<int, Value> _scratch = [];
        private readonly ScalarKind _kind;
        private List<Value> _stepped = [];

        public Builder(Solution solution)
        {
            _solution = solution;
            _step = solution._step;
            _own = [.. _step.Parameters.Select(Like)];
            _kind = solution.States.Concat(solution.StateStorage).Select(i => _step.TypeOf(_step.Parameters[i]).Kind).DefaultIfEmpty(ScalarKind.Float64).First();
        }

        private Value Like(Value parameter) => _builder.Define(_step.TypeOf(parameter), _step.NameOf(parameter));

        private Value Like(int parameter, string prefix, bool isWritten = false)
        {
            IrType type = _step.TypeOf(_step.Parameters[parameter]);
            if (type.IsBuffer) type = type with { Shape = isWritten ? IrShape.Buffer : IrShape.ReadOnlyBuffer };
            return _builder.Define(type, Model.DerivativeNames.Prefixed(prefix, _step.NameOf(_step.Parameters[parameter])));
        }

        private Value Local(int parameter, string name = "") => _builder.Alloc(_step.TypeOf(_step.Parameters[parameter]).Kind, _builder.Length(_own[parameter]), AllocKind.Local, name);

        /// <summary>
        /// Parameters: the step's own, the adjoints of the state, the shadows of other storage, which are added to. Results: the
        /// adjoints of other numbers.
        /// </summary>
        public Function BuildAdjoint()
        {
            List<Value> seeds = [.. _solution.States.Select(i => Like(i, "d"))], storage = [.. _solution.StateStorage.Select(i => Like(i, "d"))], shadows = [.. _solution.Storage.Select(i => Like(i, "d", isWritten: true))];
            Region body = _builder.Region([.. _own, .. seeds, .. storage, .. shadows], () =>
            {
                foreach (int i in _solution.Written) _scratch[i] = Local(i);
                List<Value> weights = [.. _solution.StateStorage.Select(i => Local(i, "w"))], pulled = [.. _solution.StateStorage.Select(i => Local(i))], discarded = [.. _solution.Storage.Select(i => Local(i))];
                for (int k = 0; k < weights.Count; k++) _builder.CopyElements(storage[k], weights[k]);
                (List<Value> settled, Value factor) = Repeat(seeds, weights, storage, current =>
                {
                    List<Value> adjoints = Pull(current, weights, pulled, discarded);
                    return ([.. adjoints.Take(seeds.Count).Select((adjoint, k) => _builder.Scalar(Codes.Add, seeds[k], adjoint))], pulled);
                });
                List<Value> results = Pull(settled, weights, pulled, shadows);
                factor = _builder.Scalar(Codes.Multiply, factor, OneWhereFixed());
                // What doesn't depend on the state at all would hide that there is no derivative.
                Value missing = _builder.Scalar(Codes.Subtract, factor, _builder.Float(_kind, 1));
                foreach (Value shadow in shadows)
                    _builder.Each(shadow, index => _builder.Store(shadow, index, _builder.Scalar(Codes.Add, _builder.Load(shadow, index), _builder.Converted(missing, _builder.TypeOf(shadow).Kind))));
                return results.Skip(seeds.Count).Select(result => Scaled(result, factor)).ToEquatable();
            });
            return _builder.Function(_solution.Adjoint, body) with { ParametersMayAlias = true };
        }

        /// <summary>The adjoints of the state's numbers and of other numbers; of the state's storage in <paramref name="pulled"/>.</summary>
        private List<Value> Pull(List<Value> numbers, List<Value> weights, List<Value> pulled, List<Value> shadows)
        {
            for (int k = 0; k < weights.Count; k++) _builder.CopyElements(weights[k], pulled[k]);
            // One shadow per floating storage, in the order of the parameters.
            List<(int Parameter, Value Shadow)> ordered = [.. _solution.StateStorage.Select((i, k) => (i, pulled[k])), .. _solution.Storage.Select((i, k) => (i, shadows[k]))];
            List<Value> results = Call(_solution.Pullback, [.. Arguments(), .. numbers, .. ordered.OrderBy(pair => pair.Parameter).Select(pair => pair.Shadow)], [.. _solution.States, .. _solution.Numbers]);
            return results;
        }

        /// <summary>
        /// Parameters: the step's own, the tangents of other numbers and storage, what receives those of the state's storage.
        /// Results: the tangents of the state's numbers.
        /// </summary>
        public Function BuildTangent()
        {
            List<Value> numbers = [.. _solution.Numbers.Select(i => Like(i, "v"))], storage = [.. _solution.Storage.Select(i => Like(i, "v"))], outputs = [.. _solution.StateStorage.Select(i => Like(i, "v", isWritten: true))];
            Region body = _builder.Region([.. _own, .. numbers, .. storage, .. outputs], () =>
            {
                foreach (int i in _solution.Written) _scratch[i] = Local(i);
                List<Value> moved = [.. _solution.StateStorage.Select(i => Local(i))];
                foreach (Value output in outputs) _builder.Add(new ClearOp(output));
                List<Value> start = [.. _solution.States.Select(i => _builder.Float(_step.TypeOf(_step.Parameters[i]).Kind, 0))];
                List<Value> settled = Repeat(start, outputs, null, current => (Push(current, numbers, outputs, moved, storage), moved)).Values;
                Call(_step.Name, Arguments(), []);
                Value factor = _builder.Scalar(Codes.Multiply, OneWhereFixed(), OneWhereFading());
                foreach (Value output in outputs) _builder.Each(output, index => _builder.Store(output, index, Scaled(_builder.Load(output, index), factor)));
                return settled.Select(value => Scaled(value, factor)).ToEquatable();
            });
            return _builder.Function(_solution.Tangent, body) with { ParametersMayAlias = true };
        }

        /// <summary>The tangents of the state's numbers after a step; of the state's storage in <paramref name="moved"/>.</summary>
        private List<Value> Push(List<Value> state, List<Value> numbers, List<Value> stateStorage, List<Value> moved, List<Value> storage)
        {
            for (int k = 0; k < moved.Count; k++) _builder.CopyElements(stateStorage[k], moved[k]);
            List<(int Parameter, Value Tangent)> ordered =
            [
                .. _solution.States.Select((i, k) => (i, state[k])), .. _solution.Numbers.Select((i, k) => (i, numbers[k])),
                .. _solution.StateStorage.Select((i, k) => (i, moved[k])), .. _solution.Storage.Select((i, k) => (i, storage[k])),
            ];
            return Call(ForwardMode.TangentName(_step.Name), [.. Arguments(), .. ordered.OrderBy(pair => pair.Parameter).Select(pair => pair.Tangent)], _solution.States);
        }

        /// <summary>
        /// 1 where a change of the state dies out from step to step, else NaN. A step that keeps what it is given would have any
        /// tangent for its solution, and zero is one.
        /// </summary>
        private Value OneWhereFading()
        {
            List<Value> probe = [.. _solution.StateStorage.Select(i => Local(i))], moved = [.. _solution.StateStorage.Select(i => Local(i))], storage = [.. _solution.Storage.Select(i => Local(i))];
            foreach (Value buffer in probe) _builder.Each(buffer, index => _builder.Store(buffer, index, _builder.Float(_builder.TypeOf(buffer).Kind, 1)));
            List<Value> numbers = [.. _solution.Numbers.Select(i => _builder.Float(_step.TypeOf(_step.Parameters[i]).Kind, 0))];
            Value one = _builder.Float(_kind, 1), zero = _builder.Float(_kind, 0), small = _builder.Float(_kind, 1e-6);
            List<Value> inits = [.. _solution.States.Select(i => _builder.Float(_step.TypeOf(_step.Parameters[i]).Kind, 1)), one, _builder.Int32(0)];
            List<Value> Carried() => [.. inits.Select(init => _builder.Define(_builder.TypeOf(init)))];
            List<Value> tested = Carried(), carried = Carried(), results = Carried();
            int count = _solution.States.Count;
            Region condition = _builder.Region(tested.ToEquatable(), () =>
                [_builder.Scalar(Codes.And, _builder.Scalar(Codes.Less, small, tested[count]), _builder.Scalar(Codes.Less, tested[count + 1], _builder.Int32(MostTrips)))]);
            Region body = _builder.Region(carried.ToEquatable(), () =>
            {
                List<Value> next = Push(carried.GetRange(0, count), numbers, probe, moved, storage);
                Value change = zero, size = zero;
                for (int k = 0; k < count; k++) (change, size) = Measured(change, size, carried[k], next[k]);
                for (int k = 0; k < probe.Count; k++) (change, size) = Moved(change, size, probe[k], moved[k], null);
                return [.. next, size, _builder.Scalar(Codes.Add, carried[count + 1], _builder.Int32(1))];
            });
            _builder.Add(new WhileOp(results.ToEquatable(), inits.ToEquatable(), condition, body));
            return OneWhere(_builder.Scalar(Codes.LessOrEqual, results[count], small));
        }

        /// <summary>The step's own arguments: what it writes is a fresh copy of the solution.</summary>
        private List<Value> Arguments()
        {
            foreach (KeyValuePair<int, Value> scratch in _scratch) _builder.CopyElements(_own[scratch.Key], scratch.Value);
            return [.. _own.Select((own, i) => _scratch.TryGetValue(i, out Value scratch) ? scratch : own)];
        }

        /// <summary>Calls a derivative of the step: its results are the step's own, then one per parameter that is asked for.</summary>
        private List<Value> Call(string function, IEnumerable<Value> arguments, IEnumerable<int> parameters)
        {
            List<Value> own = [.. _step.Body.Yields.Select(yield => _builder.Define(_step.TypeOf(yield)))];
            List<Value> results = [.. parameters.Select(i => _builder.Define(_step.TypeOf(_step.Parameters[i])))];
            _builder.Add(new CallOp([.. own, .. results], function, arguments.ToEquatable()));
            _stepped = [.. own.Where(value => _builder.TypeOf(value).IsFloatScalar)];
            return results;
        }

        /// <summary>
        /// Repeats until nothing changes any more, by the sum of squares: to ten digits less than a number has; where that takes too
        /// long and much still changes, the result is NaN.
        /// </summary>
        /// <param name="start">The numbers to start from.</param>
        /// <param name="storage">The storage to start from, which receives the result.</param>
        /// <param name="added">What is added to storage each time; null for nothing.</param>
        /// <param name="next">The next numbers and, apart, the next content of the storage.</param>
        private (List<Value> Values, Value Factor) Repeat(List<Value> start, List<Value> storage, List<Value>? added, Func<List<Value>, (List<Value> Numbers, List<Value> Storage)> next)
        {
            bool isSingle = _kind == ScalarKind.Float32;
            Value zero = _builder.Float(_kind, 0);
            List<Value> inits = [.. start, zero, _builder.Int32(0), _builder.Bool(true)];
            List<Value> Carried() => [.. inits.Select(init => _builder.Define(_builder.TypeOf(init)))];
            List<Value> tested = Carried(), carried = Carried(), results = Carried();
            Region condition = _builder.Region(tested.ToEquatable(), () => [tested[tested.Count - 1]]);
            Region body = _builder.Region(carried.ToEquatable(), () =>
            {
                List<Value> current = carried.GetRange(0, start.Count);
                (List<Value> numbers, List<Value> content) = next(current);
                Value change = zero, size = zero;
                for (int k = 0; k < numbers.Count; k++) (change, size) = Measured(change, size, current[k], numbers[k]);
                for (int k = 0; k < storage.Count; k++) (change, size) = Moved(change, size, storage[k], content[k], added?[k]);
                Value trips = _builder.Scalar(Codes.Add, carried[start.Count + 1], _builder.Int32(1));
                Value isMoving = _builder.Scalar(Codes.Less, _builder.Scalar(Codes.Multiply, size, _builder.Float(_kind, isSingle ? 1e-12 : 1e-27)), change);
                Value goesOn = _builder.Scalar(Codes.And, isMoving, _builder.Scalar(Codes.Less, trips, _builder.Int32(MostTrips)));
                Value left = _builder.Scalar(Codes.Subtract, change, _builder.Scalar(Codes.Multiply, size, _builder.Float(_kind, isSingle ? 1e-6 : 1e-12)));
                return [.. numbers, left, trips, goesOn];
            });
            _builder.Add(new WhileOp(results.ToEquatable(), inits.ToEquatable(), condition, body));
            // What hasn't settled is no derivative.
            Value factor = OneWhere(_builder.Scalar(Codes.LessOrEqual, results[start.Count], zero));
            foreach (Value buffer in storage) _builder.Each(buffer, index => _builder.Store(buffer, index, Scaled(_builder.Load(buffer, index), factor)));
            return ([.. results.Take(start.Count).Select(result => Scaled(result, factor))], factor);
        }

        /// <summary>1, or NaN where the condition doesn't hold.</summary>
        private Value OneWhere(Value condition)
        {
            Value factor = _builder.Define(new IrType(_kind));
            _builder.Add(new IfOp([factor], condition, _builder.Region(default, () => [_builder.Float(_kind, 1)]), _builder.Region(default, () => [_builder.Float(_kind, double.NaN)])));
            return factor;
        }

        /// <summary>1 where the last step has left the numbers of the state nearly as they were (to 10⁻² of their size, or 10⁻⁶), else NaN: then it was no fixed point.</summary>
        private Value OneWhereFixed()
        {
            Value change = _builder.Float(_kind, 0), size = change;
            for (int k = 0; k < _solution.States.Count; k++) (change, size) = Measured(change, size, _own[_solution.States[k]], _stepped[k]);
            return OneWhere(_builder.Scalar(Codes.LessOrEqual, change, _builder.Scalar(Codes.Add, _builder.Scalar(Codes.Multiply, size, _builder.Float(_kind, 1e-4)), _builder.Float(_kind, 1e-12))));
        }

        private Value Scaled(Value value, Value factor) => _builder.Scalar(Codes.Multiply, value, _builder.Converted(factor, _builder.TypeOf(value).Kind));

        private (Value Change, Value Size) Measured(Value change, Value size, Value before, Value after)
        {
            Value value = _builder.Converted(after, _kind), difference = _builder.Scalar(Codes.Subtract, value, _builder.Converted(before, _kind));
            return (_builder.Scalar(Codes.Add, change, _builder.Scalar(Codes.Multiply, difference, difference)), _builder.Scalar(Codes.Add, size, _builder.Scalar(Codes.Multiply, value, value)));
        }

        /// <summary><c>for (i…) { n = added[i] + content[i]; change += (n - storage[i])²; size += n²; storage[i] = n }</c></summary>
        private (Value Change, Value Size) Moved(Value change, Value size, Value storage, Value content, Value? added)
        {
            Value index = _builder.Define(IrType.Int32, "i");
            List<Value> carried = [_builder.Define(new IrType(_kind)), _builder.Define(new IrType(_kind))], after = [_builder.Define(new IrType(_kind)), _builder.Define(new IrType(_kind))];
            Region body = _builder.Region([index, .. carried], () =>
            {
                Value value = _builder.Load(content, index);
                if (added is { } term) value = _builder.Scalar(Codes.Add, _builder.Load(term, index), value);
                (Value changed, Value sized) = Measured(carried[0], carried[1], _builder.Load(storage, index), value);
                _builder.Store(storage, index, value);
                return [changed, sized];
            });
            _builder.Add(new ForOp(after.ToEquatable(), _builder.Int32(0), _builder.Length(storage), 1, false, [change, size], body));
            return (after[0], after[1]);
        }
    }
}
