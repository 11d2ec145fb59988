using System.Reflection;
using System.Runtime.CompilerServices;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.IR;

/// <summary>
/// Runs IR, operation by operation, with C#'s semantics. Scalars are boxed C# values, buffers <see cref="IrBuffer"/>s.
/// </summary>
internal sealed class IrInterpreter
{
    private const string Elements = "global::DiffGen.Workspaces.Guard.Elements(";
    private const string Through = "global::DiffGen.Workspaces.Guard.ElementsThrough(";
    private const string Rows = "global::DiffGen.Workspaces.Guard.Rows(";

    private readonly Function _function;
    private readonly IReadOnlyDictionary<string, Function> _functions;
    private readonly Dictionary<Value, object> _values = [];

    private IrInterpreter(Function function, IReadOnlyDictionary<string, Function> functions)
    {
        _function = function;
        _functions = functions;
    }

    /// <summary>The yields of a function; a throwing operation throws <see cref="IrException"/> or what C# throws.</summary>
    public static object[] Run(Function function, params object[] arguments) => Run(function, new Dictionary<string, Function>(), arguments);

    /// <param name="function">What to run.</param>
    /// <param name="functions">The targets of <see cref="CallOp"/>.</param>
    /// <param name="arguments">One per parameter: a boxed scalar, an <see cref="IrBuffer"/> or an array, which is then written in place.</param>
    public static object[] Run(Function function, IReadOnlyDictionary<string, Function> functions, params object[] arguments)
    {
        var interpreter = new IrInterpreter(function, functions);
        if (arguments.Length != function.Parameters.Count) throw new ArgumentException($"{function.Parameters.Count} arguments");
        for (int i = 0; i < arguments.Length; i++)
            interpreter._values[function.Parameters[i]] = arguments[i] is Array array ? new IrBuffer(array) : arguments[i];
        return interpreter.Evaluate(function.Body);
    }

    private object[] Evaluate(Region region)
    {
        foreach (Operation operation in region.Operations) Evaluate(operation);
        return [.. region.Yields.Select(value => _values[value])];
    }

    private object[] Evaluate(Region region, IEnumerable<object> parameters)
    {
        foreach ((Value parameter, object value) in region.Parameters.Zip(parameters)) _values[parameter] = value;
        return Evaluate(region);
    }

    private void Evaluate(Operation operation)
    {
        switch (operation)
        {
            case ConstantOp constant: _values[constant.Result] = ValueOf(constant.Literal); break;
            case ScalarOp { Code: Codes.Lane } lane: _values[lane.Result] = ((object[])_values[lane.Arguments[0]])[Integer(lane.Arguments[1])]; break;
            case ScalarOp scalar when _function.TypeOf(scalar.Result) is { Lanes: > 0 } type: _values[scalar.Result] = Register(scalar, type); break;
            case ScalarOp scalar:
                object result = ScalarEvaluator.Evaluate(scalar, _function.TypeOf(scalar.Result).Kind, [.. scalar.Arguments.Select(value => _values[value])]);
                _values[scalar.Result] = result;
                break;
            case AllocOp alloc: _values[alloc.Result] = IrBuffer.Create(_function.TypeOf(alloc.Result).Kind, alloc.Kind == AllocKind.Stack ? 0 : Integer(alloc.Length)); break;
            case LoadOp load: _values[load.Result] = Buffer(load.Buffer)[Integer(load.Index)]; break;
            case StoreOp store: Buffer(store.Buffer)[Integer(store.Index)] = _values[store.Stored]; break;
            case LengthOp length: _values[length.Result] = Buffer(length.Buffer).Length; break;
            case ViewOp view: _values[view.Result] = Buffer(view.Buffer).Slice(Integer(view.Offset), Integer(view.Length)); break;
            case ChooseOp choose: _values[choose.Result] = _values[choose.Buffers[Integer(choose.Selector)]]; break;
            case ClearOp clear: Buffer(clear.Buffer).Clear(); break;
            case ReserveOp reserve: Buffer(reserve.Stack).Reserve(Integer(reserve.Length)); break;
            case CallOp call: Define(call.CallResults, Run(_functions[call.Function], _functions, [.. call.Arguments.Select(value => _values[value])])); break;
            case OpaqueOp check when check.Template.StartsWith(Through, StringComparison.Ordinal): CheckElements([.. check.Arguments.Select(Integer)], isInclusive: true); break;
            case OpaqueOp check when check.Template.StartsWith(Rows, StringComparison.Ordinal): CheckRows([.. check.Arguments.Select(Integer)]); break;
            case OpaqueOp check when check.Template.StartsWith(Elements, StringComparison.Ordinal): CheckElements([.. check.Arguments.Select(Integer)]); break;
            case ThrowOp thrown: throw new IrException(thrown.Template);
            case IfOp branch: Define(branch.IfResults, Evaluate((bool)_values[branch.Condition] ? branch.Then : branch.Else)); break;
            case ForOp loop: Define(loop.ForResults, Evaluate(loop)); break;
            case WhileOp loop: Define(loop.WhileResults, Evaluate(loop)); break;
            default: throw new NotSupportedException(operation.GetType().Name);
        }
    }

    /// <summary>Lane by lane; lanes without a number have none, whatever is computed with them.</summary>
    private object[] Register(ScalarOp scalar, IrType type)
    {
        object[] arguments = [.. scalar.Arguments.Select(value => _values[value])];
        if (scalar.Code == Codes.Pack) return [.. arguments.Length == 1 ? Enumerable.Repeat(arguments[0], type.Lanes) : arguments];
        int count = arguments.OfType<object[]>().Min(register => register.Length);
        return [.. Enumerable.Range(0, count).Select(i => ScalarEvaluator.Evaluate(scalar, type.Kind, [.. arguments.Select(argument => argument is object[] register ? register[i] : argument)]))];
    }

    /// <summary>The check that stands for those of a loop: of length, first index, and number of trips or both bounds.</summary>
    private static void CheckElements(int[] x, bool isInclusive = false)
    {
        long trips = (isInclusive ? 1 : 0) + (x.Length == 3 ? x[2] : (long)x[3] - x[2]);
        if (trips > 0 && (x[1] < 0 || x[1] + trips > x[0])) throw new IndexOutOfRangeException();
    }

    /// <summary>The check of rows one after the other: of length, first index, number of rows, length of the first, and how much longer each is than the one before.</summary>
    private static void CheckRows(int[] x)
    {
        long last = x[1];
        for (int row = 0; row < x[2]; row++)
        {
            long length = x[3] + ((long)row * x[4]);
            if (length < 0) throw new ArgumentException("a row of less than 0 elements");
            if (length > 0 && (last < 0 || last + length > x[0])) throw new IndexOutOfRangeException();
            last += length;
        }
    }

    private object[] Evaluate(ForOp loop)
    {
        object[] carried = [.. loop.Inits.Select(value => _values[value])];
        long upper = Convert.ToInt64(_values[loop.Upper]);
        bool isShort = _function.TypeOf(loop.Lower).Kind == ScalarKind.Int32;
        for (long i = Convert.ToInt64(_values[loop.Lower]); loop.Step > 0 ? i < upper : i > upper; i += loop.Step) Trip(i);
        if (loop.IsInclusive && InclusiveTrip(loop, upper)) Trip(upper);
        return carried;

        void Trip(long i) => carried = Evaluate(loop.Body, carried.Prepend(isShort ? (object)(int)i : i));
    }

    private bool InclusiveTrip(ForOp loop, long upper)
    {
        long distance = upper - Convert.ToInt64(_values[loop.Lower]);
        return distance % loop.Step == 0 && distance / loop.Step >= 0;
    }

    private object[] Evaluate(WhileOp loop)
    {
        object[] carried = [.. loop.Inits.Select(value => _values[value])];
        while ((bool)Evaluate(loop.Condition, carried)[0]) carried = Evaluate(loop.Body, carried);
        return carried;
    }

    private void Define(EquatableArray<Value> results, object[] values)
    {
        for (int i = 0; i < results.Count; i++) _values[results[i]] = values[i];
    }

    private IrBuffer Buffer(Value value) => (IrBuffer)_values[value];

    private int Integer(Value value) => checked((int)Convert.ToInt64(_values[value]));

    public static object ValueOf(Literal literal) => literal.Kind switch
    {
        ScalarKind.Float64 => literal.AsDouble,
        ScalarKind.Float32 => (float)literal.AsDouble,
        ScalarKind.Bool => literal.AsBool,
        _ => ScalarEvaluator.Convert(literal.Bits, literal.Kind, isChecked: false),
    };
}

/// <summary>What a <see cref="ThrowOp"/> throws.</summary>
internal sealed class IrException(string message) : Exception(message);
