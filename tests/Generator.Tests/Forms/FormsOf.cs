using System.Reflection;

namespace DiffGen.Generator.Tests.Forms;

/// <summary>The forms of a method of two numbers, or of one vector, over flat arrays.</summary>
internal abstract class FormsOf
{
    private delegate double PairGradient(double x, double y, out double dX, out double dY);

    private delegate double PairJvp(double x, double y, double vX, double vY, out double dResult);

    private delegate double PairJacobian(double x, double y, Span<double> jacobian);

    private delegate double PairHvp(double x, double y, double vX, double vY, out double hvX, out double hvY);

    private delegate double PairHessian(double x, double y, out double dX, out double dY, Span<double> hessian);

    private delegate double ArrayGradient(double[] x, Span<double> dX);

    private delegate double ArrayJvp(double[] x, ReadOnlySpan<double> vX, out double dResult);

    private delegate double ArrayHvp(double[] x, ReadOnlySpan<double> vX, Span<double> hvX);

    private delegate double ArrayHessian(double[] x, Span<double> dX, Span<double> hessian);

    private delegate double SpanGradient(ReadOnlySpan<double> x, Span<double> dX);

    private delegate double SpanJvp(ReadOnlySpan<double> x, ReadOnlySpan<double> vX, out double dResult);

    private delegate double SpanHvp(ReadOnlySpan<double> x, ReadOnlySpan<double> vX, Span<double> hvX);

    private delegate double SpanHessian(ReadOnlySpan<double> x, Span<double> dX, Span<double> hessian);

    public abstract double Gradient(double[] at, double[] g);

    public abstract double Jvp(double[] at, double[] v, out double directional);

    public abstract double Jacobian(double[] at, double[] row);

    public abstract double Hvp(double[] at, double[] v, double[] hv);

    public abstract double Hessian(double[] at, double[] g, double[] matrix);

    /// <summary>Null for a method of another signature.</summary>
    public static FormsOf? Program(Type type, string name, int numbers)
    {
        MethodInfo? method = type.GetMethods(BindingFlags.Public | BindingFlags.Static).SingleOrDefault(candidate => candidate.Name == name);
        Type[] types = method is null || method.ReturnType != typeof(double) ? [] : [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        return types switch
        {
            [var x, var y] when x == typeof(double) && y == typeof(double) => numbers != 2 ? null : new OfPair(type, name),
            // What a method writes is scratch, and no input of a gradient.
            [_] when type.GetMethod(name + "Gradient")!.GetParameters().Length != 2 => null,
            [var x] when x == typeof(double[]) => new OfArray(type, name),
            [var x] when x == typeof(ReadOnlySpan<double>) => new OfSpan(type, name),
            _ => null,
        };
    }

    private static T Form<T>(Type type, string name)
        where T : Delegate => type.GetMethod(name)!.CreateDelegate<T>();

    private sealed class OfPair(Type type, string name) : FormsOf
    {
        public override double Gradient(double[] at, double[] g) => Form<PairGradient>(type, name + "Gradient")(at[0], at[1], out g[0], out g[1]);

        public override double Jvp(double[] at, double[] v, out double directional) => Form<PairJvp>(type, name + "Jvp")(at[0], at[1], v[0], v[1], out directional);

        public override double Jacobian(double[] at, double[] row) => Form<PairJacobian>(type, name + "Jacobian")(at[0], at[1], row);

        public override double Hvp(double[] at, double[] v, double[] hv) => Form<PairHvp>(type, name + "Hvp")(at[0], at[1], v[0], v[1], out hv[0], out hv[1]);

        public override double Hessian(double[] at, double[] g, double[] matrix) => Form<PairHessian>(type, name + "Hessian")(at[0], at[1], out g[0], out g[1], matrix);
    }

    private sealed class OfArray(Type type, string name) : FormsOf
    {
        public override double Gradient(double[] at, double[] g) => Form<ArrayGradient>(type, name + "Gradient")(at, g);

        public override double Jvp(double[] at, double[] v, out double directional) => Form<ArrayJvp>(type, name + "Jvp")(at, v, out directional);

        public override double Jacobian(double[] at, double[] row) => Form<ArrayGradient>(type, name + "Jacobian")(at, row);

        public override double Hvp(double[] at, double[] v, double[] hv) => Form<ArrayHvp>(type, name + "Hvp")(at, v, hv);

        public override double Hessian(double[] at, double[] g, double[] matrix) => Form<ArrayHessian>(type, name + "Hessian")(at, g, matrix);
    }

    private sealed class OfSpan(Type type, string name) : FormsOf
    {
        public override double Gradient(double[] at, double[] g) => Form<SpanGradient>(type, name + "Gradient")(at, g);

        public override double Jvp(double[] at, double[] v, out double directional) => Form<SpanJvp>(type, name + "Jvp")(at, v, out directional);

        public override double Jacobian(double[] at, double[] row) => Form<SpanGradient>(type, name + "Jacobian")(at, row);

        public override double Hvp(double[] at, double[] v, double[] hv) => Form<SpanHvp>(type, name + "Hvp")(at, v, hv);

        public override double Hessian(double[] at, double[] g, double[] matrix) => Form<SpanHessian>(type, name + "Hessian")(at, g, matrix);
    }
}
