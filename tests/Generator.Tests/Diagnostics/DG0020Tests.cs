namespace DiffGen.Generator.Tests.Diagnostics;

/// <summary>DG0020: differences where there is a derivative.</summary>
public sealed class DG0020Tests : RuleTests
{
    private const string Functions = """
        [Differentiable]
        public static double F(double x, double y) => x * x * y;

        [Differentiable]
        public static double G(ReadOnlySpan<double> x, double c)
        {
            double sum = c;
            foreach (double e in x)
                sum += e * e;
            return sum;
        }
        """;

    protected override string Refused => "public static partial class Sample\n{\n" + Functions + """
        private const double Eps = 1e-7;

        private static readonly double Step = Math.Max(1e-9, double.Epsilon);

        public static double Central(double x, double y)
        {
            double h = 1e-6 * Math.Max(1, Math.Abs(x));
            return [|(F(x + h, y) - F(x - h, y)) / (2 * h)|];
        }

        public static double Forward(double x, double y) => [|(F(x, Eps + y) - F(x, y)) / Eps|];

        public static double Optional(double x, double h = 1e-6) => [|(F(x + h, 1) - F(x, 1)) / h|];

        public static double Field(double x) => [|(F(x, 1) - F(x - Step, 1)) / Step|];

        public static double Literal(double x) => ([|(F(x + 1e-6, 2) - F(x - 1e-6, 2)) / 2e-6|]);

        public static void Copies(ReadOnlySpan<double> x, Span<double> g)
        {
            const double h = 1e-5;
            int n = x.Length;
            double[] p = x.ToArray();
            [|for|] (int i = 0; i < n; i++)
            {
                p[i] += h;
                double up = G(p, 1);
                p[i] -= 2 * h;
                g[i] = (up - G(p, 1)) / (h + h);
                p[i] += h;
            }
        }

        public static double[] OneSided(double[] x, double c)
        {
            double[] g = new double[x.Length];
            double f0 = G(x, c);
            [|for|] (int i = 0; i < x.Length; i++)
            {
                double[] p = (double[])x.Clone();
                double h = 1e-7 * (1 + Math.Abs(x[i]));
                p[i] = x[i] + h;
                g[i] = (G(p, c) - f0) / h;
            }
            return g;
        }
        """ + "\n}";

    protected override string Accepted => "public static partial class Sample\n{\n" + Functions + """
        public static double WrongWidth(double x, double y, double h = 1e-6) => (F(x + h, y) - F(x - h, y)) / h;

        public static double OtherPoint(double x, double y, double h = 1e-6) => (F(x + h, y) - F(y - h, y)) / (2 * h);

        public static double TwoArguments(double x, double y, double h = 1e-6) => (F(x + h, y + h) - F(x, y)) / h;

        public static double Used(double x, double y, double h = 1e-6) => 3 * ((F(x + h, y) - F(x, y)) / h);

        public static double Secant(double x, double y, double z) => (F(x, z) - F(y, z)) / (x - y);

        public static double Average(double x, double y, double width) => (F(x + width, y) - F(x, y)) / width;

        public static double Doubled(double x = 1e-3) => (F(x + x, 1) - F(x, 1)) / x;

        public static double[] NotRestored(double[] x)
        {
            double[] g = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                double f0 = G(x, 1);
                x[i] += 1e-6;
                g[i] = (G(x, 1) - f0) / 1e-6;
            }
            return g;
        }

        public static double[] Carried(double[] x)
        {
            double[] g = new double[x.Length];
            double last = G(x, 1);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] += 1e-6;
                g[i] = (G(x, 1) - last) / 1e-6;
                last = G(x, 1);
                x[i] -= 1e-6;
            }
            return g;
        }

        public static double[] Scaled(double[] x, double h = 1e-6)
        {
            double[] g = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                double[] p = x[..];
                p[i] += h;
                g[i] = (G(p, 1) - G(x, 1)) / h;
                Console.WriteLine(g[i]);
            }
            return g;
        }
        """ + "\n}";
}
