using System.Runtime.CompilerServices;
using DiffGen.Workspaces;

namespace DiffGen.Tests.Workspaces;

public class WorkspaceTests
{
    [Fact]
    public void BuffersAreDisjointAlignedAndOfTheLengthAskedFor()
    {
        using Workspace workspace = Workspace.Rent();
        Span<double> a = workspace.Buffer<double>(3);
        Span<byte> b = workspace.Buffer<byte>(65);
        Span<float> c = workspace.Buffer<float>(1);

        Assert.Equal((3, 65, 1), (a.Length, b.Length, c.Length));
        Assert.Equal(0, Address(ref a[0]) % 64);
        Assert.Equal(0, Address(ref b[0]) % 64);
        Assert.Equal(0, Address(ref c[0]) % 64);

        a.Fill(1);
        b.Fill(2);
        c.Fill(3);
        Assert.Equal([1.0, 1.0, 1.0], a);
        Assert.DoesNotContain((byte)0, b.ToArray());
        Assert.Equal(2, b[64]);
    }

    [Fact]
    public void WhatHasReferencesGetsAnArrayOfItsOwn()
    {
        using Workspace workspace = Workspace.Rent();
        Span<(double, object?)> pairs = workspace.Zeroed<(double, object?)>(3);
        Assert.Equal([default, default, default], pairs.ToArray());
        pairs[1] = (2, "kept");
        workspace.Buffer<double>(3).Fill(-1);
        GC.Collect();
        Assert.Equal((2.0, "kept"), pairs[1]);

        CacheStack<(double, object?)> stack = workspace.Stack<(double, object?)>();
        stack.Reserve(2);
        stack[1] = pairs[1];
        Assert.Equal((2.0, "kept"), stack[1]);
        Assert.Throws<OverflowException>(() => Workspace.Rent().Buffer<object>(-1));
    }

    [Fact]
    public void SpansStayValidWhenTheWorkspaceGrows()
    {
        using Workspace workspace = Workspace.Rent();
        Span<int> first = workspace.Buffer<int>(1000);
        for (int i = 0; i < first.Length; i++)
            first[i] = i;
        for (int k = 0; k < 8; k++)
            workspace.Buffer<int>(100_000 << k).Fill(-1);

        Assert.Equal(Enumerable.Range(0, 1000), first.ToArray());
    }

    [Fact]
    public void ZeroedIsClearedAlsoOverOldContent()
    {
        using (Workspace dirty = Workspace.Rent())
            dirty.Buffer<long>(5000).Fill(-1);
        using Workspace workspace = Workspace.Rent();
        Assert.All(workspace.Zeroed<long>(5000).ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void NegativeLengthOverflowsAsNewDoes(long length)
    {
        using Workspace workspace = Workspace.Rent();
        Assert.Throws<OverflowException>(() => { workspace.Buffer<double>(length); });
        Assert.Throws<OverflowException>(() => { workspace.Zeroed<double>(length); });
    }

    [Fact]
    public void LengthBeyondAnArrayIsOutOfMemory()
    {
        using Workspace workspace = Workspace.Rent();
        Assert.Throws<OutOfMemoryException>(() => { workspace.Buffer<byte>(1L << 31); });
        Assert.Throws<OutOfMemoryException>(() => { workspace.Buffer<byte>(long.MaxValue); });
    }

    [Fact]
    public void LengthZeroIsEmpty()
    {
        using Workspace workspace = Workspace.Rent();
        Assert.True(workspace.Buffer<double>(0).IsEmpty);
        Assert.True(workspace.Zeroed<double>(0).IsEmpty);
    }

    [Fact]
    public void ReleaseGivesTheSameMemoryAgain()
    {
        using Workspace workspace = Workspace.Rent();
        Span<int> kept = workspace.Buffer<int>(10);
        kept.Fill(7);
        WorkspaceMark mark = workspace.Mark();
        nint first = Address(ref workspace.Buffer<int>(20)[0]);
        WorkspaceMark inner = workspace.Mark();
        nint nested = Address(ref workspace.Buffer<int>(200_000)[0]);
        workspace.Release(inner);
        Assert.Equal(nested, Address(ref workspace.Buffer<int>(200_000)[0]));
        workspace.Release(mark);

        Assert.Equal(first, Address(ref workspace.Buffer<int>(20)[0]));
        Assert.Equal(7, kept[9]);
    }

    [Fact]
    public void LoopWithReleaseKeepsItsMemory()
    {
        using Workspace workspace = Workspace.Rent();
        Assert.Equal(0, Allocation.Of(() =>
        {
            WorkspaceMark mark = workspace.Mark();
            workspace.Buffer<double>(1000)[0] = 1;
            workspace.Buffer<double>(100_000)[0] = 1;
            workspace.Release(mark);
        }, 10_000));
    }

    [Fact]
    public void NestedRentGetsAnotherWorkspace()
    {
        using Workspace outer = Workspace.Rent();
        Span<int> a = outer.Buffer<int>(100);
        a.Fill(1);
        using (Workspace inner = Workspace.Rent())
        {
            Assert.NotSame(outer, inner);
            inner.Buffer<int>(100).Fill(2);
        }

        Assert.All(a.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void DisposedWorkspaceIsUsedAgain()
    {
        Workspace first = Workspace.Rent();
        first.Dispose();
        using Workspace second = Workspace.Rent();
        Assert.Same(first, second);
    }

    [Fact]
    public void DisposeFreesEveryBuffer()
    {
        nint first;
        using (Workspace workspace = Workspace.Rent())
        {
            first = Address(ref workspace.Buffer<int>(10)[0]);
            workspace.Buffer<int>(1_000_000);
        }

        using Workspace again = Workspace.Rent();
        Assert.Equal(first, Address(ref again.Buffer<int>(10)[0]));
    }

    [Fact]
    public void SecondDisposeDoesNothing()
    {
        Workspace workspace = Workspace.Rent();
        workspace.Dispose();
        workspace.Dispose();

        using Workspace a = Workspace.Rent();
        using Workspace b = Workspace.Rent();
        Assert.NotSame(a, b);
    }

    [Fact]
    public void ThreadsHaveTheirOwnPools()
    {
        Workspace mine = Workspace.Rent();
        mine.Dispose();
        Workspace? other = null;
        OnNewThread(() =>
        {
            other = Workspace.Rent();
            other.Dispose();
        });
        Assert.NotSame(mine, other);
    }

    [Fact]
    public void DisposeOnAnotherThreadPutsItInNoPool()
    {
        Workspace workspace = Workspace.Rent();
        OnNewThread(() =>
        {
            workspace.Dispose();
            using Workspace theirs = Workspace.Rent();
            Assert.NotSame(workspace, theirs);
        });
        workspace.Dispose();
        using Workspace a = Workspace.Rent();
        using Workspace b = Workspace.Rent();
        Assert.NotSame(workspace, a);
        Assert.NotSame(a, b);
    }

    [Fact]
    public void ThreadsDoNotDisturbEachOther()
        => Parallel.For(0, 64, seed =>
        {
            for (int round = 0; round < 50; round++)
            {
                using Workspace workspace = Workspace.Rent();
                Span<int> buffer = workspace.Buffer<int>(500 + seed);
                buffer.Fill(seed);
                CacheStack<int> stack = workspace.Stack<int>();
                stack.Reserve(300);
                stack[299] = seed;
                Thread.Yield();
                Assert.False(buffer.ContainsAnyExcept(seed));
                Assert.Equal(seed, stack[299]);
            }
        });

    [Fact]
    public void SteadyStateAllocatesNothing()
        => Assert.Equal(0, Allocation.Of(() => Recurse(5)));

    [Fact]
    public void MemoryAboveTheBoundIsNotKept()
    {
        const long Length = Workspace.RetainedBytes + 1;
        using (Workspace workspace = Workspace.Rent())
            workspace.Buffer<byte>(Length);
        long allocated = Allocation.Of(
            () =>
            {
                using Workspace workspace = Workspace.Rent();
                workspace.Buffer<byte>(Length);
            },
            repetitions: 1);
        Assert.True(allocated >= Length);
    }

    [Fact]
    public void MemoryBelowTheBoundIsKept()
        => OnNewThread(() => Assert.Equal(0, Allocation.Of(
            () =>
            {
                using Workspace workspace = Workspace.Rent();
                workspace.Buffer<byte>(100 << 20);
            },
            repetitions: 3)));

    private static void Recurse(int depth)
    {
        using Workspace workspace = Workspace.Rent();
        workspace.Buffer<double>(1000 * depth)[0] = 1;
        workspace.Zeroed<float>(100_000)[0] = 1;
        CacheStack<double> stack = workspace.Stack<double>();
        stack.Reserve(10_000);
        stack[9_999] = 1;
        workspace.Stack<bool>().Reserve(10);
        if (depth > 1)
            Recurse(depth - 1);
    }

    private static void OnNewThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static nint Address<T>(ref T element) where T : unmanaged
        => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref element);
}
