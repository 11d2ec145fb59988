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
        foreach (FormParameter parameter in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Own, Source.IsArray: true } && parameter.Type == parameter.Source!.Type))
            yield return $"{Guard}.NotNull({parameter.Name}, {Name(parameter)});";
        foreach (FormParameter parameter in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Derivative or ParameterPurpose.Tangent, Source.Role: ParameterRole.Grid or ParameterRole.Rows }))
            yield return $"{Guard}.NotNull({parameter.Name}, {Name(parameter)});";
        if (count is not null) yield return $"{Guard}.Positive({count.Name}, {Name(count)});";
        foreach (FormParameter parameter in parameters)
        {
            if (Length(signature, parameter, count) is { } check) yield return check;
            if (parameter is not { Purpose: ParameterPurpose.Derivative or ParameterPurpose.Tangent, Source: { Role: ParameterRole.Layer } layer }) continue;
            foreach (string extent in layer.Extents)
                yield return $"{Guard}.Extent({parameter.Name}.{extent}, {layer.Name}.{extent}, {Name(parameter)}, \"{extent.TrimStart('@')}\");";
        }
        foreach (string check in Overlaps(signature, parameters)) yield return check;
        foreach (string check in FieldOverlaps(signature, parameters)) yield return check;
    }

    private static string? Length(MethodSignature signature, FormParameter parameter, FormParameter? count)
    {
        if (parameter is { Purpose: ParameterPurpose.Own, Source: { Leaves.Count: > 0 } own })
        {
            if (count is not null && own.IsBatch)
            {
                if (own.Role != ParameterRole.Buffer) return $"{Guard}.Length({parameter.Name}.Length, {count.Name}, {Name(parameter)});";
                return own.ShapeLength >= 0
                    ? $"{Guard}.BatchShape({parameter.Name}.Length, {count.Name}, {own.ShapeLength}, {Name(parameter)});"
                    : $"{Guard}.BatchLength({parameter.Name}.Length, {count.Name}, {Name(parameter)});";
            }
            return own.ShapeLength >= 0 ? $"{Guard}.Length({parameter.Name}.Length, {own.ShapeLength}, {Name(parameter)});" : null;
        }
        if (parameter.Purpose is ParameterPurpose.JacobianValues or ParameterPurpose.HessianValues)
        {
            string pattern = DerivativeNames.Pattern(signature.Name, parameter.Purpose == ParameterPurpose.JacobianValues ? DerivativeNames.SparseJacobian : DerivativeNames.SparseHessian);
            return $"{Guard}.Length({parameter.Name}.Length, {pattern}.Columns.Length, {Name(parameter)});";
        }
        if (parameter.IsMatrix) return $"{Guard}.Length({parameter.Name}.Length, {MatrixLength(signature, parameter)}, {Name(parameter)});";
        bool isStorage = parameter.Purpose == ParameterPurpose.Derivative || (parameter.Purpose == ParameterPurpose.Tangent && parameter.Source is null or { IsStorage: true });
        if (!isStorage || parameter.Modifier.Length > 0) return null;
        if (parameter.Source is { Role: ParameterRole.Grid or ParameterRole.Rows } grid) return $"{Guard}.SameSizes({parameter.Name}, {grid.Name}, {Name(parameter)});";
        if (parameter.Source is { Role: ParameterRole.Layer } layer)
            return $"{Guard}.Length({FormAssembler.StorageOf(layer, parameter.Name)}.Length, {FormAssembler.StorageOf(layer, layer.Name)}.Length, {Name(parameter)});";
        string expected = parameter.Source is { } source ? $"{source.Name}.Length" : signature.Model!.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{Guard}.Length({parameter.Name}.Length, {expected}, {Name(parameter)});";
    }

    /// <summary>The number of elements: rows times columns, which may be more than a span has.</summary>
    private static string MatrixLength(MethodSignature signature, FormParameter matrix)
    {
        string columns = Count(signature, signature.Derivatives.Where(parameter => parameter.IsDifferentiable && !parameter.IsWritten), hasModel: true);
        if (matrix.Purpose == ParameterPurpose.Hessian) return $"{columns} * {columns}";
        return signature.Output is { } output ? $"{Count(signature, [output], hasModel: false)} * {columns}" : columns;
    }

    private static string Count(MethodSignature signature, IEnumerable<SignatureParameter> parameters, bool hasModel)
    {
        long scalars = hasModel ? signature.Model?.Length ?? 0 : 0;
        var terms = new List<string>();
        foreach (SignatureParameter parameter in parameters)
        {
            int leaves = parameter.Leaves.Count(leaf => !leaf.IsConstant);
            if (parameter.IsStorage) terms.Add($"{LengthOf(parameter)}{(leaves == 1 ? "" : $" * {leaves}")}");
            else scalars += leaves;
        }
        if (scalars > 0 || terms.Count == 0) terms.Add(scalars.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return terms.Count == 1 ? $"(long){terms[0]}" : $"((long){string.Join(" + ", terms)})";
    }

    private static string LengthOf(SignatureParameter parameter) => parameter.Role switch
    {
        ParameterRole.Rows => $"global::DiffGen.Workspaces.JaggedArrays.Count({parameter.Name})",
        ParameterRole.Layer => $"{FormAssembler.StorageOf(parameter, parameter.Name)}.Length",
        _ => $"{parameter.Name}.Length",
    };

    /// <summary>Storage as the checks see it.</summary>
    private sealed record Storage(string Text, string Name, string ElementType, bool IsWritten);

    /// <summary>What is written overlaps nothing else; what is only read may overlap freely.</summary>
    private static IEnumerable<string> Overlaps(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        List<Storage> buffers = [];
        foreach (FormParameter parameter in parameters)
        {
            if (StorageOf(parameter, signature) is { } storage) buffers.Add(storage);
        }
        if (signature.This is { Role: ParameterRole.Layer } self) buffers.Add(new Storage(FormAssembler.StorageOf(self, "this"), "\"this\"", self.ElementType, false));
        if (signature.Model is { } model) buffers.Add(new Storage(ModelNames.Parameters, $"\"{ModelNames.Parameters}\"", model.Kind.Keyword(), false));
        foreach (FormParameter parameter in parameters.Where(parameter => parameter is { Source: { Role: ParameterRole.Rows } rows } && (parameter.Purpose == ParameterPurpose.Derivative || rows.IsWritten)))
            yield return $"{Guard}.DistinctRows({parameter.Name}, {Name(parameter)});";
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < buffers.Count; j++)
            {
                if (!buffers[i].IsWritten || i == j || (buffers[j].IsWritten && j < i)) continue;
                yield return $"{Guard}.Disjoint<{buffers[i].ElementType}, {buffers[j].ElementType}>({buffers[i].Text}, {buffers[i].Name}, {buffers[j].Text}, {buffers[j].Name});";
            }
        }
    }

    private static Storage? StorageOf(FormParameter parameter, MethodSignature signature)
    {
        SignatureParameter? source = parameter.Source;
        if (parameter.Purpose == ParameterPurpose.Seed && signature.HasArrayResult) return new Storage(parameter.Name, Name(parameter), signature.ElementKind.Keyword(), false);
        if (parameter.IsMatrix) return new Storage(parameter.Name, Name(parameter), signature.OutputKind.Keyword(), true);
        if (parameter.Purpose == ParameterPurpose.Tangent)
        {
            if (source is null) return new Storage(parameter.Name, Name(parameter), signature.Model!.Kind.Keyword(), false);
            return source.IsStorage || source.Role == ParameterRole.Reference ? new Storage(Checked(source, parameter.Name), Name(parameter), source.ElementType, source.IsWritten) : null;
        }
        if (parameter.Purpose == ParameterPurpose.Derivative)
        {
            if (source is null) return new Storage(parameter.Name, Name(parameter), signature.Model!.Kind.Keyword(), true);
            // Scalar accumulators may be one variable; what is both seed and derivative may not be anything else.
            bool isChecked = parameter.Modifier.Length == 0 || source.Role == ParameterRole.Reference;
            return isChecked ? new Storage(Checked(source, parameter.Name), Name(parameter), parameter.Modifier.Length > 0 ? parameter.Type : source.ElementType, true) : null;
        }
        if (parameter.Purpose == ParameterPurpose.Own && source is { Role: ParameterRole.Opaque, IsArray: true } rows && rows.ElementType != rows.Type)
            return new Storage(rows.Name, Name(parameter), rows.ElementType, false);
        if (parameter.Purpose != ParameterPurpose.Own || source is not { Leaves.Count: > 0 }) return null;
        bool isBatch = parameter.Type != source.Type;
        if (source.IsStorage || isBatch || source.Role == ParameterRole.Reference)
            return new Storage(isBatch ? parameter.Name : Checked(source, parameter.Name), Name(parameter), source.ElementType, source.IsWritten && !isBatch);
        bool isReference = parameter.Modifier is "in" or "ref readonly";
        return isReference ? new Storage($"new global::System.ReadOnlySpan<{parameter.Type}>(in {parameter.Name})", Name(parameter), parameter.Type, false) : null;
    }

    /// <summary>What a check gets: of an array of arrays the rows as they are, not their copy.</summary>
    private static string Checked(SignatureParameter source, string name) => source.Role == ParameterRole.Rows ? name : FormAssembler.StorageOf(source, name);

    /// <summary>A field that is read as a constant isn't also written through a parameter.</summary>
    private static IEnumerable<string> FieldOverlaps(MethodSignature signature, IReadOnlyList<FormParameter> parameters)
    {
        foreach (FormParameter written in parameters.Where(parameter => parameter is { Purpose: ParameterPurpose.Own, Source: { IsWritten: true, IsStorage: true } }))
            foreach (FieldBuffer field in signature.Fields)
                yield return $"{Guard}.Disjoint<{written.Source!.ElementType}, {field.ElementType}>({Checked(written.Source, written.Name)}, {Name(written)}, {field.Path}, \"{field.Path.Replace("global::", "")}\");";
    }

    private static string Name(FormParameter parameter) => $"nameof({parameter.Name})";
}
