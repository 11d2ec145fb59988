using System.Numerics;
using System.Runtime.CompilerServices;
using DiffGen.Numerics;

namespace DiffGen.Optimizers;

/// <summary>
/// Makes matrices nearly orthogonal by Newton–Schulz iterations: singular values go to about 1 (0.7 to 1.2), singular vectors stay.
/// <code>
/// x ← x / (‖x‖ + 10⁻⁷)
/// x ← 3.4445·x + (-4.7750·a + 2.0315·a²)·x,  a = x·xᵀ
/// </code>
/// For tall matrices on the transpose. K. Jordan et al., "Muon", 2024.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Orthogonalizer<T> where T : IFloatingPointIeee754<T>
{
    private const double OfX = 3.4445, OfA = -4.7750, OfSquare = 2.0315, Epsilon = 1e-7;

    private readonly int _iterations;
    private readonly T[] _wide;
    private readonly T[] _tall;
    private readonly T[] _product;
    private readonly T[] _a;
    private readonly T[] _square;

    /// <summary>Allocates scratch for the largest of some matrices.</summary>
    public Orthogonalizer(IReadOnlyCollection<Layer> matrices, int iterations)
    {
        _iterations = iterations;
        int length = matrices.Select(layer => layer.Length).DefaultIfEmpty().Max();
        int small = matrices.Select(layer => Math.Min(layer.Rows, layer.Columns)).DefaultIfEmpty().Max();
        _wide = new T[length];
        _tall = new T[length];
        _product = new T[length];
        _a = new T[small * small];
        _square = new T[small * small];
    }

    /// <summary>Orthogonalizes a matrix in place.</summary>
    public void Run(Span<T> matrix, int rows, int columns)
    {
        bool transposed = rows > columns;
        (int r, int c) = transposed ? (columns, rows) : (rows, columns);
        Span<T> wide = _wide.AsSpan(0, r * c), tall = _tall.AsSpan(0, r * c), product = _product.AsSpan(0, r * c);
        Span<T> a = _a.AsSpan(0, r * r), square = _square.AsSpan(0, r * r);
        Elementwise.Run(new ScaleRule<T>(1 / (Sums.Norm<T>(matrix) + Epsilon)), matrix, matrix);
        if (transposed)
            Matrices.Transpose(matrix, wide, rows, columns);
        else
            matrix.CopyTo(wide);

        for (int i = 0; i < _iterations; i++)
        {
            Matrices.Transpose<T>(wide, tall, r, c);
            Matrices.Multiply<T>(wide, tall, a, r, c, r);
            Matrices.Multiply<T>(a, a, square, r, r, r);
            Elementwise.Run(new CombineRule(OfSquare, OfA), square, a);
            Matrices.Multiply<T>(square, wide, product, r, r, c);
            Elementwise.Run(new CombineRule(OfX, 1), wide, product);
        }

        if (transposed)
            Matrices.Transpose<T>(wide, matrix, r, c);
        else
            wide.CopyTo(matrix);
    }

    // x ← p·x + q·y
    private readonly struct CombineRule(double p, double q) : IUpdateRule<T>
    {
        private readonly T _p = T.CreateChecked(p);
        private readonly T _q = T.CreateChecked(q);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLane>(ref TLane x, TLane y, ref TLane a, ref TLane b, ref TLane c) where TLane : struct, ILane<TLane, T>
            => x = _p * x + _q * y;
    }
}
