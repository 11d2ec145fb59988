using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// Code that is too long for one method becomes several: the JIT keeps track of 1 024 variables, any other is in memory, and so are all of them in a method
/// that is longer still. What one part computes and another one needs is kept in a buffer.
/// <code>
/// t0 = f(x); …; t1999 = f(t1998)   ---->   kept = cache(…); Part1(x, kept); …; Part5(x, kept)
/// </code>
/// </summary>
internal sealed class Outline : IrRewriter
{
    /// <summary>What stands between the name of a function and the number of a part of it.</summary>
    private const string Suffix = " part ";

    private readonly PartPlan _plan;
    private readonly Dictionary<ScalarKind, Value> _kept = [];
    private readonly List<Function> _parts = [];

    private Outline(PartPlan plan) => _plan = plan;

    /// <summary>The function, and what parts of it became; the function itself where it is short enough.</summary>
    /// <param name="function">The function.</param>
    /// <param name="mostVariables">How many variables a method has at most, about.</param>
    public static (Function Function, IReadOnlyList<Function> Parts) Outlined(Function function, int mostVariables = PartPlan.MostVariables)
    {
        if (PartPlan.Of(function, mostVariables) is not { } plan) return (function, []);
        var pass = new Outline(plan);
        Function rest = Renumber(pass.Run(function));
        return (DeadCode.Run(rest), pass._parts);
    }

    protected override EquatableArray<Value> RewriteBody(Region region)
    {
        if (ReferenceEquals(region, Source.Body))
            foreach (KeyValuePair<ScalarKind, int> count in _plan.Counts) _kept[count.Key] = Builder.Alloc(count.Key, Builder.Int32(count.Value), AllocKind.Cache, "kept");
        foreach (Value parameter in region.Parameters) Keep(parameter);
        return base.RewriteBody(region);
    }

    protected override void Rewrite(Operation operation)
    {
        if (!_plan.Parts.TryGetValue(operation, out Part? part))
        {
            Copy(operation);
            foreach (Value result in operation.Results) Keep(result);
        }
        else if (ReferenceEquals(part.Operations[part.Operations.Count - 1], operation))
        {
            Call(part);
        }
    }

    private void Keep(Value value)
    {
        if (_plan.Slots.TryGetValue(value, out int slot)) Builder.Store(_kept[Source.TypeOf(value).Kind], Builder.Int32(slot), Use(value), isProved: true);
    }

    private void Call(Part part)
    {
        string name = $"{Source.Name}{(Source.Name.IndexOf('(') < 0 ? "()" : "")}{Suffix}{(_parts.Count + 1).ToString(CultureInfo.InvariantCulture)}";
        List<Value> buffers = [.. part.Buffers.OrderBy(value => value.Id)];
        // What only other parts need, and these compute again, is dead here.
        Function function = DeadCode.Run(new PartBuilder(Source, _plan).Build(name, part.Operations, buffers));
        if (function.Body.Operations.Count > 0)
        {
            _parts.Add(function);
            Builder.Add(new CallOp(default, name, buffers.Select(Use).Concat(_plan.Counts.Keys.Select(kind => _kept[kind])).ToEquatable()));
        }
        foreach (Operation operation in part.Operations)
            foreach (Value result in operation.Results)
                if (_plan.Loaded.Contains(result))
                    Replace(result, Builder.Load(_kept[Source.TypeOf(result).Kind], Builder.Int32(_plan.Slots[result]), Source.NameOf(result), isProved: true));
    }

    /// <summary>The function that a part becomes.</summary>
    private sealed class PartBuilder
    {
        private readonly Function _source;
        private readonly PartPlan _plan;
        private readonly IrBuilder _builder;
        private readonly Dictionary<Value, Value> _map = [];
        private readonly List<Value> _used = [];
        private readonly Dictionary<ScalarKind, Value> _kept = [];
        private readonly Func<Value, Value> _use, _define;
        private readonly Func<Region, Region> _region;

        public PartBuilder(Function source, PartPlan plan)
        {
            (_source, _plan, _builder) = (source, plan, new IrBuilder(source.Sources));
            (_use, _define, _region) = (Use, Define, Clone);
        }

        public Function Build(string name, IReadOnlyList<Operation> operations, List<Value> buffers)
        {
            foreach (Value buffer in buffers)
            {
                Define(buffer);
                if (_source.Effects.DefinitionOf(buffer) is AllocOp { Kind: AllocKind.Cache }) _builder.Name(_map[buffer], "cache");
            }
            foreach (ScalarKind kind in _plan.Counts.Keys) _kept[kind] = _builder.Define(new IrType(kind, IrShape.Buffer), "kept");
            EquatableArray<Value> parameters = buffers.Select(Use).Concat(_kept.Values).ToEquatable();
            Region body = _builder.Region(parameters, () =>
            {
                foreach (Operation operation in operations) Add(operation);
                return default;
            });
            BufferRoots roots = _source.Effects.Roots;
            bool mayAlias = buffers.Any(buffer => buffers.Any(other => other != buffer && roots.MayAlias(buffer, other)));
            return Renumber(_builder.Function(name, body) with { ParametersMayAlias = mayAlias });
        }

        private void Add(Operation operation)
        {
            foreach (Value value in PartPlan.UsedBy(operation, _used))
                if (!_map.ContainsKey(value)) Fetch(value);
            _builder.Add(Clone(operation));
            foreach (Value result in operation.Results)
                if (_plan.Slots.TryGetValue(result, out int slot)) _builder.Store(_kept[_source.TypeOf(result).Kind], _builder.Int32(slot), Use(result), isProved: true);
        }

        /// <summary>What isn't kept is computed again.</summary>
        private void Fetch(Value value)
        {
            if (_plan.Slots.TryGetValue(value, out int slot))
            {
                _map[value] = _builder.Load(_kept[_source.TypeOf(value).Kind], _builder.Int32(slot), _source.NameOf(value), isProved: true);
                return;
            }
            Operation definition = _source.Effects.DefinitionOf(value)!;
            foreach (Value operand in definition.Operands)
                if (!_map.ContainsKey(operand)) Fetch(operand);
            // Where it stood first, it hasn't thrown.
            _builder.Add((definition is LoadOp load ? load with { IsProved = true } : definition).With(_use, _define, _region) with { Origin = Origin.None });
        }

        private Value Define(Value old) => _map[old] = _builder.Define(_source.TypeOf(old), _source.NameOf(old));

        private Value Use(Value old) => _map[old];

        /// <summary>What is proved by what the whole function knows is said to be.</summary>
        private Operation Clone(Operation operation)
        {
            Operation clone = operation.With(_use, _define, _region);
            return clone switch
            {
                LoadOp { IsProved: false } load when !_source.Effects.Of(operation).Throws => load with { IsProved = true },
                StoreOp { IsProved: false } store when !_source.Effects.Of(operation).Throws => store with { IsProved = true },
                _ => clone,
            };
        }

        private Region Clone(Region region) => new(region.Parameters.Map(_define), [.. region.Operations.Select(Clone)], region.Yields.Map(_use));
    }
}
