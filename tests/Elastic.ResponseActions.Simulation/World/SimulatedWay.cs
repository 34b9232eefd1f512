using System.Text.Json;
using Elastic.ResponseActions.Simulation.Judging;

namespace Elastic.ResponseActions.Simulation.World;

/// <summary>The way of one process to Kibana, with whatever goes wrong on it. After the process's death nothing passes and no answer comes.</summary>
internal sealed class SimulatedWay(VirtualClock clock, SimulatedKibana kibana, SimulatedProcess process, Random random, History history, Func<bool> isKillSwitchOn) : IResponseActionTransport
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        // Which release it is, is asked once a process, and is no part of what is simulated.
        if (request.Path == "/api/status")
            return SimulatedKibana.Json("""{"version":{"number":"9.4.0"}}""");

        process.Step();
        var answer = request.Method == "GET" ? await ReadAsync(request).ConfigureAwait(false) : await PostAsync(request).ConfigureAwait(false);
        process.Step();
        return answer;
    }

    private async Task<TransportResponse> ReadAsync(TransportRequest request)
    {
        var fault = process.Faults.NextGet();
        await clock.Delay(fault is GetFault.Slow ? TimeSpan.FromSeconds(10) : fault is GetFault.TimesOut ? Timeout : Latency()).ConfigureAwait(false);
        await process.WhileAliveAsync().ConfigureAwait(false);
        return fault switch
        {
            GetFault.Refused => throw new TransportException("connection refused", mayHaveArrived: false),
            GetFault.TimesOut => throw new TransportException("timed out"),
            GetFault.Unavailable => SimulatedKibana.Json("{}", 503),
            GetFault.Throttled => SimulatedKibana.Json("{}", 429, headers: new KeyValuePair<string, string>("Retry-After", "3")),
            GetFault.LoginPage => SimulatedKibana.Json("<html>", type: "text/html"),
            GetFault.BrokenJson => SimulatedKibana.Json("{\"data\":[{"),
            _ => kibana.Read(request),
        };
    }

    private async Task<TransportResponse> PostAsync(TransportRequest request)
    {
        var comment = CommentOf(request);
        foreach (var release in (await process.Ledger.ReadHistoryAsync(CancellationToken.None).ConfigureAwait(false)).Actions.Where(static a => a.Command == ResponseActionCommand.Unisolate && !a.IsByHand))
            history.AutoReleased(release, kibana.Hosts.Single(h => h.AgentId == release.Target.Value));
        var post = history.Posted(comment, clock.Now, isKillSwitchOn(), key => process.Disk.DurableSendings(key.Value));
        var fault = process.Faults.NextPost();
        await clock.Delay(Latency()).ConfigureAwait(false);

        // What the server does, it does whether or not the process still lives.
        var answer = Serve(request, post, fault);
        await process.WhileAliveAsync().ConfigureAwait(false);
        if (fault is PostFault.LostOnTheWay or PostFault.AnswerLost or PostFault.ExecutedLate && random.Next(2) == 0)
        {
            await clock.Delay(Timeout).ConfigureAwait(false);
            await process.WhileAliveAsync().ConfigureAwait(false);
        }

        return answer ?? throw new TransportException(fault == PostFault.Refused ? "connection refused" : "connection reset", mayHaveArrived: fault != PostFault.Refused);
    }

    private TransportResponse? Serve(TransportRequest request, int post, PostFault fault)
    {
        switch (fault)
        {
            case PostFault.Refused or PostFault.LostOnTheWay:
                return null;
            case PostFault.AnswerLost:
                kibana.Execute(request, post);
                return null;
            case PostFault.ExecutedLate:
                clock.After(TimeSpan.FromMilliseconds(random.Next(120_000)), () => kibana.Execute(request, post));
                return null;
            case PostFault.OrphanDispatch:
                kibana.Execute(request, post, isStored: false);
                return SimulatedKibana.Json("""{"statusCode":500,"message":"failed to write"}""", 500);
            case PostFault.BadGatewayBefore:
                return SimulatedKibana.Json("{}", 502);
            case PostFault.BadGatewayAfter:
                kibana.Execute(request, post);
                return SimulatedKibana.Json("{}", 502);
            case PostFault.Throttled:
                return SimulatedKibana.Json("{}", 429, headers: new KeyValuePair<string, string>("Retry-After", "20"));
            case PostFault.ThrottledUnnamedAfter:
                kibana.Execute(request, post);
                return SimulatedKibana.Json("{}", 429);
            case PostFault.AgentDropped:
                return SimulatedKibana.Answer(kibana.Execute(request, post, dropAgent: true));
            case PostFault.WrongAgent:
                return SimulatedKibana.Answer(kibana.Execute(request, post), "agent-of-somebody-else");
            case PostFault.Unauthorized:
                return SimulatedKibana.Json("""{"message":"expired"}""", 401);
            case PostFault.Forbidden:
                return SimulatedKibana.Json("""{"message":"forbidden"}""", 403);
            case PostFault.Redirect:
                return SimulatedKibana.Json("{}", 307);
            case PostFault.LoginPage:
                return SimulatedKibana.Json("<html>", type: "text/html");
            case PostFault.BrokenJson:
                kibana.Execute(request, post);
                return SimulatedKibana.Json("""{"data":{"id":"x","id":"y"}}""");
            case PostFault.DeliveredTwice:
                kibana.Execute(request, post);
                return SimulatedKibana.Answer(kibana.Execute(request, post));
            default:
                return SimulatedKibana.Answer(kibana.Execute(request, post));
        }
    }

    private static string CommentOf(TransportRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("comment").GetString()!;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(random.Next(5, 200));
}
