using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// An out-of-line function whose storage parameters are fields of structs is compiled once for each way that its callers
/// hold them: in a span of structs, or in a buffer per field.
/// <code>
/// call F(x: f64[])  where F(x: f64[] of Point.X)   ---->   call F'(x)  with F'(x: f64[])
/// </code>
/// </summary>
internal sealed class Specialise
{
    private readonly Dictionary<string, Function> _originals;
    private readonly Dictionary<string, string> _names = [];
    private readonly List<Function> _done = [];
    private readonly Queue<Function> _work = [];

    private Specialise(IEnumerable<Function> functions) => _originals = functions.ToDictionary(function => function.Name);

    /// <param name="entries">Functions that nothing calls.</param>
    /// <param name="outOfLine">Functions that they, and one another, call.</param>
    /// <returns>Both, calls and parameters agreeing; of the latter those that are called.</returns>
    public static (IReadOnlyList<Function> Entries, IReadOnlyList<Function> OutOfLine) Run(IReadOnlyList<Function> entries, IReadOnlyList<Function> outOfLine)
    {
        if (entries.Concat(outOfLine).All(function => function.Types.All(type => type.Of is null))) return (entries, outOfLine);
        var pass = new Specialise(outOfLine);
        List<Function> rewritten = [.. entries.Select(pass.Rewrite)];
        while (pass._work.Count > 0) pass._done.Add(pass.Rewrite(pass._work.Dequeue()));
        return (rewritten, pass._done);
    }

    private Function Rewrite(Function function) => new Calls(this).Run(function);

    private string NameOf(string function, IReadOnlyList<Projection?> storage)
    {
        string key = $"{function}|{string.Join("|", storage.Select(projection => projection?.ToString() ?? ""))}";
        if (_names.TryGetValue(key, out string? name)) return name;
        Function original = _originals[function];
        bool isSame = storage.SequenceEqual(original.Parameters.Select(parameter => original.TypeOf(parameter).Of));
        int close = function.LastIndexOf(')');
        name = isSame || close < 0 ? function : function.Insert(close, $", {_names.Count + 1}");
        _names[key] = name;
        _work.Enqueue(isSame ? original : Retyped(original, storage) with { Name = name });
        return name;
    }

    /// <summary>The parameters' storage is what the caller has, and so is every window on it.</summary>
    private static Function Retyped(Function function, IReadOnlyList<Projection?> storage)
    {
        List<IrType> types = [.. function.Types];
        for (int i = 0; i < storage.Count; i++)
            types[function.Parameters[i].Id] = types[function.Parameters[i].Id] with { Of = storage[i] };
        void Visit(Region region)
        {
            foreach (Operation operation in region.Operations)
            {
                if (operation is ViewOp view) types[view.Result.Id] = types[view.Result.Id] with { Of = types[view.Buffer.Id].Of };
                if (operation is ChooseOp choose) types[choose.Result.Id] = types[choose.Result.Id] with { Of = types[choose.Buffers[0].Id].Of };
                foreach (Region nested in operation.Regions) Visit(nested);
            }
        }
        Visit(function.Body);
        return function with { Types = TypeTable.Of(types) };
    }

    private sealed class Calls(Specialise pass) : IrRewriter
    {
        protected override void Rewrite(Operation operation)
        {
            if (operation is CallOp { Foreign: null } call && pass._originals.ContainsKey(call.Function))
                operation = call with { Function = pass.NameOf(call.Function, [.. call.Arguments.Select(argument => Source.TypeOf(argument).Of)]) };
            Copy(operation);
        }
    }
}
