using System.Collections.Generic;
using System.Linq;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Lowering;

/// <summary>Names private members of other types through accessors; which they are depends on who calls.</summary>
internal sealed class HiddenReads : IrRewriter
{
    private readonly List<KeyValuePair<string, string>> _paths;

    private HiddenReads(IReadOnlyDictionary<string, string> paths) => _paths = [.. paths.OrderByDescending(pair => pair.Key.Length)];

    /// <param name="function">A function.</param>
    /// <param name="paths">For each text that names a member, the text to write instead.</param>
    public static Function Run(Function function, IReadOnlyDictionary<string, string> paths)
        => paths.Count == 0 ? function : ((IrRewriter)new HiddenReads(paths)).Run(function);

    protected override void Rewrite(Operation operation) => Copy(operation switch
    {
        OpaqueOp opaque => opaque with { Template = Replace(opaque.Template) },
        ThrowOp thrown => thrown with { Template = Replace(thrown.Template) },
        _ => operation,
    });

    // Longest first: a member of a hidden member is replaced with its owner inside.
    private string Replace(string template)
    {
        foreach (KeyValuePair<string, string> path in _paths) template = template.Replace(path.Key, path.Value);
        return template;
    }
}
