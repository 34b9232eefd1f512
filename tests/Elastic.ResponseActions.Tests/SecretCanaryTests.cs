using System.Text;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Tests;

/// <summary>A marker as the API key: whatever goes wrong, it must not show anywhere but in the header it belongs to.</summary>
public sealed class SecretCanaryTests
{
    private const string Canary = "Y2FuYXJ5OnRoaXMtbXVzdC1uZXZlci1zaG93";

    [Theory]
    [InlineData(401, "application/json")]
    [InlineData(403, "application/json")]
    [InlineData(500, "application/json")]
    [InlineData(502, "text/html")]
    [InlineData(200, "text/html")]
    [InlineData(200, "application/json")]
    public async Task EverythingTold_ServerRepeatsTheRequest_NeverHoldsTheKey(int status, string type)
    {
        var sawKey = false;
        await using var server = new RawServer(request =>
        {
            sawKey |= request.Contains($"Authorization: ApiKey {Canary}", StringComparison.Ordinal);
            var echo = request.Contains("\r\n\r\n", StringComparison.Ordinal) ? request.Replace("\"", "'", StringComparison.Ordinal).Replace("\r\n", " ", StringComparison.Ordinal) : request;
            return RawServer.Answer(status, $$"""{"message":"{{echo}}"}""", type);
        });
        var options = new KibanaOptions { Address = server.Address, Credentials = KibanaCredentials.ApiKey(Canary), MaxReadRetries = 0 };
        using var transport = new HttpClientTransport(options);
        var client = new ResponseActionsClient(transport, options);
        var told = new StringBuilder().Append(options).Append(client).Append(transport).Append(options.Credentials);
        var log = new Logger(told);
        using var dispatcher = new ActionDispatcher(client, Rig.Enforcing, new InMemoryActionLedger(), logger: log);

        var error = await Assert.ThrowsAnyAsync<ResponseActionsException>(async () => await client.Status.GetVersionAsync(TestContext.Current.CancellationToken));
        told.Append(error).Append(error.Body).Append(error.ServerMessage).Append(error.Route);
        var approved = new ResponseGuard(Rig.Enforcing).Review(
            new PlannedAction { Command = ResponseActionCommand.Isolate, Target = new EndpointId("a1"), AgentIds = [new EndpointId("a1")], RequestId = "r" },
            new GuardFacts
            {
                Now = TimeProvider.System.GetUtcNow(),
                Destination = client.Destination,
                PrivilegeGranted = true,
                Endpoint = new EndpointFacts { Metadata = new EndpointMetadata { AgentId = new EndpointId("a1"), HostId = "h", HostStatus = HostStatus.Healthy }, FetchedAt = TimeProvider.System.GetUtcNow() },
            }).Approved;
        Assert.NotNull(approved);
        var operation = await dispatcher.DispatchAsync(approved, TestContext.Current.CancellationToken);
        told.Append(operation).Append(operation.Outcome).Append(approved);

        Assert.True(sawKey, "The server never saw the key, so the test shows nothing.");
        Assert.DoesNotContain(Canary, told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)), told.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    public async Task SendAsync_GarbageThatRepeatsTheKey_NeverTellsIt(string start)
    {
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes($"{start}ApiKey {Canary}\u001b[31m\r\n\r\n"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address, Credentials = KibanaCredentials.ApiKey(Canary) });

        var error = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(
            new TransportRequest { Method = "POST", Path = "/api/x", Body = "{}"u8.ToArray() }, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.True(error.MayHaveArrived);
    }

    private sealed class Logger(StringBuilder told) : ILogger<ActionDispatcher>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.AppendLine(formatter(state, exception)).Append(exception);
    }
}
