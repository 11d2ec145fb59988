using System.Runtime.Loader;
using DiffGen.Fuzz.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace DiffGen.Fuzz.Running;

/// <summary>Runs programs together: one compilation, one run of the generator, one assembly.</summary>
internal static class Batch
{
    private const string Generated = "generated", Plain = "unoptimised";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);


    /// <param name="programs">The programs.</param>
    /// <param name="kind">Shrinking asks for one kind of finding only: what comes after it is left out.</param>
    public static IReadOnlyList<Subject> Run(IReadOnlyList<FuzzProgram> programs, string kind = "")
    {
        List<Subject> subjects = [.. programs.Select((program, index) => new Subject(program, index))];
        CSharpCompilation input = Compile(subjects);
        Judge(subjects, input.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), "invalid");
        List<Subject> valid = [.. subjects.Where(subject => subject.Finding is null)];
        if (valid.Count == 0) return subjects;
        if (valid.Count < subjects.Count) input = Compile(valid);
        Generate(valid, input, kind);
        if (IsRefusal(kind)) return subjects;
        List<Subject> generated = [.. valid.Where(subject => subject.Finding is null && subject.Optimised is not null)];
        Evaluate(generated, kind);
        return subjects;
    }

    private static bool IsRefusal(string kind) => kind.Split(' ')[0] is "refused" or "accepted" or "generator" or "analyzer";

    private static bool IsCompilation(string kind, string of) => kind.StartsWith(of + " CS", StringComparison.Ordinal);

    private static CSharpCompilation Compile(IEnumerable<Subject> subjects) => Compilations.Create(subjects.Select(subject => subject.Tree));

    /// <summary>Blames the program whose namespace the diagnostic's file or text names.</summary>
    private static void Judge(IReadOnlyList<Subject> subjects, IEnumerable<Diagnostic> diagnostics, string kind)
    {
        Dictionary<string, Subject> bySpace = subjects.ToDictionary(subject => subject.Space);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string file = Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "");
            if (bySpace.TryGetValue(file.Split('.')[0], out Subject? subject)) subject.Finding ??= new Finding($"{kind} {diagnostic.Id}", Text(diagnostic));
            else foreach (Subject any in subjects) any.Finding ??= new Finding($"{kind} {diagnostic.Id}", Text(diagnostic));
        }
    }

    private static string Text(Diagnostic diagnostic)
    {
        string text = diagnostic.Location.SourceTree is { } tree ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() : "";
        return $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} | {text}";
    }

    private static void Generate(IReadOnlyList<Subject> subjects, CSharpCompilation input, string kind)
    {
        (IReadOnlyList<SyntaxTree> trees, IReadOnlyList<Diagnostic> failures) = Compilations.Generate(input);
        IReadOnlyList<Diagnostic> reported = Compilations.Analyze(input);
        Dictionary<string, SyntaxTree> byName = trees.ToDictionary(tree => Path.GetFileName(tree.FilePath).Split('.')[0]);
        Dictionary<SyntaxTree, List<Diagnostic>> bySource = reported.Where(diagnostic => diagnostic.Location.SourceTree is not null)
            .GroupBy(diagnostic => diagnostic.Location.SourceTree!).ToDictionary(group => group.Key, group => group.ToList());
        foreach (Subject subject in subjects)
        {
            List<Diagnostic> errors = [.. bySource.GetValueOrDefault(subject.Tree, []).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            subject.Refusals = [.. errors.Select(error => error.Id)];
            bool isPlanted = subject.Program.Text.Contains(Marks.PlantedStart, StringComparison.Ordinal);
            if (isPlanted) subject.Finding = Planted(subject, errors);
            else if (errors.Count > 0) subject.Finding = new Finding($"refused {errors[0].Id} {Construct(errors[0])}", Text(errors[0]));
            if (errors.Count > 0 || isPlanted) continue;
            if (!byName.TryGetValue(subject.Space, out SyntaxTree? tree) || tree.ToString().Contains("Obsolete", StringComparison.Ordinal))
            {
                subject.Finding = new Finding("generator", tree is null ? "no file" : $"the file is a stub: {string.Join("; ", failures.Select(Text).Take(2))}");
                continue;
            }
            subject.Optimised = Compilations.Parse($"{subject.Space}.Optimised.cs", tree.ToString());
            if (IsRefusal(kind) || IsCompilation(kind, Generated)) continue;
            (string? text, string? failure) = Unoptimised.Text(input, Compilations.Entry(input, subject.Tree));
            if (text is null) subject.Finding = new Finding("unoptimised crash", failure!);
            else subject.Plain = Compilations.Parse($"{subject.Space}.Unoptimised.cs", text);
        }
        foreach (Diagnostic crash in reported.Where(diagnostic => diagnostic.Id == "AD0001").Take(1))
        {
            foreach (Subject subject in subjects) subject.Finding ??= new Finding("analyzer crash", Text(crash));
        }
    }

    /// <summary>What kind of node is refused: shrinking isn't to find another.</summary>
    private static SyntaxKind Construct(Diagnostic refusal) => refusal.Location.SourceTree!.GetRoot().FindNode(refusal.Location.SourceSpan, getInnermostNodeForTie: true).Kind();

    /// <summary>The construct between the marks must be refused, there.</summary>
    private static Finding? Planted(Subject subject, List<Diagnostic> errors)
    {
        string text = subject.Tree.ToString();
        int start = text.IndexOf(Marks.PlantedStart, StringComparison.Ordinal), end = text.IndexOf(Marks.PlantedEnd, StringComparison.Ordinal);
        string planted = text[(start + Marks.PlantedStart.Length)..end].Split('\n')[0];
        if (errors.Count == 0) return new Finding("accepted", planted);
        List<Diagnostic> elsewhere = [.. errors.Where(error => error.Location.SourceSpan.Start < start || error.Location.SourceSpan.End > end)];
        if (errors.Any(error => error.Id == "DG9999")) return new Finding("refused DG9999", Text(errors[0]));
        if (elsewhere.Count == errors.Count) return new Finding("refused elsewhere", $"{planted} | {Text(errors[0])}");
        return null;
    }

    private static void Evaluate(List<Subject> subjects, string kind)
    {
        AssemblyLoadContext? optimised = IsCompilation(kind, Plain) ? null : Load(subjects, subject => subject.Optimised!, Generated);
        AssemblyLoadContext? plain = IsCompilation(kind, Generated) ? null : Load(subjects, subject => subject.Plain!, Plain);
        if (optimised is not null && plain is not null)
        {
            foreach (Subject subject in subjects.Where(subject => subject.Finding is null)) Check(subject, optimised, plain);
        }
        optimised?.Unload();
        plain?.Unload();
    }

    /// <summary>The programs that compile, loaded; the others are blamed.</summary>
    private static AssemblyLoadContext? Load(IReadOnlyList<Subject> subjects, Func<Subject, SyntaxTree> derivatives, string kind)
    {
        while (true)
        {
            List<Subject> good = [.. subjects.Where(subject => subject.Finding is null)];
            if (good.Count == 0) return null;
            CSharpCompilation compilation = Compilations.Create(good.SelectMany(subject => subject.With(derivatives(subject))));
            using var stream = new MemoryStream();
            EmitResult result = compilation.Emit(stream);
            HashSet<SyntaxTree> generated = [.. good.Select(derivatives)];
            List<Diagnostic> wrong = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree is { } tree && generated.Contains(tree)))];
            Judge(good, wrong.OrderBy(diagnostic => diagnostic.Location.SourceTree is { } tree && generated.Contains(tree) ? 0 : 1), kind);
            if (wrong.Count > 0) continue;
            stream.Position = 0;
            var context = new AssemblyLoadContext("Fuzz", isCollectible: true);
            context.LoadFromStream(stream);
            return context;
        }
    }

    private static void Check(Subject subject, AssemblyLoadContext optimised, AssemblyLoadContext plain)
    {
        string twin = subject.HasFloats ? subject.TwinSpace : subject.Space;
        var checks = new Checks(
            subject.Program,
            subject.Glue,
            Entry.Of(optimised.Assemblies.Single(), subject.Space, twin),
            Entry.Of(plain.Assemblies.Single(), subject.Space, twin),
            subject.HasFloats);
        // A derivative that never ends is a finding too; its thread is left behind.
        Finding? finding = new("hang", $"no result after {Patience.TotalSeconds} s");
        var thread = new Thread(() => finding = checks.Run(), 64 << 20) { IsBackground = true };
        thread.Start();
        thread.Join(Patience);
        subject.Finding = finding;
        subject.Compared = checks.Compared;
    }
}
