using System.Diagnostics;
using System.Globalization;
using Elastic.ResponseActions.Sqlite;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// How fast intents become durable: one caller after the other on a ledger on disk, write-ahead log with full sync. Releases, since every other command stops at the
/// built-in ceiling of 100 a minute. Goals: 1,000 a second and more, 99 of 100 within 20 ms.
/// </summary>
internal static class EnqueueCommand
{
    private const int WarmUp = 500;
    private const int Measured = 5000;

    public static bool IsMeant(string[] arguments) => arguments is ["enqueue", _];

    /// <param name="file">A ledger that is not there yet, on the disk to measure.</param>
    public static async Task<int> RunAsync(string file)
    {
        var options = new KibanaOptions { Address = new Uri("http://localhost:5601"), Credentials = KibanaCredentials.ApiKey("unused") };
        using var ledger = SqliteActionLedger.Open(file);
        var client = new ResponseActionsClient(new NoWay(), options, TimeProvider.System);
        var rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Unisolate } };
        using var dispatcher = new ActionDispatcher(client, ResponsePolicy.Default, ledger, new DispatchOptions { Rights = rights });
        var approved = Enumerable.Range(0, WarmUp + Measured).Select(Approved).ToList();

        List<double> milliseconds = [];
        foreach (var action in approved)
        {
            var start = Stopwatch.GetTimestamp();
            var result = await dispatcher.EnqueueAsync(action);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (result.Entry is null)
                throw new InvalidOperationException($"Not enqueued: {result.Stopped}");
        }

        var sorted = milliseconds.Skip(WarmUp).Order().ToList();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{sorted.Count * 1000 / sorted.Sum():0} intents/s; p50 {At(sorted, 0.5):0.00} ms, p99 {At(sorted, 0.99):0.00} ms, longest {sorted[^1]:0.0} ms"));
        return 0;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static ApprovedAction Approved(int number)
    {
        var agent = new EndpointId($"agent-{number}");
        var action = new PlannedAction { Command = ResponseActionCommand.Unisolate, Target = agent, AgentIds = [agent], RequestId = $"request-{number}" };
        var now = TimeProvider.System.GetUtcNow();
        var review = new ResponseGuard(ResponsePolicy.Default).Review(action, new GuardFacts
        {
            Now = now,
            Destination = "http://localhost:5601/",
            PrivilegeGranted = true,
            Endpoint = new EndpointFacts
            {
                FetchedAt = now,
                Metadata = new EndpointMetadata { AgentId = agent, HostId = $"host-{number}", HostName = $"web-{number}", OsType = "linux", HostStatus = HostStatus.Healthy },
            },
        });
        return review.Approved ?? throw new InvalidOperationException($"Not approved: {review}");
    }

    private sealed class NoWay : IResponseActionTransport
    {
        public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

        public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken) =>
            throw new TransportException("nothing is sent here", mayHaveArrived: false);
    }
}
