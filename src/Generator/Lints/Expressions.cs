using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lints;

/// <summary>Comparison of expressions.</summary>
internal static class Expressions
{
    /// <summary>Whether two expressions have one value: the same text, without calls and assignments.</summary>
    public static bool IsSame(IOperation left, IOperation right)
    {
        left = Unwrapped.Of(left);
        right = Unwrapped.Of(right);
        return left.Syntax.IsEquivalentTo(right.Syntax, topLevel: false)
            && !left.DescendantsAndSelf().Any(operation => operation is IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation or IObjectCreationOperation);
    }
}
