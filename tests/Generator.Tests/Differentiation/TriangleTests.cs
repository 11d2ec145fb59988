using DiffGen.Generator.Differentiation;
using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Differentiation;

/// <summary>Which loops of a pass of a Hessian leave trips out. The functions are of (x, dx, vx, hx).</summary>
public sealed class TriangleTests
{
    private static readonly TriangleLeaf Leaf = new(Gradient: 1, Directions: [2], Products: [3]);

    [Fact]
    public void A_loop_makes_the_trips_of_its_rows_and_directions()
        => Assert.Equal(
            """
            %6: i32 = length %0
            %7: i32 = 0
            %8: i32 = Math.Max(%7, %4)
            %9: i32 = Math.Max(%8, %4)
            %10: i32 = Math.Min(%6, %5)
            """,
            string.Join('\n', Run((_, _) => { }).Split('\n')[..5]));

    [Fact]
    public void Rows_that_are_read_are_filled_by_all_trips()
        => Assert.DoesNotContain("Math.", Run((b, p) => b.Store(p[0], b.Int32(0), b.Load(p[1], b.Int32(0)))), StringComparison.Ordinal);

    /// <summary><c>for (i…) { dx[i] += x[i]; hx[i] += vx[i] }</c>, and what comes after.</summary>
    private static string Run(Action<IrBuilder, Value[]> after)
    {
        Function second = Ir.Build([Ir.Buffer, Ir.Buffer, Ir.Buffer, Ir.Buffer], (b, p) =>
        {
            b.For(b.Length(p[0]), [], (i, _) =>
            {
                Add(b, p[1], i, b.Load(p[0], i));
                Add(b, p[3], i, b.Load(p[2], i));
                return [];
            });
            after(b, p);
            return [];
        });
        return Ir.Body(Triangle.Run(second, [Leaf], firstTangent: 2, unneeded: 0));
    }

    private static void Add(IrBuilder b, Value buffer, Value index, Value value) => b.Store(buffer, index, b.Scalar(Codes.Add, b.Load(buffer, index), value));
}
