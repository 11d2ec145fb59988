using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DiffGen.Generator.IR;

/// <summary>
/// A function as text, for tests and documentation. Each definition shows name and type, each use the id only:
/// <code>
/// function Square(%0 x: f64)
/// {
///     // return x * x;
///     %1: f64 = %0 * %0
///     yield %1
/// }
/// </code>
/// </summary>
internal sealed class IrPrinter
{
    private readonly Function _function;
    private readonly StringBuilder _text = new();
    private int _indent;

    private IrPrinter(Function function) => _function = function;

    public static string Print(Function function)
    {
        var printer = new IrPrinter(function);
        printer.Line($"function {function.Name}({printer.Define(function.Parameters)})");
        printer.Line("{");
        printer.Nest(function.Body);
        printer.Line("}");
        return printer._text.ToString();
    }

    /// <summary>A number that reads back as the same bits, whatever the host.</summary>
    internal static string Print(Literal literal)
    {
        if (literal.Kind == ScalarKind.Bool) return literal.AsBool ? "true" : "false";
        if (literal.Kind is ScalarKind.UInt64 or ScalarKind.NUInt) return ((ulong)literal.Bits).ToString(CultureInfo.InvariantCulture);
        if (!literal.Kind.IsFloat()) return literal.Bits.ToString(CultureInfo.InvariantCulture);
        double value = literal.AsDouble;
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0) return literal.Bits == 0 ? "0" : "-0";
        string text = literal.Kind == ScalarKind.Float32
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == value || literal.Kind == ScalarKind.Float32
            ? text
            : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private void Nest(Region region)
    {
        _indent++;
        Origin origin = Origin.None;
        foreach (Operation operation in region.Operations)
        {
            if (operation.Origin != origin && operation.Origin.Source >= 0)
                Line($"// {(operation.Origin.IsAdjoint ? "adjoint of " : "")}{Source(operation.Origin.Source)}");
            origin = operation.Origin;
            Print(operation);
        }
        if (region.Yields.Count > 0) Line($"yield {Use(region.Yields)}");
        _indent--;
    }

    private string Source(int row) => row < _function.Sources.Count ? _function.Sources[row] : "?";

    private void Print(Operation operation)
    {
        switch (operation)
        {
            case ConstantOp constant: Line($"{Define(constant.Result)} = {Print(constant.Literal)}"); break;
            case ScalarOp scalar: Line($"{Define(scalar.Result)} = {Expression(scalar)}"); break;
            case OpaqueOp opaque: Line($"{Result(opaque.Result)}{(opaque.IsStateful ? "opaque" : "read")} `{opaque.Template}`({Use(opaque.Arguments)})"); break;
            case ThrowOp thrown: Line($"throw `{thrown.Template}`({Use(thrown.Arguments)})"); break;
            case CallOp { Foreign: { } foreign } call: Line($"{Results(call)}foreign `{foreign.Target}`({Use(call.Arguments)})"); break;
            case CallOp call: Line($"{Results(call)}call {call.Function}({Use(call.Arguments)})"); break;
            case AllocOp alloc: Line($"{Define(alloc.Result)} = alloc {alloc.Kind.ToString().ToLowerInvariant()}({alloc.Length})"); break;
            case LoadOp load: Line($"{Define(load.Result)} = {load.Buffer}[{load.Index}{(load.IsProved ? " proved" : "")}]"); break;
            case StoreOp store: Line($"{store.Buffer}[{store.Index}{(store.IsProved ? " proved" : "")}] = {store.Stored}"); break;
            case LengthOp length: Line($"{Define(length.Result)} = length {length.Buffer}"); break;
            case ViewOp view: Line($"{Define(view.Result)} = view {view.Buffer}({view.Offset}, {view.Length}{(view.IsProved ? " proved" : "")})"); break;
            case ChooseOp choose: Line($"{Define(choose.Result)} = choose {choose.Selector} of ({Use(choose.Buffers)})"); break;
            case ClearOp clear: Line($"clear {clear.Buffer}"); break;
            case GrowOp grow: Line($"{Result(grow.Result)}allocate {grow.Arena}({grow.Length})"); break;
            case ResultOp result: Line($"{(result.Order == 0 ? "return" : "return tangent")} {result.Buffer}{(result.Selector.IsNone ? "" : $", {result.Selector} of ({Use(result.Choices)})")}"); break;
            case ReserveOp reserve: Line($"reserve {reserve.Stack}({reserve.Length})"); break;
            case IfOp branch: Print(branch); break;
            case ForOp loop: Print(loop); break;
            case WhileOp loop: Print(loop); break;
            default: throw new InvalidOperationException($"No text for {operation.GetType().Name}");
        }
    }

    private void Print(IfOp branch)
    {
        Line($"{Results(branch)}if {branch.Condition}");
        Block(branch.Then);
        if (branch.Else.Operations.Count == 0 && branch.Else.Yields.Count == 0) return;
        Line("else");
        Block(branch.Else);
    }

    private void Print(ForOp loop)
    {
        string comparison = (loop.Step > 0 ? "<" : ">") + (loop.IsInclusive ? "=" : "");
        Line($"{Results(loop)}for ({Define(Head(loop.Body.Parameters, 1))} = {loop.Lower}; {comparison} {loop.Upper}; {loop.Step}){Carried(Tail(loop.Body.Parameters), loop.Inits)}");
        Block(loop.Body);
    }

    private void Print(WhileOp loop)
    {
        Line($"{Results(loop)}while{Carried(loop.Condition.Parameters, loop.Inits)}");
        Block(loop.Condition);
        Line($"do{(loop.Body.Parameters.Count == 0 ? "" : $" ({Define(loop.Body.Parameters)})")}");
        Block(loop.Body);
    }

    private string Carried(IReadOnlyList<Value> parameters, IReadOnlyList<Value> inits)
        => parameters.Count == 0 ? "" : $" carry ({string.Join(", ", parameters.Zip(inits, (parameter, init) => $"{Define(parameter)} = {init}"))})";

    private static string Expression(ScalarOp scalar)
    {
        EquatableArray<Value> arguments = scalar.Arguments;
        string suffix = scalar.IsChecked ? " checked" : "";
        return (Codes.IsBinaryOperator(scalar.Code) && arguments.Count == 2
            ? $"{arguments[0]} {scalar.Code} {arguments[1]}"
            : $"{scalar.Code}({Use(arguments)})") + suffix;
    }

    private string Results(Operation operation) => operation.Results.Count == 0 ? "" : $"{Define(operation.Results)} = ";

    private string Result(Value value) => value.IsNone ? "" : $"{Define(value)} = ";

    private string Define(Value value)
    {
        string name = _function.NameOf(value);
        return $"{value}{(name.Length == 0 ? "" : " " + name)}: {_function.TypeOf(value)}";
    }

    private string Define(IEnumerable<Value> values) => string.Join(", ", values.Select(Define));

    private static string Use(IEnumerable<Value> values) => string.Join(", ", values);

    private static List<Value> Head(EquatableArray<Value> values, int count) => values.Take(count).ToList();

    private static List<Value> Tail(EquatableArray<Value> values) => values.Skip(1).ToList();

    private void Block(Region region)
    {
        Line("{");
        Nest(region);
        Line("}");
    }

    private void Line(string text) => _text.Append(' ', _indent * 4).Append(text).Append('\n');
}
