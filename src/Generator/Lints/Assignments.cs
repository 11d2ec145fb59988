using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>All that the locals of a body are assigned.</summary>
internal sealed class Assignments
{
    private readonly Dictionary<ISymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _unknown = new(SymbolEqualityComparer.Default);

    public Assignments(IOperation body)
    {
        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                    Add(declarator.Symbol, initializer.Value, declarator.Symbol.IsRef);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    Add(target.Local, assignment.Value, assignment.IsRef);
                    break;
                case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target } compound:
                    bool keepsSign = compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;
                    Add(target.Local, compound.Value, !keepsSign);
                    break;
                case IIncrementOrDecrementOperation { Kind: OperationKind.Decrement, Target: ILocalReferenceOperation target }:
                    _unknown.Add(target.Local);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    foreach (ILocalReferenceOperation target in deconstruction.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>()) _unknown.Add(target.Local);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    foreach (ILocalReferenceOperation target in argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()) _unknown.Add(target.Local);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The values; null where the local is also changed in another way, or never.</summary>
    public IReadOnlyList<IOperation>? Of(ILocalSymbol local) => !_unknown.Contains(local) && _values.TryGetValue(local, out List<IOperation>? values) ? values : null;

    private void Add(ILocalSymbol local, IOperation value, bool isUnknown)
    {
        if (isUnknown) _unknown.Add(local);
        if (!_values.TryGetValue(local, out List<IOperation>? values)) _values[local] = values = [];
        values.Add(value);
    }
}
