namespace Elastic.ResponseActions.Benchmarks.Tests;

public sealed class FakeStartTests
{
    // What the first fake of a process costs is what the just-in-time compiler has to compile. That is counted, because time on a shared machine says little:
    // about 140 methods, 40 of them HttpClient's. With every route made beforehand and ASP.NET's test server it was 250.
    [Fact]
    public async Task Start_InMemory_CompilesLittle()
    {
        var figures = await FakeStartCommand.StartChildAsync(FakeStartCommand.Memory);

        Assert.InRange(figures[2], 1, 200);
    }
}
