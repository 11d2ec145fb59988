using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using DiffGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>
/// One round over the operations of a body: what each value depends on, and what of it reaches the variables. Whatever has
/// no case here depends on all its parts: the analysis errs toward dependence.
/// </summary>
internal sealed partial class FlowWalker
{
    private readonly IMethodSymbol _method;
    private readonly FlowState _state;
    private readonly Func<IMethodSymbol, MethodFlow?> _calls;
    private readonly Dictionary<ISymbol, (MethodFlow Callee, ImmutableHashSet<int> ActiveInputs)> _callees = new(SymbolEqualityComparer.Default);

    /// <summary>Where a <c>return</c> goes: the method, or a local function of it.</summary>
    private IMethodSymbol _returns;

    public FlowWalker(IMethodSymbol method, FlowState state, Func<IMethodSymbol, MethodFlow?> calls)
    {
        _method = _returns = method;
        _state = state;
        _calls = calls;
    }

    public IEnumerable<(MethodFlow Callee, ImmutableHashSet<int> ActiveInputs)> Callees => _callees.Values;

    public ImmutableHashSet<Trace> Visit(IOperation? operation)
    {
        if (operation is null || operation.ConstantValue.HasValue) return Traces.None;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Traces.Clip(Value(operation), operation.Type);
    }

    private ImmutableHashSet<Trace> Value(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return _state.Get(local.Local);
            case IParameterReferenceOperation parameter:
                return _state.Get(parameter.Parameter);
            case IInstanceReferenceOperation:
                return This();
            case IFieldReferenceOperation field:
                return KnownAttributes.Has(field.Field, KnownAttributes.NoDiff) ? Traces.None : Visit(field.Instance).Union(_state.Get(field.Field));
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation element:
                return Element(element.ArrayReference, element.Indices);
            case IImplicitIndexerReferenceOperation element:
                return Element(element.Instance, [element.Argument]);
            case IInlineArrayAccessOperation element:
                return Element(element.Instance, [element.Argument]);
            case IArrayCreationOperation creation:
                return Element(creation.Initializer, creation.DimensionSizes);
            case IBinaryOperation binary:
                return Binary(binary);
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IConditionalOperation conditional:
                Visit(conditional.Condition);
                return Visit(conditional.WhenTrue).Union(Visit(conditional.WhenFalse));
            case ISwitchExpressionOperation selection:
                return Switch(selection);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IObjectCreationOperation creation:
                return Unknown(creation, null, creation.Arguments).Union(Visit(creation.Initializer));
            case ISimpleAssignmentOperation assignment:
                return Assignment(assignment);
            case ICompoundAssignmentOperation compound:
                return Assign(compound.Target, Visit(compound.Target).Union(Visit(compound.Value)));
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction.Target, deconstruction.Value);
            default:
                return Statement(operation);
        }
    }

    private ImmutableHashSet<Trace> Statement(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator:
                if (declarator.GetVariableInitializer() is { } initializer) Bind(declarator.Symbol, initializer.Value);
                return Traces.None;
            case IReturnOperation returned:
                _state.Add(_returns, Visit(returned.ReturnedValue));
                return Traces.None;
            case ILocalFunctionOperation local:
                LocalFunction(local);
                return Traces.None;
            case IForEachLoopOperation loop:
                Bind(loop);
                break;
            case IIsPatternOperation pattern:
                Bind(pattern.Pattern, Visit(pattern.Value));
                break;
            case ISwitchOperation selection:
                ImmutableHashSet<Trace> governing = Visit(selection.Value);
                foreach (ISwitchCaseOperation section in selection.Cases)
                    foreach (IPatternCaseClauseOperation clause in section.Clauses.OfType<IPatternCaseClauseOperation>()) Bind(clause.Pattern, governing);
                break;
            case IThrowOperation:
                return Traces.None;
            default:
                break;
        }
        ImmutableHashSet<Trace> all = Traces.None;
        foreach (IOperation child in operation.ChildOperations) all = all.Union(Visit(child));
        return all;
    }

    private ImmutableHashSet<Trace> This()
        => (Differentiability.IsInput(_method.ContainingType) && !_method.IsStatic ? Traces.None.Add(new Trace(TraceKind.Active, Trace.This)) : Traces.None)
            .Union(_state.Get(_method.ContainingType));

    private ImmutableHashSet<Trace> Property(IPropertyReferenceOperation property)
    {
        if (property.Arguments.Length > 0) return Element(property.Instance, property.Arguments);
        ImmutableHashSet<Trace> instance = Visit(property.Instance);
        if (KnownAttributes.Has(property.Property, KnownAttributes.NoDiff)) return Traces.None;
        // Length, Count, Rank: no matter what the elements are.
        return Differentiability.IsInteger(property.Type) && Differentiability.IsReference(property.Instance?.Type) ? Traces.None : instance.Union(_state.Get(property.Property));
    }

    /// <summary>Which element is read doesn't count: an index selects.</summary>
    private ImmutableHashSet<Trace> Element(IOperation? instance, IEnumerable<IOperation> indices)
    {
        foreach (IOperation index in indices) Visit(index);
        return Visit(instance);
    }

    /// <summary>Long chains a + b + c + … nest to the left: walked, not recursed into.</summary>
    private ImmutableHashSet<Trace> Binary(IBinaryOperation binary)
    {
        ImmutableHashSet<Trace> all = Traces.None;
        IOperation operation = binary;
        while (operation is IBinaryOperation { ConstantValue.HasValue: false } chain && (chain == binary || TypeLowerer.Scalar(chain.Type) == TypeLowerer.Scalar(binary.Type)))
        {
            all = all.Union(Visit(chain.RightOperand));
            operation = chain.LeftOperand;
        }
        return all.Union(Visit(operation));
    }

    private ImmutableHashSet<Trace> Conversion(IConversionOperation conversion)
    {
        ImmutableHashSet<Trace> operand = Visit(conversion.Operand);
        bool isStep = Differentiability.IsFloat(conversion.Operand.Type) && Differentiability.IsInteger(conversion.Type);
        return isStep ? Traces.Step(operand, conversion.Syntax) : operand;
    }

    private ImmutableHashSet<Trace> Switch(ISwitchExpressionOperation selection)
    {
        ImmutableHashSet<Trace> governing = Visit(selection.Value), all = Traces.None;
        foreach (ISwitchExpressionArmOperation arm in selection.Arms)
        {
            Bind(arm.Pattern, governing);
            Visit(arm.Guard);
            all = all.Union(Visit(arm.Value));
        }
        return all;
    }
}
