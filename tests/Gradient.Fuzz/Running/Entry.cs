using System.Reflection;

namespace DiffGen.Fuzz.Running;

/// <summary>The method and its derivatives over flat arrays, as loaded.</summary>
internal sealed record Entry(
    Action<double[], double[]> Plain,
    Action<double[], double[]> Twin,
    Action<double[], double[], double[]>? Gradient,
    Action<double[], double[], double[], double[]> Pullback,
    Action<double[], double[], double[], double[]> Jvp,
    Action<double[], double[], double[], double[]>? Hvp)
{
    public static Entry Of(Assembly assembly, string space, string twin)
    {
        Type glue = assembly.GetType($"{space}.{GlueWriter.Type}", throwOnError: true)!;
        Type plain = assembly.GetType($"{twin}.{GlueWriter.Type}", throwOnError: true)!;
        return new Entry(
            glue.GetMethod(GlueWriter.Plain)!.CreateDelegate<Action<double[], double[]>>(),
            plain.GetMethod(GlueWriter.Plain)!.CreateDelegate<Action<double[], double[]>>(),
            glue.GetMethod(GlueWriter.Gradient)?.CreateDelegate<Action<double[], double[], double[]>>(),
            glue.GetMethod(GlueWriter.Pullback)!.CreateDelegate<Action<double[], double[], double[], double[]>>(),
            glue.GetMethod(GlueWriter.Jvp)!.CreateDelegate<Action<double[], double[], double[], double[]>>(),
            glue.GetMethod(GlueWriter.Hvp)?.CreateDelegate<Action<double[], double[], double[], double[]>>());
    }
}
