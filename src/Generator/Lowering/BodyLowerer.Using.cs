using Microsoft.CodeAnalysis.Operations;

namespace DiffGen.Generator.Lowering;

/// <summary>Resources.</summary>
internal sealed partial class BodyLowerer
{
    private void LowerUsing(IUsingDeclarationOperation declaration) => throw Unsupported(declaration);
}
