using System;
using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// What is taken from the exponents of a sum and added to its logarithm again only keeps the exponentials in range: the result doesn't
/// depend on it, and its derivative isn't formed.
/// <code>
/// m + Log(Σ Exp(x[i] - m))   ---->   stop(m) + Log(Σ Exp(x[i] - stop(m)))
/// </code>
/// The values stay as they are. The derivative is that of the formula, without the rounding errors that the terms of m would leave of zero, and
/// nothing has to be kept of how m, a running maximum as a rule, was found.
/// </summary>
internal sealed class CancelShifts : IrRewriter
{
    /// <summary>No more values are followed, nor terms tried: the search goes as deep as a sum that is written out.</summary>
    private const int Largest = 500;

    private readonly Dictionary<Value, ScalarOp> _scalars = [];
    private readonly Dictionary<Value, Literal> _literals = [];

    /// <summary>Where a value goes: what is made of it alone or with others; <see cref="Value.None"/> for any other use.</summary>
    private readonly Dictionary<Value, List<Value>> _flows = [];

    /// <summary>The values that a result of a branch or loop, or a carried value, may be.</summary>
    private readonly Dictionary<Value, List<Value>> _sources = [];

    /// <summary>The operations that see a shift as a constant, and the shift.</summary>
    private readonly Dictionary<Value, Value> _stopped = [];

    private CancelShifts()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => Is(operation, ".Log")) && function.Body.Has(operation => Is(operation, ".Exp")) ? ((IrRewriter)new CancelShifts()).Run(function) : function;

    protected override void Begin(Function function)
    {
        Collect(function.Body);
        foreach (Value kept in function.Body.Yields) Flow(kept, Value.None);
        foreach (ScalarOp logarithm in _scalars.Values.Where(scalar => Is(scalar, ".Log")).ToList()) Visit(logarithm);
    }

    protected override void Rewrite(Operation operation)
    {
        if (operation is not ScalarOp scalar || !_stopped.TryGetValue(scalar.Result, out Value shift))
        {
            Copy(operation);
            return;
        }
        Builder.Origin = scalar.Origin;
        Value constant = Builder.Scalar(Codes.Stop, Use(shift));
        Builder.Origin = Origin.None;
        Builder.Add(scalar with { Arguments = scalar.Arguments.Select(argument => argument == shift ? constant : Use(argument)).ToEquatable(), Result = Define(scalar.Result) });
    }

    private static bool Is(Operation operation, string function)
        => operation is ScalarOp { Arguments.Count: 1 } scalar && scalar.Code.EndsWith(function, StringComparison.Ordinal);

    private void Collect(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case ConstantOp constant: _literals[constant.Result] = constant.Literal; break;
                case ScalarOp scalar:
                    _scalars[scalar.Result] = scalar;
                    foreach (Value argument in scalar.Arguments) Flow(argument, scalar.Result);
                    break;
                case IfOp branch:
                    Flow(branch.Condition, Value.None);
                    foreach (Region side in branch.Regions.Where(side => !side.Throws)) Join(side.Yields, branch.IfResults);
                    break;
                case ForOp loop:
                    Flow(loop.Lower, Value.None);
                    Flow(loop.Upper, Value.None);
                    Carry(loop.Inits, [.. loop.Body.Parameters.Skip(1)], loop);
                    break;
                case WhileOp loop:
                    Carry(loop.Inits, loop.Body.Parameters, loop);
                    Join(loop.Body.Parameters, loop.Condition.Parameters);
                    foreach (Value tested in loop.Condition.Yields) Flow(tested, Value.None);
                    break;
                default:
                    foreach (Value operand in operation.Operands) Flow(operand, Value.None);
                    foreach (Value yielded in operation.Regions.SelectMany(nested => nested.Yields)) Flow(yielded, Value.None);
                    break;
            }
            foreach (Region nested in operation.Regions) Collect(nested);
        }
    }

    /// <summary>A carried value is what it began as, or what a trip made of it; so is what the loop leaves.</summary>
    private void Carry(EquatableArray<Value> inits, EquatableArray<Value> parameters, Operation loop)
    {
        Region body = loop.Regions[loop.Regions.Count - 1];
        Join(inits, parameters);
        Join(inits, loop.Results);
        if (body.Throws) return;
        Join(body.Yields, parameters);
        Join(body.Yields, loop.Results);
    }

    private void Join(EquatableArray<Value> from, ValueList to)
    {
        for (int i = 0; i < to.Count; i++)
        {
            Flow(from[i], to[i]);
            if (!_sources.TryGetValue(to[i], out List<Value>? sources)) _sources[to[i]] = sources = [];
            sources.Add(from[i]);
        }
    }

    private void Flow(Value from, Value to)
    {
        if (!_flows.TryGetValue(from, out List<Value>? flows)) _flows[from] = flows = [];
        flows.Add(to);
    }

    /// <summary>Looks for a shift of the exponents of which the logarithm is one, in the sum that the logarithm is a term of.</summary>
    private void Visit(ScalarOp logarithm)
    {
        bool isNegative = false;
        int tried = 0;
        for (Value term = logarithm.Result; _flows.TryGetValue(term, out List<Value>? flows) && flows.Count == 1 && Sum(flows[0]) is { } sum; term = sum.Result)
        {
            bool isRight = sum.Arguments[1] == term, isDifference = sum.Code == Codes.Subtract;
            isNegative ^= isRight && isDifference;
            foreach ((ScalarOp user, Value other, bool isOpposite) in Terms(sum, sum.Arguments[isRight ? 0 : 1], isNegative ^ (!isRight && isDifference)))
                if (Cancels(logarithm, user, other, isOpposite) || ++tried == Largest) return;
        }
    }

    /// <summary>A term, and where it is a sum that is used once, the terms of that.</summary>
    /// <param name="user">What the term is an argument of.</param>
    /// <param name="term">The term.</param>
    /// <param name="isOpposite">Whether it counts with the other sign than the logarithm.</param>
    private IEnumerable<(ScalarOp User, Value Term, bool IsOpposite)> Terms(ScalarOp user, Value term, bool isOpposite)
    {
        var waiting = new Stack<(ScalarOp User, Value Term, bool IsOpposite)>();
        waiting.Push((user, term, isOpposite));
        while (waiting.Count > 0)
        {
            (ScalarOp User, Value Term, bool IsOpposite) next = waiting.Pop();
            yield return next;
            if (Sum(next.Term) is not { } sum || _flows[next.Term].Count != 1) continue;
            waiting.Push((sum, sum.Arguments[1], next.IsOpposite ^ (sum.Code == Codes.Subtract)));
            waiting.Push((sum, sum.Arguments[0], next.IsOpposite));
        }
    }

    /// <summary>Whether a term of the sum that the logarithm is in cancels the shift of the exponents; it is a constant then.</summary>
    private bool Cancels(ScalarOp logarithm, ScalarOp user, Value term, bool isOpposite)
    {
        // One use is the term, another one the shift.
        if (_flows[term].Count < 2 || _literals.ContainsKey(term)) return false;
        var scaled = new Scaled(this, term, isOpposite);
        if (!scaled.Is(logarithm.Arguments[0]) || !scaled.AreFactors || !scaled.Members.All(member => _flows[member].All(to => to == logarithm.Result || scaled.Members.Contains(to) || IsUnused(to)))) return false;
        foreach (Value shifted in scaled.Shifted) _stopped[shifted] = term;
        _stopped[user.Result] = term;
        return true;
    }

    private bool IsUnused(Value value) => !value.IsNone && !_flows.ContainsKey(value);

    private ScalarOp? Sum(Value value) => _scalars.TryGetValue(value, out ScalarOp? scalar) && scalar.Code is Codes.Add or Codes.Subtract ? scalar : null;

    /// <summary>The values that are a multiple of Exp(-m), or of Exp(m), in whatever way they were summed.</summary>
    private sealed class Scaled(CancelShifts analysis, Value shift, bool isRaised)
    {
        /// <summary>The values found to be multiples, and the differences that are the exponents.</summary>
        public HashSet<Value> Members { get; private set; } = [];

        /// <summary>The differences that are the exponents.</summary>
        public HashSet<Value> Shifted { get; private set; } = [];

        /// <summary>Whether the exponential of the shift is a factor of each of them once, and nothing else of them depends on it.</summary>
        public bool AreFactors
            => Shifted.Count > 0 && !Members.Contains(shift) && Members.All(member => !analysis._scalars.TryGetValue(member, out ScalarOp? scalar)
                || scalar.Code is Codes.Add or Codes.Subtract && !Shifted.Contains(member) || scalar.Arguments.Count(Members.Contains) == (Shifted.Contains(member) ? 0 : 1));

        public bool Is(Value value)
        {
            if (Members.Contains(value)) return true;
            if (Members.Count == Largest) return false;
            if (analysis._literals.TryGetValue(value, out Literal literal)) return literal.Kind.IsFloat() && literal.AsDouble == 0;
            // A carried value is one if it is where it is assumed to be.
            if (analysis._sources.TryGetValue(value, out List<Value>? sources)) return Try(value, () => sources.All(Is));
            if (!analysis._scalars.TryGetValue(value, out ScalarOp? scalar)) return false;
            return Try(value, () => scalar.Code switch
            {
                Codes.Add or Codes.Subtract => Is(scalar.Arguments[0]) && Is(scalar.Arguments[1]),
                Codes.Negate => Is(scalar.Arguments[0]),
                Codes.Multiply => Is(scalar.Arguments[0]) || Is(scalar.Arguments[1]),
                Codes.Divide => scalar.Arguments[0] != scalar.Arguments[1] && Is(scalar.Arguments[0]),
                _ => CancelShifts.Is(scalar, ".Exp") && IsShifted(scalar.Arguments[0]),
            });
        }

        private bool IsShifted(Value exponent)
        {
            if (!analysis._scalars.TryGetValue(exponent, out ScalarOp? difference) || difference.Code != Codes.Subtract) return false;
            if (difference.Arguments[isRaised ? 0 : 1] != shift || difference.Arguments[isRaised ? 1 : 0] == shift) return false;
            Shifted.Add(exponent);
            return Members.Add(exponent);
        }

        private bool Try(Value value, Func<bool> isOne)
        {
            (HashSet<Value> members, HashSet<Value> shifted) = ([.. Members], [.. Shifted]);
            Members.Add(value);
            if (isOne()) return true;
            (Members, Shifted) = (members, shifted);
            return false;
        }
    }
}
