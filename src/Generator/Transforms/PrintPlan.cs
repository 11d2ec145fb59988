using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Transforms;

/// <summary>All that is decided about the text of a method: emission only writes it down.</summary>
/// <param name="Tree">The operations, each with its placement.</param>
/// <param name="Variables">The variable of each value; null where it is printed inside an expression.</param>
/// <param name="Locals">Parameters of the function that are no plain parameters of the method, and what they are.</param>
/// <param name="Workspace">The name of the workspace.</param>
/// <param name="LanesStart">The name of the counter that a loop runs on several elements at a time from.</param>
/// <param name="LanesEnd">The name of the counter that a loop runs on several elements at a time up to.</param>
internal sealed record PrintPlan(
    PrintTree Tree, IReadOnlyList<Variable?> Variables, IReadOnlyList<(Variable Variable, string Expression)> Locals, string Workspace, string LanesStart, string LanesEnd)
{
    public Function Function => Tree.Function;

    public Variable? VariableOf(Value value) => Variables[value.Id];

    public static PrintPlan Create(GeneratedMethod method, bool isOutOfLine)
    {
        var tree = new PrintTree(method.Function);
        PlanStorage.Run(tree, method.NumbersFitStack);
        PlanAccess.Run(tree);
        InlineTemporaries.Run(tree, method, isOutOfLine);
        var lifetimes = new Lifetimes(tree);
        List<(Variable Variable, string Expression)> locals = [];
        List<Variable> parameters = [];
        for (int i = 0; i < method.Bindings.Count; i++)
        {
            parameters.Add(BindParameter(method, tree, lifetimes, i));
        }
        Variable?[] variables = ShareVariables.Run(tree, lifetimes, parameters);
        for (int i = 0; i < method.Bindings.Count; i++)
        {
            Value value = tree.Function.Parameters[i];
            if (!parameters[i].IsParameter && (lifetimes.IsRead(value) || variables[value.Id] is { IsRead: true } and ({ Values.Count: > 1 } or { Type.IsBuffer: true }))) locals.Add((variables[value.Id]!, method.Bindings[i]));
        }
        List<Variable> temporaries = PlaceVariables.Run(tree, lifetimes, variables, isOutOfLine);
        PlanLanes.Run(tree, variables);
        PlanCopies.Run(tree);
        string workspace = ReservedNames.WorkspaceOf(method), lanesStart = ReservedNames.LanesStartOf(method), lanesEnd = ReservedNames.LanesEndOf(method);
        NameVariables.Run(tree, method, variables, temporaries, [workspace, lanesStart, lanesEnd]);
        return new PrintPlan(tree, variables, locals, workspace, lanesStart, lanesEnd);
    }

    private static Variable BindParameter(GeneratedMethod method, PrintTree tree, Lifetimes lifetimes, int index)
    {
        Value value = tree.Function.Parameters[index];
        string binding = method.Bindings[index];
        var variable = new Variable(tree.Function.TypeOf(value));
        GeneratedParameter? parameter = method.Parameters.FirstOrDefault(candidate => candidate.Name.TrimStart('@') == binding.TrimStart('@'));
        if (Reference.Match(binding) is { Success: true } reference)
        {
            variable.IsParameter = true;
            variable.Name = binding;
            variable.Referred = reference.Groups[1].Value;
            return variable;
        }
        if (parameter is null) return variable;

        bool isReference = parameter.Modifier.Split(' ').Any(word => word is "ref" or "in" or "out");
        if (isReference && method.Sinks.Count > 1 && lifetimes.Reads(value).Any(site => IsAmongSinks(site))) return variable;
        variable.IsParameter = true;
        variable.IsAssignable = !isReference;
        variable.Name = parameter.Name;
        variable.UserName = binding.TrimStart('@');
        return variable;
    }

    /// <summary>The storage of one element that a reference is: <c>new Span&lt;T&gt;(ref x)</c>.</summary>
    private static readonly Regex Reference = new(@"^new global::System\.Span<.*>\(ref (@?\w+)\)$");

    // What is assigned there may be what the parameter refers to.
    private static bool IsAmongSinks(Site site)
        => site.Position == site.Region.YieldPosition && (site.Region.Owner is null || site.Region.Owner.IfForm == IfForm.Tail);
}
