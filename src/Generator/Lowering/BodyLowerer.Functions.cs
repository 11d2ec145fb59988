using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Lambdas, method groups and local functions: known where they are called, so that their bodies are seen.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerFunction(IOperation function) => function switch
    {
        IDelegateCreationOperation creation => LowerFunction(creation.Target),
        IAnonymousFunctionOperation lambda => new FunctionSlot(lambda.Symbol, _frame, null),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local => new FunctionSlot(local.Method, Definer(local.Method), null),
        IMethodReferenceOperation { Instance: not null, Method.IsExtensionMethod: true }
            => throw Refuse(function, "a delegate that holds the first argument of an extension method", "use a lambda"),
        IMethodReferenceOperation reference => new FunctionSlot(
            reference.Instance is null ? Actual(reference.Method) : Implementation(reference.Method, Owner(reference.Instance), reference.Instance),
            _frame,
            reference.Instance is null ? null : Owner(reference.Instance)),
        _ => throw Unsupported(function),
    };

    private Slot LowerDelegateCall(IInvocationOperation invocation)
    {
        Slot function = Lower(invocation.Instance!);
        if (function is not (FunctionSlot or CompositeSlot { Kind: FunctionChoiceComposite }))
            throw function is PoisonSlot ? new RefusalException(null) : Unsupported(invocation, "which method the delegate runs is only known at run time; pass a lambda or method group to a method whose body is seen");
        IReadOnlyList<Slot> arguments = Arguments(invocation.Arguments, invocation.TargetMethod);
        return function is CompositeSlot choice ? InvokeChoice(choice, 0, arguments, invocation) : Invoke((FunctionSlot)function, arguments, invocation);
    }

    private Slot Invoke(FunctionSlot slot, IReadOnlyList<Slot> arguments, IInvocationOperation invocation)
    {
        IMethodSymbol method = slot.Method;
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction) return Inlined(method, null, arguments, invocation, slot.Frame);
        if (MathCalls.Code(method) is { } code && arguments.All(argument => argument is ScalarSlot))
            return new ScalarSlot(_builder.Scalar(new IR.IrType(KindOf(method.ReturnType)), code, [.. arguments.Select(argument => ((ScalarSlot)argument).Value)]));
        return Call(method, slot.Receiver, arguments, invocation);
    }

    /// <summary>An operation and what runs with it: all that is in it, but for the bodies of lambdas and local functions.</summary>
    private static IEnumerable<IOperation> OutsideFunctions(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation
        ? []
        : operation.ChildOperations.SelectMany(OutsideFunctions).Prepend(operation);

    /// <summary>What the lambdas and local functions of the bodies around may assign, whenever they are called.</summary>
    private IEnumerable<object> AssignedByFunctions()
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            foreach (object key in _context.FunctionAssignments(frame.Method, () => FunctionAssignments(frame.Method))) yield return key;
        }
    }

    private IReadOnlyList<object> FunctionAssignments(IMethodSymbol method)
    {
        if (Body(method) is not { } operations) return [];
        IEnumerable<IOperation> functions = operations.SelectMany(operation => operation.DescendantsAndSelf())
            .Where(operation => operation is IAnonymousFunctionOperation or ILocalFunctionOperation);
        return [.. functions.SelectMany(function => Assigned([function])).Distinct()];
    }
}
