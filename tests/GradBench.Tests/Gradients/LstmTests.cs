using DiffGen.GradBench.Objectives;
using DiffGen.Tests.Infrastructure;

namespace DiffGen.Tests.Gradients;

/// <summary>The network's gradient by differences.</summary>
public sealed class LstmTests
{
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1, 2, 5)]
    [InlineData(2, 3, 6)]
    [InlineData(3, 2, 9)]
    [InlineData(3, 1, 20)]
    public void Gradient_agrees_with_differences(int layers, int b, int characters)
    {
        int length = 8 * layers * b;
        double[] at = Samples.Numbers(1, length + 3 * b), state = Samples.Numbers(2, 2 * layers * b), gradient = new double[at.Length];
        double[] sequence = [.. Samples.Numbers(3, characters * b).Select(x => x > 0 ? 1.0 : 0.0)];
        double value = Lstm.LossGradient(
            at.AsSpan(0, length), at.AsSpan(length), state, sequence, b, gradient.AsSpan(0, length), gradient.AsSpan(length));

        Close.SameBits(Loss(at), value, "value");
        Close.Vectors(Differences.Gradient(Loss, at), gradient, 1e-7, "gradient");

        double Loss(double[] p) => Lstm.Loss(p.AsSpan(0, length), p.AsSpan(length), state, sequence, b);
    }
}
