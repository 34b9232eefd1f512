using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Tests;

public sealed class WorkloadPathsTests
{
    [Fact]
    public void TakeFrom_MixedArguments_LeavesTheOthers()
    {
        var rest = WorkloadPaths.TakeFrom(["--rules", "/r", "--filter", "*", "--events", "/e"], out var paths);

        Assert.Equal(["--filter", "*"], rest);
        Assert.Equal(new WorkloadPaths(Path.GetFullPath("/r"), Path.GetFullPath("/e")), paths);
    }
}
