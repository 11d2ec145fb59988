using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Bodies that are lowered in the place of their call: what takes or returns references, arrays, objects or functions.
/// Their parameters are bound to the caller's slots, so that aliasing is exact.
/// </summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The most values that lowering in place may build a function up to.</summary>
    private const int LargestFunction = 200_000;

    private Slot Inlined(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax, Frame? outer = null)
    {
        if (Body(method) is not { } operations) throw UnsupportedCall(syntax, method, "it has no body");
        outer ??= method.MethodKind == MethodKind.LocalFunction ? Definer(method) : null;
        // A struct's method works on the place it is called on; on a value, on a copy.
        Place? instance = method.IsStatic ? null : receiver;
        if (instance is ValuePlace { Value: CompositeSlot { Kind: StructComposite } } or PropertyPlace) instance = Variable(Spilled(Read(instance, syntax)).Key);
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.LambdaMethod) instance = outer?.This;
        return InFrame(method, instance, syntax, outer, isConstructor: false, () =>
        {
            for (int i = 0; i < method.Parameters.Length; i++) Bind(Declared(method).Parameters[i], ByValue(method.Parameters[i], arguments[i], syntax));
            LowerBlock(operations);
        });
    }

    /// <summary>The symbol that a body refers to its parameters by.</summary>
    private static IMethodSymbol Declared(IMethodSymbol method) => method.OriginalDefinition;

    private Slot ByValue(IParameterSymbol parameter, Slot argument, IOperation syntax)
    {
        if (parameter.RefKind != RefKind.None) return argument is AliasSlot or CompositeSlot { Kind: ReferenceComposite } ? argument : Spilled(argument);
        return argument is AliasSlot ? Read(Dereference(argument, syntax), syntax) : argument;
    }

    /// <summary>Lowers a body in a frame of its own; what it declares is gone after it.</summary>
    private Slot InFrame(IMethodSymbol method, Place? receiver, IOperation syntax, Frame? outer, bool isConstructor, Action body)
    {
        bool isNested = RequireNotRecursive(method, syntax);
        // A lambda may call the helper that it is passed to again: the outer call's variables are as they were after it.
        List<(object Key, Slot Value)> outerVariables = isNested
            ? [.. _environment.Keys.Where(key => key is ISymbol symbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol?.OriginalDefinition, method.OriginalDefinition)).Select(key => (key, _environment.Get(key)!))]
            : [];
        if (_builder.ValueCount > LargestFunction) throw UnsupportedCall(syntax, method, "the methods called here add up to too much code in one place");
        Frame caller = _frame;
        int mark = _environment.Mark;
        SyntaxNode? statement = _statement;
        Origin origin = _builder.Origin;
        _frame = new Frame(method, Merged(TypeArguments(method), outer?.Types))
        {
            Result = method.ReturnsVoid ? null : new Temporary(""),
            This = receiver,
            Caller = caller,
            Call = syntax,
            Outer = outer,
            Around = [.. _environment.Exits],
            IsConstructor = isConstructor,
        };
        try
        {
            body();
            Slot? result = _frame.Result is null ? new PoisonSlot() : _environment.Get(_frame.Result);
            if (_environment.Throws) throw new UnreachableException();
            HashSet<object> kept = [.. Kept(result)];
            _environment.Restrict(mark, (key, _) => !kept.Contains(Member.Root(key)));
            foreach ((object key, Slot value) in outerVariables) Bind(key, value);
            return result ?? throw new RefusalException(null);
        }
        finally
        {
            _frame = caller;
            _statement = statement;
            _builder.Origin = origin;
        }
    }

    /// <summary>Refuses a method that calls itself; whether it is called again through a lambda.</summary>
    private bool RequireNotRecursive(IMethodSymbol method, IOperation syntax)
    {
        const int deepest = 8;
        int depth = 0;
        bool isThroughFunction = false;
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition))
            {
                depth++;
                string reason = method.MethodKind == MethodKind.LocalFunction
                    ? "it is a recursive local function that captures something else than numbers, structs of numbers, arrays and known functions; pass what it needs as parameters"
                    : FlatParameter.IsFlat(method)
                    ? "it calls itself with arguments that are one variable, to read and to write; pass the value, or copy it into a variable first"
                    : "it calls itself, and takes or returns references, arrays, objects or functions that capture its own variables; pass numbers, spans and the functions it was given, and return a number";
                if (!isThroughFunction || depth > deepest) throw UnsupportedCall(syntax, method, reason);
            }
            isThroughFunction |= frame.Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction;
        }
        return depth > 0;
    }

    /// <summary>Variables that a result refers to outlive the frame.</summary>
    private static IEnumerable<object> Kept(Slot? result) => result switch
    {
        AliasSlot alias => [Member.Root(alias.Key)],
        FunctionSlot { Receiver: VariablePlace variable } => [Member.Root(variable.Key)],
        CompositeSlot composite => composite.Members.SelectMany(Kept),
        _ => [],
    };

    private static IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> Merged(
        IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> own, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol>? outer)
    {
        if (outer is null || outer.Count == 0) return own;
        var all = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in outer) all[pair.Key] = pair.Value;
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in own) all[pair.Key] = pair.Value;
        return all;
    }

    /// <summary>The frame of the body that a local function stands in.</summary>
    private Frame Definer(IMethodSymbol function)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Outer ?? frame.Caller)
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, function.ContainingSymbol?.OriginalDefinition)) return frame;
        return _frame;
    }

    /// <summary>The statements of a method, operator, accessor, local function or lambda; null where there are none.</summary>
    private ImmutableArray<IOperation>? Body(IMethodSymbol method)
    {
        SyntaxNode? declaration = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
        IOperation? operation = declaration is null ? null : _context.Model(declaration.SyntaxTree).GetOperation(declaration, _cancellation);
        IBlockOperation? block = operation switch
        {
            IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation function => function.Body ?? function.IgnoredBody,
            IAnonymousFunctionOperation function => function.Body,
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function.Body,
            IBlockOperation expression => expression,
            _ => null,
        };
        return block?.Operations;
    }

    /// <summary>The method that runs: of a type parameter's type, or of the object's own class.</summary>
    private IMethodSymbol Implementation(IMethodSymbol method, Place owner, IOperation? instance)
    {
        if (instance is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax }) return method;
        ITypeSymbol? exact = ExactType(owner);
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            exact ??= Actual(instance?.Type) is { IsValueType: true } value ? value : null;
            if (exact?.FindImplementationForInterfaceMember(Actual(method)) is IMethodSymbol found) return found;
        }
        if (exact is { IsReferenceType: true } && (method.IsVirtual || method.IsAbstract || method.IsOverride))
        {
            for (ITypeSymbol? type = exact; type is not null; type = type.BaseType)
                foreach (IMethodSymbol candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                    if (Overrides(candidate, method)) return candidate;
        }
        bool isOpen = (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed && !method.ContainingType.IsValueType;
        if (isOpen && instance is not null && !IsPassiveObject(method)) throw UnsupportedCall(instance.Parent ?? instance, method, "which method runs is only known at run time; make it static or not virtual");
        return method;
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (IMethodSymbol? current = candidate; current is not null; current = current.OverriddenMethod)
            if (SymbolEqualityComparer.Default.Equals(current, method)) return true;
        return false;
    }

    /// <summary>Members of other assemblies' types are read as constants, whatever runs.</summary>
    private static bool IsPassiveObject(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length == 0 && method.AssociatedSymbol is IPropertySymbol { DeclaringSyntaxReferences.Length: 0 };

    private ITypeSymbol? ExactType(Place place)
    {
        Composite? kind = place switch
        {
            VariablePlace variable => (_environment.Entry(variable.Key) as MarkerSlot)?.Kind,
            ValuePlace { Value: CompositeSlot composite } => composite.Kind,
            ElementPlace { Buffer: CompositeSlot { Kind: ElementsComposite elements } } => new StructComposite(elements.Element),
            _ => null,
        };
        return kind switch
        {
            StructComposite value => value.Layout.Type,
            InstanceComposite instance => instance.Layout.Type,
            _ => null,
        };
    }
}

/// <summary>Control can't go on from here: what was called always throws.</summary>
internal sealed class UnreachableException : Exception;
