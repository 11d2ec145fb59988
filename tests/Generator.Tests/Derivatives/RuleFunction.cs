using DiffGen.Generator.Derivatives;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Derivatives;

/// <summary>A function <c>(x…, g) => (y, g·∂f/∂x_argument)</c> built from a row of the rule table.</summary>
internal static class RuleFunction
{
    /// <param name="code">The operation.</param>
    /// <param name="argument">With respect to which argument.</param>
    /// <param name="kind">Type of the floating arguments.</param>
    /// <param name="literals">Arguments given as constants; null for a parameter.</param>
    public static Function Build(string code, int arity, int argument, ScalarKind kind, params double?[] literals)
    {
        ScalarRule rule = ScalarRule.Find(code, arity)!;
        var builder = new IrBuilder();
        var x = new Value[arity];
        var known = new Literal?[arity];
        for (int i = 0; i < arity; i++)
        {
            ScalarKind type = i == rule.IntegerArgument ? ScalarKind.Int32 : kind;
            x[i] = builder.Define(new IrType(type));
            if (i < literals.Length && literals[i] is { } literal)
                known[i] = type == ScalarKind.Int32 ? Literal.Of((int)literal) : Literal.Of(type, literal);
        }
        Value g = builder.Define(new IrType(kind));
        Region body = builder.Region([.. x, g], () =>
        {
            Value[] arguments = [.. x.Select((value, i) => known[i] is { } literal ? builder.Constant(literal) : value)];
            Value y = builder.Scalar(new IrType(kind), code, arguments);
            Value? pulled = rule.Pull(builder, argument, g, i => i == ScalarRule.Result ? y : arguments[i], kind, i => known[i]);
            return [y, pulled ?? builder.Float(kind, 0)];
        });
        Function function = builder.Function("Rule", body);
        IrVerifier.Verify(function);
        return function;
    }

    /// <summary><c>g·∂f/∂x_argument</c> at a point.</summary>
    public static double Derivative(string code, int argument, ScalarKind kind, double g, params double[] x)
        => Evaluate(Build(code, x.Length, argument, kind), kind, ScalarRule.Find(code, x.Length)!.IntegerArgument, g, x);

    public static double Evaluate(Function function, ScalarKind kind, int integerArgument, double g, double[] x)
    {
        object[] arguments = [.. x.Select((value, i) => i == integerArgument ? (object)(int)value : Box(kind, value)), Box(kind, g)];
        return Convert.ToDouble(IrInterpreter.Run(function, arguments)[1]);
    }

    public static object Box(ScalarKind kind, double value) => kind == ScalarKind.Float32 ? (object)(float)value : value;
}
