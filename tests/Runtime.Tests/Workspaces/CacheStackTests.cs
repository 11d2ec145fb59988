using DiffGen.Workspaces;

namespace DiffGen.Tests.Workspaces;

public class CacheStackTests
{
    [Fact]
    public void OnePerElementType()
    {
        using Workspace workspace = Workspace.Rent();
        Assert.Same(workspace.Stack<double>(), workspace.Stack<double>());
        Assert.NotSame(workspace.Stack<double>(), workspace.Stack<long>());
    }

    [Fact]
    public void OnePerWorkspace()
    {
        using Workspace outer = Workspace.Rent();
        using Workspace inner = Workspace.Rent();
        Assert.NotSame(outer.Stack<double>(), inner.Stack<double>());
    }

    [Fact]
    public void GrowthKeepsTheContent()
    {
        using Workspace workspace = Workspace.Rent();
        CacheStack<int> stack = workspace.Stack<int>();
        for (int i = 0; i < 100_000; i++)
        {
            stack.Reserve(i + 1);
            stack[i] = i;
        }

        for (int i = 99_999; i >= 0; i--)
            Assert.Equal(i, stack[i]);
    }

    [Fact]
    public void GrowthIsGeometric()
    {
        OnFreshStack(stack =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 1; i <= 1_000_000; i++)
                stack.Reserve(i);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_000_000, 5_000_000);
        });
    }

    [Fact]
    public void IndicesAreChecked()
        => OnFreshStack(stack =>
        {
            Assert.Throws<IndexOutOfRangeException>(() => stack[0]);
            stack.Reserve(1);
            stack[0] = 1;
            Assert.Throws<IndexOutOfRangeException>(() => stack[-1]);
            Assert.Throws<IndexOutOfRangeException>(() => stack[1 << 20]);
        });

    [Fact]
    public void NegativeReserveOverflows()
    {
        using Workspace workspace = Workspace.Rent();
        Assert.Throws<OverflowException>(() => workspace.Stack<byte>().Reserve(-1));
        workspace.Stack<byte>().Reserve(0);
    }

    // A new thread has an empty pool, so its first workspace has no memory yet.
    private static void OnFreshStack(Action<CacheStack<byte>> test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() =>
        {
            using Workspace workspace = Workspace.Rent();
            test(workspace.Stack<byte>());
        }));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
