using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace DiffGen.Generator.Diagnostics;

/// <summary>Every DG rule. A new one: a field here, a row in AnalyzerReleases.Unshipped.md, a page in docs/diagnostics, a test class.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        "DG0001",
        "The containing type must be partial",
        "'{0}' must be partial, since the derivatives of '{1}' are generated as its siblings; add 'partial' to the declaration of '{0}'");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Error(
        "DG0002",
        "This kind of method has no derivative",
        "'{0}' can't be [Differentiable]: {1}");

    public static readonly DiagnosticDescriptor NoDifferentiableParameter = Error(
        "DG0003",
        "Nothing to differentiate with respect to",
        "'{0}' has no differentiable parameter; give it a parameter of type double or float (or a span or array of them) that isn't [NoDiff]");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "DG0004",
        "This parameter type has no derivative",
        "Parameter '{0}' of type '{1}' isn't supported: {2}");

    public static readonly DiagnosticDescriptor UnsupportedResult = Error(
        "DG0005",
        "This result type has no derivative",
        "'{0}' returns '{1}', for which {2} can't be generated: {3}");

    public static readonly DiagnosticDescriptor NotEmittedYet = Error(
        "DG0006",
        "This version does not emit that yet",
        "{0} is not emitted yet by this version of DiffGen; {1}");

    public static readonly DiagnosticDescriptor Refused = Error(
        "DG0007",
        "The derivative was refused",
        "'{0}' has no derivative: {1}");

    public static readonly DiagnosticDescriptor UnsupportedConstruct = Error(
        "DG0008",
        "This construct can't be differentiated",
        "{0} can't be differentiated (needed by [Differentiable] '{1}'): {2}");

    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "DG0009",
        "This call can't be differentiated",
        "The call of '{0}' can't be differentiated (needed by [Differentiable] '{1}'): {2}");

    public static readonly DiagnosticDescriptor RefusedInCallee = Error(
        "DG0010",
        "The called method can't be differentiated",
        "The call of '{0}' can't be differentiated (needed by [Differentiable] '{1}'), because of '{2}' there: {3}");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "DG0011",
        "A generated member's name is taken",
        "'{0}' can't be generated for '{1}': the type already has {2}; rename one of them");

    public static readonly DiagnosticDescriptor InvalidModel = Error(
        "DG0012",
        "This can't be a model",
        "'{0}' can't be a model parameter: {1}");

    public static readonly DiagnosticDescriptor InvalidBatch = Error(
        "DG0013",
        "This can't be batched",
        "'{0}' can't be [Batch]: {1}");

    public static readonly DiagnosticDescriptor InvalidShape = Error(
        "DG0014",
        "This shape is invalid",
        "The [Shape] of '{0}' is invalid: {1}");

    public static readonly DiagnosticDescriptor TooDeep = Error(
        "DG0015",
        "This is nested too deeply",
        "The code is nested too deeply to be differentiated (needed by [Differentiable] '{0}'); split it into statements");

    public static readonly DiagnosticDescriptor RuntimeMissing = Error(
        "DG0016",
        "DiffGen.Runtime is missing",
        "The derivatives of '{0}' need the assembly DiffGen.Runtime; add a reference to it");

    public static readonly DiagnosticDescriptor DerivativeLost = Info(
        "DG0017",
        "The derivative is lost",
        "'{0}' has derivative zero, so '{2}' gets none with respect to {1} through it; write it smoothly, or Gradient.Stop({0}) if that is meant");

    public static readonly DiagnosticDescriptor StructuralZero = Warning(
        "DG0018",
        "The gradient is structurally zero",
        "The gradient with respect to '{0}' is always zero, since no result of '{1}' depends on it in a differentiable way; mark the parameter [NoDiff], or use it");

    public static readonly DiagnosticDescriptor NanTrap = Info(
        "DG0019",
        "The derivative may be NaN",
        "'{0}' may make the gradient NaN: {1}");

    public static readonly DiagnosticDescriptor FiniteDifferences = Info(
        "DG0020",
        "A gradient by finite differences",
        "'{0}' approximates a gradient of '{1}' by finite differences; '{2}' computes it to rounding");

    public static readonly DiagnosticDescriptor InvalidRule = Error(
        "DG0021",
        "This is no derivative of the method it names",
        "'{0}' isn't {1} of '{2}': {3}");

    public static readonly DiagnosticDescriptor InternalError = Error(
        "DG9999",
        "Internal error of DiffGen",
        "DiffGen failed on '{0}', which gets no derivative; please report this: {1}");

    /// <summary>All rules, in the order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = [.. typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
        .OrderBy(descriptor => descriptor.Id, System.StringComparer.Ordinal)];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Find(string id) => ById[id];

    /// <summary>The message of a rule, as text.</summary>
    public static string Message(string id, IEnumerable<string> arguments) => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        Find(id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [.. arguments]);

    public static string HelpLink(string id) => $"https://github.com/diffgen/diffgen/blob/main/docs/diagnostics/{id}.md";

    private static DiagnosticDescriptor Info(string id, string title, string message)
        => new(id, title, message, "DiffGen", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static DiagnosticDescriptor Warning(string id, string title, string message)
        => new(id, title, message, "DiffGen", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, "DiffGen", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink(id));
}
