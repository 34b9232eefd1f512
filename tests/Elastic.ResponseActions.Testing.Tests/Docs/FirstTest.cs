using System.Net.Http.Json;

// The page shows a test for any runner; xunit's cancellation token would be noise there.
#pragma warning disable xUnit1051

namespace Elastic.ResponseActions.Testing.Tests.Docs;

/// <summary>The first sample of <c>docs/testing.md</c>, word for word; <see cref="TestingPageTests"/> compares the two.</summary>
public sealed class FirstTest
{
    [Fact]
    public async Task Isolate_HostOnline_EndsIsolated()
    {
        var clock = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = clock });
        kibana.AddEndpoint("a1", name: "web-01", os: "windows").AddProcess(4242, "evil.exe", entityId: "e-1");
        using var client = kibana.CreateClient();

        await client.PostAsJsonAsync("/api/endpoint/action/isolate", new { endpoint_ids = new[] { "a1" } });
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(kibana.Hosts["web-01"].IsIsolated, kibana.Explain());
    }
}
