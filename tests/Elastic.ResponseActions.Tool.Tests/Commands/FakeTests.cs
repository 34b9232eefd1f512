using System.Diagnostics;
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

    [Fact]
    public async Task Walkthrough_WithCurl_IsolatesAHostAndIsThePagesOwn()
    {
        var script = Path.Combine(Repository.Samples, "isolate-with-curl.sh");
        Assert.Contains($"```bash\n{await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken)}```", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "testing.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            Assert.Skip("The walk-through is a shell script.");
        var start = new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESPONSE_ACTIONS"] = $"dotnet {typeof(ToolHost).Assembly.Location}";
        using var shell = Process.Start(start)!;

        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(shell.ExitCode == 0, errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("isolate", JsonElement.Parse(lines[0]).GetProperty("data").GetProperty("command").GetString());
        Assert.True(JsonElement.Parse(lines[1]).GetProperty("metadata").GetProperty("Endpoint").GetProperty("state").GetProperty("isolation").GetBoolean());
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
