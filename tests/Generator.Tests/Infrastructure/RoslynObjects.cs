using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>Looks for objects of the compiler in the graph of fields below a value: they would keep whole compilations alive.</summary>
internal static class RoslynObjects
{
    /// <summary>The path of fields to the first object found, or null.</summary>
    public static string? FindPath(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object Value, string Path)>();
        if (root is not null)
            pending.Push((root, root.GetType().Name));

        while (pending.TryPop(out (object Value, string Path) next))
        {
            if (IsForbidden(next.Value))
                return $"{next.Path}: {next.Value.GetType()}";
            if (IsLeaf(next.Value) || !seen.Add(next.Value))
                continue;
            foreach ((string name, object? value) in Children(next.Value))
            {
                if (value is not null)
                    pending.Push((value, $"{next.Path}.{name}"));
            }
        }

        return null;
    }

    private static bool IsForbidden(object value) => value
        is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or IOperation or Location
        or Diagnostic or SourceText or SyntaxToken or SyntaxTrivia or MetadataReference or AttributeData or ParseOptions;

    private static bool IsLeaf(object value)
    {
        Type type = value.GetType();
        return type.IsPrimitive || type.IsEnum || type.IsPointer || value is string or decimal or MemberInfo or Assembly or Module;
    }

    private static IEnumerable<(string Name, object? Value)> Children(object value)
    {
        if (value is Array array)
        {
            int index = 0;
            foreach (object? element in array)
                yield return ($"[{index++}]", element);
            yield break;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in type.GetFields(own))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    yield return (field.Name, field.GetValue(value));
            }
        }
    }
}
