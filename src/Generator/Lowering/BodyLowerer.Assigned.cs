using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Which variables code may assign: what a loop has to carry.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The variables, with what references stand for, and what functions called inside may assign.</summary>
    private IEnumerable<object> AssignedRoots(IReadOnlyList<IOperation> operations)
    {
        var roots = new HashSet<object>(Assigned(operations));
        if (operations.Any(operation => operation.DescendantsAndSelf().Any(inner => inner is IInvocationOperation))) roots.UnionWith(AssignedByFunctions());
        foreach (object root in roots.ToList()) AddReferred(root, roots);
        return roots;
    }

    private void AddReferred(object key, HashSet<object> roots)
    {
        if (key is IMethodSymbol)
        {
            if (_frame.This is VariablePlace self && roots.Add(Member.Root(self.Key))) AddReferred(Member.Root(self.Key), roots);
            return;
        }
        Slot? entry = _environment.Entry(key);
        if (entry is not (AliasSlot or MarkerSlot { Kind: ChoiceComposite })) return;
        foreach (object referred in Alternatives(entry))
            if (roots.Add(Member.Root(referred))) AddReferred(Member.Root(referred), roots);
    }

    /// <summary>The variables that operations assign; the method itself stands for <c>this</c>.</summary>
    private static IEnumerable<object> Assigned(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations.SelectMany(operation => operation.DescendantsAndSelf()))
        {
            // What a reference comes to mean may be assigned through it.
            if (operation is ISimpleAssignmentOperation { IsRef: true, Value: var meant })
            {
                foreach (object root in AssignedPlaces(meant).Select(Root).OfType<object>()) yield return root;
            }
            if (operation is IArgumentOperation { Value.Type: IArrayTypeSymbol { ElementType: IArrayTypeSymbol } }) yield return s_anyRow;
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                IInvocationOperation { Instance: { Type: { IsReferenceType: false, IsReadOnly: false } } instance } when !TypeLowerer.IsSpan(instance.Type) => instance,
                IPropertyReferenceOperation { Instance: { Type: { IsReferenceType: false, IsReadOnly: false } } instance } when !TypeLowerer.IsSpan(instance.Type) => instance,
                IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } referred } => referred,
                _ => null,
            };
            if (target is null) continue;
            foreach (IOperation inner in AssignedPlaces(target))
            {
                if (inner is IArrayElementReferenceOperation { Type: IArrayTypeSymbol } or IImplicitIndexerReferenceOperation { Type: IArrayTypeSymbol }) yield return s_anyRow;
                if (Root(inner) is { } root) yield return root;
            }
        }
    }

    private static IEnumerable<IOperation> AssignedPlaces(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(AssignedPlaces),
        IDeclarationExpressionOperation declaration => AssignedPlaces(declaration.Expression),
        IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } choice => AssignedPlaces(choice.WhenTrue).Concat(AssignedPlaces(otherwise)),
        _ => [target],
    };

    /// <summary>The variable that a place is, or is a part of.</summary>
    private static object? Root(IOperation? place) => place switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInstanceReferenceOperation { Type.IsValueType: true } instance => instance.SemanticModel?.GetEnclosingSymbol(instance.Syntax.SpanStart) as IMethodSymbol,
        // A field of an object is storage of its own: the variable still names the same object.
        IFieldReferenceOperation { Instance: { } instance } when instance.Type is not { IsReferenceType: true } || instance is IInstanceReferenceOperation => Root(instance),
        IPropertyReferenceOperation { Instance: { } instance } when !TypeLowerer.IsSpan(instance.Type) && instance.Type is not { IsReferenceType: true } => Root(instance),
        IParenthesizedOperation parenthesized => Root(parenthesized.Operand),
        _ => null,
    };
}
