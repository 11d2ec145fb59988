using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DiffGen.Generator.Diagnostics;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Lowering;

/// <summary>Statements. What follows a statement that may leave is lowered under the condition that it didn't.</summary>
internal sealed partial class BodyLowerer
{
    private SyntaxNode? _statement;

    /// <summary>
    /// <code>
    /// if (c) return a;  rest   ---->   if (c) { return a; } else { rest }
    /// if (c) { … if (d) break; … }  rest   ---->   if (left) { } else { rest }
    /// </code>
    /// </summary>
    private void LowerBlock(ImmutableArray<IOperation> statements, int start = 0)
    {
        for (int i = start; i < statements.Length && !_environment.IsTerminated; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            int rest = i + 1;
            if (statements[i] is IConditionalOperation conditional && rest < statements.Length && Leaves(conditional) is { } sides && !IsStepExit(conditional))
            {
                LowerGuard(conditional, sides.Then, () => LowerBlock(statements, rest));
                return;
            }
            Guarded(statements[i]);
            if (!_environment.IsTerminated && rest < statements.Length && Left() is { } left)
            {
                Branch(left, () => { }, () => LowerBlock(statements, rest));
                return;
            }
        }
    }

    /// <summary>A block. The numbers and arrays that it declares are gone after it, unless a function that may be called later uses them.</summary>
    private void LowerScope(IBlockOperation block)
    {
        int mark = _environment.Mark;
        LowerBlock(block.Operations);
        if (block.Locals.Length == 0 || block.Syntax.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) return;
        _environment.Restrict(mark, (key, slot) => key is ILocalSymbol && slot is (ScalarSlot or BufferSlot));
    }

    /// <summary>Lowers a statement; a refusal in it is noted, and the next statement goes on.</summary>
    private void Guarded(IOperation statement)
    {
        SyntaxNode? outer = _statement;
        Environment before = _environment;
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            _statement = statement.Syntax;
            _builder.Origin = new Origin(_builder.Source(Quote(statement.Syntax)), false);
            LowerStatement(statement);
        }
        catch (RefusalException refusal)
        {
            Report(refusal);
            _environment = before;
            Poison(statement);
        }
        catch (UnreachableException)
        {
            _environment.Throws = true;
        }
        catch (System.InsufficientExecutionStackException)
        {
            throw RefusalException.At(statement.Syntax, Descriptors.TooDeep, EntryName);
        }
        finally
        {
            _statement = outer;
        }
    }

    /// <summary>What a refused statement would have set is unknown.</summary>
    private void Poison(IOperation statement)
    {
        foreach (IVariableDeclaratorOperation declarator in statement.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>())
            Bind(declarator.Symbol, new PoisonSlot());
        foreach (object key in Assigned([statement]))
            if (_environment.Entry(key) is not null) Bind(key, new PoisonSlot());
    }

    /// <summary>Whether exactly one side of a conditional always leaves; then which.</summary>
    private static (bool Then, bool Else)? Leaves(IConditionalOperation conditional)
    {
        bool then = AlwaysLeaves(conditional.WhenTrue), otherwise = AlwaysLeaves(conditional.WhenFalse);
        return then != otherwise ? (then, otherwise) : null;
    }

    private static bool AlwaysLeaves(IOperation? statement) => statement switch
    {
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBlockOperation block => block.Operations.Any(AlwaysLeaves),
        IConditionalOperation conditional => AlwaysLeaves(conditional.WhenTrue) && AlwaysLeaves(conditional.WhenFalse),
        _ => false,
    };

    private void LowerGuard(IConditionalOperation conditional, bool thenLeaves, System.Action rest)
    {
        Guarded(conditional.Condition, out Value condition);
        if (condition.IsNone)
        {
            rest();
            return;
        }
        Branch(
            condition,
            () => Side(conditional.WhenTrue, !thenLeaves),
            () => Side(conditional.WhenFalse, thenLeaves));

        void Side(IOperation? statement, bool goesOn)
        {
            if (statement is not null) LowerBlock([statement]);
            if (!goesOn || _environment.IsTerminated) return;
            if (Left() is { } left) Branch(left, () => { }, rest);
            else rest();
        }
    }

    /// <summary>Lowers a condition as a statement of its own; none where it was refused.</summary>
    private void Guarded(IOperation expression, out Value value)
    {
        value = Value.None;
        try
        {
            _statement = expression.Syntax;
            _builder.Origin = new Origin(_builder.Source($"if ({Quote(expression.Syntax)})"), false);
            value = Scalar(expression);
        }
        catch (RefusalException refusal)
        {
            Report(refusal);
        }
    }

    /// <summary>Whether any exit has been taken so far; null where certainly none.</summary>
    private Value? Left()
    {
        Value? left = null;
        foreach (ExitTarget exit in _environment.Exits)
        {
            if (_frame.Around.Contains(exit) || _environment.Get(exit) is not ScalarSlot taken) continue;
            left = left is { } other ? _builder.Scalar(Codes.Or, other, taken.Value) : taken.Value;
        }
        return left;
    }

    private void LowerStatement(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block: LowerScope(block); break;
            case IVariableDeclarationGroupOperation group: LowerDeclarations(group); break;
            case IExpressionStatementOperation expression: Lower(expression.Operation, isUsed: false); break;
            case IConditionalOperation conditional: LowerIf(conditional); break;
            case IForLoopOperation loop: LowerFor(loop); break;
            case IForEachLoopOperation loop: LowerForEach(loop); break;
            case IWhileLoopOperation loop: LowerWhile(loop); break;
            case ISwitchOperation choice: LowerSwitch(choice); break;
            case IReturnOperation { Kind: OperationKind.Return } exit: LowerReturn(exit); break;
            case IBranchOperation branch: LowerBranch(branch); break;
            case IThrowOperation exception: LowerThrow(exception); break;
            case ILocalFunctionOperation: break;
            case IUsingDeclarationOperation declaration: LowerUsing(declaration); break;
            case IUsingOperation block: LowerUsing(block); break;
            case ITryOperation block: LowerTry(block); break;
            case ILabeledOperation labeled: LowerBlock(labeled.Operation is null ? [] : [labeled.Operation]); break;
            case IEmptyOperation: break;
            default: throw Unsupported(statement);
        }
    }

    private void LowerDeclarations(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            ILocalSymbol local = declarator.Symbol;
            if (local.HasConstantValue) continue;
            IVariableInitializerOperation? initializer = declarator.GetVariableInitializer();
            if (local.IsRef) Bind(local, LowerReference(initializer!.Value));
            else if (initializer is not null) Assign(local, Lower(initializer.Value));
            else if (IsKnown(local.Type)) Bind(local, Default(local.Type));
            else throw UnsupportedType(declarator.Syntax, local.Type);
        }
    }

    /// <summary>Whether a variable of the type can be declared without a value.</summary>
    private bool IsKnown(ITypeSymbol type)
    {
        ITypeSymbol actual = Actual(type)!;
        return TypeLowerer.Scalar(actual) != ScalarKind.None || IsStorage(actual) || TypeLowerer.IsGrid(actual, out _) || TypeLowerer.IsJagged(actual, out _) || StructLayout.OfStruct(actual) is not null
            || actual.TypeKind is TypeKind.Delegate or TypeKind.Class or TypeKind.Interface;
    }

    private void Assign(object key, Slot slot)
    {
        if (slot is PoisonSlot) throw new RefusalException(null);
        Name(key, slot);
        Bind(key, slot);
    }

    /// <summary>Gives the values that a variable gets its name.</summary>
    private void Name(object key, Slot slot)
    {
        switch (slot)
        {
            case ScalarSlot scalar: _builder.Name(scalar.Value, NameOf(key)); break;
            case BufferSlot buffer: _builder.Name(buffer.Buffer, NameOf(key)); break;
            case CompositeSlot composite:
                for (int i = 0; i < composite.Members.Count; i++) Name(new Member(key, composite.Kind.Names[i]), composite.Members[i]);
                break;
        }
    }

    private void LowerIf(IConditionalOperation conditional)
    {
        if (LowerStepExit(conditional)) return;
        _builder.Origin = new Origin(_builder.Source($"if ({Quote(conditional.Condition.Syntax)})"), false);
        Branch(
            Scalar(conditional.Condition),
            () => LowerBlock([conditional.WhenTrue]),
            () => LowerBlock(conditional.WhenFalse is null ? [] : [conditional.WhenFalse]));
    }

    private void LowerReturn(IReturnOperation exit)
    {
        if (exit.ReturnedValue is not null)
        {
            bool isReference = _frame.Method.ReturnsByRef || _frame.Method.ReturnsByRefReadonly;
            Slot value = isReference ? LowerReference(exit.ReturnedValue) : Lower(exit.ReturnedValue, isUsed: _frame.Result is not null);
            if (_frame.Result is not null) Bind(_frame.Result, value);
        }
        if (!_isStep) Bind(_frame.Return, new TakenSlot());
    }

    private void LowerBranch(IBranchOperation branch)
    {
        if (LowerGotoCase(branch)) return;
        if (branch.BranchKind == BranchKind.GoTo || !_exits.TryGetValue(branch.Target, out ExitTarget? exit))
            throw Refuse(branch, "goto", "use a loop with 'break' or 'continue'");
        if (!_isStep || !_stepExits.Contains(exit)) Bind(exit, new TakenSlot());
    }

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>The statement as a comment quotes it: one line, without comments; of what nests, the head.</summary>
    private static string Quote(SyntaxNode syntax)
    {
        string line = syntax switch
        {
            ForStatementSyntax loop => $"for ({Tokens(loop, loop.OpenParenToken.Span.End, loop.CloseParenToken.SpanStart)})",
            CommonForEachStatementSyntax loop => $"foreach ({Tokens(loop, loop.OpenParenToken.Span.End, loop.CloseParenToken.SpanStart)})",
            WhileStatementSyntax loop => $"while ({Tokens(loop.Condition)})",
            DoStatementSyntax loop => $"do … while ({Tokens(loop.Condition)});",
            IfStatementSyntax branch => $"if ({Tokens(branch.Condition)})",
            SwitchStatementSyntax choice => $"switch ({Tokens(choice.Expression)})",
            BlockSyntax => "{ … }",
            _ => Tokens(syntax),
        };
        return line.Length <= 120 ? line : line.Substring(0, 117) + "…";
    }

    private static string Tokens(SyntaxNode syntax) => Tokens(syntax, syntax.SpanStart, syntax.Span.End);

    private static string Tokens(SyntaxNode syntax, int start, int end)
    {
        // Nearly always the text itself will do.
        if (end - start <= 500 && syntax.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, end)) is var written && !written.Contains("//") && !written.Contains("/*") && !written.Contains("#"))
            return OnOneLine(written);
        var text = new System.Text.StringBuilder();
        bool isSpaced = false;
        foreach (SyntaxToken token in syntax.DescendantTokens())
        {
            if (token.SpanStart < start || token.Span.End > end) continue;
            if (text.Length > 0 && (isSpaced || token.HasLeadingTrivia)) text.Append(' ');
            text.Append(token.Text);
            isSpaced = token.HasTrailingTrivia;
            if (text.Length > 200) break;
        }
        return OnOneLine(text.ToString());
    }

    private static string OnOneLine(string text) => string.Join(" ", text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
}
