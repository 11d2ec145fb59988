using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;

namespace DiffGen.Generator.Transforms;

/// <summary>
/// After the last differentiation idioms are their parts again (see <see cref="RecogniseIdioms"/>), operation by operation as
/// the user wrote them.
/// </summary>
internal sealed class ExpandIdioms : IrRewriter
{
    private ExpandIdioms()
    {
    }

    public static new Function Run(Function function)
        => function.Body.Has(operation => operation is ScalarOp scalar && Codes.IsIdiom(scalar.Code)) ? ((IrRewriter)new ExpandIdioms()).Run(function) : function;

    protected override void Rewrite(Operation operation)
    {
        if (operation is not ScalarOp scalar || IdiomRules.Split(scalar.Code) is not var (name, function))
        {
            Copy(operation);
            return;
        }
        if (function == Codes.Multiply)
        {
            Copy(scalar with { Code = function });
            return;
        }
        Builder.Origin = scalar.Origin;
        IrType type = Source.TypeOf(scalar.Result);
        Value exponential = Builder.Scalar(type, function, Use(scalar.Arguments[0]));
        Value one = Builder.Float(type.Kind, 1), sum = Builder.Scalar(type, Codes.Add, one, exponential);
        Value result = Builder.Scalar(type, Codes.Divide, name == IdiomRules.Falling ? one : exponential, sum);
        Builder.Name(result, Source.NameOf(scalar.Result));
        Replace(scalar.Result, result);
        Builder.Origin = Origin.None;
    }
}
