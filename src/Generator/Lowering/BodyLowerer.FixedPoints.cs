using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>
/// Loops that iterate to a fixed point or root, in methods marked <c>[FixedPoint]</c>: the loop runs as it is and isn't
/// differentiated. A call of one more step stands after it, and has the derivative of the solution.
/// <code>
/// while (…) z = step(z, a)   ---->   While … { z' = step(z, a) }; z* = solution of step(z', a)
/// </code>
/// </summary>
internal sealed partial class BodyLowerer
{
    private const string OneLoop = "have exactly one outermost loop that iterates: a while or do loop, or a for loop that is left early";

    private readonly List<Function> _steps = [];
    private readonly HashSet<ExitTarget> _stepExits = [];
    private bool _isStep;

    private bool IsFixedPointLoop(ILoopOperation syntax)
    {
        IMethodSymbol method = _frame.Method;
        if (_isStep || !KnownAttributes.Has(method.OriginalDefinition, KnownAttributes.FixedPoint)) return false;
        return Iterating(method, syntax)?.Syntax == syntax.Syntax;
    }

    /// <summary>The loop of a method that iterates to the solution; refused where there isn't just one.</summary>
    private ILoopOperation? Iterating(IMethodSymbol method, IOperation syntax)
    {
        List<ILoopOperation> outermost = [.. (Body(method) ?? []).SelectMany(OutsideFunctions).OfType<ILoopOperation>().Where(loop => !Around(loop).OfType<ILoopOperation>().Any())];
        List<ILoopOperation> open = [.. outermost.Where(loop => loop is IWhileLoopOperation || (loop is IForLoopOperation && HasExits(loop)))];
        if (open.Count != 1) open = open.Count == 0 ? [.. outermost.Where(loop => loop is IForLoopOperation)] : open;
        // Said once, at the first of them.
        if (open.Count != 1 && outermost.Count > 0 && outermost[0].Syntax != syntax.Syntax) return null;
        return open.Count == 1 ? open[0] : throw Refuse(syntax, "a [FixedPoint] method with several loops", OneLoop);
    }

    /// <summary>A test whether to stop: the step goes on beyond it.</summary>
    private bool IsStepExit(IConditionalOperation conditional) => _isStep && OutsideFunctions(conditional)
        .Any(operation => operation is IReturnOperation || (operation is IBranchOperation branch && _exits.TryGetValue(branch.Target, out ExitTarget? exit) && _stepExits.Contains(exit)));

    /// <summary>
    /// A test that does nothing but stop: the step goes on with the other side.
    /// <code>
    /// if (c) return e; else B   ---->   result = e; B
    /// </code>
    /// </summary>
    private bool LowerStepExit(IConditionalOperation conditional)
    {
        if (!IsStepExit(conditional)) return false;
        bool isThen = AlwaysLeaves(conditional.WhenTrue);
        IOperation? exit = isThen ? conditional.WhenTrue : conditional.WhenFalse, other = isThen ? conditional.WhenFalse : conditional.WhenTrue;
        if (!AlwaysLeaves(exit) || OutsideFunctions(exit!).Any(operation => operation is IAssignmentOperation or IIncrementOrDecrementOperation or IThrowOperation)) return false;
        Scalar(conditional.Condition);
        LowerBlock([exit!]);
        if (other is not null) LowerBlock([other]);
        return true;
    }

    /// <summary>Whether what a step computes depends on a test of numbers: at the solution it may be the test whether to stop, and the step none.</summary>
    private bool TestsNumbers(Region step)
    {
        var tests = new HashSet<Value>();
        bool Visit(Region region)
        {
            foreach (Operation operation in region.Operations)
            {
                if (operation is ScalarOp scalar && ((Codes.IsComparison(scalar.Code) && _builder.TypeOf(scalar.Arguments[0]).Kind.IsFloat()) || scalar.Arguments.Any(tests.Contains))) tests.Add(scalar.Result);
                bool isTested = operation is IfOp branch && tests.Contains(branch.Condition);
                if (isTested && (operation.Results.Any(result => _builder.TypeOf(result).IsFloatScalar) || operation.Regions.Any(side => side.Has(inner => inner is StoreOp)))) return true;
                if (isTested) tests.UnionWith(operation.Results);
                if (operation.Regions.Any(Visit)) return true;
                if (operation is WhileOp loop && tests.Contains(loop.Condition.Yields[0]) && loop.Results.Any(result => _builder.TypeOf(result).IsFloatScalar)) return true;
            }
            return false;
        }
        return Visit(step);
    }

    private static IEnumerable<IOperation> Around(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent) yield return parent;
    }

    /// <summary>The solution: what the loop carried, of which the numbers have the derivative of a fixed point.</summary>
    private List<Value> Solved(Loop loop, List<Carry> carries, Environment before, List<Value> results)
    {
        if (carries.Any(carry => carry.Roots.Count > 0)) throw Refuse(_statement!, "arrays that trade places in a [FixedPoint] loop", "copy the new iterate into the array instead");
        List<Value> state = Enter(carries, before);
        EquatableArray<Value> yields = default;
        List<Operation> operations = _builder.Collect(() =>
        {
            Unflatten(carries, state);
            if (_environment.Entry(_frame.Return) is not null) Bind(_frame.Return, new ScalarSlot(_builder.Bool(false)));
            if (loop.Counter is { } counter) Bind(counter.Variable, new ScalarSlot(counter.IsInclusive ? counter.Upper : _builder.Scalar(Codes.Subtract, counter.Upper, _builder.Int32(counter.Step))));
            _isStep = true;
            _stepExits.Add(loop.Break);
            (loop.Step ?? loop.Body)();
            _isStep = false;
            _environment.Remove(loop.Continue);
            if (_environment.Throws || _environment.IsTerminated) throw Refuse(_statement!, "a [FixedPoint] loop that doesn't go on after its first trip", "let it iterate");
            if (loop.Go is null) loop.Bottom();
            yields = Flatten(carries, _environment).ToEquatable();
        });
        var step = new Region(state.ToEquatable(), operations.ToEquatable(), yields);
        if (step.Has(operation => operation is OpaqueOp { IsStateful: true })) throw Refuse(_statement!, "a call that changes or reads outside state, in a [FixedPoint] loop", "move it out of the loop");
        if (TestsNumbers(step)) throw Refuse(_statement!, "a test of numbers in the step of a [FixedPoint] loop", "test only whether to stop, by the loop's condition or by 'if (…) break;', and let the rest of the step run always; a method of its own may test what the step itself needs");
        Function function = Lifted(step, $"{_context.FunctionName(_key)} step{(_steps.Count == 0 ? "" : $" {_steps.Count + 1}")}", out List<Value> free);
        _steps.Add(function);
        List<Value> passed = [.. results, .. free];
        List<Value> kept = [.. passed.Where(argument => _builder.TypeOf(argument).Shape == IrShape.Buffer)];
        List<Value> copies = [.. kept.Select(buffer => _builder.Alloc(_builder.TypeOf(buffer).Kind, _builder.Length(buffer), AllocKind.Kept))];
        List<Value> solved = [.. results.Select(result => _builder.TypeOf(result).IsFloatScalar ? _builder.Define(_builder.TypeOf(result), _builder.NameOf(result)) : result)];
        _builder.Add(new CallOp(solved.Where(value => _builder.TypeOf(value).IsFloatScalar).ToEquatable(), function.Name, [.. passed, .. copies]) { KeptCount = copies.Count, StateCount = results.Count });
        for (int i = 0; i < kept.Count; i++) CopyLoop(kept[i], copies[i]);
        return solved;
    }

    /// <summary>A region as a function of its parameters and of what it uses from outside; constants go along.</summary>
    private Function Lifted(Region region, string name, out List<Value> free)
    {
        var inside = new HashSet<Value>();
        var used = new List<Value>();
        void Visit(Region visited)
        {
            inside.UnionWith(visited.Parameters);
            foreach (Operation operation in visited.Operations)
            {
                used.AddRange(operation.Operands);
                foreach (Region nested in operation.Regions) Visit(nested);
                inside.UnionWith(operation.Results);
            }
            used.AddRange(visited.Yields);
        }
        Visit(region);
        List<Value> outer = [.. used.Distinct().Where(value => !inside.Contains(value)).OrderBy(value => value.Id)];
        if (outer.Any(value => _builder.TypeOf(value).Shape is IrShape.Arena or IrShape.Stack)) throw Refuse(_statement!, "a [FixedPoint] loop over arrays that are created in loops or branches", "create the arrays before, and fill them in the loop");
        free = outer;
        Function function = _builder.Function(name, region with { Parameters = [.. region.Parameters, .. outer] });
        return new IrRewriter().Run(function) with { ParametersMayAlias = true };
    }
}
