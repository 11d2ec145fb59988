using System;
using System.Collections.Generic;
using System.Linq;

namespace DiffGen.Generator.IR;

/// <summary>
/// Builds a function in order: new values get the next id, operations go to the innermost open region.
/// Names: empty where the user gave none.
/// </summary>
internal sealed class IrBuilder
{
    private readonly TypeTable.Builder _types;
    private readonly ValueTable<string> _names;
    private readonly ValueTable<string> _sources;

    /// <summary>Made when a row is asked for, which is nearly never.</summary>
    private Dictionary<string, int>? _sourceRows;

    public IrBuilder() => (_types, _names, _sources) = (new(TypeTable.Empty), new(default), new(default));

    /// <summary>A builder of a function with a source table.</summary>
    public IrBuilder(EquatableArray<string> sources) => (_types, _names, _sources) = (new(TypeTable.Empty), new(default), new(sources, sources.Count));

    /// <summary>A builder of a function that resembles another one, with its source table.</summary>
    public IrBuilder(Function like)
        : this(like, values: 0)
    {
    }

    private IrBuilder(Function like, int values)
        => (_types, _names, _sources) = (new(like.Types, values), new(like.Names, values), new(like.Sources, like.Sources.Count));

    /// <summary>The origin of the operations added from now on.</summary>
    public Origin Origin { get; set; } = Origin.None;

    /// <summary>Where operations go.</summary>
    public List<Operation> Operations { get; private set; } = [];

    public IrType TypeOf(Value value) => _types[value.Id];

    public string NameOf(Value value) => _names[value.Id];

    public int ValueCount => _types.Count;

    public Value Define(IrType type, string name = "")
    {
        _types.Add(type);
        _names.Add(name);
        return new Value(_types.Count - 1);
    }

    /// <summary>Gives a value the user's name, where it has none yet.</summary>
    public void Name(Value value, string name)
    {
        if (_names[value.Id].Length == 0) _names[value.Id] = name;
    }

    /// <summary>Gives a value another name, or none.</summary>
    public void Rename(Value value, string name) => _names[value.Id] = name;

    /// <summary>The row of a statement in the source table.</summary>
    public int Source(string text)
    {
        if (_sourceRows is null)
        {
            _sourceRows = [];
            for (int i = 0; i < _sources.Count; i++) _sourceRows[_sources[i]] = i;
        }
        if (_sourceRows.TryGetValue(text, out int row)) return row;
        _sources.Add(text);
        return _sourceRows[text] = _sources.Count - 1;
    }

    public void Add(Operation operation)
        => Operations.Add(operation.Origin == Origin.None && Origin != Origin.None ? operation with { Origin = Origin } : operation);

    /// <summary>Adds operations built elsewhere with this builder's values.</summary>
    public void AddRange(IEnumerable<Operation> operations) => Operations.AddRange(operations);

    /// <summary>Builds a region: what <paramref name="build"/> adds, ending in the yields that it returns.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="build">Adds the operations.</param>
    /// <param name="like">A region that is given back where the new one would hold the very same operations.</param>
    public Region Region(EquatableArray<Value> parameters, Func<EquatableArray<Value>> build, Region? like = null)
    {
        List<Operation> outer = Operations;
        Operations = new(like?.Operations.Count ?? 0);
        try
        {
            EquatableArray<Value> yields = build();
            if (like is null) return new Region(parameters, Operations.ToEquatable(), yields);
            EquatableArray<Operation> operations = Operations.ToEquatable(like.Operations);
            return operations.IsSame(like.Operations) && parameters.Equals(like.Parameters) && yields.Equals(like.Yields) ? like : new Region(parameters, operations, yields);
        }
        finally
        {
            Operations = outer;
        }
    }

    /// <summary>What <paramref name="build"/> adds, as a list instead of a region.</summary>
    public List<Operation> Collect(Action build)
    {
        List<Operation> outer = Operations;
        Operations = [];
        try
        {
            build();
            return Operations;
        }
        finally
        {
            Operations = outer;
        }
    }

    /// <summary>Appends to a list collected before.</summary>
    public void AppendTo(List<Operation> operations, Action build)
    {
        List<Operation> outer = Operations;
        Operations = operations;
        try
        {
            build();
        }
        finally
        {
            Operations = outer;
        }
    }

    public Function Function(string name, Region body)
        => new(name, body, _types.ToTable(), _names.ToEquatable(), _sources.ToEquatable());

    /// <summary>A function on another body; the given one itself where nothing changed.</summary>
    public Function Function(Function like, Region body)
    {
        TypeTable types = _types.ToTable();
        EquatableArray<string> names = _names.ToEquatable(), sources = _sources.ToEquatable();
        return ReferenceEquals(body, like.Body) && ReferenceEquals(types, like.Types) && names.IsSame(like.Names) && sources.IsSame(like.Sources)
            ? like
            : like with { Body = body, Types = types, Names = names, Sources = sources };
    }

    /// <summary>A builder that goes on where a function ends: same values, further ids.</summary>
    public static IrBuilder Continue(Function function) => new(function, function.Types.Count);

    public Value Constant(Literal literal)
    {
        Value result = Define(new IrType(literal.Kind));
        Add(new ConstantOp(result, literal));
        return result;
    }

    public Value Int32(int value) => Constant(Literal.Of(value));

    public Value Bool(bool value) => Constant(Literal.Of(value));

    public Value Float(ScalarKind kind, double value) => Constant(Literal.Of(kind, value));

    /// <summary>An operation whose result has the type of its first operand, or bool for a comparison.</summary>
    public Value Scalar(string code, params Value[] arguments)
        => Scalar(Codes.IsComparison(code) ? IrType.Bool : TypeOf(arguments[0]), code, arguments);

    public Value Scalar(IrType type, string code, params Value[] arguments) => Scalar(type, code, isChecked: false, arguments);

    public Value Scalar(IrType type, string code, bool isChecked, params Value[] arguments)
    {
        Value result = Define(type);
        Add(new ScalarOp(result, code, new EquatableArray<Value>(arguments), isChecked));
        return result;
    }

    public Value Load(Value buffer, Value index, string name = "", bool isProved = false)
    {
        Value result = Define(new IrType(TypeOf(buffer).Kind), name);
        Add(new LoadOp(result, buffer, index) { IsProved = isProved });
        return result;
    }

    public void Store(Value buffer, Value index, Value stored, bool isProved = false) => Add(new StoreOp(buffer, index, stored) { IsProved = isProved });

    public Value Length(Value buffer)
    {
        Value result = Define(IrType.Int32);
        Add(new LengthOp(result, buffer));
        return result;
    }

    public Value Alloc(ScalarKind kind, Value length, AllocKind allocKind, string name = "")
    {
        Value result = Define(new IrType(kind, ShapeOf(allocKind)), name);
        Add(new AllocOp(result, length, allocKind));
        return result;
    }

    /// <summary>The shape of what an allocation makes.</summary>
    public static IrShape ShapeOf(AllocKind kind) => kind switch
    {
        AllocKind.Stack => IrShape.Stack,
        AllocKind.Arena => IrShape.Arena,
        _ => IrShape.Buffer,
    };

    public Value Grow(Value arena, Value length)
    {
        Value result = Define(IrType.Int32);
        Add(new GrowOp(result, arena, length));
        return result;
    }

    /// <summary>Does something for the index of each element: <c>for (i = 0; i &lt; length; i++) …</c></summary>
    public void Each(Value buffer, Action<Value> build)
    {
        Value length = Length(buffer), index = Define(IrType.Int32, "i");
        Region body = Region([index], () =>
        {
            build(index);
            return default;
        });
        Add(new ForOp(default, Int32(0), length, 1, false, default, body));
    }

    /// <summary><c>for (i…) target[i] = source[i]</c></summary>
    public void CopyElements(Value source, Value target) => Each(source, index => Store(target, index, Load(source, index)));

    /// <summary>A call of a function, and its results.</summary>
    public List<Value> Call(Function callee, IEnumerable<Value> arguments)
    {
        List<Value> results = [.. callee.Body.Yields.Select(yield => Define(callee.TypeOf(yield), callee.NameOf(yield)))];
        Add(new CallOp(results.ToEquatable(), callee.Name, arguments.ToEquatable()));
        return results;
    }

    /// <summary>The value as a number of a kind.</summary>
    public Value Converted(Value value, ScalarKind kind) => TypeOf(value).Kind == kind ? value : Scalar(new IrType(kind), Codes.Convert, value);

    public Value View(Value buffer, Value offset, Value length, string name = "", bool isProved = false)
    {
        IrType type = TypeOf(buffer);
        Value result = Define(type.Shape == IrShape.Arena ? type with { Shape = IrShape.Buffer } : type, name);
        Add(new ViewOp(result, buffer, offset, length) { IsProved = isProved });
        return result;
    }

    public Value Choose(Value selector, EquatableArray<Value> buffers, string name = "")
    {
        IrType type = TypeOf(buffers[0]);
        foreach (Value buffer in buffers)
            if (TypeOf(buffer).Shape == IrShape.ReadOnlyBuffer) type = TypeOf(buffer);
        Value result = Define(type, name);
        Add(new ChooseOp(result, selector, buffers));
        return result;
    }
}
