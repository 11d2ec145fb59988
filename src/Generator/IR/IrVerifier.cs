using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace DiffGen.Generator.IR;

/// <summary>
/// Checks what every function promises: ids dense in definition order, each value defined once and used in scope only, each operation in one place,
/// regions and operations typed, throwing regions ended by their <see cref="ThrowOp"/>, conditions without writes.
/// </summary>
internal sealed class IrVerifier
{
    private readonly Function _function;
    private readonly bool[] _isInScope;

    /// <summary>Those without results, which no value tells apart.</summary>
    private readonly HashSet<Operation> _placed = new(ReferenceComparer.Instance);
    private int _next;

    private IrVerifier(Function function)
    {
        _function = function;
        _isInScope = new bool[function.Types.Count];
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> with the printed function where a promise is broken.</summary>
    public static void Verify(Function function)
    {
        try
        {
            var verifier = new IrVerifier(function);
            verifier.VerifyFunction();
        }
        catch (MalformedException malformed)
        {
            throw new InvalidOperationException($"{malformed.Message}\n{Printed(function)}");
        }
    }

    private static string Printed(Function function)
    {
        try
        {
            return IrPrinter.Print(function);
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArgumentException)
        {
            return $"(cannot be printed: {failure.Message})";
        }
    }

    private void VerifyFunction()
    {
        Check(_function.Types.Count == _function.Names.Count, "One name for each type");
        VerifyRegion(_function.Body, () => { });
        Check(_next == _function.Types.Count, $"{_function.Types.Count} types for {_next} values");
        if (_function.Body.Has(operation => operation is WhileOp)) VerifyConditions(_function.Body, _function.Effects);
    }

    private void VerifyRegion(Region region, Action atEnd)
    {
        int start = _next;
        foreach (Value parameter in region.Parameters) Define(parameter);
        for (int i = 0; i < region.Operations.Count; i++)
        {
            Operation operation = region.Operations[i];
            foreach (Value operand in operation.Operands) Use(operand, operation);
            VerifyOperation(operation);
            foreach (Value result in operation.Results) Define(result);
            Check(operation.Results.Count > 0 || _placed.Add(operation), "An operation stands in one place");
            Check(operation.Origin.Source < _function.Sources.Count, $"No source {operation.Origin.Source}");
            Check(operation is not ThrowOp || i == region.Operations.Count - 1, "A throw ends its region");
        }
        foreach (Value yield in region.Yields) Use(yield, null);
        Check(!region.Throws || region.Yields.Count == 0, "A region that throws yields nothing");
        atEnd();
        Array.Clear(_isInScope, start, _next - start);
    }

    private void VerifyOperation(Operation operation)
    {
        switch (operation)
        {
            case ConstantOp constant: Check(Type(constant.Result) == new IrType(constant.Literal.Kind), "A constant has the type of its literal"); break;
            case ScalarOp scalar: VerifyScalar(scalar); break;
            case AllocOp alloc: VerifyAlloc(alloc); break;
            case LoadOp load:
                Check(Type(load.Result) == Element(load.Buffer), $"{load.Result} has another type than the elements of {load.Buffer}");
                CheckIndex(load.Index);
                break;
            case StoreOp store:
                Check(Type(store.Stored) == Element(store.Buffer), $"{store.Stored} has another type than the elements of {store.Buffer}");
                CheckWritable(store.Buffer);
                CheckIndex(store.Index);
                break;
            case LengthOp length:
                Check(Type(length.Buffer).IsBuffer, $"{length.Buffer} is no buffer");
                Check(Type(length.Result) == IrType.Int32, "A length is an i32");
                break;
            case ViewOp view:
                Check(Type(view.Buffer).IsBuffer && Type(view.Result) == (Type(view.Buffer) is { Shape: IrShape.Arena } arena ? arena with { Shape = IrShape.Buffer } : Type(view.Buffer)), $"{view.Result} has another type than {view.Buffer}");
                CheckIndex(view.Offset);
                CheckIndex(view.Length);
                break;
            case ChooseOp choose: VerifyChoose(choose); break;
            case ClearOp clear: CheckWritable(clear.Buffer); break;
            case ReserveOp reserve:
                Check(Type(reserve.Stack).Shape == IrShape.Stack, $"{reserve.Stack} is no stack");
                CheckIndex(reserve.Length);
                break;
            case ResultOp result:
                Check(Type(result.Buffer).Shape is IrShape.Buffer or IrShape.ReadOnlyBuffer, $"{result.Buffer} is no array");
                if (!result.Selector.IsNone) CheckIndex(result.Selector);
                Check(result.Choices.All(choice => Type(choice).IsBuffer), "A choice is among buffers");
                break;
            case IfOp branch: VerifyIf(branch); break;
            case ForOp loop: VerifyFor(loop); break;
            case WhileOp loop: VerifyWhile(loop); break;
            default: break;
        }
    }

    private void VerifyScalar(ScalarOp scalar)
    {
        EquatableArray<Value> arguments = scalar.Arguments;
        IrType result = Type(scalar.Result);
        Check(result.IsScalar && result.Kind != ScalarKind.None, $"{scalar.Code} gives a scalar");
        bool hasLanes = result.Lanes > 0;
        foreach (Value argument in arguments)
        {
            Check(Type(argument).IsScalar, $"{scalar.Code} takes scalars");
            hasLanes |= Type(argument).Lanes > 0;
        }
        if (hasLanes)
        {
            VerifyLanes(scalar, result);
            return;
        }
        switch (scalar.Code)
        {
            case Codes.Negate or Codes.Complement or Codes.Not or Codes.Stop or Codes.Convert:
                Check(arguments.Count == 1, $"{scalar.Code} takes one operand");
                Check(scalar.Code == Codes.Convert || Type(arguments[0]) == result, $"{scalar.Code} keeps the type");
                Check(scalar.Code != Codes.Not || result == IrType.Bool, "! is for bool");
                break;
            case Codes.Index:
                Check(arguments.Count == 2 && Type(arguments[0]) == IrType.Int32 && Type(arguments[1]) == IrType.Int32, "Index takes an i32 and a length");
                Check(result == IrType.Int32 && !scalar.IsChecked, "Index gives an i32");
                break;
            case Codes.Pack or Codes.Lane:
                Check(false, $"{scalar.Code} is about registers");
                break;
            case Codes.ShiftLeft or Codes.ShiftRight or Codes.UnsignedShiftRight:
                VerifyBinary(scalar, right: IrType.Int32);
                break;
            default:
                if (Codes.IsComparison(scalar.Code)) VerifyBinary(scalar, result: IrType.Bool);
                else if (Codes.IsBinaryOperator(scalar.Code)) VerifyBinary(scalar);
                else Check(scalar.Code.IndexOf('.') > 0 || Codes.IsIdiom(scalar.Code), $"Unknown operator {scalar.Code}");
                break;
        }
    }

    /// <summary>Two operands and the result of one type, but for those named.</summary>
    private void VerifyBinary(ScalarOp scalar, IrType? right = null, IrType? result = null)
    {
        EquatableArray<Value> arguments = scalar.Arguments;
        Check(arguments.Count == 2, $"{scalar.Code} takes two operands");
        IrType left = Type(arguments[0]);
        Check(Type(arguments[1]) == (right ?? left), $"{scalar.Code} on {left} and {Type(arguments[1])}");
        Check(Type(scalar.Result) == (result ?? left), $"{scalar.Code} on {left} gives {Type(scalar.Result)}");
    }

    /// <summary>Of registers: what makes them, what takes them apart, and arithmetic of them with each other and with numbers that all lanes share.</summary>
    private void VerifyLanes(ScalarOp scalar, IrType result)
    {
        EquatableArray<Value> arguments = scalar.Arguments;
        IrType number = new(result.Kind);
        if (scalar.Code == Codes.Lane)
        {
            Check(arguments.Count == 2 && result == number && Type(arguments[0]).Kind == result.Kind && Type(arguments[1]) == IrType.Int32, "lane takes a number out of a register");
            return;
        }
        Check(result.Lanes > 0 && result.Kind is ScalarKind.Float64 or ScalarKind.Float32, $"{scalar.Code} gives a register");
        if (scalar.Code == Codes.Pack)
        {
            Check(arguments.Count > 0 && arguments.Count <= result.Lanes && arguments.All(argument => Type(argument) == number), "pack takes the numbers of a register");
            return;
        }
        Check(Codes.HasLanes(scalar.Code) && !scalar.IsChecked, $"Registers don't have {scalar.Code}");
        Check(arguments.Count == (Codes.IsBinaryOperator(scalar.Code) ? 2 : 1), $"{scalar.Code} takes its operands");
        Check(arguments.Any(argument => Type(argument) == result) && arguments.All(argument => Type(argument) == result || Type(argument) == number), $"{scalar.Code} takes registers of one type, and numbers");
    }

    private void VerifyAlloc(AllocOp alloc)
    {
        IrShape shape = IrBuilder.ShapeOf(alloc.Kind);
        Check(Type(alloc.Result).Shape == shape, $"{alloc.Result} has another type than its allocation");
        CheckIndex(alloc.Length);
    }

    private void VerifyChoose(ChooseOp choose)
    {
        CheckIndex(choose.Selector);
        Check(choose.Buffers.Count > 0, "A choice among none");
        foreach (Value buffer in choose.Buffers)
            Check(Type(buffer).IsBuffer && Type(buffer).Kind == Type(choose.Result).Kind, $"{choose.Result} has other elements than {buffer}");
        CheckAccess(choose);
    }

    /// <summary>A choice is writable only where all of its buffers are.</summary>
    private void CheckAccess(ChooseOp choose)
        => Check(
            Type(choose.Result).Shape == IrShape.ReadOnlyBuffer || choose.Buffers.All(buffer => Type(buffer).Shape == Type(choose.Result).Shape),
            $"{choose.Result} is writable, one of its buffers isn't");

    private void VerifyIf(IfOp branch)
    {
        Check(Type(branch.Condition) == IrType.Bool, "A condition is a bool");
        foreach (Region side in branch.Regions)
        {
            Check(side.Parameters.Count == 0, "A side has no parameters");
            VerifyRegion(side, () => CheckYields(side, branch.IfResults));
        }
        Check(branch.IfResults.Count == 0 || !(branch.Then.Throws && branch.Else.Throws), "Two throwing sides have no results");
    }

    private void VerifyFor(ForOp loop)
    {
        CheckIndex(loop.Lower);
        Check(Type(loop.Lower) == Type(loop.Upper), "Both bounds have one type");
        Check(loop.Step != 0, "A step isn't 0");
        Check(loop.Body.Parameters.Count == loop.Inits.Count + 1, "A body has a parameter for the counter and each carried value");
        VerifyRegion(loop.Body, () =>
        {
            Check(Type(loop.Body.Parameters[0]) == Type(loop.Lower), "The counter has the type of its bounds");
            CheckCarried(loop.Body.Parameters, loop.Inits, skipped: 1);
            CheckYields(loop.Body, loop.Inits);
        });
        CheckCarried(loop.ForResults, loop.Inits);
    }

    private void VerifyWhile(WhileOp loop)
    {
        VerifyRegion(loop.Condition, () =>
        {
            CheckCarried(loop.Condition.Parameters, loop.Inits);
            Check(loop.Condition.Throws || (loop.Condition.Yields.Count == 1 && Type(loop.Condition.Yields[0]) == IrType.Bool), "A condition is a bool");
        });
        VerifyRegion(loop.Body, () =>
        {
            CheckCarried(loop.Body.Parameters, loop.Inits);
            CheckYields(loop.Body, loop.Inits);
        });
        CheckCarried(loop.WhileResults, loop.Inits);
    }

    private static void VerifyConditions(Region region, Effects effects)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is WhileOp loop) Check(effects.Of(loop.Condition).Writes.Count == 0, "A loop condition writes nothing");
            foreach (Region nested in operation.Regions) VerifyConditions(nested, effects);
        }
    }

    private void CheckYields(Region region, EquatableArray<Value> expected)
    {
        if (!region.Throws) CheckCarried(region.Yields, expected);
    }

    /// <param name="values">The values.</param>
    /// <param name="expected">Values of the types that they have.</param>
    /// <param name="skipped">How many of the values aren't carried: the counter.</param>
    private void CheckCarried(EquatableArray<Value> values, EquatableArray<Value> expected, int skipped = 0)
    {
        bool isSame = values.Count - skipped == expected.Count, isScalar = true;
        for (int i = 0; isSame && i < expected.Count; i++)
        {
            isSame = Type(values[i + skipped]) == Type(expected[i]);
            isScalar &= Type(expected[i]).IsScalar;
        }
        Check(isSame, $"({Types(values.Skip(skipped))}) where ({Types(expected)}) was expected");
        Check(isScalar, "Buffers don't merge");
    }

    private string Types(IEnumerable<Value> values) => string.Join(", ", values.Select(Type));

    private void CheckIndex(Value value) => Check(Type(value).IsScalar && Type(value).Kind is ScalarKind.Int32 or ScalarKind.Int64, $"{value} is no index");

    private void CheckWritable(Value buffer) => Check(Type(buffer).Shape is IrShape.Buffer or IrShape.Stack, $"{buffer} cannot be written");

    private IrType Element(Value buffer)
    {
        Check(Type(buffer).IsBuffer, $"{buffer} is no buffer");
        return new IrType(Type(buffer).Kind);
    }

    private IrType Type(Value value)
    {
        Check(value.Id >= 0 && value.Id < _function.Types.Count, $"{value} has no type");
        return _function.TypeOf(value);
    }

    private void Define(Value value)
    {
        Check(value.Id == _next, $"{value} is defined where %{_next} was expected");
        _ = Type(value);
        _isInScope[value.Id] = true;
        _next++;
    }

    private void Use(Value value, Operation? user)
        => Check(value.Id >= 0 && value.Id < _isInScope.Length && _isInScope[value.Id], $"{value} is not in scope{(user is null ? "" : $" of a {user.GetType().Name}")}");

    private static void Check(bool condition, string message)
    {
        if (!condition) throw new MalformedException(message);
    }

    /// <summary>The message is only put together where it is needed: nearly never, and every operation is checked after every pass.</summary>
    private static void Check(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref LazyMessage message)
    {
        if (!condition) throw new MalformedException(message.ToString());
    }

    private sealed class MalformedException(string message) : Exception(message);
}
