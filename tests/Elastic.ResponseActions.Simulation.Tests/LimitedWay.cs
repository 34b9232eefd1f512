using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Simulation.Judging;
using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>The way to a Kibana whose limiter lets so many POSTs a second through and turns the rest down at the door, each with this header.</summary>
internal sealed class LimitedWay(VirtualClock clock, SimulatedKibana kibana, History history, int perSecond, string? header) : IResponseActionTransport
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Queue<DateTimeOffset> _passed = [];
    private DateTimeOffset _notBefore;

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public int Posts { get; private set; }

    public int TurnedDown { get; private set; }

    /// <summary>Sends that left while the limiter had asked to wait.</summary>
    public int Early { get; private set; }

    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        if (request.Path == "/api/status")
            return SimulatedKibana.Json("""{"version":{"number":"9.4.0"}}""");
        if (request.Method == "GET")
        {
            await clock.Delay(Latency).ConfigureAwait(false);
            return kibana.Read(request);
        }

        Posts++;
        Early += clock.Now < _notBefore ? 1 : 0;
        using var body = JsonDocument.Parse(request.Body);
        var post = history.Posted(body.RootElement.GetProperty("comment").GetString()!, clock.Now, isKillSwitchOn: false, static _ => int.MaxValue);
        await clock.Delay(Latency).ConfigureAwait(false);
        var answer = Serve(request, post);
        await clock.Delay(Latency).ConfigureAwait(false);
        if (answer.StatusCode == 429)
            Asked();
        return answer;
    }

    private TransportResponse Serve(TransportRequest request, int post)
    {
        while (_passed.TryPeek(out var oldest) && oldest <= clock.Now - TimeSpan.FromSeconds(1))
            _passed.Dequeue();
        if (_passed.Count < perSecond)
        {
            _passed.Enqueue(clock.Now);
            return SimulatedKibana.Answer(kibana.Execute(request, post));
        }

        TurnedDown++;
        return Header is { } text
            ? SimulatedKibana.Json("{}", 429, headers: new KeyValuePair<string, string>("Retry-After", text))
            : SimulatedKibana.Json("{}", 429);
    }

    // The longest wait only once: at fifteen minutes for each ten actions no deadline would hold.
    private string? Header => header switch
    {
        "date" => (clock.Now + TimeSpan.FromSeconds(2)).ToString("R", CultureInfo.InvariantCulture),
        "1000000000" when TurnedDown > 1 => "1",
        _ => header,
    };

    private void Asked()
    {
        var wait = header switch
        {
            "1" => TimeSpan.FromSeconds(1),
            "date" => TimeSpan.FromSeconds(0.9),
            "1000000000" => TurnedDown == 1 ? LongestWait : TimeSpan.FromSeconds(1),
            _ => TimeSpan.Zero,
        };
        if (clock.Now + wait is var until && until > _notBefore)
            _notBefore = until;
    }
}
