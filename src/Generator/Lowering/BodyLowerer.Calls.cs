using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Calls: of the rule table's functions, of span methods, of methods with source.</summary>
internal sealed partial class BodyLowerer
{
    private Slot LowerInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke) return LowerDelegateCall(invocation);
        if (MathCalls.Code(method) is { } code) return LowerMath(invocation, code);
        if (invocation.ConstrainedToType is not null) return LowerConstrained(invocation);
        if (IsStop(method)) return LowerStop(invocation);
        if (LowerNumberConversion(invocation) is { } converted) return converted;
        if (LowerSpanMethod(invocation) is { } slot) return slot;
        if (LowerPooling(invocation) is { } pooling) return pooling;
        if (LowerPassive(invocation) is { } passive) return passive;
        if (method.DeclaringSyntaxReferences.Length > 0 && KnownAttributes.IsGenerated(method)) return LowerDerivative(invocation);
        RequireBody(invocation);
        Place? receiver = invocation.Instance is null || method.MethodKind == MethodKind.LocalFunction ? null : Receiver(invocation.Instance, method);
        IMethodSymbol target = receiver is null ? method : Implementation(method, receiver, invocation.Instance);
        return Call(target, receiver, Arguments(invocation.Arguments, target), invocation);
    }

    /// <summary>Refuses what has neither source nor a rule, before any argument is looked at.</summary>
    private void RequireBody(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.DeclaringSyntaxReferences.Length > 0 || method.IsImplicitlyDeclared || NumericTypes.IsNumerics(method.ContainingType) || method.ContainingType.TypeKind == TypeKind.Interface) return;
        if (_context.Rules.Find(Actual(method), _cancellation) is null && _context.Rules.FindForward(Actual(method), _cancellation) is null) throw Unsupported(invocation, "its source isn't in this compilation and it has no derivative");
    }

    public static bool IsStop(IMethodSymbol method)
        => method is { Name: "Stop", ContainingType: { Name: "Gradient", ContainingNamespace: { Name: "DiffGen", ContainingNamespace.IsGlobalNamespace: true } } };

    private Slot LowerMath(IInvocationOperation invocation, string code)
    {
        if (!IsWrittenInOrder(invocation)) throw Unsupported(invocation, "write the call with its arguments in order");
        Value[] arguments = [.. invocation.Arguments.Select(argument => Scalar(argument.Value))];
        ScalarKind result = TypeLowerer.Scalar(invocation.TargetMethod.ReturnType);
        if (result == ScalarKind.None) return LowerParts(invocation.TargetMethod, code, arguments) ?? throw Unsupported(invocation, "write the call with one result");
        if (invocation.Arguments.LastOrDefault()?.Value.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } mode) code += $":{mode.Name}";
        return new ScalarSlot(_builder.Scalar(new IrType(result), code, arguments));
    }

    /// <summary><c>Gradient.Stop(x)</c>: x, with derivative zero.</summary>
    private ScalarSlot LowerStop(IInvocationOperation invocation)
    {
        Value value = Scalar(invocation.Arguments[0].Value);
        return new ScalarSlot(_builder.TypeOf(value).IsFloatScalar ? _builder.Scalar(Codes.Stop, value) : value);
    }

    private static bool IsWrittenInOrder(IInvocationOperation invocation)
        => invocation.Arguments.Select(argument => argument.Parameter?.Ordinal ?? -1).SequenceEqual(Enumerable.Range(0, invocation.Arguments.Length));

    /// <summary>The arguments, evaluated as written, in the order of the parameters; a reference for what is passed by reference.</summary>
    private IReadOnlyList<Slot> Arguments(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        var slots = new Slot[arguments.Length];
        foreach (IArgumentOperation argument in arguments)
            slots[argument.Parameter!.Ordinal] = Argument(argument.Parameter, argument.Value);
        return slots;
    }

    private Slot Argument(IParameterSymbol parameter, IOperation value)
    {
        if (parameter.RefKind == RefKind.None) return Lower(value);
        Place place = LowerPlace(value);
        if (place is DiscardPlace || (place is VariablePlace { Key: ILocalSymbol local } && _environment.Entry(local) is null && parameter.RefKind == RefKind.Out))
        {
            if (place is DiscardPlace) return Spilled(Default(parameter.Type));
            Bind(((VariablePlace)place).Key, Default(((ILocalSymbol)((VariablePlace)place).Key).Type));
        }
        if (place is PropertyPlace) place = new ValuePlace(Read(place, value));
        return ReferenceTo(place, value);
    }

    /// <summary>Runs a method on slots: as a function where all that it takes is numbers and storage, else in place.</summary>
    private Slot Call(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        method = Actual(method);
        if (LowerNumeric(method, receiver, arguments, syntax) is { } numeric) return numeric;
        if (LowerForeign(method, receiver, arguments, syntax) is { } foreign) return foreign;
        if (method.IsImplicitlyDeclared && LowerSynthesized(method, receiver, arguments, syntax) is { } synthesized) return synthesized;
        IMethodSymbol body = method.PartialImplementationPart ?? method;
        if (body.DeclaringSyntaxReferences.Length == 0) throw UnsupportedCall(syntax, method, "its source isn't in this compilation and it has no derivative");
        if (method.IsAsync || method.IsExtern) throw UnsupportedCall(syntax, method, "async and extern methods have no derivative");
        if (IsFunction(body, receiver, arguments) && !HandsStorageToDerivative(body)) return CallFunction(FunctionKey.Of(body), receiver, arguments, syntax);
        return Specialised(body, receiver, arguments) is { } key ? CallFunction(key, receiver, arguments, syntax) : Inlined(body, receiver, arguments, syntax);
    }

    private bool IsFunction(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments)
    {
        return FlatParameter.IsFlat(method) && CanPass(method, receiver, arguments);
    }

    /// <summary>Whether a function can do with values where a method has references to them.</summary>
    private bool CanPass(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments)
    {
        bool isOwn = receiver is null || method.ContainingType.IsValueType || ObjectOf(receiver) is { Path: "this" };
        if (!isOwn || ShareVariable(method, receiver, arguments) || arguments.Any(argument => argument is CompositeSlot { Kind: ChoiceComposite })) return false;
        for (int i = 0; i < arguments.Count; i++)
        {
            // Through an 'in' parameter, a callee that writes the array sees the change.
            if (IsReadOnlyPlace(method.Parameters[i]) && arguments[i] is CompositeSlot { Kind: ReferenceComposite } element
                && arguments.Where((_, other) => other != i && !IsReadOnlyPlace(method.Parameters[other]) && TypeLowerer.Element(Actual(method.Parameters[other].Type)) is not { Shape: IrShape.ReadOnlyBuffer }).Append((receiver as ElementPlace)?.Buffer ?? new PoisonSlot()).Any(other => SharesStorage(element, other)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Whether two references may show one variable differently: a struct and a part of it, or one to read and one to
    /// write. Only in place do they stay one. Places that are all only read are values.
    /// </summary>
    private static bool ShareVariable(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments)
    {
        List<(object Key, bool IsReadOnly)> places = [.. arguments.Select((argument, i) => (argument, i)).Where(pair => pair.argument is AliasSlot)
            .Select(pair => (((AliasSlot)pair.argument).Key, IsReadOnlyPlace(method.Parameters[pair.i])))];
        if (receiver is VariablePlace self && !method.IsStatic) places.Add((self.Key, method.IsReadOnly || method.ContainingType.IsReadOnly));
        for (int i = 0; i < places.Count; i++)
        {
            for (int j = i + 1; j < places.Count; j++)
            {
                bool isWritten = !places[i].IsReadOnly || !places[j].IsReadOnly, isOne = places[i].IsReadOnly == places[j].IsReadOnly && places[i].Key.Equals(places[j].Key);
                if (isWritten && !isOne && Member.Root(places[i].Key).Equals(Member.Root(places[j].Key))) return true;
            }
        }
        return false;
    }

    private static bool IsReadOnlyPlace(IParameterSymbol parameter) => parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;

    private bool SharesStorage(CompositeSlot element, Slot other) => other is BufferSlot or CompositeSlot
        && Flatten(element[ReferenceComposite.Buffer]).Any(buffer => Flatten(other).Any(value => _builder.TypeOf(value).IsBuffer && MayOverlap(buffer, value)));

    /// <summary>
    /// A call of a function. What is passed by reference becomes storage of one element: a window on the array, or a copy
    /// of the variable, written back.
    /// </summary>
    private Slot CallFunction(FunctionKey key, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        IMethodSymbol method = key.Method;
        var values = new List<Value>();
        var references = new Dictionary<object, Slot>();
        foreach (FlatParameter parameter in FlatParameter.Of(key))
        {
            Slot argument = parameter.Captured is { } captured ? Captured(captured, parameter, syntax)
                : parameter.Symbol is { } own ? arguments[own.Ordinal]
                : parameter.IsReference ? ReferenceTo(receiver is PropertyPlace ? new ValuePlace(Read(receiver, syntax)) : receiver!, syntax) : Read(receiver!, syntax);
            if (parameter.IsReference) values.AddRange(Flatten(Referred(argument, parameter, references)));
            else values.AddRange(Flatten(OfKnownLength(argument is AliasSlot or CompositeSlot { Kind: ReferenceComposite } ? Read(Dereference(argument, syntax), syntax) : argument)));
        }
        if (!RootOf(method).IsStatic && _context.Models.Find(method.ContainingType) is not null) values.Add(_modelBuffer);
        List<int> constants = [.. Enumerable.Range(0, values.Count).Where(i => _builder.TypeOf(values[i]).Shape == IrShape.ReadOnlyBuffer)];
        string name = _context.FunctionName(key);
        const int longest = 2000;
        if (name.Length > longest) throw UnsupportedCall(syntax, method, "its type arguments grow with every call");
        _calls.Add(new CallSite(key, syntax.Syntax, constants));
        var results = new List<Value>();
        Slot returned = method.ReturnsVoid ? new PoisonSlot() : ResultSlot(method.ReturnType, results);
        _builder.Add(new CallOp(results.ToEquatable(), name, values.ToEquatable()));
        foreach (KeyValuePair<object, Slot> reference in references) Write(Variable(reference.Key), Read(new ElementPlace(reference.Value, _builder.Int32(0)), syntax), syntax);
        return returned;
    }

    /// <summary>What a variable of a body around is at the call: its place where it may be set.</summary>
    private Slot Captured(ISymbol variable, FlatParameter parameter, IOperation syntax)
    {
        if (parameter.IsReference) return ReferenceTo(Variable((object)variable), syntax);
        Slot value = Read(Variable((object)variable), syntax);
        return value is UnassignedSlot ? Placeholder(parameter.Type) : value;
    }

    private Slot ResultSlot(ITypeSymbol type, List<Value> results)
    {
        ScalarKind kind = KindOf(type);
        if (kind == ScalarKind.None)
        {
            StructLayout layout = StructLayout.OfStruct(Actual(type))!;
            return new CompositeSlot(new StructComposite(layout), layout.Fields.Select(field => ResultSlot(field.Type, results)).ToEquatable());
        }
        Value result = _builder.Define(new IrType(kind));
        results.Add(result);
        return new ScalarSlot(result);
    }

    /// <summary>The storage of one element that a reference stands for.</summary>
    private Slot Referred(Slot reference, FlatParameter parameter, Dictionary<object, Slot> references)
    {
        if (reference is CompositeSlot { Kind: ReferenceComposite } element)
        {
            Slot buffer = element[ReferenceComposite.Buffer];
            Value index = _builder.Scalar(Codes.Index, ((ScalarSlot)element[ReferenceComposite.Index]).Value, LengthOf(buffer));
            return Slice(buffer, index, _builder.Int32(1));
        }
        object key = ((AliasSlot)reference).Key;
        if (references.TryGetValue(key, out Slot? known)) return known;
        Slot storage = NewStorage(parameter.Type, _builder.Int32(1));
        foreach (Value value in Flatten(storage)) _builder.Name(value, NameOf(key));
        references[key] = storage;
        if (parameter.Symbol?.RefKind != RefKind.Out && _environment.Get(key) is { } current) Write(new ElementPlace(storage, _builder.Int32(0)), current, null!);
        return storage;
    }

    private static RefusalException Unsupported(IInvocationOperation invocation, string reason) => UnsupportedCall(invocation, invocation.TargetMethod, reason);

    private static RefusalException UnsupportedCall(IOperation syntax, IMethodSymbol method, string reason)
        => RefusalException.At(syntax.Syntax, Descriptors.UnsupportedCall, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), EntryName, reason);
}
