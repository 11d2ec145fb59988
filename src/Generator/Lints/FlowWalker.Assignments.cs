using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>What reaches variables: assignments, declarations, patterns.</summary>
internal sealed partial class FlowWalker
{
    private ImmutableHashSet<Trace> Assignment(ISimpleAssignmentOperation assignment)
    {
        ImmutableHashSet<Trace> value = Visit(assignment.Value);
        Visit(assignment.Target);
        if (assignment.IsRef || Differentiability.IsReference(assignment.Target.Type)) Join(assignment.Target, assignment.Value);
        return Assign(assignment.Target, value);
    }

    private ImmutableHashSet<Trace> Assign(IOperation target, ImmutableHashSet<Trace> value)
    {
        bool isWrite = Unwrapped.Of(target) is not (ILocalReferenceOperation { Local.IsRef: false } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } or IDeclarationExpressionOperation);
        foreach (ISymbol variable in Roots(target))
        {
            _state.Add(variable, value);
            if (isWrite) _state.MarkWritten(variable);
        }
        return value;
    }

    /// <summary><c>(a, b) = (b, a)</c> goes element by element; of another value every part takes all.</summary>
    private ImmutableHashSet<Trace> Deconstruct(IOperation target, IOperation value)
    {
        target = Declared(target);
        if (target is not ITupleOperation targets) return Assign(target, Visit(value));
        if (Unwrapped.Of(value) is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
        {
            ImmutableHashSet<Trace> all = Traces.None;
            for (int i = 0; i < targets.Elements.Length; i++)
            {
                if (Differentiability.IsReference(targets.Elements[i].Type)) Join(targets.Elements[i], values.Elements[i]);
                all = all.Union(Deconstruct(targets.Elements[i], values.Elements[i]));
            }
            return all;
        }
        ImmutableHashSet<Trace> parts = Visit(value);
        foreach (IOperation element in targets.Elements) DeconstructAll(element, parts);
        return parts;
    }

    /// <summary><c>var (a, b)   ---->   (a, b)</c></summary>
    private static IOperation Declared(IOperation target)
        => Unwrapped.Of(target) is IDeclarationExpressionOperation declaration ? Unwrapped.Of(declaration.Expression) : Unwrapped.Of(target);

    private void DeconstructAll(IOperation target, ImmutableHashSet<Trace> value)
    {
        target = Declared(target);
        if (target is not ITupleOperation targets) Assign(target, value);
        else foreach (IOperation element in targets.Elements) DeconstructAll(element, value);
    }

    private void Bind(ILocalSymbol variable, IOperation value)
    {
        _state.Add(variable, Visit(value));
        if (!variable.IsRef && !Differentiability.IsReference(variable.Type)) return;
        foreach (ISymbol root in Roots(value)) _state.Join(root, variable);
    }

    private void Bind(IForEachLoopOperation loop)
    {
        ImmutableHashSet<Trace> elements = Visit(loop.Collection);
        foreach (ILocalSymbol local in loop.Locals)
        {
            _state.Add(local, Traces.Clip(elements, local.Type));
            if (!local.IsRef && !Differentiability.IsReference(local.Type)) continue;
            foreach (ISymbol root in Roots(loop.Collection)) _state.Join(root, local);
        }
    }

    private void Bind(IPatternOperation pattern, ImmutableHashSet<Trace> value)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            ISymbol? declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is not null) _state.Add(declared, value);
        }
    }

    private void Join(IOperation left, IOperation right)
    {
        foreach (ISymbol to in Roots(left))
            foreach (ISymbol from in Roots(right)) _state.Join(from, to);
    }

    /// <summary>The variables that an expression stands for or is a part of: <c>s[1..].Slice(2)[i].X   ---->   s</c>.</summary>
    private IEnumerable<ISymbol> Roots(IOperation? operation)
    {
        operation = operation is null ? null : Unwrapped.Of(operation);
        return operation switch
        {
            ILocalReferenceOperation local => [local.Local],
            IParameterReferenceOperation parameter => [parameter.Parameter],
            IDeclarationExpressionOperation declaration => Roots(declaration.Expression),
            IInstanceReferenceOperation => [_method.ContainingType],
            IFieldReferenceOperation { Instance: null } field => [field.Field],
            IFieldReferenceOperation { Instance.Type.IsReferenceType: true } field => [field.Field],
            IFieldReferenceOperation field => Roots(field.Instance),
            IPropertyReferenceOperation { Instance: null } property => [property.Property],
            IPropertyReferenceOperation { Arguments.Length: 0, Instance.Type.IsReferenceType: true } property => [property.Property],
            IPropertyReferenceOperation property => Roots(property.Instance),
            IArrayElementReferenceOperation element => Roots(element.ArrayReference),
            IImplicitIndexerReferenceOperation element => Roots(element.Instance),
            IInlineArrayAccessOperation element => Roots(element.Instance),
            IConditionalOperation conditional => Roots(conditional.WhenTrue).Concat(Roots(conditional.WhenFalse)),
            ICoalesceOperation coalesce => Roots(coalesce.Value).Concat(Roots(coalesce.WhenNull)),
            ISwitchExpressionOperation selection => selection.Arms.SelectMany(arm => Roots(arm.Value)),
            ISimpleAssignmentOperation assignment => Roots(assignment.Value),
            IArgumentOperation argument => Roots(argument.Value),
            IInvocationOperation invocation => Roots(invocation.Instance).Concat(invocation.Arguments.Where(argument => Reaches(argument)).SelectMany(Roots)),
            IDiscardOperation or null => [],
            _ => operation.ChildOperations.Where(child => child is IArrayInitializerOperation || Differentiability.IsReference(child.Type)).SelectMany(Roots),
        };
    }
}
