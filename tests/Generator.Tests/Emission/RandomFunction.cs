using DiffGen.Generator.IR;

namespace DiffGen.Generator.Tests.Emission;

/// <summary>
/// Random functions <c>(x, y, n, buffer, readOnly) → 3 results</c>: nested control flow, loads and stores in all orders,
/// names that clash, loops that permute what they carry.
/// </summary>
internal sealed class RandomFunction
{
    private static readonly string[] Names = ["x", "y", "n", "s", "t", "dX", "value", "i", "k"];

    private readonly Random _random;
    private readonly IrBuilder _builder = new();
    private int _budget;

    private RandomFunction(int seed)
    {
        _random = new Random(seed);
        _budget = 10 + (seed % 60);
    }

    public static Function Build(int seed, string name)
    {
        var random = new RandomFunction(seed);
        IrBuilder b = random._builder;
        Value x = b.Define(IrType.Float64, "x"), y = b.Define(IrType.Float64, "y"), n = b.Define(IrType.Int32, "n");
        Value g = b.Define(new IrType(ScalarKind.Float64, IrShape.Buffer), "g");
        Value a = b.Define(new IrType(ScalarKind.Float64, IrShape.ReadOnlyBuffer), "a");
        var scope = new Scope([x, y], [n], [], [g], [a]);
        return b.Function(name, b.Region([x, y, n, g, a], () =>
        {
            scope.Bools.Add(b.Bool(true));
            random.Block(scope, depth: 0);
            return random.OneIn(3) ? random.Tail(scope, 3) : random.Pick(scope, 3);
        }));
    }

    private bool OneIn(int count) => _random.Next(count) == 0;

    private string Name() => OneIn(3) ? Names[_random.Next(Names.Length)] : "";

    private Value Any(List<Value> values) => OneIn(3)
        ? values[_random.Next(values.Count)]
        : values[Math.Max(0, values.Count - 1 - _random.Next(Math.Min(4, values.Count)))];

    private EquatableArray<Value> Pick(Scope scope, int count) => [.. Enumerable.Range(0, count).Select(_ => Any(scope.Floats))];

    private Value[] DefineAll(IrType type, int count) => [.. Enumerable.Range(0, count).Select(_ => _builder.Define(type, Name()))];

    private Value Condition(Scope scope) => _random.Next(4) switch
    {
        0 => Any(scope.Bools),
        1 or 2 => _builder.Scalar(OneIn(2) ? Codes.Less : Codes.GreaterOrEqual, Any(scope.Floats), Any(scope.Floats)),
        _ => _builder.Scalar(OneIn(2) ? Codes.Less : Codes.Equal, Any(scope.Integers), _builder.Int32(_random.Next(4))),
    };

    private Value Index(Scope scope) => _random.Next(12) switch
    {
        0 => Any(scope.Integers),
        < 4 => _builder.Int32(_random.Next(4)),
        _ => _builder.Scalar(Codes.And, Any(scope.Integers), _builder.Int32(3)),
    };

    private Value Bounded(Value value) => OneIn(2) ? _builder.Scalar("Math.Sin", value) : value;

    private void Block(Scope scope, int depth)
    {
        for (int count = _random.Next(1, 9); count > 0 && _budget > 0; count--, _budget--)
        {
            if (OneIn(12)) _builder.Origin = OneIn(3) ? Origin.None : new(_builder.Source("statement " + _random.Next(4)), OneIn(2));
            switch (_random.Next(20))
            {
                case < 6: scope.Floats.Add(Arithmetic(scope)); break;
                case 6: scope.Floats.Add(_builder.Scalar(IrType.Float64, Codes.Convert, Any(scope.Integers))); break;
                case 7: scope.Integers.Add(_builder.Scalar(Codes.And, _builder.Scalar(Codes.Multiply, Any(scope.Integers), Any(scope.Integers)), _builder.Int32(15))); break;
                case 8: scope.Bools.Add(Condition(scope)); break;
                case 9 or 10: scope.Floats.Add(_builder.Load(Any(OneIn(2) ? scope.ReadOnly : scope.Buffers), Index(scope), Name())); break;
                case 11: _builder.Store(Any(scope.Buffers), Index(scope), Bounded(Any(scope.Floats))); break;
                case 12 or 13: Accumulate(scope); break;
                case 14: scope.Buffers.Add(Buffer(scope)); break;
                case 15 or 16: if (depth < 4) Branch(scope, depth); break;
                case 17: if (depth < 3) While(scope, depth); break;
                default: if (depth < 3) For(scope, depth); break;
            }
        }
    }

    private Value Arithmetic(Scope scope)
    {
        string code = _random.Next(4) switch { 0 => Codes.Add, 1 => Codes.Subtract, 2 => Codes.Multiply, _ => Codes.Divide };
        Value left = Bounded(Any(scope.Floats));
        Value right = OneIn(5) ? _builder.Float(ScalarKind.Float64, _random.Next(-3, 4) * 0.5) : Any(scope.Floats);
        Value value = _builder.Scalar(code, left, right);
        _builder.Name(value, Name());
        return value;
    }

    private void Accumulate(Scope scope)
    {
        Value buffer = Any(scope.Buffers), index = Index(scope), old = _builder.Load(buffer, index);
        Value term = _builder.Scalar(Codes.Multiply, Any(scope.Floats), Any(scope.Floats));
        _builder.Store(buffer, index, OneIn(3) ? _builder.Scalar(Codes.Add, term, old) : _builder.Scalar(Codes.Subtract, old, term));
    }

    private Value Buffer(Scope scope) => _random.Next(4) switch
    {
        0 => _builder.Alloc(ScalarKind.Float64, _builder.Int32(_random.Next(4, 8)), AllocKind.Local, Name()),
        1 => _builder.Alloc(ScalarKind.Float64, _builder.Scalar(Codes.Add, _builder.Scalar(Codes.And, Any(scope.Integers), _builder.Int32(3)), _builder.Int32(4)), AllocKind.Shadow, Name()),
        2 => _builder.View(Any(scope.Buffers), _builder.Int32(0), _builder.Int32(4), Name()),
        _ => _builder.Choose(_builder.Scalar(Codes.And, Any(scope.Integers), _builder.Int32(1)), [Any(scope.Buffers), Any(scope.Buffers)]),
    };

    private EquatableArray<Value> Tail(Scope scope, int count)
    {
        int own = _random.Next(1, count + 1);
        Value condition = Condition(scope);
        Region then = Side(), otherwise = Side();
        Value[] results = DefineAll(IrType.Float64, own);
        _builder.Add(new IfOp([.. results], condition, then, otherwise));
        return [.. results, .. Pick(scope, count - own)];

        Region Side() => _builder.Region(default, () =>
        {
            Scope side = scope.Copy();
            Block(side, depth: 3);
            return OneIn(3) ? Tail(side, own) : Pick(side, own);
        });
    }

    private void Branch(Scope scope, int depth)
    {
        int count = _random.Next(3), throwing = _random.Next(12);
        Value condition = Condition(scope);
        Region then = Side(0), otherwise = Side(1);
        Value[] results = DefineAll(IrType.Float64, count);
        _builder.Add(new IfOp([.. results], condition, then, otherwise));
        scope.Floats.AddRange(results);

        Region Side(int index) => _builder.Region(default, () =>
        {
            Scope side = scope.Copy();
            if (!OneIn(3)) Block(side, depth + (OneIn(2) ? 1 : 3));
            if (throwing != index) return Pick(side, count);
            _builder.Add(new ThrowOp("new global::System.InvalidOperationException()", default));
            return default;
        });
    }

    private void For(Scope scope, int depth)
    {
        EquatableArray<Value> inits = Pick(scope, _random.Next(4));
        int step = _random.Next(4) switch { 0 => -1, 1 => 2, _ => 1 };
        Value lower = _builder.Int32(_random.Next(3));
        Value upper = OneIn(2) ? _builder.Length(Any(scope.ReadOnly)) : _builder.Scalar(Codes.Subtract, _builder.Scalar(Codes.And, Any(scope.Integers), _builder.Int32(3)), _builder.Int32(1));
        Value counter = _builder.Define(IrType.Int32, Name());
        Value[] carried = DefineAll(IrType.Float64, inits.Count);
        Region body = _builder.Region([counter, .. carried], () =>
        {
            Scope inner = scope.Copy();
            inner.Floats.AddRange(carried);
            inner.Integers.Add(counter);
            Block(inner, depth + 1);
            return Pick(inner, inits.Count);
        });
        Value[] results = DefineAll(IrType.Float64, inits.Count);
        _builder.Add(new ForOp([.. results], lower, upper, step, OneIn(3), inits, body));
        scope.Floats.AddRange(results);
    }

    private void While(Scope scope, int depth)
    {
        Value[] inits = [_builder.Int32(_random.Next(3)), Any(scope.Floats), _builder.Bool(true)];
        bool isDo = OneIn(2);
        Value[] tested = Carried();
        Region condition = _builder.Region([.. tested], () => [isDo ? tested[2] : Test(scope, tested)]);
        Value[] carried = Carried();
        Region body = _builder.Region([.. carried], () =>
        {
            Scope inner = scope.Copy();
            inner.Integers.Add(carried[0]);
            inner.Floats.Add(carried[1]);
            Block(inner, depth + 1);
            Value next = _builder.Scalar(Codes.Add, carried[0], _builder.Int32(1));
            return [next, Any(inner.Floats), _builder.Scalar(Codes.Less, next, _builder.Int32(_random.Next(1, 4)))];
        });
        Value[] results = Carried();
        _builder.Add(new WhileOp([.. results], [.. inits], condition, body));
        scope.Integers.Add(results[0]);
        scope.Floats.Add(results[1]);

        Value[] Carried() => [.. inits.Select(init => _builder.Define(_builder.TypeOf(init), Name()))];
    }

    private Value Test(Scope scope, Value[] tested)
    {
        Value element = _builder.Load(Any(scope.ReadOnly), _builder.Scalar(Codes.And, tested[0], _builder.Int32(3)), Name());
        Value isSmall = _builder.Scalar(Codes.Less, element, tested[1]);
        return _builder.Scalar(Codes.And, _builder.Scalar(Codes.Or, isSmall, tested[2]), _builder.Scalar(Codes.Less, tested[0], _builder.Int32(4)));
    }

    private sealed record Scope(List<Value> Floats, List<Value> Integers, List<Value> Bools, List<Value> Buffers, List<Value> ReadOnly)
    {
        public Scope Copy() => new([.. Floats], [.. Integers], [.. Bools], [.. Buffers], [.. ReadOnly]);
    }
}
