namespace DiffGen.Tests.Models;

/// <summary>An affine map, with a gain that is a scalar.</summary>
public readonly ref partial struct Dense
{
    [Parameter("outputs", "inputs")]
    public partial Span<double> W { get; }

    [Parameter("outputs")]
    public partial Span<double> B { get; }

    [Parameter]
    public partial double Gain { get; set; }

    private int Count => Outputs * Inputs;

    [Differentiable(Derivatives.Pullback)]
    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Outputs; i++)
        {
            double sum = B[i];
            for (int j = 0; j < Inputs; j++)
                sum += W[i * Inputs + j] * x[j];
            y[i] = Gain * sum;
        }
    }

    [Differentiable]
    public double Energy(ReadOnlySpan<double> x)
    {
        Span<double> y = stackalloc double[Outputs];
        Forward(x, y);
        double sum = 0;
        foreach (double value in y)
            sum += value * value;
        return sum / Count;
    }
}

/// <summary>Two layers with a bend between them: layers of a layer.</summary>
public readonly ref partial struct Block
{
    [Parameter("width", "inputs")]
    public partial Dense First { get; }

    [Parameter(2)]
    public partial Span<double> Scale { get; }

    [Parameter("inputs", "width")]
    public partial Dense Second { get; }

    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> hidden = stackalloc double[Width];
        First.Forward(x, hidden);
        for (int i = 0; i < hidden.Length; i++)
            hidden[i] = Math.Tanh(Scale[0] * hidden[i]);
        Second.Forward(hidden, y);
        for (int i = 0; i < Inputs; i++)
            y[i] = x[i] + Scale[1] * y[i];
    }
}

/// <summary>Layers, a layer of layers, and parameters beside them.</summary>
public sealed partial class LayeredNetwork
{
    public LayeredNetwork()
    {
        for (int i = 0; i < Parameters.Length; i++)
            Parameters[i] = 0.6 * Math.Sin(1.3 * i + 1);
        Dense output = Output;
        output.Gain = 1.25;
    }

    [Parameter(3, 2)]
    public partial Dense Hidden { get; }

    [Parameter(2, 3)]
    public partial Block Middle { get; }

    [Parameter(1, 3)]
    public partial Dense Output { get; }

    [Parameter]
    public partial double Offset { get; set; }

    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public double Loss([Batch] ReadOnlySpan<double> features, [Batch] double label)
    {
        Span<double> hidden = stackalloc double[Hidden.Outputs];
        Span<double> bent = stackalloc double[3];
        Span<double> logit = [0];
        Apply(Hidden, features, hidden);
        Middle.Forward(hidden, bent);
        Apply(Output, bent, logit);
        double error = logit[0] + Offset - label;
        return error * error + 0.1 * Middle.First.W[1] * Output.Gain;
    }

    private static void Apply(Dense layer, ReadOnlySpan<double> x, Span<double> y)
    {
        layer.Forward(x, y);
        foreach (ref double value in y)
            value = Math.Tanh(value);
    }
}

/// <summary>Of single precision; the same layer twice.</summary>
public sealed partial class FloatNetwork
{
    public FloatNetwork()
    {
        for (int i = 0; i < Parameters.Length; i++)
            Parameters[i] = 0.6f * MathF.Sin(1.3f * i + 1);
    }

    [Parameter(4, 2)]
    public partial Affine Hidden { get; }

    [Parameter(1, 4)]
    public partial Affine Output { get; }

    [Differentiable]
    public float Loss([Batch] ReadOnlySpan<float> features, [Batch] float label)
    {
        Span<float> hidden = stackalloc float[4];
        Span<float> output = stackalloc float[1];
        Hidden.Forward(features, hidden);
        for (int i = 0; i < 4; i++)
            hidden[i] = hidden[i] / (1 + MathF.Abs(hidden[i]));
        Output.Forward(hidden, output);
        float error = output[0] - label;
        return error * error;
    }

    /// <summary>A layer inside another type.</summary>
    public readonly ref partial struct Affine
    {
        [Parameter("outputs", "inputs")]
        public partial Span<float> W { get; }

        [Parameter("outputs")]
        public partial Span<float> B { get; }

        public void Forward(ReadOnlySpan<float> x, Span<float> y)
        {
            for (int i = 0; i < Outputs; i++)
            {
                float sum = B[i];
                for (int j = 0; j < Inputs; j++)
                    sum += W[i * Inputs + j] * x[j];
                y[i] = sum;
            }
        }
    }
}

/// <summary>A function of a type parameter.</summary>
public interface IActivation
{
    static abstract double Apply(double x);
}

public readonly struct Softplus : IActivation
{
    public static double Apply(double x) => Math.Log(1 + Math.Exp(x));
}

public readonly struct Rectifier : IActivation
{
    public static double Apply(double x) => x > 0 ? x : 0.1 * x;
}

/// <summary>A layer without extents, with a type parameter.</summary>
public readonly ref partial struct Activated<T>
    where T : IActivation
{
    [Parameter]
    public partial double Slope { get; set; }

    public double Apply(double x) => T.Apply(Slope * x);
}

/// <summary>Layers as parameters of methods, and made in them.</summary>
public static partial class LayerFunctions
{
    [Differentiable(Derivatives.Gradient | Derivatives.Pullback)]
    public static double Norm(Dense layer, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < layer.Outputs; i++)
        {
            double y = layer.B[i];
            for (int j = 0; j < layer.Inputs; j++)
                y += layer.W[i * layer.Inputs + j] * x[j];
            sum += y * y;
        }
        return layer.Gain * sum;
    }

    [Differentiable]
    public static double Difference(in Block a, [NoDiff] Block b, ReadOnlySpan<double> x)
    {
        Span<double> ya = stackalloc double[a.Inputs];
        Span<double> yb = stackalloc double[b.Inputs];
        a.Forward(x, ya);
        b.Forward(x, yb);
        double sum = 0;
        for (int i = 0; i < ya.Length; i++)
            sum += (ya[i] - yb[i]) * (ya[i] - yb[i]);
        return sum;
    }

    [Differentiable]
    public static double Chosen(Dense a, Dense b, bool first, ReadOnlySpan<double> x)
    {
        Dense layer = first ? a : b;
        return layer.Energy(x) * a.Gain;
    }

    [Differentiable]
    public static double Squared(Dense layer, [Batch] ReadOnlySpan<double> x) => layer.Energy(x);

    [Differentiable]
    public static double Rectified(Activated<Softplus> soft, Activated<Rectifier> hard, double x) => soft.Apply(hard.Apply(x));

    [Differentiable]
    public static double Made(Span<double> theta, int outputs, int inputs, ReadOnlySpan<double> x)
    {
        Dense layer = new(theta, outputs, inputs);
        return layer.Energy(x);
    }
}
