using DiffGen.GradBench.Objectives;
using DiffGen.Numerics;

namespace DiffGen.Benchmarks.Evals;

/// <summary>Long short-term memory: all numbers uniform on 0 … 1, a sequence of random zeros and ones.</summary>
internal static class LstmEval
{
    private const int Units = 14;

    private delegate double LossC(int layers, int characters, int b, double[] parameters, double[] extra, double[] state, double[] sequence);

    private delegate nint WorkspaceC(int layers, int characters, int b);

    private delegate double GradientC(
        int layers, int characters, int b, double[] parameters, double[] extra, double[] state, double[] sequence, double[] workspace,
        double[] dParameters, double[] dExtra);

    public static Workload Create(CCompiler? compiler, int layers, int characters)
    {
        var random = new Xoshiro256StarStar(1);
        double[] parameters = EvalData.Uniform(random, 8 * layers * Units), extra = EvalData.Uniform(random, 3 * Units);
        double[] state = EvalData.Uniform(random, 2 * layers * Units);
        double[] sequence = [.. EvalData.Uniform(random, characters * Units).Select(value => Math.Round(value))];
        double[][] hand = Gradient(), generated = Gradient(), inC = Gradient();
        var byHand = new HandWritten.Lstm(layers, characters, Units);
        LossC? loss = compiler?.Library("lstm").Function<LossC>("lstm_loss");
        GradientC? gradient = compiler?.Library("lstm").Function<GradientC>("lstm_gradient");
        double[] workspace = new double[compiler?.Library("lstm").Function<WorkspaceC>("lstm_workspace")(layers, characters, Units) ?? 0];
        return new Workload(
            "lstm", $"l = {layers}, c = {characters}",
            () => Lstm.Loss(parameters, extra, state, sequence, Units),
            () => byHand.Gradient(parameters, extra, state, sequence, hand[0], hand[1]),
            () => Lstm.LossGradient(parameters, extra, state, sequence, Units, generated[0], generated[1]),
            () => EvalData.Difference(hand, generated))
        {
            PlainC = loss is null ? null : () => loss(layers, characters, Units, parameters, extra, state, sequence),
            GradientC = gradient is null ? null : () => gradient(layers, characters, Units, parameters, extra, state, sequence, workspace, inC[0], inC[1]),
            DifferenceC = gradient is null ? null : () => EvalData.Difference(inC, generated),
        };

        double[][] Gradient() => [new double[parameters.Length], new double[extra.Length]];
    }
}
