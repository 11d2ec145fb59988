using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Transforms;

/// <summary>
/// Well-formed functions of (x, y, z, bool, readonly a[6], matrix) that fill a matrix row by row: each row computes the same with numbers of
/// its own, but here and there something else.
/// </summary>
internal sealed class RandomRows
{
    public const int Inputs = 6;

    private readonly Random _random;
    private readonly IrBuilder _builder = new();
    private readonly ScalarKind _kind;
    private readonly int _count;
    private readonly List<Value> _shared = [];
    private readonly List<Value>[] _rows;

    private RandomRows(int seed, ScalarKind kind)
    {
        _random = new Random(seed);
        _kind = kind;
        _count = 2 + (seed % 7);
        _rows = [.. Enumerable.Range(0, _count).Select(_ => new List<Value>())];
    }

    /// <summary>The function; its matrix has as many elements as its last parameter says.</summary>
    public static Function Create(int seed, string name, ScalarKind kind = ScalarKind.Float64)
    {
        Function function = new RandomRows(seed, kind).Function(name, columns: 3);
        IrVerifier.Verify(function);
        return function;
    }

    private Function Function(string name, int columns)
    {
        IrType number = new(_kind), buffer = new(_kind, IrShape.Buffer);
        Value[] parameters = [.. ((IrType[])[number, number, number, Ir.Bool, buffer with { Shape = IrShape.ReadOnlyBuffer }, buffer]).Select(type => _builder.Define(type))];
        _shared.AddRange(parameters[..3]);
        Region body = _builder.Region([.. parameters], () =>
        {
            for (int i = 0; i < Inputs; i++) _shared.Add(_builder.Load(parameters[4], _builder.Int32(i)));
            _shared.Add(_builder.Float(_kind, Pick([0.0, -0.0, 1, 2.5])));
            foreach (List<Value> row in _rows) row.AddRange([Pick(_shared), Pick(_shared)]);
            bool isInTurn = _random.Next(2) == 0, isEarly = _random.Next(3) == 0;
            Step[] steps = [.. Enumerable.Range(0, _random.Next(4, 40)).Select(i => NewStep(i, isInTurn))];
            if (isInTurn)
            {
                for (int row = 0; row < _count; row++)
                {
                    foreach (Step step in steps) Add(step, row);
                    if (isEarly) Store(parameters[5], row, columns);
                }
            }
            else
            {
                foreach (Step step in steps)
                {
                    if (step.Code.Length == 0) Branch(step, parameters[3]);
                    else
                        for (int row = 0; row < _count; row++) Add(step, row);
                }
            }
            for (int row = 0; row < _count; row++) Store(parameters[5], row, columns);
            return [_random.Next(2) == 0 ? Pick(_rows[0]) : parameters[0], Pick(_rows[1])];
        });
        return _builder.Function(name, body) with { Lengths = [-1, -1, -1, -1, Inputs, _count * columns] };
    }

    /// <summary>The number of rows is the same for the same seed.</summary>
    public static int Elements(Function function) => function.LengthOf(function.Parameters[5])!.Value;

    private Step NewStep(int index, bool isInTurn)
    {
        string code = !isInTurn && _random.Next(8) == 0 ? "" : Pick([Codes.Add, Codes.Subtract, Codes.Multiply, Codes.Multiply, Codes.Divide, Codes.Negate, _kind == ScalarKind.Float64 ? "Math.Sqrt" : "MathF.Sqrt"]);
        return new Step(code, _random.Next(index + 2), _random.Next(2) == 0 ? _random.Next(index + 2) : -1 - _random.Next(_shared.Count), _random.Next(2) == 0);
    }

    private Value Operand(int place, int row) => place < 0 ? _shared[-1 - place] : _rows[row][place];

    private void Add(Step step, int row)
    {
        Value left = Operand(step.Left, row), right = Operand(step.Right, row);
        bool isOther = _random.Next(25) == 0;
        string code = isOther ? Pick([Codes.Add, "Math.Abs", Codes.Multiply]) : step.Code;
        if (_kind == ScalarKind.Float32 && code == "Math.Abs") code = "MathF.Abs";
        _rows[row].Add(code is Codes.Negate || code.Contains('.', StringComparison.Ordinal) ? _builder.Scalar(code, left) : step.IsSwapped ? _builder.Scalar(code, right, left) : _builder.Scalar(code, left, right));
    }

    /// <summary>One branch for all rows.</summary>
    private void Branch(Step step, Value condition)
    {
        Region Side(string code) => _builder.Region(default, () => [.. Enumerable.Range(0, _count).Select(row => _random.Next(20) == 0 ? _shared[0] : _builder.Scalar(code, Operand(step.Left, row), Operand(step.Right, row)))]);
        Region then = Side(Codes.Multiply), otherwise = Side(Codes.Subtract);
        Value[] results = [.. _rows.Select(_ => _builder.Define(new IrType(_kind)))];
        _builder.Add(new IfOp([.. results], condition, then, otherwise));
        for (int row = 0; row < _count; row++) _rows[row].Add(results[row]);
    }

    private void Store(Value matrix, int row, int columns)
    {
        for (int k = 0; k < columns; k++) _builder.Store(matrix, _builder.Int32((row * columns) + k), _rows[row][_rows[row].Count - 1 - (k % _rows[row].Count)]);
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <param name="Code">The operator; empty for a branch.</param>
    /// <param name="Left">A value of the row.</param>
    /// <param name="Right">A value of the row, or counted down from -1 one that all rows share.</param>
    /// <param name="IsSwapped">Whether the right one comes first.</param>
    private sealed record Step(string Code, int Left, int Right, bool IsSwapped);
}
