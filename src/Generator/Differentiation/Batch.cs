using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Differentiation;

/// <summary>What the batched form does with a parameter of the method.</summary>
/// <param name="IsBatch">One value or one window per sample.</param>
/// <param name="SampleLength">Length of a sample's window, or -1: what the batch holds, divided by the count.</param>
/// <param name="Of">Where it is a field of structs, how the batch holds it.</param>
internal sealed record BatchParameter(bool IsBatch, int SampleLength, Projection? Of);

/// <summary>
/// The batched forms: a loop over the samples around the inlined function, so that forward and reverse sweep of a sample
/// run together and nothing is stored across samples.
/// <code>
/// for (sample = 0; sample &lt; count; sample++) { value += f(sample); d += seed·∇f(sample) }
/// </code>
/// </summary>
internal static class Batch
{
    /// <summary>The mean value. Parameters: the function's (batched ones as buffers), count.</summary>
    public static Function Value(Function primal, IReadOnlyList<BatchParameter> parameters)
        => new BatchBuilder(primal, parameters).Value();

    /// <summary>
    /// Value and derivative. Parameters: as <see cref="Value"/>, then the seed of the sum where <paramref name="hasSeed"/>
    /// (else value and gradient are means), then a buffer per accumulated parameter.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="pullback">Its reverse with a seed, accumulating.</param>
    /// <param name="spec">How the reverse was made.</param>
    /// <param name="parameters">Per parameter of the function.</param>
    /// <param name="hasSeed">Whether the seed is a parameter.</param>
    public static Function Derivative(Function primal, Function pullback, ReverseSpec spec, IReadOnlyList<BatchParameter> parameters, bool hasSeed)
        => new BatchBuilder(primal, parameters).Derivative(pullback, spec, hasSeed);

    private sealed class BatchBuilder
    {
        private readonly IrBuilder _builder = new();
        private readonly Function _primal;
        private readonly IReadOnlyList<BatchParameter> _batch;
        private readonly List<Value> _parameters = [];
        private readonly Value _count;
        private readonly IrType _type;

        public BatchBuilder(Function primal, IReadOnlyList<BatchParameter> batch)
        {
            _primal = primal;
            _batch = batch;
            _type = primal.TypeOf(primal.Body.Yields[0]);
            for (int i = 0; i < primal.Parameters.Count; i++)
            {
                IrType type = primal.TypeOf(primal.Parameters[i]);
                if (batch[i].IsBatch) type = type with { Shape = IrShape.ReadOnlyBuffer, Of = batch[i].Of };
                _parameters.Add(_builder.Define(type, primal.NameOf(primal.Parameters[i])));
            }
            _count = _builder.Define(IrType.Int32, "count");
        }

        public Function Value()
        {
            Region body = _builder.Region([.. _parameters, _count], () =>
            {
                IReadOnlyList<Value> sums = Loop([_builder.Float(_type.Kind, 0)], ["sum"], (sample, carried) =>
                {
                    Value value = _builder.Define(_type, "value");
                    _builder.Add(new CallOp([value], _primal.Name, Arguments(sample).ToEquatable()));
                    return [_builder.Scalar(Codes.Add, carried[0], value)];
                });
                return [Mean(sums[0])];
            });
            return Finish(body, _primal, []);
        }

        public Function Derivative(Function pullback, ReverseSpec spec, bool hasSeed)
        {
            List<Value> all = [.. _parameters, _count];
            Value seed = hasSeed ? _builder.Define(_type, "seed") : IR.Value.None;
            if (hasSeed) all.Add(seed);
            List<Value> outputs = [];
            for (int i = 0; i < spec.Roles.Count; i++)
                if (spec.Roles[i] == AdjointRole.Accumulated) outputs.Add(_builder.Define(_primal.TypeOf(_primal.Parameters[i]) with { Shape = IrShape.Buffer }, spec.Names[i]));
            all.AddRange(outputs);

            // A sample that may throw accumulates apart, so that an exception leaves the outputs as they were.
            bool isDirect = !pullback.Effects.Of(pullback.Body).Throws;
            Region body = _builder.Region(all.ToEquatable(), () =>
            {
                if (!hasSeed) seed = _builder.Scalar(Codes.Divide, _builder.Float(_type.Kind, 1), _builder.Scalar(_type, Codes.Convert, _count));
                if (!hasSeed) _builder.Name(seed, "seed");
                List<Value> shadows = isDirect ? outputs : [.. outputs.Select(output => Outputs.Local(_builder, output))];
                if (isDirect && !hasSeed)
                    foreach (Value output in outputs) _builder.Add(new ClearOp(output));

                List<int> scalars = [.. Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == AdjointRole.Scalar)];
                List<Value> inits = [_builder.Float(_type.Kind, 0), .. scalars.Select(i => _builder.Float(_primal.TypeOf(_primal.Parameters[i]).Kind, 0))];
                IReadOnlyList<Value> sums = Loop(inits, ["sum", .. scalars.Select(i => spec.Names[i])], (sample, carried) =>
                {
                    Value value = _builder.Define(_type, "value");
                    List<Value> results = [value, .. scalars.Select(i => _builder.Define(_primal.TypeOf(_primal.Parameters[i])))];
                    _builder.Add(new CallOp(results.ToEquatable(), pullback.Name, Arguments(sample).Append(seed).Concat(shadows).ToEquatable()));
                    return [.. carried.Select((sum, i) => _builder.Scalar(Codes.Add, sum, results[i]))];
                });
                if (!isDirect && !hasSeed) Outputs.Prepare(_builder, outputs);
                if (!isDirect)
                    for (int i = 0; i < outputs.Count; i++) Outputs.Commit(_builder, outputs[i], shadows[i], isAdded: hasSeed);
                return [hasSeed ? sums[0] : Mean(sums[0]), .. sums.Skip(1)];
            });
            return Finish(body, pullback, [.. hasSeed ? [-1] : System.Array.Empty<int>(), .. Enumerable.Range(0, spec.Roles.Count).Where(i => spec.Roles[i] == AdjointRole.Accumulated).Select(LengthOf)]);
        }

        private Function Finish(Region body, Function inlined, IEnumerable<int> lengths)
        {
            IEnumerable<int> own = Enumerable.Range(0, _parameters.Count).Select(i => _batch[i].IsBatch ? -1 : LengthOf(i));
            Function function = _builder.Function(_primal.Name + " batch", body) with { Lengths = own.Append(-1).Concat(lengths).ToEquatable() };
            return Inline.Into(function, inlined);
        }

        private int LengthOf(int parameter) => _primal.LengthOf(_primal.Parameters[parameter]) ?? -1;

        private Value Mean(Value sum) => _builder.Scalar(Codes.Divide, sum, _builder.Scalar(_type, Codes.Convert, _count));

        private IReadOnlyList<Value> Loop(List<Value> inits, List<string> names, System.Func<Value, List<Value>, IEnumerable<Value>> build)
        {
            Value sample = _builder.Define(IrType.Int32, "sample");
            List<Value> carried = [.. inits.Select((init, i) => _builder.Define(_builder.TypeOf(init), names[i]))];
            Region body = _builder.Region([sample, .. carried], () => build(sample, carried).ToEquatable());
            List<Value> results = [.. inits.Select((init, i) => _builder.Define(_builder.TypeOf(init), names[i]))];
            _builder.Add(new ForOp(results.ToEquatable(), _builder.Int32(0), _count, 1, false, inits.ToEquatable(), body));
            return results;
        }

        /// <summary>The arguments of one sample.</summary>
        private List<Value> Arguments(Value sample)
        {
            var arguments = new List<Value>();
            for (int i = 0; i < _parameters.Count; i++)
            {
                Value parameter = _parameters[i];
                if (!_batch[i].IsBatch)
                {
                    arguments.Add(parameter);
                }
                else if (_primal.TypeOf(_primal.Parameters[i]).IsScalar)
                {
                    arguments.Add(_builder.Load(parameter, sample, _primal.NameOf(_primal.Parameters[i])));
                }
                else
                {
                    Value length = _batch[i].SampleLength >= 0 ? _builder.Int32(_batch[i].SampleLength) : _builder.Scalar(Codes.Divide, _builder.Length(parameter), _count);
                    arguments.Add(_builder.View(parameter, _builder.Scalar(Codes.Multiply, sample, length), length, _primal.NameOf(_primal.Parameters[i]) + "Sample"));
                }
            }
            return arguments;
        }
    }
}
