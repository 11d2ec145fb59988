using System;

namespace DiffGen.Generator.IR;

/// <summary><c>results = condition ? then : otherwise</c>. A side that throws yields nothing.</summary>
internal sealed record IfOp(EquatableArray<Value> IfResults, Value Condition, Region Then, Region Else) : Operation
{
    public override ValueList Results => IfResults;

    public override ValueList Operands => Condition;

    public override EquatableArray<Region> Regions => [Then, Else];

    public override bool NeverCompletes => Then.Throws && Else.Throws;

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value condition = use(Condition);
        Region then = region(Then), otherwise = region(Else);
        return With(IfResults.Map(define), condition, then, otherwise);
    }

    /// <summary>The same branch of other parts; itself where all of them are its own.</summary>
    public IfOp With(EquatableArray<Value> results, Value condition, Region then, Region otherwise)
        => condition == Condition && ReferenceEquals(then, Then) && ReferenceEquals(otherwise, Else) && results.Equals(IfResults)
            ? this
            : this with { Condition = condition, Then = then, Else = otherwise, IfResults = results };
}

/// <summary>
/// <c>for (i = Lower; i &lt; Upper; i += Step) (carried) = Body(i, carried)</c>; a negative step compares with <c>&gt;</c>.
/// Bounds are values, so nothing that the body does changes the number of trips.
/// </summary>
/// <param name="ForResults">The carried values after the last trip.</param>
/// <param name="Lower">First value of the counter.</param>
/// <param name="Upper">Bound of the counter.</param>
/// <param name="Step">A constant that isn't 0.</param>
/// <param name="IsInclusive">The counter also takes the value of the bound.</param>
/// <param name="Inits">The carried values before the first trip.</param>
/// <param name="Body">Parameters: counter, then carried values; yields the next carried values.</param>
internal sealed record ForOp(
    EquatableArray<Value> ForResults,
    Value Lower,
    Value Upper,
    int Step,
    bool IsInclusive,
    EquatableArray<Value> Inits,
    Region Body) : Operation
{
    /// <summary>Whether the loop iterates to a solution, and is not differentiated itself (see <see cref="CallOp.StateCount"/>).</summary>
    public bool IsSolved { get; init; }

    public override ValueList Results => ForResults;

    public override ValueList Operands => new(Lower, Upper, Inits);

    public override EquatableArray<Region> Regions => [Body];

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        Value lower = use(Lower), upper = use(Upper);
        EquatableArray<Value> inits = Inits.Map(use);
        Region body = region(Body);
        EquatableArray<Value> results = ForResults.Map(define);
        return lower == Lower && upper == Upper && inits.IsSame(Inits) && ReferenceEquals(body, Body) && results.IsSame(ForResults)
            ? this
            : this with { Lower = lower, Upper = upper, Inits = inits, Body = body, ForResults = results };
    }
}

/// <summary><c>while (Condition(carried)) (carried) = Body(carried)</c>.</summary>
/// <param name="WhileResults">The carried values when the condition is false.</param>
/// <param name="Inits">The carried values before the first test.</param>
/// <param name="Condition">Parameters: the carried values; yields one bool; writes nothing.</param>
/// <param name="Body">Parameters: the carried values; yields the next ones.</param>
internal sealed record WhileOp(EquatableArray<Value> WhileResults, EquatableArray<Value> Inits, Region Condition, Region Body) : Operation
{
    /// <inheritdoc cref="ForOp.IsSolved"/>
    public bool IsSolved { get; init; }

    public override ValueList Results => WhileResults;

    public override ValueList Operands => Inits;

    public override EquatableArray<Region> Regions => [Condition, Body];

    public override Operation With(Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region)
    {
        EquatableArray<Value> inits = Inits.Map(use);
        Region condition = region(Condition), body = region(Body);
        EquatableArray<Value> results = WhileResults.Map(define);
        return inits.IsSame(Inits) && ReferenceEquals(condition, Condition) && ReferenceEquals(body, Body) && results.IsSame(WhileResults)
            ? this
            : this with { Inits = inits, Condition = condition, Body = body, WhileResults = results };
    }
}
