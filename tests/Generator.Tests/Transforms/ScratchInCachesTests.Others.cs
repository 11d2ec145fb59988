using DiffGen.Generator.IR;
using DiffGen.Generator.Tests.IR;

namespace DiffGen.Generator.Tests.Transforms;

public sealed partial class ScratchInCachesTests
{
    private static readonly Dictionary<string, Action<Row>> Others = new()
    {
        ["read before it is filled"] = row =>
        {
            row.Sum();
            row.Fill();
            CopyFrom(row, row.Start());
        },
        ["only a part is filled"] = row =>
        {
            row.Fill(row.B.Scalar(Codes.Subtract, row.N, row.B.Int32(1)));
            CopyFrom(row, row.Start());
        },
        ["only a part is copied"] = row =>
        {
            row.Fill();
            Value start = row.Start();
            row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true), row.B.Scalar(Codes.Subtract, row.N, row.B.Int32(1)));
        },
        ["changed after the copy"] = row =>
        {
            row.Fill();
            CopyFrom(row, row.Start());
            row.B.Store(row.Array, row.B.Int32(0), row.Number(3), isProved: true);
            row.Sum();
        },
        ["changed in the loop that copies"] = row =>
        {
            row.Fill();
            Value start = row.Start();
            row.Each(i =>
            {
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true);
                row.B.Store(row.Array, i, row.Number(3), isProved: true);
            });
        },
        ["another element is changed in the loop that copies"] = row =>
        {
            Value start = row.Start();
            row.Fill();
            row.Each(i =>
            {
                row.B.Store(row.Array, row.B.Int32(0), row.Number(3), isProved: true);
                Value value = row.Number(5);
                row.B.Store(row.Array, i, value, isProved: true);
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), value, isProved: true);
            });
        },
        ["stored again after the element that is copied"] = row =>
        {
            Value start = row.Start();
            row.Each(i =>
            {
                Value value = row.Number(5);
                row.B.Store(row.Array, i, value, isProved: true);
                row.B.Store(row.Array, i, row.Number(6), isProved: true);
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), value, isProved: true);
            });
            row.Sum();
        },
        ["in another order"] = row =>
        {
            row.Fill();
            Value start = row.B.Scalar(Codes.Add, row.Start(), row.B.Scalar(Codes.Subtract, row.N, row.B.Int32(1)));
            row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Subtract, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true));
        },
        ["the place moves with the counter"] = row =>
        {
            row.Fill();
            row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Add, row.B.Scalar(Codes.Multiply, i, row.B.Int32(0)), i), row.B.Load(row.Array, i, isProved: true), isProved: true));
        },
        ["another element is copied"] = row =>
        {
            row.Fill();
            Value start = row.Start();
            row.Each(i => row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, row.B.Int32(0), isProved: true), isProved: true));
        },
        ["the cache is read before the copy"] = row =>
        {
            Value start = row.Start();
            row.Fill();
            row.AddTo(1, row.B.Load(row.Cache, start, isProved: true));
            CopyFrom(row, start);
        },
        ["the cache is written after the copy"] = row =>
        {
            Value start = row.Start();
            row.Fill();
            CopyFrom(row, start);
            row.B.Store(row.Cache, start, row.Number(9), isProved: true);
            row.Sum();
        },
        ["the cache is read by the loop that copies"] = row =>
        {
            Value start = row.Start();
            row.Fill();
            row.Each(i =>
            {
                row.AddTo(1, row.B.Load(row.Cache, start, isProved: true));
                row.B.Store(row.Cache, row.B.Scalar(Codes.Add, start, i), row.B.Load(row.Array, i, isProved: true), isProved: true);
            });
        },
        ["an index that may be out of range"] = row =>
        {
            row.Fill();
            row.AddTo(1, row.B.Load(row.Array, row.B.Int32(2)));
            CopyFrom(row, row.Start());
        },
        ["the place is loaded after the array is filled"] = row =>
        {
            row.Fill();
            Value start = row.B.Scalar(Codes.Multiply, row.B.Scalar(Ir.I32, Codes.Convert, row.B.Load(row.D, row.B.Int32(2), isProved: true)), row.Start());
            CopyFrom(row, start);
        },
        ["the place may overflow"] = row =>
        {
            row.Fill();
            CopyFrom(row, row.B.Scalar(Ir.I32, Codes.Multiply, isChecked: true, row.R, row.N));
        },
        ["a cache of the trip, made after the array is filled"] = row =>
        {
            row.Fill();
            Value cache = row.B.Alloc(ScalarKind.Float64, row.N, AllocKind.Cache);
            row.Each(i => row.B.Store(cache, i, row.B.Load(row.Array, i, isProved: true), isProved: true));
            row.AddTo(1, row.B.Load(cache, row.B.Int32(2), isProved: true));
        },
        ["a window on the array"] = row =>
        {
            row.Fill();
            Value window = row.B.View(row.Array, row.B.Int32(0), row.B.Int32(1));
            row.AddTo(1, row.B.Load(window, row.B.Int32(0), isProved: true));
            CopyFrom(row, row.Start());
        },
        ["the copy is conditional"] = row =>
        {
            row.Fill();
            row.B.If(row.B.Scalar(Codes.Less, row.R, row.B.Int32(2)), () => CopyFrom(row, row.Start()));
        },
    };
}
