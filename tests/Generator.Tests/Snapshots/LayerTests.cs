using DiffGen.Generator.Tests.Infrastructure;

namespace DiffGen.Generator.Tests.Snapshots;

/// <summary>Ref structs with [Parameter] properties, as parameters of a model and of a method.</summary>
public sealed class LayerTests
{
    private const string Dense = """
        public readonly ref partial struct Dense
        {
            [Parameter("outputs", "inputs")]
            public partial Span<double> W { get; }

            [Parameter("outputs")]
            public partial Span<double> B { get; }

            public void Forward(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < Outputs; i++)
                {
                    double sum = B[i];
                    for (int j = 0; j < Inputs; j++)
                        sum += W[i * Inputs + j] * x[j];
                    y[i] = sum;
                }
            }
        }
        """;

    [Fact]
    public void ModelOfTwoLayers() => Snapshot.Check(
        Dense + """


        public sealed partial class Mlp
        {
            [Parameter(3, 2)]
            public partial Dense Hidden { get; }

            [Parameter(1, 3)]
            public partial Dense Output { get; }

            [Differentiable]
            public double Loss(ReadOnlySpan<double> x, double label)
            {
                Span<double> hidden = stackalloc double[3];
                Hidden.Forward(x, hidden);
                foreach (ref double h in hidden)
                    h = Math.Tanh(h);
                Span<double> y = stackalloc double[1];
                Output.Forward(hidden, y);
                return (y[0] - label) * (y[0] - label);
            }
        }
        """,
        """
        private static Mlp At(double[] at)
        {
            var mlp = new Mlp();
            at.AsSpan(3).CopyTo(mlp.Parameters);
            return mlp;
        }

        public static double Value(double[] at) => At(at).Loss(at.AsSpan(0, 2), at[2]);

        public static double Gradient(double[] at, double[] g) =>
            At(at).LossGradient(at.AsSpan(0, 2), at[2], g.AsSpan(0, 2), out g[2], g.AsSpan(3));
        """,
        [[0.5, -1, 2, 0.25, 1.5, -0.75, 0.3, -0.6, 0.1, 0.9, -0.4, 0.7, 0.2, -1.1, 0.8, 0.35]]);

    [Fact]
    public void LayerAsParameter() => Snapshot.Check(
        Dense + """


        public static partial class Norm
        {
            [Differentiable]
            public static double Value(Dense layer, ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < layer.Outputs; i++)
                {
                    double y = layer.B[i];
                    for (int j = 0; j < layer.Inputs; j++)
                        y += layer.W[i * layer.Inputs + j] * x[j];
                    sum += y * y;
                }
                return sum;
            }
        }
        """,
        """
        public static double Value(double[] at) => Norm.Value(new Dense(at.AsSpan(3), 2, 3), at.AsSpan(0, 3));

        public static double Gradient(double[] at, double[] g) =>
            Norm.ValueGradient(new Dense(at.AsSpan(3), 2, 3), at.AsSpan(0, 3), new Dense(g.AsSpan(3), 2, 3), g.AsSpan(0, 3));
        """,
        [[0.5, -1, 2, 0.25, 1.5, -0.75, 0.3, -0.6, 0.1, 0.9, -0.4]]);
}
