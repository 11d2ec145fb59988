using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Methods that call themselves, and take functions or capture variables: an IR function for the functions that they are
/// called with; what these and the methods capture are parameters of it.
/// <code>
/// double Sum(Func&lt;double, double&gt; f, int n) => n == 0 ? 0 : f(n) + Sum(f, n - 1);
/// Sum(t => t * k, 9)   ---->   Sum_lambda(9, k)
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What to call for a recursive method that isn't flat by itself; null where it isn't recursive, or something else is passed or captured.</summary>
    private FunctionKey? Specialised(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments)
    {
        bool isSpecial = method.MethodKind == MethodKind.LocalFunction || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);
        if (!isSpecial || !CanPass(method, receiver, arguments) || _frame.Types.Count > 0 || TypeArguments(method).Count > 0 || method.ReturnsByRef || method.ReturnsByRefReadonly || RootOf(method).ContainingType.IsValueType || !CallsItself(method)) return null;
        var functions = new List<BoundFunction>();
        var captured = new List<ISymbol>();
        var bodies = new List<IMethodSymbol>();
        if (method.MethodKind == MethodKind.LocalFunction && !Capture(method, functions, captured, bodies)) return null;
        for (int i = 0; i < arguments.Count; i++)
            if (method.Parameters[i].Type.TypeKind == TypeKind.Delegate && !BindFunction(Declared(method).Parameters[i], arguments[i], functions, captured, bodies)) return null;
        // Of the method's own variables, each activation has its own.
        if (captured.Any(variable => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, method.OriginalDefinition))) return null;
        HashSet<object> assigned = [.. Assigned(bodies.SelectMany(body => Body(body) ?? []))];
        List<CapturedVariable> variables = [.. captured.Select(variable => new CapturedVariable(variable, TypeOf(variable), assigned.Contains(variable)))];
        // Through a reference, a variable may be seen and set in two ways.
        if (captured.Count > 0 && arguments.Any(argument => argument is CompositeSlot { Kind: ReferenceComposite } || (argument is AliasSlot alias && captured.Contains(Member.Root(alias.Key) as ISymbol, SymbolEqualityComparer.Default)))) return null;
        FunctionKey key = FunctionKey.Of(method, functions, variables);
        return FlatParameter.IsFlat(key) ? key : null;
    }

    /// <summary>A delegate that is a known function, with what that captures.</summary>
    private bool BindFunction(ISymbol variable, Slot? value, List<BoundFunction> functions, List<ISymbol> captured, List<IMethodSymbol> bodies)
    {
        if (value is not FunctionSlot { Receiver: null, Method: var function }) return false;
        functions.Add(new BoundFunction(variable, function));
        return function.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) || Capture(function, functions, captured, bodies);
    }

    /// <summary>What a lambda or local function, and what it calls, reads and sets of the bodies around. False where that can't be passed on.</summary>
    private bool Capture(IMethodSymbol function, List<BoundFunction> functions, List<ISymbol> captured, List<IMethodSymbol> bodies)
    {
        if (bodies.Contains(function, SymbolEqualityComparer.Default)) return true;
        bodies.Add(function);
        var inner = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { function };
        List<IOperation> operations = [.. (Body(function) ?? []).SelectMany(operation => operation.DescendantsAndSelf())];
        inner.UnionWith(operations.OfType<IAnonymousFunctionOperation>().Select(lambda => lambda.Symbol));
        inner.UnionWith(operations.OfType<ILocalFunctionOperation>().Select(local => local.Symbol));
        foreach (IOperation operation in operations)
        {
            if (operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && function.MethodKind == MethodKind.AnonymousFunction) return false;
            IMethodSymbol? called = operation switch
            {
                IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } target } => target,
                IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } target } => target,
                _ => null,
            };
            if (called is not null && !inner.Contains(called) && !Capture(called, functions, captured, bodies)) return false;
            ISymbol? variable = operation switch
            {
                ILocalReferenceOperation { Local.HasConstantValue: false } local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is null || inner.Contains(variable.ContainingSymbol) || captured.Contains(variable, SymbolEqualityComparer.Default)) continue;
            if (functions.Any(bound => SymbolEqualityComparer.Default.Equals(bound.Variable, variable))) continue;
            if (TypeOf(variable).TypeKind == TypeKind.Delegate)
            {
                if (!BindFunction(variable, _environment.Get(variable), functions, captured, bodies)) return false;
                continue;
            }
            captured.Add(variable);
        }
        return true;
    }

    private static ITypeSymbol TypeOf(ISymbol variable) => variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;

    /// <summary>Whether a method's body calls it, itself or through local functions.</summary>
    private bool CallsItself(IMethodSymbol method)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var work = new Stack<IMethodSymbol>([method]);
        while (work.Count > 0)
        {
            foreach (IInvocationOperation call in (Body(work.Pop()) ?? []).SelectMany(operation => operation.DescendantsAndSelf()).OfType<IInvocationOperation>())
            {
                if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition)) return true;
                if (call.TargetMethod.MethodKind == MethodKind.LocalFunction && seen.Add(call.TargetMethod)) work.Push(call.TargetMethod);
            }
        }
        return false;
    }

    /// <summary>The method that a local function stands in; itself for any other.</summary>
    public static IMethodSymbol RootOf(IMethodSymbol method)
    {
        while (method is { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: IMethodSymbol outer }) method = outer;
        return method;
    }
}
