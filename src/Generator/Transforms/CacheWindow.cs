using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>A part of a cache that an array of the source can be while a trip of a loop runs, see <see cref="ScratchInCaches"/>.</summary>
internal sealed class CacheWindow
{
    private readonly Effects _effects;
    private readonly ForOp _around;
    private readonly ForOp _copying;
    private readonly StoreOp _copy;

    /// <summary>Where each value that a trip computes is defined.</summary>
    private readonly Dictionary<Value, int> _positions = [];

    private CacheWindow(Function function, ForOp around, ForOp copying, StoreOp copy)
    {
        (_effects, _around, _copying, _copy) = (function.Effects, around, copying, copy);
        for (int i = 0; i < around.Body.Operations.Count; i++)
        {
            foreach (Value result in around.Body.Operations[i].Results) _positions[result] = i;
        }
    }

    public Value Cache => _copy.Buffer;

    public AllocOp Array { get; private set; } = null!;

    /// <summary>The operation of the trip that the window has to be there for.</summary>
    public Operation First { get; private set; } = null!;

    /// <summary>The index of the first element in the cache; none where it is 0.</summary>
    public Value Offset { get; private set; }

    /// <summary>Where <see cref="First"/> stands.</summary>
    private int Start { get; set; }

    /// <summary>The window, or null where the array has to be one of its own.</summary>
    /// <param name="function">The function.</param>
    /// <param name="around">The loop whose trips fill the array.</param>
    /// <param name="copying">A loop inside it that copies the elements.</param>
    /// <param name="copy">A store there.</param>
    public static CacheWindow? Of(Function function, ForOp around, ForOp copying, StoreOp copy)
    {
        Effects effects = function.Effects;
        if (effects.DefinitionOf(copy.Buffer) is not AllocOp { Kind: AllocKind.Cache }) return null;
        var window = new CacheWindow(function, around, copying, copy);
        if (window.Copied() is not { } array || function.TypeOf(array.Result) != function.TypeOf(copy.Buffer) || !effects.CoversAll(copying, array.Result)) return null;
        window.Array = array;
        return window.FindOffset() && window.IsAlone(function) && window.HoldsStill() && Scratch.IsFilledByEachTrip(around, array.Result, effects) ? window : null;
    }

    /// <summary>Whether a value isn't there yet where the window begins.</summary>
    public bool IsLate(Value value) => _positions.TryGetValue(value, out int position) && position >= Start;

    /// <summary>The array whose element has the value stored when the trip of the copying loop ends.</summary>
    private AllocOp? Copied()
    {
        Value counter = _copying.Body.Parameters[0];
        foreach (Operation operation in _copying.Body.Operations)
        {
            Value buffer = operation switch
            {
                LoadOp load when load.Result == _copy.Stored && load.Index == counter => load.Buffer,
                StoreOp store when store.Stored == _copy.Stored && store.Index == counter => store.Buffer,
                _ => Value.None,
            };
            if (!buffer.IsNone && _effects.DefinitionOf(buffer) is AllocOp { Kind: AllocKind.Local } array && IsLast(operation, array.Result)) return array;
        }
        return null;
    }

    /// <summary>Whether the loop changes no element after it was loaded or stored by an operation.</summary>
    private bool IsLast(Operation access, Value array)
    {
        bool isBehind = false;
        foreach (Operation operation in _copying.Body.Operations)
        {
            bool isOwn = operation is StoreOp store && store.Buffer == array && store.Index == _copying.Body.Parameters[0];
            if (!ReferenceEquals(operation, access) && (isBehind || !isOwn) && _effects.Of(operation).Writes.Contains(array)) return false;
            isBehind |= ReferenceEquals(operation, access);
        }
        return true;
    }

    /// <summary><c>counter</c>, or <c>offset + counter</c>.</summary>
    private bool FindOffset()
    {
        Value counter = _copying.Body.Parameters[0];
        Offset = Value.None;
        if (_copy.Index == counter) return true;
        if (_effects.DefinitionOf(_copy.Index) is not ScalarOp { Code: Codes.Add, IsChecked: false } sum || !sum.Arguments.Contains(counter)) return false;
        Offset = sum.Arguments[0] == counter ? sum.Arguments[1] : sum.Arguments[0];
        return !_copying.Body.Parameters.Contains(Offset) && !_copying.Body.Operations.Any(operation => operation.Results.Contains(Offset));
    }

    /// <summary>Whether nothing but the trip uses the array, and that only element by element, at indices in range.</summary>
    private bool IsAlone(Function function)
    {
        Value array = Array.Result;
        if (Uses(function.Body) != Uses(_around.Body)) return false;
        Start = _around.Body.Operations.TakeWhile(operation => !operation.Uses.Contains(array)).Count();
        First = _around.Body.Operations[Start];
        return !IsLate(Array.Length) && !IsLate(Cache) && CanBeEarly(Offset) && IsPlain(_around.Body);

        int Uses(Region region) => region.Yields.Count(value => value == array)
            + region.Operations.Sum(operation => operation.Operands.Count(operand => operand == array) + operation.Regions.Sum(Uses));

        bool IsPlain(Region region) => !region.Yields.Contains(array) && region.Operations.All(operation => operation switch
        {
            LoadOp or StoreOp or ClearOp or LengthOp => !operation.Operands.Contains(array) || !_effects.Of(operation).Throws,
            _ => !operation.Operands.Contains(array) && operation.Regions.All(IsPlain),
        });
    }

    private bool CanBeEarly(Value value)
        => value.IsNone || !IsLate(value) || _effects.DefinitionOf(value) switch
        {
            ConstantOp => true,
            ScalarOp scalar => !_effects.Of(scalar).Throws && scalar.Arguments.All(CanBeEarly),
            _ => false,
        };

    /// <summary>Whether the trip changes the array no more after it was copied, and the cache not by anything else; nothing reads the cache before that.</summary>
    private bool HoldsStill()
    {
        bool isBehind = false;
        foreach (Operation operation in _around.Body.Operations)
        {
            if (ReferenceEquals(operation, _copying))
            {
                isBehind = true;
                if (_copying.Body.Operations.Any(inner => !ReferenceEquals(inner, _copy) && Scratch.Touches(inner, Cache, _effects))) return false;
                continue;
            }
            OperationEffects effect = _effects.Of(operation);
            if (isBehind ? effect.Writes.Contains(Array.Result) || effect.Writes.Contains(Cache) : Scratch.Touches(operation, Cache, _effects)) return false;
        }
        return true;
    }
}
