using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// After the last differentiation a stopped value is the value itself.
/// <code>
/// y = stop(x)   ---->   x for y
/// </code>
/// </summary>
internal sealed class RemoveStops : IrRewriter
{
    private RemoveStops()
    {
    }

    public static new Function Run(Function function) => ((IrRewriter)new RemoveStops()).Run(function);

    protected override void Rewrite(Operation operation)
    {
        if (operation is ScalarOp { Code: Codes.Stop } stop) Replace(stop.Result, Use(stop.Arguments[0]));
        else Copy(operation);
    }
}
