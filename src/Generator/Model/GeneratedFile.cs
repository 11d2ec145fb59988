using DiffGen.Generator.IR;

namespace DiffGen.Generator.Model;

/// <summary>A file added to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);

/// <summary>The place of generated members: a namespace and nested partial types, outermost first.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Types">Declarations without body or base list: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="QualifySystem">Whether <c>Math</c> and the like don't bind to <c>System</c> there and must be written in full.</param>
/// <param name="ProjectIsChecked">Whether the project is compiled with overflow checks, so that wrapping arithmetic must say so.</param>
/// <param name="SkipsLocalsInit">Whether the module has <c>[SkipLocalsInit]</c>, so that <c>stackalloc</c> must be cleared explicitly.</param>
internal sealed record TypeContext(
    string Namespace, EquatableArray<string> Types, bool QualifySystem, bool ProjectIsChecked = false, bool SkipsLocalsInit = false);
