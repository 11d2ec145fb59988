using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace DiffGen.CodeFixes;

/// <summary>
/// A fix that rewrites one file. All of a file's diagnostics are fixed by one rewrite, whether one is asked for or many, so that
/// fixes of one place (two methods of a type that isn't partial) don't collide.
/// </summary>
public abstract class SyntaxFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await FileAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } file) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Title(file, diagnostic) is not { } title) continue;
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => FixAsync(context.Document, [diagnostic], cancellation), GetType().Name), diagnostic);
        }
    }

    /// <summary>What the fix offers to do; null where it has nothing to offer.</summary>
    private protected abstract string? Title(SourceFile file, Diagnostic diagnostic);

    /// <summary>The file with the diagnostics fixed; each has a title.</summary>
    private protected abstract SyntaxNode Fix(SourceFile file, IReadOnlyList<Diagnostic> diagnostics);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await FileAsync(document, cancellation).ConfigureAwait(false) is not { } file) return document;
        List<Diagnostic> fixable = [.. diagnostics.Where(diagnostic => Title(file, diagnostic) is not null)];
        if (fixable.Count == 0) return document;
        Document changed = document.WithSyntaxRoot(Fix(file, fixable));
        return await Formatter.FormatAsync(changed, Formatter.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
    }

    private static async Task<SourceFile?> FileAsync(Document document, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null ? null : new SourceFile(root, model);
    }
}
