using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Differentiation;

/// <summary>
/// Calls of derivatives. Second derivatives are symmetric, so the pullback of a gradient is its tangent along the adjoints
/// of its components; reverse mode is never run on reverse mode.
/// <code>
/// (y, g) = F gradient(x)       ---->   dx += (tangent of F gradient at x along dg) + dy·g
/// (y, g) = F pullback(x, s)    ---->   dx += (tangent of F pullback at x along dg) + dy·∇F;  ds += ∇F·dg
/// (y, h) = F hvp(x, v)         ---->   dx += (tangent of F hvp at x along dh) + dy·∇F;  dv += F hvp(x, dh)
/// </code>
/// </summary>
internal sealed partial class ReverseMode
{
    private void ReverseDerived(ReverseScope scope, CallOp operation, Derivation derivation)
    {
        List<Value> seeds = [.. operation.Results.Select(result => Take(scope, result))];
        if (seeds.All(seed => seed.IsNone) && !IsActive(operation)) return;
        var call = new DerivedCall(this, operation, derivation, seeds);
        List<Value> along = call.Evaluate(derivation.Tangent, derivation.All, call.Seed, call.AllDirections, call.Adjoints);
        int count = along.Count / 2;
        Contribute(scope, derivation.All, call.Own, call.TangentOutputs, [.. along.Skip(count + 1)], Value.None);
        if (derivation.HasSeed && _activity.IsActive(call.OwnSeed)) Accumulate(scope, call.OwnSeed, along[count]);
        if (!seeds[0].IsNone)
        {
            // The gradient is at hand, or not.
            bool isGradient = derivation is { HasSeed: false, HasDirections: false };
            List<Value> gradient = isGradient ? along.GetRange(0, count) : call.Evaluate(derivation.Gradient, derivation.All, Value.None, [], []);
            Contribute(scope, derivation.All, call.Own, call.Outputs, [.. gradient.Skip(1)], seeds[0]);
        }
        if (derivation.HasDirections)
        {
            List<Value> product = call.Evaluate(derivation.Name, derivation.Active, Value.None, call.Adjoints, []);
            Contribute(scope, [.. Enumerable.Range(0, derivation.Active.Count)], call.OwnDirections, call.Outputs, [.. product.Skip(1)], Value.None);
        }
        if (derivation.HasSeed) return;
        foreach (Value output in call.OwnOutputs.Where(_activity.HasShadow)) _builder.Add(new ClearOp(Shadow(output)));
    }

    /// <summary>Adds a derivative, times a factor, to the adjoints of what the call was given.</summary>
    private void Contribute(ReverseScope scope, IReadOnlyList<int> active, IReadOnlyList<Value> arguments, IReadOnlyList<Value> storage, IReadOnlyList<Value> numbers, Value factor)
    {
        int number = 0, buffer = 0;
        foreach (Value argument in active.Select(i => arguments[i]))
        {
            ScalarKind kind = _primal.TypeOf(argument).Kind;
            Value Scaled(Value value) => factor.IsNone ? value : _builder.Converted(_builder.Scalar(Codes.Multiply, factor, _builder.Converted(value, _builder.TypeOf(factor).Kind)), kind);
            if (!_primal.TypeOf(argument).IsBuffer)
            {
                Value value = numbers[number++];
                if (_activity.IsActive(argument)) Accumulate(scope, argument, Scaled(value));
                continue;
            }
            Value source = storage[buffer++];
            if (!_activity.HasShadow(argument)) continue;
            Value shadow = Shadow(argument);
            _builder.Each(source, index => _builder.Store(shadow, index, _builder.Scalar(Codes.Add, _builder.Load(shadow, index), Scaled(_builder.Load(source, index)))));
        }
    }

    /// <summary>A call of a derivative, and what it was given, as the reverse sweep sees it.</summary>
    private sealed class DerivedCall
    {
        private readonly ReverseMode _mode;
        private readonly IrType _value;
        private readonly List<Value> _recalled;

        public DerivedCall(ReverseMode mode, CallOp operation, Derivation derivation, List<Value> seeds)
        {
            _mode = mode;
            _value = mode._primal.TypeOf(operation.Results[0]);
            List<Value> passed = [.. operation.Passed];
            int count = derivation.Roles.Count, outputs = operation.OutputCount;
            Own = passed.GetRange(0, count);
            OwnSeed = derivation.HasSeed ? passed[count] : Value.None;
            OwnDirections = derivation.HasDirections ? passed.GetRange(count, derivation.Active.Count) : [];
            OwnOutputs = passed.GetRange(passed.Count - outputs, outputs);
            int kept = passed.Count;
            Value Recalled(Value argument) => mode._primal.TypeOf(argument).Shape == IrShape.Buffer ? mode.Shadow(operation.Arguments[kept++]) : mode.Recall(argument);
            _recalled = [.. Own.Select(Recalled)];
            Seed = derivation.HasSeed ? mode.Recall(OwnSeed) : Value.None;
            List<Value> directions = [.. OwnDirections.Select(Recalled)];
            AllDirections = derivation.HasDirections ? [.. derivation.All.Select(i => derivation.Active.ToList().IndexOf(i) is var k and >= 0 ? directions[k] : NoDirection(i))] : [];
            int number = 1, buffer = 0;
            Adjoints = [.. derivation.Active.Select(i => mode._primal.TypeOf(Own[i]).IsBuffer ? OfStorage(OwnOutputs[buffer++]) : OfNumber(seeds[number], operation.Results[number++]))];

            Value NoDirection(int i) => mode._primal.TypeOf(Own[i]).IsBuffer ? Fresh(i) : mode.Zero(Own[i]);
            Value OfStorage(Value output) => mode._activity.HasShadow(output) ? mode.Shadow(output) : Fresh(output, mode.Recall(output));
            Value OfNumber(Value seed, Value result) => seed.IsNone ? mode.Zero(result) : seed;
        }

        /// <summary>The arguments in the primal: the method's own, the seed, the directions, what is written.</summary>
        public List<Value> Own { get; }

        public Value OwnSeed { get; }

        public List<Value> OwnDirections { get; }

        public List<Value> OwnOutputs { get; }

        /// <summary>The seed in the reverse sweep.</summary>
        public Value Seed { get; }

        /// <summary>The directions in the reverse sweep, of the complete derivative.</summary>
        public List<Value> AllDirections { get; }

        /// <summary>The adjoints of the derivative, one per active parameter.</summary>
        public List<Value> Adjoints { get; }

        /// <summary>What the last evaluation wrote.</summary>
        public List<Value> Outputs { get; private set; } = [];

        public List<Value> TangentOutputs { get; private set; } = [];

        /// <summary>A call of the derivative at the same point, or of a function with the same parameters; with tangents where there are directions for them.</summary>
        /// <param name="function">Which.</param>
        /// <param name="active">The parameters that it is a derivative with respect to.</param>
        /// <param name="seed">The adjoint of the value, where it takes one.</param>
        /// <param name="directions">The directions, where it takes some.</param>
        /// <param name="tangents">The tangents of the parameters, where it takes some.</param>
        /// <returns>The value and the derivatives with respect to numbers; where there are tangents, then the tangent of each.</returns>
        public List<Value> Evaluate(string function, IReadOnlyList<int> active, Value seed, IReadOnlyList<Value> directions, IReadOnlyList<Value> tangents)
        {
            List<int> storage = [.. active.Where(i => _mode._primal.TypeOf(Own[i]).IsBuffer)];
            Outputs = [.. storage.Select(Fresh)];
            TangentOutputs = tangents.Count > 0 ? [.. storage.Select(Fresh)] : [];
            List<Value> arguments = [.. _recalled];
            if (!seed.IsNone) arguments.Add(seed);
            arguments.AddRange([.. directions, .. Outputs, .. tangents, .. TangentOutputs]);
            List<IrType> types = [_value, .. active.Except(storage).Select(i => _mode._primal.TypeOf(Own[i]))];
            List<Value> results = [.. types.Concat(tangents.Count > 0 ? types : []).Select(type => _mode._builder.Define(type))];
            _mode._builder.Add(new CallOp(results.ToEquatable(), function, arguments.ToEquatable()));
            return results;
        }

        private Value Fresh(int parameter) => Fresh(Own[parameter], _recalled[parameter]);

        private Value Fresh(Value like, Value recalled) => _mode._builder.Alloc(_mode._primal.TypeOf(like).Kind, _mode._builder.Length(recalled), AllocKind.Shadow);
    }
}
