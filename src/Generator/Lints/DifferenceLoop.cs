using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>
/// A method that is nothing but the gradient of another by differences, element by element:
/// <c>for (int i = 0; i &lt; x.Length; i++) { … g[i] = (F(p) - F(q)) / (2 * h); }</c>. The body is run once with symbols: by how
/// many steps is the element <c>i</c> of each array away from the argument's? What isn't understood makes no match.
/// </summary>
internal sealed class DifferenceLoop
{
    private readonly IMethodSymbol _caller;
    private readonly IMethodSymbol _method;
    private readonly Dictionary<ISymbol, StepSize> _arrays = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, StepSize> _elements = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, StepSize> _values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _fresh = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _lengths = new(SymbolEqualityComparer.Default);
    private readonly IParameterSymbol _argument;
    private IInvocationOperation? _call;
    private ISymbol? _gradient;
    private ISymbol? _index;

    private DifferenceLoop(IMethodSymbol caller, IMethodSymbol method, IParameterSymbol argument)
    {
        _caller = caller;
        _method = method;
        _argument = argument;
        _arrays[argument] = StepSize.Zero;
    }

    /// <summary>The loop, where the whole body is such a gradient.</summary>
    public static DifferenceMatch? Find(IMethodBodyOperation body, IMethodSymbol caller, IMethodSymbol method, IMethodSymbol gradient)
    {
        if (body.BlockBody is not { } block || caller.Parameters.Any(parameter => parameter.RefKind != RefKind.None)) return null;
        foreach (IParameterSymbol argument in caller.Parameters.Where(parameter => IsNumbers(parameter.Type)))
        {
            if (new DifferenceLoop(caller, method, argument).Match(block, gradient) is { } match) return match;
        }
        return null;
    }

    private static bool IsNumbers(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => Differentiability.IsFloat(array.ElementType),
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span => Lowering.TypeLowerer.IsSpan(span) && Differentiability.IsFloat(span.TypeArguments[0]),
        _ => false,
    };

    private DifferenceMatch? Match(IBlockOperation block, IMethodSymbol gradient)
    {
        IForLoopOperation? loop = null;
        bool returns = false;
        foreach (IOperation statement in block.Operations)
        {
            if (returns) return null;
            switch (statement)
            {
                case IForLoopOperation found when loop is null && Run(found):
                    loop = found;
                    break;
                case IReturnOperation { ReturnedValue: { } value } when loop is not null && Variable(value) is ILocalSymbol local && Is(local, _gradient):
                    returns = true;
                    break;
                case not (IForLoopOperation or IReturnOperation) when Run(statement):
                    break;
                default:
                    return null;
            }
        }
        // The result is a new array that is returned, or a parameter.
        bool isResult = _caller.ReturnsVoid ? _gradient is IParameterSymbol && !Is(_gradient, _argument) : returns && _gradient is ILocalSymbol;
        if (loop is null || !isResult || _call is null || Passed(_call) is not { } passed) return null;
        if (_call.Arguments.Any(argument => Is(Variable(argument.Value), _gradient))) return null;
        string? call = GradientCall.Text(gradient, _call, passed.Parameter!, Name(_argument), Name(_gradient!));
        if (call is null || GradientCall.Output(gradient, _method, passed.Parameter!) is not { Type: INamedTypeSymbol { Name: "Span" } }) return null;
        // A read-only argument can't go where an array is wanted.
        bool fits = passed.Parameter!.Type is INamedTypeSymbol { Name: "ReadOnlySpan" } || SymbolEqualityComparer.Default.Equals(_argument.Type, passed.Parameter.Type)
            || (_argument.Type is IArrayTypeSymbol && passed.Parameter.Type is INamedTypeSymbol { Name: "Span" });
        return fits ? new DifferenceMatch(((ForStatementSyntax)loop.Syntax).ForKeyword.GetLocation(), call, Name(_gradient!)) : null;
    }

    private bool Run(IForLoopOperation loop)
    {
        if (loop.Before is not [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator] }] }] || declarator.GetVariableInitializer()?.Value.ConstantValue is not { HasValue: true, Value: 0 }) return false;
        if (loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } increment }] || !Is(Variable(increment.Target), declarator.Symbol)) return false;
        if (loop.Condition is not IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } bound || !Is(Variable(bound.LeftOperand), declarator.Symbol) || !IsLength(bound.RightOperand)) return false;
        _index = declarator.Symbol;
        List<ISymbol> outer = [.. _arrays.Keys];
        if (loop.Body is not IBlockOperation body || !body.Operations.All(Run) || _gradient is null) return false;
        // Every round must find the arrays as the first one did.
        return outer.All(array => _arrays[array].IsZero);
    }

    private bool Run(IOperation statement) => statement switch
    {
        IVariableDeclarationGroupOperation group => group.Declarations.All(declaration => declaration.Declarators.All(Declare)),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false } assignment } => Assign(assignment),
        IExpressionStatementOperation { Operation: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } compound } => Add(compound),
        IExpressionStatementOperation { Operation: IInvocationOperation copy } => CopyTo(copy),
        _ => false,
    };

    private bool Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer()?.Value is not { } value || declarator.Symbol.IsRef) return false;
        ILocalSymbol local = declarator.Symbol;
        if (IsNumbers(local.Type))
        {
            if (Copied(value) is { } source) return Set(_arrays, local, source);
            return Unwrapped.Of(value) is IArrayCreationOperation { Initializer: null, DimensionSizes: [var size] } && IsLength(size) && _fresh.Add(local);
        }
        if (Unwrapped.Of(value) is IPropertyReferenceOperation && IsLength(value)) return _lengths.Add(local);
        return Scalar(local, value) || IsPure(value);
    }

    private bool Scalar(ISymbol local, IOperation value)
    {
        if (Value(value) is { } called) return Set(_values, local, called);
        return Element(value) is { } element && Set(_elements, local, element);
    }

    private bool Assign(ISimpleAssignmentOperation assignment)
    {
        // A number carried from round to round would be another in the second round.
        if (ElementOf(assignment.Target) is not { } array) return false;
        if (_arrays.ContainsKey(array)) return Element(assignment.Value) is { } element && Set(_arrays, array, element);
        bool isTarget = _fresh.Contains(array) || (array is IParameterSymbol parameter && IsNumbers(parameter.Type));
        if (!isTarget || _gradient is not null || !IsQuotient(assignment.Value)) return false;
        _gradient = array;
        return true;
    }

    private bool Add(ICompoundAssignmentOperation compound)
    {
        if (ElementOf(compound.Target) is not { } array || !_arrays.TryGetValue(array, out StepSize before) || StepSize.Of(compound.Value) is not { } step || !IsStep(step)) return false;
        return (compound.OperatorKind == BinaryOperatorKind.Add ? before.Plus(step) : before.Minus(step)) is { } after && Set(_arrays, array, after);
    }

    /// <summary><c>x.CopyTo(p)</c> into an array just made.</summary>
    private bool CopyTo(IInvocationOperation copy)
    {
        if (copy.TargetMethod.Name != "CopyTo" || _index is not null) return false;
        IOperation? source = copy.Instance ?? copy.Arguments.FirstOrDefault()?.Value, target = copy.Arguments.LastOrDefault()?.Value;
        return copy.Arguments.Length == (copy.Instance is null ? 2 : 1) && source is not null && target is not null
            && Variable(source) is { } from && _arrays.TryGetValue(from, out StepSize step) && Variable(target) is { } to && _fresh.Remove(to) && Set(_arrays, to, step);
    }

    /// <summary><c>(f(x + s) - f(x + t)) / (s - t)</c></summary>
    private bool IsQuotient(IOperation value)
        => Unwrapped.Of(value) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division
            && Unwrapped.Of(division.LeftOperand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
            && Value(difference.LeftOperand) is { } up && Value(difference.RightOperand) is { } down
            && up.Minus(down) is { IsZero: false } width && StepSize.Of(division.RightOperand) is { IsSmall: true } divisor && width.IsSame(divisor);

    /// <summary>Where the method was evaluated.</summary>
    private StepSize? Value(IOperation operation)
    {
        operation = Unwrapped.Of(operation);
        if (Variable(operation) is { } variable) return _values.TryGetValue(variable, out StepSize known) ? known : null;
        if (operation is not IInvocationOperation call || !Is(call.TargetMethod, _method) || !GradientCall.IsPlain(call) || Passed(call) is not { } passed) return null;
        bool othersAreFixed = call.Arguments.Where(argument => argument != passed).All(argument => IsFixed(argument.Value));
        if (!othersAreFixed || (_call is not null && !IsSameBut(call, _call, passed))) return null;
        _call ??= call;
        return _arrays[Variable(passed.Value)!];
    }

    /// <summary>The one argument that is an array under variation.</summary>
    private IArgumentOperation? Passed(IInvocationOperation call)
    {
        List<IArgumentOperation> passed = [.. call.Arguments.Where(argument => Variable(argument.Value) is { } variable && _arrays.ContainsKey(variable))];
        return passed.Count == 1 ? passed[0] : null;
    }

    private bool IsSameBut(IInvocationOperation call, IInvocationOperation other, IArgumentOperation passed)
        => Is(Passed(other)?.Parameter, passed.Parameter) && Enumerable.Range(0, call.Arguments.Length)
            .All(i => call.Arguments[i] == passed || Expressions.IsSame(call.Arguments[i].Value, other.Arguments[i].Value));

    /// <summary>By how much a value differs from the argument's element.</summary>
    private StepSize? Element(IOperation operation)
    {
        operation = Unwrapped.Of(operation);
        if (Variable(operation) is { } variable) return _elements.TryGetValue(variable, out StepSize known) ? known : null;
        if (ElementOf(operation) is { } array) return _arrays.TryGetValue(array, out StepSize step) ? step : null;
        if (operation is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum) return null;
        if (Element(sum.LeftOperand) is not { } left || StepSize.Of(sum.RightOperand) is not { } right || !IsStep(right)) return null;
        return sum.OperatorKind == BinaryOperatorKind.Add ? left.Plus(right) : left.Minus(right);
    }

    /// <summary>A copy of an array: <c>ToArray</c>, <c>Clone</c>, <c>[.. x]</c>.</summary>
    private StepSize? Copied(IOperation operation)
    {
        IOperation? source = Unwrapped.Of(operation) switch
        {
            IInvocationOperation { TargetMethod.Name: "ToArray" or "Clone" } copy => copy.Instance ?? (copy.Arguments.Length == 1 ? copy.Arguments[0].Value : null),
            ICollectionExpressionOperation { Elements: [ISpreadOperation spread] } => spread.Operand,
            _ => null,
        };
        return source is not null && Variable(source) is { } array && _arrays.TryGetValue(array, out StepSize step) ? step : null;
    }

    /// <summary>The array of <c>a[i]</c>, where i is the loop's.</summary>
    private ISymbol? ElementOf(IOperation operation)
    {
        (IOperation? array, IOperation? index) = Unwrapped.Of(operation) switch
        {
            IArrayElementReferenceOperation { Indices: [var only] } element => (element.ArrayReference, only),
            IPropertyReferenceOperation { Arguments: [var only] } element => (element.Instance, only.Value),
            _ => (null, null),
        };
        return array is not null && index is not null && _index is not null && Is(Variable(index), _index) ? Variable(array) : null;
    }

    private bool IsLength(IOperation operation) => Unwrapped.Of(operation) switch
    {
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } => Variable(instance) is { } array && _arrays.ContainsKey(array),
        var other => Variable(other) is { } local && _lengths.Contains(local),
    };

    /// <summary>A step isn't itself something that the loop changes.</summary>
    private bool IsStep(StepSize step) => step.Variable is not { } variable || !(Is(variable, _index) || _values.ContainsKey(variable) || _elements.ContainsKey(variable));

    /// <summary>Parameters, constants, fields: the same in every round.</summary>
    private bool IsFixed(IOperation operation)
    {
        operation = Unwrapped.Of(operation);
        return operation.ConstantValue.HasValue || operation is IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation };
    }

    /// <summary>A number computed from others, without calls of anything but mathematical functions.</summary>
    private static bool IsPure(IOperation value) => Differentiability.IsFloat(value.Type) && value.DescendantsAndSelf().All(operation => operation switch
    {
        IInvocationOperation call => Lowering.MathCalls.Code(call.TargetMethod) is not null,
        IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation or IThrowOperation => false,
        _ => true,
    });

    private static bool Set(Dictionary<ISymbol, StepSize> table, ISymbol variable, StepSize step)
    {
        table[variable] = step;
        return true;
    }

    private static ISymbol? Variable(IOperation operation) => Unwrapped.Of(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool Is(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static string Name(ISymbol variable) => Lowering.Identifiers.Escape(variable.Name);
}
