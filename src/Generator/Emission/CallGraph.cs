using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;
using DiffGen.Generator.Transforms;

namespace DiffGen.Generator.Emission;

/// <summary>
/// Which methods of a file need a workspace, and what they are called. A private method that others call takes the
/// workspace of its caller; any other is printed as an entry method, which rents one, and a kernel.
/// </summary>
internal sealed class CallGraph
{
    private readonly Dictionary<string, Callee> _callees = [];
    private readonly Dictionary<GeneratedMethod, Callee> _methods = new(ReferenceComparer.Instance);

    private CallGraph()
    {
    }

    /// <summary>What calls print, by the name of the function called.</summary>
    public IReadOnlyDictionary<string, Callee> Callees => _callees;

    public static CallGraph Of(IReadOnlyList<GeneratedMethod> methods, IReadOnlyCollection<string> takenMembers)
    {
        var graph = new CallGraph();
        var calls = methods.ToDictionary(method => method, method => new HashSet<string>(Calls(method.Function.Body)), ReferenceComparer.Instance);
        HashSet<string> called = [.. calls.Values.SelectMany(names => names)];
        HashSet<GeneratedMethod> needing = new(methods.Where(method => method.BindsStorage || PlanStorage.NeedsWorkspace(method.Function, method.NumbersFitStack)), ReferenceComparer.Instance);

        // Until nothing changes: who calls what needs a workspace needs one.
        while (true)
        {
            HashSet<string> names = [.. needing.Select(method => method.Function.Name)];
            if (methods.Count(method => calls[method].Overlaps(names) && needing.Add(method)) == 0) break;
        }

        HashSet<string> taken = [.. takenMembers, .. methods.Select(method => method.Name)];
        foreach (GeneratedMethod method in methods)
        {
            bool isOutOfLine = called.Contains(method.Function.Name) && method.Modifiers.Split(' ').Contains("private");
            bool needsWorkspace = needing.Contains(method);
            string name = needsWorkspace && !isOutOfLine ? Free(method.Name + "Kernel", taken) : method.Name;
            var callee = new Callee(name, needsWorkspace, isOutOfLine, method.Generics?.List ?? "");
            graph._methods[method] = callee;
            if (isOutOfLine || !graph._callees.ContainsKey(method.Function.Name)) graph._callees[method.Function.Name] = callee;
        }
        return graph;
    }

    public Callee Of(GeneratedMethod method) => _methods[method];

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++) free = name + number;
        return free;
    }

    private static IEnumerable<string> Calls(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            if (operation is CallOp { Foreign: null } call) yield return call.Function;
            foreach (Region nested in operation.Regions)
                foreach (string name in Calls(nested)) yield return name;
        }
    }
}
