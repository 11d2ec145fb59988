using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Derivatives;

/// <summary>
/// <c>g·∂f/∂x_i</c>, linear in <paramref name="g"/>: the incoming adjoint (reverse mode) or the argument's tangent
/// (forward mode). Touching <paramref name="y"/> (the result) or an element of <paramref name="x"/> (the arguments)
/// asks the caller to recall it.
/// </summary>
internal delegate Operand Partial(Operand g, Operand y, Operand[] x);

/// <summary>
/// The derivative of an operator or elementary function: a row of the rule table. It serves reverse mode, forward mode and
/// lanes, and since it is written with functions that have rules, its own derivative too.
/// </summary>
internal sealed class ScalarRule
{
    /// <summary>Stands for the result in <see cref="Needs"/>.</summary>
    public const int Result = -1;

    private readonly Partial?[] _partials;

    /// <summary>What arguments that aren't known at compile time need: the same wherever the rule is applied.</summary>
    private readonly ConcurrentDictionary<(int Argument, ScalarKind Kind), IReadOnlyCollection<int>> _needs = [];

    /// <param name="name">The operator, or the function without its type.</param>
    /// <param name="partials">One per argument; null where the derivative is zero by nature.</param>
    public ScalarRule(string name, params Partial?[] partials)
    {
        Name = name;
        _partials = partials;
    }

    public string Name { get; }

    /// <summary>The number of arguments; <see cref="AnyArity"/> for functions that no argument has a derivative of.</summary>
    public int Arity => _partials.Length == 0 ? AnyArity : _partials.Length;

    public const int AnyArity = 0;

    /// <summary>The argument that is an <c>int</c>, or -1.</summary>
    public int IntegerArgument { get; init; } = -1;

    /// <summary>The rule of an operation, or null for an unknown function.</summary>
    public static ScalarRule? Find(string code, int arity) => OperatorRules.Find(code) ?? IdiomRules.Find(code) ?? MathRules.Find(code, arity);

    public static ScalarRule? Find(ScalarOp operation) => Find(operation.Code, operation.Arguments.Count);

    /// <summary>Whether the result is locally constant in the argument (<c>Floor</c>, a comparison).</summary>
    public bool IsStep(int argument) => argument >= _partials.Length || _partials[argument] is null;

    /// <summary>
    /// Emits <c>g·∂f/∂x_argument</c>; null where it is zero whatever the values. <paramref name="recall"/> is called at
    /// most once per value, before anything else is emitted and never inside a branch of the rule, and only for what
    /// <see cref="Needs"/> lists.
    /// </summary>
    /// <param name="builder">Receives the operations.</param>
    /// <param name="argument">Which argument.</param>
    /// <param name="g">The adjoint of the result, or the tangent of the argument.</param>
    /// <param name="recall">Recalls the argument of an index, or the <see cref="Result"/>.</param>
    /// <param name="kind">The type of what is emitted (differs from that of <paramref name="g"/> for conversions only).</param>
    /// <param name="literal">The arguments known at compile time: these are not recalled.</param>
    public Value? Pull(
        IrBuilder builder,
        int argument,
        Value g,
        Func<int, Value> recall,
        ScalarKind kind,
        Func<int, Literal?>? literal = null)
    {
        if (IsStep(argument) || !kind.IsFloat()) return null;
        // The result first, then the arguments.
        var recalled = new Value[1 + _partials.Length];
        foreach (int needed in Needs(argument, kind, literal)) recalled[needed - Result] = recall(needed);
        Operand pulled = Apply(builder, argument, builder.TypeOf(g).Kind, g, index => recalled[index - Result], kind, literal);
        return IsZero(pulled) ? null : pulled.Value;
    }

    /// <summary>
    /// What <see cref="Pull"/> will recall, ascending: indices of arguments, and <see cref="Result"/>. Found by a dry run.
    /// </summary>
    public IReadOnlyCollection<int> Needs(int argument, ScalarKind kind, Func<int, Literal?>? literal = null)
    {
        if (IsStep(argument) || !kind.IsFloat()) return [];
        for (int i = 0; i < _partials.Length; i++)
            if (literal?.Invoke(i) is not null) return FindNeeds(argument, kind, literal);
        return _needs.GetOrAdd((argument, kind), key => FindNeeds(key.Argument, key.Kind, null));
    }

    private SortedSet<int> FindNeeds(int argument, ScalarKind kind, Func<int, Literal?>? literal)
    {
        var needed = new SortedSet<int>();
        var scratch = new IrBuilder();
        Value g = scratch.Define(new IrType(kind));
        Operand pulled = Apply(scratch, argument, kind, g, Record, kind, literal);
        if (!IsZero(pulled)) _ = pulled.Value;
        return needed;

        Value Record(int index)
        {
            needed.Add(index);
            return scratch.Define(new IrType(index == IntegerArgument ? ScalarKind.Int32 : kind));
        }
    }

    private static bool IsZero(Operand operand) => operand.Literal is not null && operand.Number == 0;

    private Operand Apply(
        IrBuilder builder,
        int argument,
        ScalarKind gKind,
        Value g,
        Func<int, Value> recall,
        ScalarKind kind,
        Func<int, Literal?>? literal)
    {
        var scope = new RuleScope(builder, kind);
        var x = new Operand[_partials.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = literal?.Invoke(i) is { } known
                ? Operand.Known(scope, known)
                : Operand.Recalled(scope, i == IntegerArgument ? ScalarKind.Int32 : kind, recall, i);
        }
        return _partials[argument]!(Operand.Given(scope, gKind, g), Operand.Recalled(scope, kind, recall, Result), x);
    }
}
