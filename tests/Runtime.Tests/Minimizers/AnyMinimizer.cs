using DiffGen;
using DiffGen.Minimizers;

namespace DiffGen.Tests.Minimizers;

/// <summary>Runs minimizers of any kind on a function of which only gradients are known: second derivatives, where a method wants
/// them, are differences of gradients, which are not counted. Those of least squares, which take residuals, have tests of their
/// own.</summary>
internal static class AnyMinimizer
{
    public static TheoryData<Type> Types { get; } =
    [
        .. typeof(Minimizer).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }
            && typeof(Minimizer).IsAssignableFrom(type) && !typeof(LeastSquaresMinimizer).IsAssignableFrom(type)
            && type.Namespace == typeof(Minimizer).Namespace),
    ];

    public static MinimizationResult Run(object minimizer, GradientFunction<double> f, double[] x0)
        => Run(minimizer, f, f, x0);

    public static MinimizationResult Run(
        object minimizer, GradientFunction<double> f, GradientFunction<double> differentiated, double[] x0)
        => minimizer switch
        {
            IMinimizer first => first.Minimize(f, x0),
            NewtonCg newton => newton.Minimize(f, Hvp(differentiated), x0),
            TrustRegionNewton newton => newton.Minimize(f, Hvp(differentiated), x0),
            TrustRegionExact exact => exact.Minimize(f is null ? null! : Hessian(f, differentiated), x0),
            _ => throw new NotSupportedException($"{minimizer.GetType()} is not known here: add a line"),
        };

    private static HvpFunction<double> Hvp(GradientFunction<double> f)
        => (x, direction, product) =>
        {
            double length = 0, size = 1;
            for (int i = 0; i < x.Length; i++)
            {
                length = Math.Max(length, Math.Abs(direction[i]));
                size = Math.Max(size, Math.Abs(x[i]));
            }

            double h = 1e-6 * size / length;
            double[] moved = new double[x.Length], other = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                moved[i] = x[i] + h * direction[i];
            double value = f(moved, product);
            for (int i = 0; i < x.Length; i++)
                moved[i] = x[i] - h * direction[i];
            f(moved, other);
            for (int i = 0; i < x.Length; i++)
                product[i] = (product[i] - other[i]) / (2 * h);
            return value;
        };

    private static HessianFunction<double> Hessian(GradientFunction<double> f, GradientFunction<double> differentiated)
        => (x, gradient, hessian) =>
        {
            double value = f(x, gradient);
            if (!double.IsFinite(value))
                return value;
            int n = x.Length;
            var unit = new double[n];
            for (int i = 0; i < n; i++)
            {
                unit[i] = 1;
                Hvp(differentiated)(x, unit, hessian.Slice(i * n, n));
                unit[i] = 0;
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                    hessian[i * n + j] = hessian[j * n + i] = 0.5 * (hessian[i * n + j] + hessian[j * n + i]);
            }

            return value;
        };
}
