using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Tests.Infrastructure;

/// <summary>Diagnostics in the notation of Verify: JSON without quotes, empty and default values left out.</summary>
internal static class DiagnosticText
{
    public static string Of(IEnumerable<Diagnostic> diagnostics) =>
        "{\n  Diagnostics: [\n" + string.Join(",\n", diagnostics.Select(Of)) + "\n  ]\n}";

    private static string Of(Diagnostic diagnostic)
    {
        DiagnosticDescriptor descriptor = diagnostic.Descriptor;
        (string Name, string Value)[] properties =
        [
            ("Id", diagnostic.Id),
            ("Title", descriptor.Title.ToString(CultureInfo.InvariantCulture)),
            ("Severity", diagnostic.Severity.ToString()),
            ("WarningLevel", diagnostic.WarningLevel == 0 ? "" : diagnostic.WarningLevel.ToString(CultureInfo.InvariantCulture)),
            ("Location", diagnostic.Location.GetMappedLineSpan().ToString()),
            ("Description", descriptor.Description.ToString(CultureInfo.InvariantCulture)),
            ("HelpLink", descriptor.HelpLinkUri),
            ("MessageFormat", descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)),
            ("Message", diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            ("Category", descriptor.Category),
        ];
        var text = new StringBuilder("    {\n");
        text.AppendJoin(",\n", properties.Where(property => property.Value != "").Select(property => $"      {property.Name}: {property.Value}"));
        return text.Append("\n    }").ToString();
    }
}
