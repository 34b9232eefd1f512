using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

public sealed class FakeTests
{
    [Fact]
    public async Task Fake_UntilInterrupted_ServesAtTheAddressItPrints()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new FirstLine();
        var fake = ToolHost.RunAsync(["fake", "--format", "ndjson", "--scenario", Path.Combine(Repository.Samples, "fleet.json")], output, TextWriter.Null, interrupt.Token);

        var printed = JsonElement.Parse(await output.Line.WaitAsync(TestContext.Current.CancellationToken));
        using var client = new HttpClient { BaseAddress = new Uri(printed.GetProperty("address").GetString()!) };
        client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {printed.GetProperty("api_key").GetString()}");
        using var answer = await client.GetAsync(new Uri("/api/status", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(1, printed.GetProperty("hosts").GetInt32());
        Assert.Equal("127.0.0.1", client.BaseAddress.Host);

        await interrupt.CancelAsync();
        Assert.Equal(0, await fake);
    }

    /// <summary>Gives the first line away as soon as it is flushed.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override void Flush()
        {
            if (ToString().Contains('\n', StringComparison.Ordinal))
                _line.TrySetResult(ToString().Split('\n')[0]);
        }
    }
}
