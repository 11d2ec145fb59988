using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>New structs, tuples and objects: constructors, initialisers, <c>with</c>.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What <c>{ X = 1 }</c> sets, innermost last.</summary>
    private readonly Stack<Place> _receivers = new();

    private Slot LowerCreation(IObjectCreationOperation creation)
    {
        ITypeSymbol type = Actual(creation.Type)!;
        IReadOnlyList<Slot> arguments = creation.Constructor is null ? [] : Arguments(creation.Arguments, creation.Constructor);
        IMethodSymbol? constructor = creation.Constructor is null ? null : Actual(creation.Constructor);
        Slot created = Created(type, constructor, arguments, creation);
        return creation.Initializer is null ? created : Initialized(created, creation.Initializer);
    }

    private Slot Created(ITypeSymbol type, IMethodSymbol? constructor, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        if (TypeLowerer.IsSpan(type)) return NewSpan(arguments, syntax);
        if (_context.Layers.Find(type) is { } layer) return NewLayer(layer, constructor, arguments, syntax);
        if (constructor is not null && LowerNumeric(constructor, null, arguments, syntax) is { } numeric) return numeric;
        Slot start;
        if (StructLayout.OfStruct(type) is { } layout)
        {
            start = Default(type);
            if (constructor is null || (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0)) return start;
            if (layout.Type.IsTupleType && arguments.Count == layout.Fields.Count) return new CompositeSlot(new StructComposite(layout), arguments.ToEquatable());
        }
        else
        {
            start = NewInstance(type, syntax);
        }
        var self = new Temporary("this");
        Bind(self, start);
        Construct(constructor!, new VariablePlace(self), arguments, syntax, initializesFields: true);
        Slot created = _environment.Get(self)!;
        _environment.Remove(self);
        return created;
    }

    /// <summary>An object of a class with source, which only the method knows: each field is storage of one element.</summary>
    private Slot NewInstance(ITypeSymbol type, IOperation syntax)
    {
        if (StructLayout.OfClass(type) is not { } layout) throw Unsupported(syntax);
        return new CompositeSlot(new InstanceComposite(layout), layout.Fields.Select(field => NewStorage(field.Type, _builder.Int32(1))).ToEquatable());
    }

    private void Construct(IMethodSymbol constructor, Place self, IReadOnlyList<Slot> arguments, IOperation syntax, bool initializesFields)
    {
        if (constructor.ContainingType.SpecialType == SpecialType.System_Object || (constructor.ContainingType.SpecialType == SpecialType.System_ValueType)) return;
        SyntaxNode? declaration = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
        if (declaration is null && !constructor.IsImplicitlyDeclared) throw UnsupportedCall(syntax, constructor, "its source isn't in this compilation");
        IOperation? operation = declaration is null ? null : _context.Model(declaration.SyntaxTree).GetOperation(declaration, _cancellation);
        var body = operation as IConstructorBodyOperation;
        InFrame(constructor, self, syntax, null, isConstructor: true, () =>
        {
            for (int i = 0; i < constructor.Parameters.Length; i++) Bind(Declared(constructor).Parameters[i], ByValue(constructor.Parameters[i], arguments[i], syntax));
            StructLayout? layout = StructLayout.OfStruct(constructor.ContainingType) ?? StructLayout.OfClass(constructor.ContainingType);
            foreach (IParameterSymbol parameter in Declared(constructor).Parameters)
                if (declaration is TypeDeclarationSyntax && layout?.Find(StructLayout.CapturedKey(parameter.Name)) is not null) Write(SelfMember(self, StructLayout.CapturedKey(parameter.Name)), _environment.Get(parameter)!, syntax);
            IInvocationOperation? chained = body?.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation call } ? call : null;
            bool isThis = chained is not null && SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType.OriginalDefinition, constructor.ContainingType.OriginalDefinition);
            if (initializesFields && !isThis) InitializeFields(constructor, self);
            if (chained is not null) Construct(Actual(chained.TargetMethod), self, Arguments(chained.Arguments, chained.TargetMethod), syntax, initializesFields: true);
            else if (!constructor.ContainingType.IsValueType) ConstructBase(constructor, declaration, self, syntax);
            if ((body?.BlockBody ?? body?.ExpressionBody) is { } block) LowerBlock(block.Operations);
        });
    }

    /// <summary>The base class's constructor where none is named: of a primary constructor's base list, else the one without parameters.</summary>
    private void ConstructBase(IMethodSymbol constructor, SyntaxNode? declaration, Place self, IOperation syntax)
    {
        if (constructor.ContainingType.BaseType is not { SpecialType: not SpecialType.System_Object } type) return;
        if (declaration is TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax named, ..] }
            && _context.Model(named.SyntaxTree).GetOperation(named, _cancellation) is IInvocationOperation call)
        {
            Construct(Actual(call.TargetMethod), self, Arguments(call.Arguments, call.TargetMethod), syntax, initializesFields: true);
            return;
        }
        IMethodSymbol? plain = type.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length == 0);
        if (plain is not null) Construct(plain, self, [], syntax, initializesFields: true);
    }

    /// <summary>Field and property initialisers in order, and what a positional record sets.</summary>
    private void InitializeFields(IMethodSymbol constructor, Place self)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        bool isPositional = type.IsRecord && constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is TypeDeclarationSyntax;
        foreach (ISymbol member in type.OriginalDefinition.GetMembers().Where(member => !member.IsStatic && member is IFieldSymbol { AssociatedSymbol: null } or IPropertySymbol))
        {
            SyntaxNode? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
            if (isPositional && syntax is ParameterSyntax && Declared(constructor).Parameters.FirstOrDefault(parameter => parameter.Name == member.Name) is { } parameter)
            {
                Write(SelfMember(self, member.Name), _environment.Get(parameter)!, null!);
                continue;
            }
            EqualsValueClauseSyntax? initializer = (syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is null || _context.Model(initializer.SyntaxTree).GetOperation(initializer, _cancellation) is not ISymbolInitializerOperation { Value: { } value }) continue;
            Write(SelfMember(self, member.Name), Lower(value), value);
        }
    }

    private Place SelfMember(Place self, string name) => MemberOf(self, name, null!);

    private Slot Initialized(Slot created, IObjectOrCollectionInitializerOperation initializer)
    {
        var self = new Temporary("this");
        Bind(self, created);
        Initialize(new VariablePlace(self), initializer);
        Slot initialized = _environment.Get(self)!;
        _environment.Remove(self);
        return initialized;
    }

    private void Initialize(Place self, IObjectOrCollectionInitializerOperation initializer)
    {
        _receivers.Push(self);
        try
        {
            foreach (IOperation member in initializer.Initializers)
            {
                if (member is ISimpleAssignmentOperation assignment) LowerMemberAssignment(self, assignment);
                else if (member is IMemberInitializerOperation nested) Initialize(LowerPlace(nested.InitializedMember), nested.Initializer);
                else throw Unsupported(member);
            }
        }
        finally
        {
            _receivers.Pop();
        }
    }

    /// <summary>An init-only property is a field here.</summary>
    private void LowerMemberAssignment(Place self, ISimpleAssignmentOperation assignment)
    {
        ISymbol? member = assignment.Target switch
        {
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation { Property.IsIndexer: false } property when !HasBody(property.Property.SetMethod) => property.Property,
            _ => null,
        };
        if (member is IPropertySymbol && ExactType(self) is { IsReferenceType: true })
        {
            // Set before anyone else knows the object: even a reference.
            Slot value = Lower(assignment.Value);
            if (self is VariablePlace variable && _environment.Entry(new Member(variable.Key, member.Name)) is { } entry && !IsStorage(entry) && entry is not MarkerSlot { Kind: ElementsComposite })
            {
                Bind(new Member(variable.Key, member.Name), value);
                return;
            }
            Write(MemberOf(self, member.Name, assignment), value, assignment);
            return;
        }
        Place target = member switch
        {
            IFieldSymbol field => MemberOf(self, StructLayout.KeyOf(field), assignment),
            IPropertySymbol property => MemberOf(self, property.Name, assignment),
            _ => LowerPlace(assignment.Target),
        };
        Write(target, Lower(assignment.Value), assignment);
    }

    /// <summary><c>value with { X = 1 }</c>: a copy, then the assignments.</summary>
    private Slot LowerWith(IWithOperation with)
    {
        Slot operand = Lower(with.Operand);
        if (operand is not CompositeSlot composite) throw Unsupported(with);
        if (composite.Kind is InstanceComposite) operand = Each(composite, buffer => new BufferSlot(Copy(((BufferSlot)buffer).Buffer)));
        return Initialized(operand, with.Initializer);
    }

    private Slot LowerTuple(ITupleOperation tuple)
    {
        // The elements are converted to the type that the tuple is used as.
        ITypeSymbol? type = Actual(tuple.Type ?? tuple.NaturalType);
        StructLayout layout = StructLayout.OfStruct(type) ?? throw Unsupported(tuple);
        return new CompositeSlot(new StructComposite(layout), tuple.Elements.Select((element, i) => Lower(element) switch
        {
            ScalarSlot scalar when KindOf(layout.Fields[i].Type) is not ScalarKind.None and var kind => new ScalarSlot(_builder.Converted(scalar.Value, kind)),
            var other => other,
        }).ToEquatable());
    }

    /// <summary><c>(a, b) == (c, d)</c>: member by member, to the first that differs.</summary>
    private Slot LowerTupleComparison(ITupleBinaryOperation comparison)
    {
        Value same = EqualTuples(Lower(comparison.LeftOperand), Lower(comparison.RightOperand), comparison);
        return new ScalarSlot(comparison.OperatorKind == BinaryOperatorKind.NotEquals ? _builder.Scalar(Codes.Not, same) : same);
    }

    private Value EqualTuples(Slot left, Slot right, IOperation syntax)
    {
        switch (left, right)
        {
            case (ScalarSlot a, ScalarSlot b):
                ScalarKind kind = Wider(_builder.TypeOf(a.Value).Kind, _builder.TypeOf(b.Value).Kind);
                return _builder.Scalar(Codes.Equal, _builder.Converted(a.Value, kind), _builder.Converted(b.Value, kind));
            case (CompositeSlot { Kind: StructComposite } a, CompositeSlot { Kind: StructComposite } b) when a.Members.Count == b.Members.Count:
                Value all = _builder.Bool(true);
                for (int i = 0; i < a.Members.Count; i++) all = _builder.Scalar(Codes.And, all, EqualTuples(a.Members[i], b.Members[i], syntax));
                return all;
            default:
                throw Unsupported(syntax);
        }
    }

    private static ScalarKind Wider(ScalarKind left, ScalarKind right)
        => left == ScalarKind.Float64 || right == ScalarKind.Float64 ? ScalarKind.Float64 : left.IsFloat() ? left : right.IsFloat() ? right : left > right ? left : right;

    /// <summary>What the compiler makes of a record: equality.</summary>
    private Slot? LowerSynthesized(IMethodSymbol method, Place? receiver, IReadOnlyList<Slot> arguments, IOperation syntax)
    {
        if (!method.ContainingType.IsRecord || !method.ContainingType.IsValueType) return null;
        (Slot? left, Slot? right) = method.Name switch
        {
            "op_Equality" or "op_Inequality" => (arguments[0], arguments[1]),
            "Equals" when receiver is not null && arguments is [CompositeSlot other] => (Read(receiver, syntax), other),
            _ => ((Slot?)null, (Slot?)null),
        };
        if (left is null || right is null) return null;
        Value same = EqualRecords(left, right, syntax);
        return new ScalarSlot(method.Name == "op_Inequality" ? _builder.Scalar(Codes.Not, same) : same);
    }

    /// <summary>As <c>Equals</c> has it: NaN equals NaN.</summary>
    private Value EqualRecords(Slot left, Slot right, IOperation syntax)
    {
        if (left is CompositeSlot { Kind: StructComposite } a && right is CompositeSlot { Kind: StructComposite } b)
        {
            Value all = _builder.Bool(true);
            for (int i = 0; i < a.Members.Count; i++) all = _builder.Scalar(Codes.And, all, EqualRecords(a.Members[i], b.Members[i], syntax));
            return all;
        }
        Value same = EqualTuples(left, right, syntax);
        if (left is not ScalarSlot { Value: var x } || right is not ScalarSlot { Value: var y } || !_builder.TypeOf(x).Kind.IsFloat()) return same;
        Value bothNaN = _builder.Scalar(Codes.And, _builder.Scalar(Codes.NotEqual, x, x), _builder.Scalar(Codes.NotEqual, y, y));
        return _builder.Scalar(Codes.Or, same, bothNaN);
    }

    /// <summary><c>new Span&lt;T&gt;(array)</c>, <c>new Span&lt;T&gt;(array, start, length)</c>, <c>new Span&lt;T&gt;(ref x)</c></summary>
    private Slot NewSpan(IReadOnlyList<Slot> arguments, IOperation syntax) => arguments switch
    {
        [BufferSlot or CompositeSlot { Kind: ElementsComposite }] => arguments[0],
        [BufferSlot or CompositeSlot { Kind: ElementsComposite }, ScalarSlot start, ScalarSlot length] => Slice(arguments[0], start.Value, length.Value),
        [CompositeSlot { Kind: ReferenceComposite } reference] => Slice(
            reference[ReferenceComposite.Buffer],
            _builder.Scalar(Codes.Index, ((ScalarSlot)reference[ReferenceComposite.Index]).Value, LengthOf(reference[ReferenceComposite.Buffer])),
            _builder.Int32(1)),
        _ => throw Unsupported(syntax),
    };
}
