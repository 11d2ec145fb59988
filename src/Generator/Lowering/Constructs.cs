using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>What an unsupported construct is called, and what to write instead.</summary>
internal static class Constructs
{
    public static (string Construct, string Advice) Describe(IOperation operation) => operation switch
    {
        ITryOperation => ("try/catch/finally", "check before computing, and handle exceptions where the derivative is called"),
        IUsingOperation or IUsingDeclarationOperation => ("using", "take the resource outside and pass what is needed as a parameter"),
        ILockOperation => ("lock", "take the lock around the call of the derivative"),
        IAwaitOperation => ("await", "await outside and pass the result as a parameter"),
        ILabeledOperation or IBranchOperation => ("goto", "use a loop with 'break' or 'continue'"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("a lambda or delegate", "write the computation as a method and call it"),
        ILocalFunctionOperation => ("a local function", "make it a private static method with the captured values as parameters"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation
            => ("dynamic", "use static types"),
        IThrowOperation => ("throw as an expression", "use an if statement that throws"),
        IObjectCreationOperation creation => ($"new {creation.Type?.Name}", "compute with scalars, arrays and spans"),
        ITupleOperation => ("a tuple value", "use separate variables; (a, b) = (x, y) is fine"),
        IDeclarationExpressionOperation => ("a declaration inside an expression", "declare the variable in a statement of its own"),
        ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation => ("a null test operator", "use values that can't be null"),
        IRangeOperation => ("a range", "use Slice(start, length)"),
        IArrayElementReferenceOperation => ("an array of this type", "use one-dimensional arrays and spans of numbers"),
        IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } => ("a user-defined operator", "call a static method on scalars or spans"),
        IConversionOperation conversion => ($"a conversion to '{conversion.Type?.ToDisplayString()}'", "use casts between numbers only"),
        IEventAssignmentOperation => ("an event", "remove it from the differentiated code"),
        IAddressOfOperation => ("a pointer", "use spans"),
        IInvalidOperation => ("code that doesn't compile", "correct the error reported by the compiler"),
        { Syntax: UnsafeStatementSyntax or FixedStatementSyntax or PrefixUnaryExpressionSyntax or PointerTypeSyntax } => ("unsafe code", "use spans"),
        { Syntax: YieldStatementSyntax } => ("yield", "fill an array or span"),
        { Syntax: QueryExpressionSyntax } => ("a LINQ query", "use a loop over an array or span"),
        _ => ($"'{Short(operation.Syntax)}'", "use arithmetic, Math functions, loops, branches, arrays and spans"),
    };

    private static string Short(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 57) + "…";
    }
}
