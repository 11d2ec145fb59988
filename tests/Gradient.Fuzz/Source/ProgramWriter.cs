using System.Text;

namespace DiffGen.Fuzz.Source;

/// <summary>
/// Writes a random program: types, helpers and an entry, all well typed and inside the subset that the generator takes.
/// Loops and recursion are bounded, domains are safe, numbers stay small.
/// </summary>
internal sealed partial class ProgramWriter
{
    // Names that generated code may want for itself.
    private static readonly string[] Names =
        ("dX value seed workspace t trips i32Top @class é i x1 left live returned dA v count length go result x y offset value2 dT skipped k n acc a b s " +
        "@double i32 f64 dValue top cache tape x2 @new total j h w q z e c l m p u g state item one dSeed value3 x3 lengths trip loop").Split(' ');

    private readonly Dice _dice;
    private readonly int _seed;
    private readonly StringBuilder _text = new();
    private readonly List<Scope> _scopes = [];
    private readonly List<TypeRef> _structs = [];
    private readonly List<TypeRef> _classes = [];
    private readonly List<Function> _functions = [];
    private int _indent;

    private ProgramWriter(int seed)
    {
        _seed = seed;
        _dice = new Dice(seed);
    }

    /// <summary>The program of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isPlanted">One construct outside the subset stands in it, between the marks.</param>
    public static FuzzProgram Write(int seed, bool isPlanted) => new ProgramWriter(seed).Write(isPlanted);

    private FuzzProgram Write(bool isPlanted)
    {
        Line($"namespace {Marks.Namespace};");
        Line();
        Line($"using static {Marks.Namespace}.{Marks.Type};");
        Line();
        WriteTypes();
        _planted = isPlanted ? Plants.All[_dice.Next(Plants.All.Count)] : null;
        Line($"public static partial class {Marks.Type}");
        Line("{");
        _indent++;
        if (_planted is not null) Line(_planted.Member);
        WriteTables();
        WriteHelpers();
        Signature entry = WriteEntry();
        _indent--;
        Line("}");
        return new FuzzProgram(_seed, _text.ToString(), entry);
    }

    private void Line(string text = "") => _text.Append(' ', text.Length == 0 ? 0 : 4 * _indent).Append(text).Append('\n');

    private void Push(bool isFunction = false, bool isStatic = false) => _scopes.Add(new Scope(isFunction, isStatic));

    private void Pop()
    {
        Scope inner = _scopes[^1];
        _scopes.RemoveAt(_scopes.Count - 1);
        if (_scopes.Count == 0) return;
        _scopes[^1].UsedNames.UnionWith(inner.UsedNames);
        _scopes[^1].UsedNames.UnionWith(inner.Variables.Select(variable => Plain(variable.Name)));
    }

    private static string Plain(string name) => name.TrimStart('@');

    /// <summary>A name that stands for nothing in this block, around it, or in a block inside.</summary>
    private string NewName(string? wish = null)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = wish is not null
                ? attempt == 0 ? wish : $"{wish}{attempt}"
                : attempt < 40 ? _dice.Pick(Names) : $"{Plain(_dice.Pick(Names))}_{attempt}";
            string plain = Plain(name);
            if (_scopes[^1].UsedNames.Contains(plain)) continue;
            if (_scopes.Any(scope => scope.Variables.Any(variable => Plain(variable.Name) == plain))) continue;
            _scopes[^1].UsedNames.Add(plain);
            // What the program isn't to use by itself is known only to be taken.
            if (wish is not null) Declare(new Variable(name, TypeRef.Hidden));
            return name;
        }
    }

    private Variable Declare(TypeRef type, bool canWrite = true, int length = 0) => Declare(new Variable(NewName(), type, canWrite, length));

    private Variable Declare(Variable variable)
    {
        _scopes[^1].Variables.Add(variable);
        return variable;
    }

    /// <summary>The variables that may be used here.</summary>
    private List<Variable> Visible(Func<Variable, bool> filter)
    {
        var found = new List<Variable>();
        bool isCaptured = false;
        for (int i = _scopes.Count - 1; i >= 0; i--)
        {
            found.AddRange(_scopes[i].Variables.Where(variable => (!isCaptured || variable.CanCapture) && !(_hidesObjects && variable.Type.Form == Form.Class) && filter(variable)));
            if (_scopes[i].IsStatic) break;
            isCaptured |= _scopes[i].IsFunction;
        }
        return found;
    }

    private Variable? AnyVisible(Func<Variable, bool> filter)
    {
        List<Variable> found = Visible(filter);
        return found.Count == 0 ? null : _dice.Pick(found);
    }

    /// <summary>The functions that may be called here.</summary>
    private IEnumerable<Function> VisibleFunctions()
    {
        for (int i = _scopes.Count - 1; i >= 0; i--)
        {
            foreach (Function function in _scopes[i].Functions) yield return function;
            if (_scopes[i].IsStatic) break;
        }
        foreach (Function function in _functions) yield return function;
    }

    private void WriteTables()
    {
        Line("internal const double K = 0.625;");
        Line("internal static readonly double[] Table = [0.5, -1.25, 2.0, 0.75];");
        Line("internal static readonly int Three = 3;");
        Line("internal static double Apply(Func<double, double> f, double v) => f(v) + 0.5 * f(0.25 * v);");
        Line("internal static double Deep(Func<double, double> f, double v, int n) => n <= 0 ? f(v) : 0.5 * Deep(f, 0.5 * Math.Tanh(f(v)), n - 1) + v;");
        Line("internal static double Fold(Func<double, double, double> f, ReadOnlySpan<double> s)");
        Line("{");
        Line("    double t = 0.5;");
        Line("    foreach (double e in s) t = Math.Tanh(f(t, e));");
        Line("    return t;");
        Line("}");
        Line();
        Line("internal static T Smooth<T>(T a, T b)");
        Line("    where T : IFloatingPointIeee754<T>");
        Line("{");
        Line("    T r = T.One;");
        Line($"    for (int i = 0; i < {1 + _dice.Next(3)}; i++) r = {_dice.Pick(["T.Sin(r + a) * b", "a / (T.One + r * r + b * b)", "r * T.Exp(-T.Abs(a)) + b", "T.Max(a, r) * T.Tanh(b)"])};");
        Line($"    return {_dice.Pick(["a > b ? r : r - a", "r * T.CreateChecked(2)", "r + T.Cos(a - b)", "-r"])};");
        Line("}");
        Line();
        Line("internal static T Sum<T>(ReadOnlySpan<T> s)");
        Line("    where T : IFloatingPointIeee754<T>");
        Line("{");
        Line("    T r = T.Zero;");
        Line("    foreach (T e in s) r += e * e;");
        Line("    return r;");
        Line("}");
        Line();
    }
}
