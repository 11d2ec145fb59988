using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Arrays from a pool are new arrays; giving one back is nothing, since the derivative's own storage is pooled. How long one is
/// only the pool knows: what would show it is refused. The statements that see to it are seen through:
/// <code>
/// using var owner = MemoryPool&lt;T&gt;.Shared.Rent(n);  rest     ---->   owner = new T[n];  rest
/// try { body } finally { ArrayPool&lt;T&gt;.Shared.Return(a); }   ---->   body
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly HashSet<Value> _rented = [];

    private bool IsRented(Slot storage) => IsStorage(storage) && Flatten(storage).Any(buffer => _rented.Contains(buffer) || (Parts(buffer) is { IsWhole: true } parts && parts.Roots.Any(_rented.Contains)));

    private Slot Rented(Slot storage)
    {
        _rented.UnionWith(Flatten(storage));
        return storage;
    }

    /// <summary>Refuses what would show how long a rented array is.</summary>
    private Slot OfKnownLength(Slot storage) => IsRented(storage)
        ? throw Refuse(_statement!, "the length of an array from a pool, which is at least what was asked for", "take AsSpan(0, length) of it first")
        : storage;

    private static bool IsPooling(ITypeSymbol? type, params string[] names)
        => type is INamedTypeSymbol { TypeArguments.Length: 1, ContainingNamespace: { Name: "Buffers", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } && names.Contains(type.Name);

    private static bool IsOwner(ITypeSymbol? type) => IsPooling(type, "IMemoryOwner");

    private static bool IsMemory(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", TypeArguments.Length: 1 } memory && TypeLowerer.IsSystem(memory);

    /// <summary>Rent, Return, Dispose and Slice; null for any other method.</summary>
    private Slot? LowerPooling(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        ITypeSymbol? type = Actual(invocation.Instance?.Type);
        if (IsPooling(type, "ArrayPool", "MemoryPool") && method.Name == "Rent")
        {
            if (invocation.Arguments[0].ArgumentKind != ArgumentKind.Explicit) throw Unsupported(invocation, "say how many elements are needed");
            ITypeSymbol element = ((INamedTypeSymbol)type!).TypeArguments[0];
            Value length = Scalar(invocation.Arguments[0].Value);
            return TypeLowerer.Scalar(element) != ScalarKind.None || StructLayout.OfStruct(element) is not null ? Rented(NewStorage(element, length)) : throw UnsupportedType(invocation.Syntax, type);
        }
        if (IsRelease(invocation)) return new PoisonSlot();
        if (!IsMemory(type) || method.Name != "Slice") return null;
        Slot storage = Storage(invocation.Instance!);
        Value start = Scalar(invocation.Arguments[0].Value);
        return Slice(storage, start, invocation.Arguments.Length == 2 ? Scalar(invocation.Arguments[1].Value) : _builder.Scalar(Codes.Subtract, LengthOf(OfKnownLength(storage)), start));
    }

    /// <summary><c>owner.Memory</c>, <c>memory.Span</c>, <c>memory.Length</c>; null for any other property.</summary>
    private Slot? LowerPooled(IPropertyReferenceOperation property)
    {
        ITypeSymbol? type = Actual(property.Instance?.Type);
        if (!IsOwner(type) && !IsMemory(type)) return null;
        Slot storage = Storage(property.Instance!);
        return property.Property.Name switch
        {
            "Memory" or "Span" => storage,
            "Length" => new ScalarSlot(LengthOf(OfKnownLength(storage))),
            "IsEmpty" => new ScalarSlot(_builder.Scalar(Codes.Equal, LengthOf(OfKnownLength(storage)), _builder.Int32(0))),
            _ => throw Unsupported(property),
        };
    }

    /// <summary>Whether a call gives back what was rented.</summary>
    private bool IsRelease(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Return", Instance.Type: { } pool } => IsPooling(Actual(pool), "ArrayPool"),
        IInvocationOperation { TargetMethod.Name: "Dispose", Instance: { } instance } => IsOwner(Actual(Unconverted(instance).Type)),
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" }, Operation: { } instance } => IsOwner(Actual(instance.Type)),
        _ => false,
    };

    private void LowerTry(ITryOperation statement)
    {
        if (statement.Catches.Length > 0 || statement.Finally is not { } last || !last.Operations.All(OnlyReleases)) throw Unsupported(statement);
        LowerBlock(statement.Body.Operations);

        bool OnlyReleases(IOperation operation) => operation switch
        {
            IExpressionStatementOperation expression => IsRelease(expression.Operation),
            IBlockOperation block => block.Operations.All(OnlyReleases),
            // Released where it was rented: whatever is tested.
            IConditionalOperation { WhenFalse: null } conditional => OnlyReleases(conditional.WhenTrue),
            _ => false,
        };
    }

    private void LowerUsing(IUsingDeclarationOperation declaration)
    {
        RequireOwners(declaration.DeclarationGroup, declaration);
        LowerDeclarations(declaration.DeclarationGroup);
    }

    private void LowerUsing(IUsingOperation statement)
    {
        RequireOwners(statement.Resources, statement);
        if (statement.Resources is IVariableDeclarationGroupOperation group) LowerDeclarations(group);
        else Lower(statement.Resources);
        LowerBlock([statement.Body]);
    }

    private void RequireOwners(IOperation resources, IOperation syntax)
    {
        ImmutableArray<ITypeSymbol?> types = resources is IVariableDeclarationGroupOperation group
            ? [.. group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => declarator.Symbol.Type)]
            : [resources.Type];
        if (!types.All(type => IsOwner(Actual(type)))) throw Unsupported(syntax);
    }
}
