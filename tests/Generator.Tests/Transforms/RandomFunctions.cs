using System.Globalization;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>
/// Well-formed functions of (double, double, int, bool, double[4], readonly double[4]) that use everything that passes
/// touch: nested branches and loops, carried values, local buffers, windows, choices, stores, constants, throws.
/// </summary>
internal sealed class RandomFunctions
{
    private readonly Random _random;
    private readonly IrBuilder _builder = new();
    private readonly List<Value> _floats = [], _integers = [], _bools = [], _buffers = [];
    private readonly List<Value> _cells = [];
    private int _budget;

    private RandomFunctions(int seed, int size) => (_random, _budget) = (new Random(seed), size);

    public static Function Create(int seed, int size)
    {
        var random = new RandomFunctions(seed, size);
        Function function = random.Function();
        IrVerifier.Verify(function);
        return function;
    }

    /// <summary>Arguments for a run; the buffers are new.</summary>
    public static object[] Arguments(int seed)
    {
        var random = new Random(seed);
        double[] special = [0.0, -0.0, 1, -1, 0.5, 3, double.PositiveInfinity, double.NaN, -2.25];
        return
        [
            Next(), Next(), random.Next(-3, 6), random.Next(2) == 0,
            (double[])[Next(), Next(), Next(), Next()], (double[])[Next(), Next(), Next(), Next()],
        ];

        double Next() => random.Next(2) == 0 ? special[random.Next(special.Length)] : (random.NextDouble() * 4) - 2;
    }

    /// <summary>Results and written buffers by their bits, or the exception. NaN is one value: its payload is not promised.</summary>
    public static string Observe(Function function, int seed, params IEnumerable<Function> callees)
    {
        object[] arguments = Arguments(seed);
        string outcome;
        try
        {
            outcome = string.Join(", ", IrInterpreter.Run(function, callees.ToDictionary(callee => callee.Name), arguments).Select(Text));
        }
        catch (Exception exception) when (exception is IrException or IndexOutOfRangeException or ArithmeticException or ArgumentException)
        {
            outcome = exception.GetType().Name + exception.Message;
        }
        return $"{outcome}; {string.Join(", ", ((double[])arguments[4]).Select(value => Text(value)))}";
    }

    private static string Text(object value) => value is double number
        ? (double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture))
        : value.ToString()!;

    private Function Function()
    {
        Value[] parameters = [.. ((IrType[])[Ir.F64, Ir.F64, Ir.I32, Ir.Bool, Ir.Buffer, Ir.ReadOnly]).Select(type => _builder.Define(type))];
        _floats.AddRange(parameters[..2]);
        _integers.Add(parameters[2]);
        _bools.Add(parameters[3]);
        _buffers.AddRange(parameters[4..]);
        Region body = _builder.Region([.. parameters], () =>
        {
            _floats.Add(_builder.Float(ScalarKind.Float64, 1));
            _integers.Add(_builder.Int32(0));
            while (_budget > 0) Statement(0);
            return [Float(), Float(), Integer(), Bool()];
        });
        return _builder.Function("Random", body);
    }

    private void Statement(int depth)
    {
        _budget--;
        switch (_random.Next(depth < 3 ? 25 : 19))
        {
            case 16: _integers.Add(CheckedIndex()); break;
            case 17 or 18: Cell(); break;
            case 0: _floats.Add(_builder.Float(ScalarKind.Float64, Pick([0.0, -0.0, 1, -1, 2, 0.5, 3]))); break;
            case 1: _integers.Add(_builder.Int32(_random.Next(-2, 5))); break;
            case 2: _bools.Add(_builder.Bool(_random.Next(2) == 0)); break;
            case 3 or 4 or 5: _floats.Add(_builder.Scalar(Pick([Codes.Add, Codes.Subtract, Codes.Multiply, Codes.Divide]), Float(), Float())); break;
            case 6: _floats.Add(_random.Next(2) == 0 ? _builder.Scalar(Codes.Negate, Float()) : _builder.Scalar(Pick(["Math.Sin", "Math.Sqrt"]), Float())); break;
            case 7: _integers.Add(_builder.Scalar(Pick([Codes.Add, Codes.Subtract, Codes.Multiply, Codes.And, Codes.Xor, Codes.Or]), Integer(), Integer())); break;
            case 8: _integers.Add(_builder.Scalar(Ir.I32, Pick([Codes.Add, Codes.Divide, Codes.Remainder]), _random.Next(2) == 0, Integer(), Integer())); break;
            case 9: _bools.Add(_builder.Scalar(Pick([Codes.Less, Codes.Equal, Codes.NotEqual, Codes.GreaterOrEqual]), Integer(), Integer())); break;
            case 10: _bools.Add(_builder.Scalar(Pick([Codes.Less, Codes.Equal, Codes.NotEqual, Codes.Greater]), Float(), Float())); break;
            case 11: _bools.Add(_random.Next(2) == 0 ? _builder.Scalar(Codes.Not, Bool()) : _builder.Scalar(Pick([Codes.And, Codes.Or, Codes.Xor, Codes.Equal]), Bool(), Bool())); break;
            case 12 or 13: _floats.Add(_builder.Load(Pick(_buffers), Index())); break;
            case 14 or 15: Store(); break;
            case 19: Buffer(); break;
            case 20 or 21: If(depth); break;
            case 22: For(depth); break;
            case 23: While(depth); break;
            default: Guard(); break;
        }
    }

    /// <summary>What references and captured variables are: a short buffer, used at literal indices.</summary>
    private void Cell()
    {
        if (_cells.Count == 0 || _random.Next(6) == 0) _cells.Add(_builder.Alloc(ScalarKind.Float64, _builder.Int32(3), AllocKind.Local));
        Value cell = Pick(_cells);
        switch (_random.Next(8))
        {
            case 0: _integers.Add(_builder.Length(cell)); break;
            case 1: _builder.Add(new ClearOp(cell)); break;
            case 2: _cells.Add(_builder.View(cell, _builder.Int32(0), _builder.Int32(3))); break;
            case 3: ElementCell(); break;
            case 4 or 5: _builder.Store(cell, _builder.Int32(_random.Next(3)), Float()); break;
            default: _floats.Add(_builder.Load(cell, _builder.Int32(_random.Next(3)))); break;
        }
    }

    /// <summary>A reference to one element, and a use of it.</summary>
    private void ElementCell()
    {
        Value buffer = Pick(_buffers), at = _builder.Scalar(Codes.Index, Index(), _builder.Length(buffer));
        Value reference = _builder.View(buffer, at, _builder.Int32(1));
        Value element = _builder.Load(reference, _builder.Int32(0));
        _floats.Add(element);
        if (_builder.TypeOf(buffer).Shape == IrShape.Buffer) _builder.Store(reference, _builder.Int32(0), _builder.Scalar(Codes.Add, element, Float()));
    }

    private Value CheckedIndex()
        => _builder.Scalar(Codes.Index, Index(), _random.Next(3) == 0 ? _builder.Int32(_random.Next(2, 5)) : _builder.Length(Pick(_buffers)));

    private void Store()
    {
        List<Value> writable = _buffers.FindAll(buffer => _builder.TypeOf(buffer).Shape == IrShape.Buffer);
        if (_random.Next(8) == 0) _builder.Add(new ClearOp(Pick(writable)));
        else _builder.Store(Pick(writable), Index(), Float());
    }

    private void Buffer()
    {
        switch (_random.Next(5))
        {
            case 0 or 1: _buffers.Add(_builder.Alloc(ScalarKind.Float64, _builder.Int32(4), AllocKind.Local)); break;
            case 2: _integers.Add(_builder.Length(Pick(_buffers))); break;
            case 3:
                Value viewed = Pick(_buffers);
                _buffers.Add(_builder.View(viewed, _builder.Int32(0), _random.Next(2) == 0 ? _builder.Length(viewed) : _builder.Int32(_random.Next(3, 5))));
                break;
            default: _buffers.Add(_builder.Choose(_builder.Int32(_random.Next(2)), [Pick(_buffers), Pick(_buffers)])); break;
        }
    }

    private void If(int depth)
    {
        Value condition = Bool();
        Region then = Side(depth), otherwise = Side(depth);
        Value a = _builder.Define(Ir.F64), b = _builder.Define(Ir.Bool);
        _builder.Add(new IfOp([a, b], condition, then, otherwise));
        _floats.Add(a);
        _bools.Add(b);
    }

    private Region Side(int depth) => Scope(default, depth, () => [Float(), Bool()]);

    private void For(int depth)
    {
        Value lower = _random.Next(2) == 0 ? _builder.Int32(0) : Integer();
        Value upper = _random.Next(3) switch { 0 => _builder.Length(Pick(_buffers)), 1 => _builder.Int32(_random.Next(4)), _ => _builder.Scalar(Codes.And, Integer(), _builder.Int32(3)) };
        lower = _builder.Scalar(Codes.And, lower, _builder.Int32(3));
        int step = _random.Next(4) == 0 ? -1 : 1;
        bool isInclusive = _random.Next(4) == 0;
        if (step < 0) (lower, upper) = (upper, lower);
        Value first = Float(), second = Float(), third = Integer(), counter = _builder.Define(Ir.I32), p = _builder.Define(Ir.F64), q = _builder.Define(Ir.F64), k = _builder.Define(Ir.I32);
        Region body = Scope([counter, p, q, k], depth, () => [_random.Next(3) == 0 ? p : Float(), _random.Next(3) == 0 ? q : Float(), _random.Next(2) == 0 ? _builder.Scalar(Codes.Add, k, _builder.Int32(_random.Next(-1, 3))) : Integer()]);
        Value a = _builder.Define(Ir.F64), b = _builder.Define(Ir.F64), c = _builder.Define(Ir.I32);
        _builder.Add(new ForOp([a, b, c], lower, upper, step, isInclusive, [first, second, third], body));
        _floats.AddRange([a, b]);
        _integers.Add(c);
    }

    private void While(int depth)
    {
        Value zero = _builder.Int32(0), first = Float();
        Value tested = _builder.Define(Ir.I32), other = _builder.Define(Ir.F64);
        Region condition = _builder.Region([tested, other], () => [_builder.Scalar(Codes.Less, tested, _builder.Int32(2))]);
        Value counter = _builder.Define(Ir.I32), p = _builder.Define(Ir.F64);
        Region body = Scope([counter, p], depth, () => [_builder.Scalar(Codes.Add, counter, _builder.Int32(1)), _random.Next(3) == 0 ? p : Float()]);
        Value a = _builder.Define(Ir.I32), b = _builder.Define(Ir.F64);
        _builder.Add(new WhileOp([a, b], [zero, first], condition, body));
        _integers.Add(a);
        _floats.Add(b);
    }

    private void Guard()
    {
        if (_random.Next(4) != 0) return;
        _builder.If(Bool(), () => _builder.Add(new ThrowOp($"guard {_random.Next(100)}", default)));
    }

    private Region Scope(EquatableArray<Value> parameters, int depth, Func<EquatableArray<Value>> yields)
    {
        int floats = _floats.Count, integers = _integers.Count, bools = _bools.Count, buffers = _buffers.Count, cells = _cells.Count;
        foreach (Value parameter in parameters) (_builder.TypeOf(parameter) == Ir.F64 ? _floats : _integers).Add(parameter);
        Region region = _builder.Region(parameters, () =>
        {
            for (int i = _random.Next(6); i > 0 && _budget > 0; i--) Statement(depth + 1);
            return yields();
        });
        _floats.RemoveRange(floats, _floats.Count - floats);
        _integers.RemoveRange(integers, _integers.Count - integers);
        _bools.RemoveRange(bools, _bools.Count - bools);
        _buffers.RemoveRange(buffers, _buffers.Count - buffers);
        _cells.RemoveRange(cells, _cells.Count - cells);
        return region;
    }

    /// <summary>Mostly valid.</summary>
    private Value Index() => _random.Next(3) == 0
        ? _builder.Scalar(Codes.And, Integer(), _builder.Int32(3))
        : _random.Next(20) == 0 ? Integer() : _builder.Int32(_random.Next(3));

    private Value Float() => Pick(_floats);

    private Value Integer() => Pick(_integers);

    private Value Bool() => _bools.Count == 0 ? _builder.Bool(true) : Pick(_bools);

    private T Pick<T>(IReadOnlyList<T> items) => items[items.Count - 1 - Math.Min(_random.Next(items.Count), _random.Next(items.Count))];
}
