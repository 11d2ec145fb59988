using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>One malformed function for each promise.</summary>
public sealed class IrVerifierTests
{
    private static readonly IrType I64 = new(ScalarKind.Int64);

    [Fact]
    public void A_value_is_defined_before_it_is_used()
        => Refused("not in scope", [Ir.F64], (b, p) =>
        {
            Value late = new(2);
            b.Add(new ScalarOp(b.Define(Ir.F64), Codes.Add, [p[0], late]));
            return [b.Float(ScalarKind.Float64, 1)];
        });

    [Fact]
    public void A_value_of_a_region_is_not_used_outside()
        => Refused("not in scope", [Ir.Bool], (b, p) =>
        {
            Value inside = Value.None;
            b.If(p[0], () => inside = b.Float(ScalarKind.Float64, 1));
            return [inside];
        });

    [Fact]
    public void A_value_of_one_side_is_not_used_in_the_other()
        => Refused("not in scope", [Ir.Bool], (b, p) =>
        {
            Value inside = Value.None;
            return [b.If(p[0], () => inside = b.Float(ScalarKind.Float64, 1), () => b.Scalar(Codes.Negate, inside))];
        });

    [Fact]
    public void An_index_is_an_integer() => Refused("Index takes", [Ir.F64, Ir.I32], (b, p) => [b.Scalar(Codes.Index, p[0], p[1])]);

    [Fact]
    public void A_value_is_defined_once()
        => Refused("is defined where", [Ir.F64], (b, p) =>
        {
            Value value = b.Scalar(Codes.Negate, p[0]);
            b.Add(new ScalarOp(value, Codes.Negate, [p[0]]));
            return [value];
        });

    [Fact]
    public void Ids_are_dense()
        => Refused("is defined where", [Ir.F64], (b, p) =>
        {
            b.Define(Ir.F64);
            return [b.Scalar(Codes.Negate, p[0])];
        });

    [Fact]
    public void Every_type_has_a_value()
        => Refused("types for", [Ir.F64], (b, p) =>
        {
            b.Define(Ir.F64);
            return [p[0]];
        });

    [Fact]
    public void Operands_have_one_type() => Refused("on f64 and i32", [Ir.F64, Ir.I32], (b, p) => [b.Scalar(Codes.Add, p[0], p[1])]);

    [Fact]
    public void A_shift_is_by_an_int() => Refused("on i32 and i64", [Ir.I32, I64], (b, p) => [b.Scalar(Codes.ShiftLeft, p[0], p[1])]);

    [Fact]
    public void A_comparison_gives_a_bool() => Refused("gives f64", [Ir.F64], (b, p) => [b.Scalar(Ir.F64, Codes.Less, p[0], p[0])]);

    [Fact]
    public void Arity_is_that_of_the_operator() => Refused("takes two operands", [Ir.F64], (b, p) => [b.Scalar(Codes.Add, p[0])]);

    [Fact]
    public void Not_is_for_bool() => Refused("! is for bool", [Ir.I32], (b, p) => [b.Scalar(Codes.Not, p[0])]);

    [Fact]
    public void A_function_has_a_type_and_a_name() => Refused("Unknown operator", [Ir.F64], (b, p) => [b.Scalar("Sin", p[0])]);

    [Fact]
    public void Scalar_operations_take_scalars() => Refused("takes scalars", [Ir.Buffer], (b, p) => [b.Scalar(Ir.F64, "Math.Sin", p[0])]);

    [Fact]
    public void A_constant_has_the_type_of_its_literal()
        => Refused("type of its literal", [], (b, p) =>
        {
            b.Add(new ConstantOp(b.Define(Ir.F64), Literal.Of(1)));
            return [];
        });

    [Fact]
    public void A_load_gives_an_element()
        => Refused("another type", [Ir.Buffer, Ir.I32], (b, p) =>
        {
            b.Add(new LoadOp(b.Define(Ir.I32), p[0], p[1]));
            return [];
        });

    [Fact]
    public void A_load_is_from_a_buffer()
        => Refused("is no buffer", [Ir.F64, Ir.I32], (b, p) => [b.Load(p[0], p[1])]);

    [Fact]
    public void An_index_is_an_int_or_a_long() => Refused("is no index", [Ir.Buffer, Ir.F64], (b, p) => [b.Load(p[0], p[1])]);

    [Fact]
    public void A_store_is_of_an_element()
        => Refused("another type", [Ir.Buffer, Ir.I32], (b, p) =>
        {
            b.Store(p[0], p[1], p[1]);
            return [];
        });

    [Fact]
    public void A_store_is_into_a_writable_buffer()
        => Refused("cannot be written", [Ir.ReadOnly, Ir.I32, Ir.F64], (b, p) =>
        {
            b.Store(p[0], p[1], p[2]);
            return [];
        });

    [Fact]
    public void Only_stacks_reserve()
        => Refused("is no stack", [Ir.Buffer, Ir.I32], (b, p) =>
        {
            b.Add(new ReserveOp(p[0], p[1]));
            return [];
        });

    [Fact]
    public void An_allocation_has_its_type()
        => Refused("than its allocation", [Ir.I32], (b, p) =>
        {
            b.Add(new AllocOp(b.Define(Ir.Buffer), p[0], AllocKind.Stack));
            return [];
        });

    [Fact]
    public void A_choice_of_a_read_only_buffer_is_read_only()
        => Refused("is writable", [Ir.I32, Ir.Buffer, Ir.ReadOnly], (b, p) =>
        {
            b.Add(new ChooseOp(b.Define(Ir.Buffer), p[0], [p[1], p[2]]));
            return [];
        });

    [Fact]
    public void A_condition_is_a_bool() => Refused("A condition is a bool", [Ir.I32], (b, p) => [b.If(p[0], () => p[0], () => p[0])]);

    [Fact]
    public void Sides_yield_the_results()
        => Refused("was expected", [Ir.Bool, Ir.F64, Ir.I32], (b, p) => [b.If(p[0], () => p[1], () => p[2])]);

    [Fact]
    public void Buffers_do_not_merge()
        => Refused("Buffers don't merge", [Ir.Bool, Ir.Buffer], (b, p) => [b.If(p[0], () => p[1], () => p[1])]);

    [Fact]
    public void An_operation_stands_in_one_place()
        => Refused("An operation stands in one place", [Ir.Buffer], (b, p) =>
        {
            var clear = new ClearOp(p[0]);
            b.Add(clear);
            b.If(b.Bool(true), () => b.Add(clear));
            return [];
        });

    [Fact]
    public void A_throw_ends_its_region()
        => Refused("A throw ends its region", [Ir.F64], (b, p) =>
        {
            b.Add(new ThrowOp("new Exception()", default));
            b.Scalar(Codes.Negate, p[0]);
            return [];
        });

    [Fact]
    public void A_region_that_throws_yields_nothing()
        => Refused("that throws yields nothing", [Ir.F64], (b, p) =>
        {
            b.Add(new ThrowOp("new Exception()", default));
            return [p[0]];
        });

    [Fact]
    public void A_loop_yields_what_it_carries()
        => Refused("was expected", [Ir.I32, Ir.F64], (b, p) => b.For(p[0], [p[1]], (i, _) => [i]));

    [Fact]
    public void A_loop_yields_as_much_as_it_carries()
        => Refused("was expected", [Ir.I32, Ir.F64], (b, p) => b.For(p[0], [p[1]], (_, _) => []));

    [Fact]
    public void Bounds_have_one_type() => Refused("Both bounds", [Ir.I32, I64], (b, p) => b.For(p[0], p[1], [], (_, _) => []));

    [Fact]
    public void A_step_is_not_zero()
        => Refused("A step isn't 0", [Ir.I32], (b, p) =>
        {
            Value counter = b.Define(Ir.I32);
            b.Add(new ForOp(default, p[0], p[0], 0, false, default, new Region([counter], default, default)));
            return [];
        });

    [Fact]
    public void A_body_has_a_counter()
        => Refused("has a parameter for the counter", [Ir.I32], (b, p) =>
        {
            b.Add(new ForOp(default, p[0], p[0], 1, false, default, new Region(default, default, default)));
            return [];
        });

    [Fact]
    public void A_loop_condition_yields_a_bool()
        => Refused("A condition is a bool", [Ir.F64], (b, p) => b.While([p[0]], x => x[0], x => x));

    [Fact]
    public void A_loop_condition_writes_nothing()
        => Refused("A loop condition writes nothing", [Ir.Buffer, Ir.I32, Ir.F64, Ir.Bool], (b, p) => b.While(
            [],
            _ =>
            {
                b.Store(p[0], p[1], p[2]);
                return p[3];
            },
            _ => []));

    [Fact]
    public void An_origin_has_a_source()
        => Refused("No source 3", [Ir.F64], (b, p) =>
        {
            b.Origin = new Origin(3, false);
            return [b.Scalar(Codes.Negate, p[0])];
        });

    private static void Refused(string reason, IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
    {
        Function function = Ir.BuildUnverified(parameters, body);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => IrVerifier.Verify(function));
        Assert.Contains(reason, refusal.Message.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("function F(", refusal.Message, StringComparison.Ordinal);
    }
}
