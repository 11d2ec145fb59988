using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>Short ways to build functions and to compare them in printed form.</summary>
internal static class Ir
{
    public static readonly IrType F64 = IrType.Float64;
    public static readonly IrType I32 = IrType.Int32;
    public static readonly IrType Bool = IrType.Bool;
    public static readonly IrType Buffer = new(ScalarKind.Float64, IrShape.Buffer);
    public static readonly IrType ReadOnly = new(ScalarKind.Float64, IrShape.ReadOnlyBuffer);

    public static Function Build(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
    {
        Function function = BuildUnverified(parameters, body);
        IrVerifier.Verify(function);
        return function;
    }

    public static Function BuildUnverified(IrType[] parameters, Func<IrBuilder, Value[], Value[]> body)
    {
        var builder = new IrBuilder();
        Value[] values = [.. parameters.Select(type => builder.Define(type))];
        return builder.Function("F", builder.Region([.. values], () => [.. body(builder, values)]));
    }

    /// <summary>The lines between the braces of the function, without their indent.</summary>
    public static string Body(Function function)
    {
        IrVerifier.Verify(function);
        string[] lines = IrPrinter.Print(function).TrimEnd('\n').Split('\n');
        return string.Join("\n", lines[2..^1].Select(line => line[4..]));
    }

    public static Value If(this IrBuilder builder, Value condition, Func<Value> then, Func<Value> otherwise)
    {
        Region first = builder.Region(default, () => [then()]), second = builder.Region(default, () => [otherwise()]);
        Value result = builder.Define(builder.TypeOf(first.Throws ? second.Yields[0] : first.Yields[0]));
        builder.Add(new IfOp([result], condition, first, second));
        return result;
    }

    public static void If(this IrBuilder builder, Value condition, Action then, Action? otherwise = null)
        => builder.Add(new IfOp(default, condition, builder.Region(default, () => Do(then)), builder.Region(default, () => Do(otherwise ?? (() => { })))));

    /// <summary>Counts from 0; the body takes the counter and the carried values.</summary>
    public static Value[] For(this IrBuilder builder, Value upper, Value[] inits, Func<Value, Value[], Value[]> body)
    {
        Value lower = builder.Int32(0);
        return builder.For(lower, upper, inits, body);
    }

    public static Value[] For(this IrBuilder builder, Value lower, Value upper, Value[] inits, Func<Value, Value[], Value[]> body)
    {
        Value counter = builder.Define(I32);
        Value[] carried = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
        Region region = builder.Region([counter, .. carried], () => [.. body(counter, carried)]);
        Value[] results = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
        builder.Add(new ForOp([.. results], lower, upper, 1, false, [.. inits], region));
        return results;
    }

    public static Value[] While(this IrBuilder builder, Value[] inits, Func<Value[], Value> condition, Func<Value[], Value[]> body)
    {
        Value[] tested = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
        Region test = builder.Region([.. tested], () => [condition(tested)]);
        Value[] carried = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
        Region region = builder.Region([.. carried], () => [.. body(carried)]);
        Value[] results = [.. inits.Select(init => builder.Define(builder.TypeOf(init)))];
        builder.Add(new WhileOp([.. results], [.. inits], test, region));
        return results;
    }

    private static EquatableArray<Value> Do(Action action)
    {
        action();
        return default;
    }
}
