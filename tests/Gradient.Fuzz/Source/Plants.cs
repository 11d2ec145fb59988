namespace DiffGen.Fuzz.Source;

/// <summary>A construct that is refused.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">Statements with the marks around what is refused; <c>{x}</c> is a number in scope, <c>{t}</c> a new name.</param>
/// <param name="Member">A member that it needs beside the entry.</param>
/// <param name="DeclaresNumber">Whether <c>{t}</c> is a number that may be used afterwards.</param>
internal sealed record PlantedConstruct(string Name, string Text, string Member = "", bool DeclaresNumber = true);

/// <summary>The constructs outside the subset.</summary>
internal static class Plants
{
    public static IReadOnlyList<PlantedConstruct> All { get; } =
    [
        new("try-catch", "double {t} = {x};\n/*planted*/try { {t} *= 2; } catch (InvalidOperationException) { {t} = 0; }/*end*/"),
        new("try-finally", "double {t} = {x};\n/*planted*/try { {t} *= 2; } finally { {t} += 1; }/*end*/"),
        new("lock", "double {t} = {x};\n/*planted*/lock (Table) { {t} *= 2; }/*end*/"),
        new("using", "double {t} = {x};\n/*planted*/using (new System.IO.MemoryStream()) { {t} *= 2; }/*end*/"),
        new("goto label", "double {t} = {x}; int {t}_n = 0;\n{t}_again: {t} = Math.Sin({t}); {t}_n++;\nif ({t}_n < 3) /*planted*/goto {t}_again;/*end*/"),
        new("dynamic", "/*planted*/dynamic {t}_d = {x}; double {t} = (double){t}_d * 2;/*end*/"),
        new("pointer", "double {t} = {x};\nunsafe { /*planted*/double* {t}_p = stackalloc double[2]; {t}_p[0] = {t}; {t} = {t}_p[0] * {t}_p[0];/*end*/ }"),
        new("fixed", "double {t} = {x};\nunsafe { /*planted*/fixed (double* {t}_p = Table) { {t} *= *{t}_p; }/*end*/ }"),
        new("address", "double {t} = {x};\nunsafe { /*planted*/double* {t}_p = &{t}; *{t}_p *= 2;/*end*/ }", DeclaresNumber: false),
        new("LINQ", "double[] {t}_a = [{x}, 1];\ndouble {t} = /*planted*/{t}_a.Sum()/*end*/;"),
        new("LINQ select", "double[] {t}_a = [{x}, 1];\ndouble {t} = /*planted*/{t}_a.Select(static {t}_q => {t}_q * {t}_q).Sum()/*end*/;"),
        new("LINQ query", "double[] {t}_a = [{x}, 1];\ndouble {t} = /*planted*/(from {t}_q in {t}_a select {t}_q * {t}_q).Sum()/*end*/;"),
        new("static field write", "/*planted*/Last = {x}/*end*/; double {t} = {x};", "private static double Last;"),
        new("static field increment", "/*planted*/Last += {x}/*end*/; double {t} = {x};", "private static double Last;"),
        new("static array write", "/*planted*/Kept[0] = {x}/*end*/; double {t} = {x};", "private static readonly double[] Kept = new double[2];"),
        new("virtual call", "double {t} = {x} * /*planted*/Given.Area({x})/*end*/;", "private class Shape { public virtual double Area(double v) => v; }\nprivate static readonly Shape Given = new();"),
        new("interface call", "double {t} = {x} * /*planted*/Given.Area({x})/*end*/;", "private interface IShape { double Area(double v); }\nprivate static readonly IShape Given = null!;"),
        new("delegate field", "double {t} = /*planted*/Given({x})/*end*/;", "private static readonly Func<double, double> Given = Math.Sin;"),
        new("decimal", "double {t} = /*planted*/(double)((decimal)Math.Tanh({x}) * 2m)/*end*/;"),
        new("MemoryMarshal.Cast", "double[] {t}_a = [{x}, 1];\nReadOnlySpan<long> {t}_b = /*planted*/System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>({t}_a)/*end*/;\ndouble {t} = {t}_b[0];"),
        new("bits", "double {t} = /*planted*/BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits({x}) + 1)/*end*/;"),
        new("list", "/*planted*/var {t}_l = new List<double> { {x} }; double {t} = {t}_l[0];/*end*/"),
        new("parse", "double {t} = {x} * /*planted*/double.Parse(\"2\")/*end*/;"),
        new("text", "double {t} = {x} * /*planted*/$\"{{x}}\".Length/*end*/;"),
        new("nullable", "/*planted*/double? {t}_o = {x}; double {t} = {t}_o ?? 1;/*end*/"),
        new("boxing", "/*planted*/object {t}_o = {x}; double {t} = (double){t}_o;/*end*/"),
        new("iterator", "double {t} = 0;\n/*planted*/foreach (double {t}_q in Counted({x})) {t} += {t}_q;/*end*/", "private static IEnumerable<double> Counted(double v) { yield return v; yield return v * v; }"),
        new("await", "double {t} = /*planted*/System.Threading.Tasks.Task.FromResult({x}).Result/*end*/;"),
        new("async local function", "async System.Threading.Tasks.Task<double> {t}_f(double {t}_q) { await System.Threading.Tasks.Task.Yield(); return {t}_q; }\ndouble {t} = /*planted*/{t}_f({x}).Result/*end*/;"),
        new("Half", "double {t} = /*planted*/(double)(Half){x}/*end*/;"),
        new("Interlocked", "double {t} = {x};\n/*planted*/System.Threading.Interlocked.Exchange(ref {t}, 2 * {x})/*end*/;"),
        new("Unsafe.As", "double {t} = {x};\nlong {t}_b = /*planted*/System.Runtime.CompilerServices.Unsafe.As<double, long>(ref {t})/*end*/;\n{t} += {t}_b;"),
        new("Sort", "double[] {t}_a = [{x}, 1];\n/*planted*/Array.Sort({t}_a)/*end*/;\ndouble {t} = {t}_a[0];"),
        new("Console", "/*planted*/Console.WriteLine({x})/*end*/; double {t} = {x};"),
        new("jagged", "/*planted*/double[][][] {t}_j = [[[{x}]], [[1]]];/*end*/ double {t} = {t}_j[0][0][0];"),
        new("dictionary", "/*planted*/var {t}_m = new Dictionary<int, double> { [1] = {x} }; double {t} = {t}_m[1];/*end*/"),
    ];
}
