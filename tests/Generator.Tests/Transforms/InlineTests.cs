using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Tests.Transforms;

public sealed class InlineTests
{
    private static readonly Function _leaf = Named("leaf", b => p => b.Scalar("Math.Sin", p));

    [Fact]
    public void Calls_of_calls_are_replaced_at_once()
    {
        Function middle = Calls("middle", "leaf", "leaf"), entry = Calls("entry", "middle");
        Function inlined = Assert.Single(Inline.Run([entry, middle, _leaf]));
        Assert.Equal(
            """
            %1: f64 = Math.Sin(%0)
            %2: f64 = Math.Sin(%1)
            yield %2
            """,
            Ir.Body(inlined));
        Assert.Equal("entry", inlined.Name);
    }

    [Fact]
    public void What_isn_t_there_stays_a_call()
        => Assert.Equal(["entry"], Inline.Run([Calls("entry", "elsewhere", "leaf"), _leaf]).Select(function => function.Name));

    [Fact]
    public void What_is_recursive_stays_out_of_line_with_all_that_it_calls_in_it()
    {
        Function even = Calls("even", "odd", "leaf"), odd = Calls("odd", "even"), entry = Calls("entry", "helper"), helper = Calls("helper", "even", "leaf");
        IReadOnlyList<Function> functions = Inline.Run([entry, helper, _leaf, odd, even]);
        Assert.Equal(["entry", "even", "odd"], functions.Select(function => function.Name));
        Assert.Equal(["even"], Inline.Callees(functions[0].Body));
        Assert.Equal(["odd"], Inline.Callees(functions[1].Body));
        Assert.Equal(["even"], Inline.Callees(functions[2].Body));
        Assert.Contains("Math.Sin", Ir.Body(functions[1]), StringComparison.Ordinal);
    }

    /// <summary>It is differentiated as what others call and as what the user calls.</summary>
    [Fact]
    public void A_recursive_entry_is_there_twice()
        => Assert.Equal([("entry", false), ("entry", true)], Inline.Run([Calls("entry", "entry")]).Select(function => (function.Name, function.ParametersMayAlias)));

    [Fact]
    public void Calls_after_the_budget_is_spent_stay()
    {
        Function middle = Calls("middle", "leaf", "leaf"), entry = Calls("entry", "middle", "middle", "leaf");
        // Of the leaf there are two values, of the middle three, and of the entry four.
        Assert.Equal((2, 1), Replaced(12));
        Assert.Equal((2, 0), Replaced(11));
        Assert.Equal((1, 1), Replaced(9));
        Assert.Equal((1, 0), Replaced(8));
        Assert.Equal((0, 1), Replaced(6));
        Assert.Equal((0, 0), Replaced(5));

        (int Middles, int Leaves) Replaced(int budget)
        {
            var plan = new InlinePlan([entry, middle, _leaf], budget);
            List<string> names = [.. entry.Body.Operations.OfType<CallOp>().Select(plan.Find).OfType<Function>().Select(function => function.Name)];
            return (names.Count(name => name == "middle"), names.Count(name => name == "leaf"));
        }
    }

    [Fact]
    public void What_throws_deep_inside_ends_what_is_around_it()
    {
        Function thrower = Ir.BuildUnverified([Ir.F64], (b, p) =>
        {
            b.Add(new ThrowOp("new global::System.Exception()", default));
            return [];
        }) with
        { Name = "thrower" };
        Function middle = Calls("middle", "thrower", "leaf");
        Function entry = Ir.BuildUnverified([Ir.Bool, Ir.F64], (b, p) => [b.If(p[0], () => Call(b, "middle", p[1]), () => p[1])]) with { Name = "entry" };
        Function inlined = Assert.Single(Inline.Run([entry, middle, thrower, _leaf]));
        Assert.Equal(
            """
            %2: f64 = if %0
            {
                throw `new global::System.Exception()`()
            }
            else
            {
                yield %1
            }
            yield %2
            """,
            Ir.Body(inlined));
        Function both = Ir.BuildUnverified([Ir.Bool, Ir.F64], (b, p) => [b.Scalar("Math.Cos", b.If(p[0], () => Call(b, "middle", p[1]), () => Call(b, "thrower", p[1])))]) with { Name = "entry" };
        Assert.DoesNotContain("Math.Cos", Ir.Body(Assert.Single(Inline.Run([both, middle, thrower, _leaf]))), StringComparison.Ordinal);
    }

    /// <summary>A window can be written where what it is a window of can.</summary>
    [Fact]
    public void Windows_are_of_what_is_passed()
    {
        Function first = Ir.BuildUnverified([Ir.ReadOnly], (b, p) => [b.Load(b.View(p[0], b.Int32(0), b.Int32(1)), b.Int32(0))]) with { Name = "first" };
        Function entry = Ir.BuildUnverified([Ir.Buffer], (b, p) => [Call(b, "first", p[0])]) with { Name = "entry" };
        Assert.Contains(": f64[] = view %0(", Ir.Body(Assert.Single(Inline.Run([entry, first]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_have_the_names_that_callers_give()
    {
        Function middle = Named("middle", b => p => b.Scalar("Math.Cos", Call(b, "leaf", p, "inner"))), entry = Named("entry", b => p => Call(b, "middle", p, "outer"));
        Function inlined = Assert.Single(Inline.Run([entry, middle, _leaf]));
        Assert.Equal(["inner", "outer"], inlined.Body.Operations.Select(operation => inlined.NameOf(operation.Results[0])));
    }

    [Fact]
    public void A_graph_s_cycles_are_what_reaches_itself()
    {
        var edges = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["b", "e"], ["b"] = ["c", "out"], ["c"] = ["d"], ["d"] = ["b", "e"], ["e"] = [], ["f"] = ["f", "a"], ["g"] = ["a", "f"] };
        Assert.Equal(["b", "c", "d", "f"], new Cycles(edges).Names.Order());
    }

    /// <summary>Against the definition: what comes back to where it began.</summary>
    [Fact]
    public void Cycles_of_random_graphs()
    {
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            int count = random.Next(1, 9);
            var edges = Enumerable.Range(0, count).ToDictionary(i => $"{i}", i => (IReadOnlyList<string>)[.. Enumerable.Range(0, random.Next(3)).Select(_ => $"{random.Next(count)}")]);
            Assert.Equal(edges.Keys.Where(node => Reached(node).Contains(node)).Order(), new Cycles(edges).Names.Order());

            HashSet<string> Reached(string node)
            {
                HashSet<string> reached = [];
                var next = new Stack<string>(edges[node]);
                while (next.TryPop(out string? at))
                    if (reached.Add(at)) foreach (string further in edges[at]) next.Push(further);
                return reached;
            }
        }
    }

    /// <summary>A function that hands its argument through calls.</summary>
    private static Function Calls(string name, params string[] callees)
        => Named(name, b => p => callees.Aggregate(p, (value, callee) => Call(b, callee, value)));

    private static Value Call(IrBuilder builder, string callee, Value argument, string name = "")
    {
        Value result = builder.Define(Ir.F64, name);
        builder.Add(new CallOp([result], callee, [argument]));
        return result;
    }

    private static Function Named(string name, Func<IrBuilder, Func<Value, Value>> body) => Ir.BuildUnverified([Ir.F64], (b, p) => [body(b)(p[0])]) with { Name = name };
}
