using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DiffGen.Generator.IR;
using DiffGen.Generator.Model;

namespace DiffGen.Generator.Forms;

/// <summary>The checks at the entry of a generated method: null, lengths and shapes, overlap. Nothing is written before them.</summary>
internal static class EntryChecks
{
    private const string Guard = "global::DiffGen.Workspaces.Guard";

    public static IEnumerable<string> Of(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        // A parameter of that name hides the operator.
        bool hidesNameof = parameters.Any(parameter => parameter.Name == "nameof");
        return Checks(signature, parameters).Select(check => hidesNameof ? Nameof.Replace(check, "\"$1\"") : check);
    }

    private static readonly Regex Nameof = new(@"nameof\(@?(\w+)\)");

    private static IEnumerable<string> Checks(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        FormParameter? count = parameters.FirstOrDefault(parameter => parameter.Purpose == ParameterPurpose.Count);
        foreach (FormParameter parameter in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Own, Source.IsArray: true } && parameter.Type.EndsWith("]", System.StringComparison.Ordinal)))
            yield return $"{Guard}.NotNull({parameter.Name}, {Name(parameter)});";
        if (count is not null) yield return $"{Guard}.Positive({count.Name}, {Name(count)});";
        foreach (FormParameter parameter in parameters)
        {
            if (Length(signature, parameter, count) is { } check) yield return check;
        }
        foreach (string check in Overlaps(signature, parameters)) yield return check;
        foreach (string check in FieldOverlaps(signature, parameters)) yield return check;
    }

    private static string? Length(MethodSignature signature, FormParameter parameter, FormParameter? count)
    {
        if (parameter.Purpose == ParameterPurpose.Own && parameter.Source is { Role: not ParameterRole.Opaque } own)
        {
            if (count is not null && own.IsBatch)
            {
                if (own.Role == ParameterRole.Scalar) return $"{Guard}.Length({parameter.Name}.Length, {count.Name}, {Name(parameter)});";
                return own.ShapeLength >= 0
                    ? $"{Guard}.BatchShape({parameter.Name}.Length, {count.Name}, {own.ShapeLength}, {Name(parameter)});"
                    : $"{Guard}.BatchLength({parameter.Name}.Length, {count.Name}, {Name(parameter)});";
            }
            return own.ShapeLength >= 0 ? $"{Guard}.Length({parameter.Name}.Length, {own.ShapeLength}, {Name(parameter)});" : null;
        }
        if (parameter.Purpose != ParameterPurpose.Derivative || parameter.Modifier.Length > 0) return null;
        string expected = parameter.Source is { } source ? $"{source.Name}.Length" : signature.Model!.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{Guard}.Length({parameter.Name}.Length, {expected}, {Name(parameter)});";
    }

    /// <summary>What is written overlaps nothing else; what is only read may overlap freely.</summary>
    private static IEnumerable<string> Overlaps(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        List<(string Text, string Name, ScalarKind Kind, bool IsWritten)> buffers = [];
        foreach (FormParameter parameter in parameters)
        {
            bool isBatchOfScalars = parameter is { Purpose: ParameterPurpose.Own, Source.Role: ParameterRole.Scalar } && parameter.Type != parameter.Source.Type;
            if (parameter is { Purpose: ParameterPurpose.Own, Source.Role: ParameterRole.Buffer } || isBatchOfScalars)
                buffers.Add((parameter.Name, Name(parameter), ElementKind(parameter), parameter.Source!.IsWritten));
            if (parameter is { Purpose: ParameterPurpose.Own, Modifier: "in" or "ref readonly", Source.Role: ParameterRole.Scalar })
                buffers.Add(($"new global::System.ReadOnlySpan<{parameter.Type}>(in {parameter.Name})", Name(parameter), parameter.Source.Binding == parameter.Name ? parameter.Source.Kind : ScalarKind.None, false));
            if (parameter is { Purpose: ParameterPurpose.Derivative, Modifier: "" })
                buffers.Add((parameter.Name, Name(parameter), parameter.Source?.Kind ?? signature.Model!.Kind, true));
        }
        if (signature.Model is { } model) buffers.Add((ModelNames.Parameters, $"\"{ModelNames.Parameters}\"", model.Kind, false));
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < buffers.Count; j++)
            {
                if (!buffers[i].IsWritten || i == j || (buffers[j].IsWritten && j < i)) continue;
                if (buffers[i].Kind == ScalarKind.None || buffers[j].Kind == ScalarKind.None) continue;
                yield return $"{Guard}.Disjoint<{buffers[i].Kind.Keyword()}, {buffers[j].Kind.Keyword()}>({buffers[i].Text}, {buffers[i].Name}, {buffers[j].Text}, {buffers[j].Name});";
            }
        }
    }

    /// <summary>A field that is read as a constant isn't also written through a parameter.</summary>
    private static IEnumerable<string> FieldOverlaps(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        foreach (FormParameter written in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Own, Source: { IsWritten: true, Role: ParameterRole.Buffer } }))
            foreach (FieldBuffer field in signature.Fields)
                yield return $"{Guard}.Disjoint<{written.Source!.Kind.Keyword()}, {field.Kind.Keyword()}>({written.Name}, {Name(written)}, {field.Path}, \"{field.Path.Replace("global::", "")}\");";
    }

    /// <summary>The element type; none for a batch of enums, which no derivative overlaps.</summary>
    private static ScalarKind ElementKind(FormParameter parameter)
        => parameter.Type.Contains($"<{parameter.Source!.Kind.Keyword()}>") || parameter.Type.StartsWith(parameter.Source.Kind.Keyword(), System.StringComparison.Ordinal)
            ? parameter.Source.Kind
            : ScalarKind.None;

    private static string Name(FormParameter parameter) => $"nameof({parameter.Name})";
}
