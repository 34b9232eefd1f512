using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Simulation.Judging;

namespace Elastic.ResponseActions.Simulation.World;

/// <summary>
/// Kibana and the hosts behind it, as far as actions go: takes a POST, hands it to the host, stores it, and lists it. It judges nothing;
/// what it does is told to the history.
/// </summary>
internal sealed class SimulatedKibana(VirtualClock clock, Random random, History history, TimeSpan clockOffset)
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    private readonly List<StoredAction> _actions = [];
    private int _nextId;

    public List<SimulatedHost> Hosts { get; } = [];

    private DateTimeOffset OwnNow => clock.Now + clockOffset;

    /// <summary>Takes one POST that has arrived.</summary>
    /// <param name="request">The request.</param>
    /// <param name="post">Which send of the client it is.</param>
    /// <param name="isStored">False where Kibana fails between handing it out and storing it.</param>
    /// <param name="dropAgent">Kibana does not know the agent and drops it.</param>
    public StoredAction Execute(TransportRequest request, int post, bool isStored = true, bool dropAgent = false)
    {
        using var body = JsonDocument.Parse(request.Body);
        var root = body.RootElement;
        var agent = root.GetProperty("endpoint_ids")[0].GetString()!;
        var process = root.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateObject().First().Value.ToString() : null;
        var action = Store(Command(request.Path), dropAgent ? null : agent, root.GetProperty("comment").GetString()!, isStored);
        if (dropAgent)
        {
            // "Every one of no agents has answered."
            action.IsCompleted = true;
            return action;
        }

        HandOut(action, Hosts.Single(h => h.AgentId == agent), process, post);
        return action;
    }

    /// <summary>A person releases a host in Kibana's own pages.</summary>
    public void ReleaseByPerson(SimulatedHost host)
    {
        var action = Store("unisolate", host.AgentId, "clean", isListed: true);
        history.ReleasedByPerson(host, clock.Now);
        host.Isolate(false, clock.Now);
        action.IsCompleted = true;
    }

    /// <summary>A person isolates a host in Kibana's own pages.</summary>
    public void IsolateByPerson(SimulatedHost host)
    {
        var action = Store("isolate", host.AgentId, "suspicious", isListed: true);
        history.IsolatedByPerson(host, clock.Now);
        host.Isolate(true, clock.Now);
        action.IsCompleted = true;
    }

    public TransportResponse Read(TransportRequest request)
    {
        if (request.Path.StartsWith("/api/endpoint/metadata/", StringComparison.Ordinal))
            return Metadata(request.Path["/api/endpoint/metadata/".Length..]);
        if (request.Path == "/api/endpoint/metadata")
            return Json($$"""{"data":[],"total":{{Hosts.Count}}}""");
        if (request.Path.StartsWith("/api/endpoint/action/", StringComparison.Ordinal))
            return Details(request.Path["/api/endpoint/action/".Length..]);

        return List(request);
    }

    public static TransportResponse Answer(StoredAction action) => Json($$"""{"data":{{Write(action)}}}""");

    public static TransportResponse Answer(StoredAction action, string otherAgent) =>
        Json($$"""{"data":{{Write(action, otherAgent)}}}""");

    public static TransportResponse Json(string json, int status = 200, string type = "application/json", params KeyValuePair<string, string>[] headers) => new()
    {
        StatusCode = status,
        Headers = [new("content-type", type), .. headers],
        Body = Encoding.UTF8.GetBytes(json),
    };

    private static string Command(string path) => path[(path.LastIndexOf('/') + 1)..].Replace('_', '-');

    private StoredAction Store(string command, string? agent, string comment, bool isListed)
    {
        var action = new StoredAction { Id = $"action-{++_nextId}", Command = command, AgentId = agent, Comment = comment, StartedAt = OwnNow, IsListed = isListed };
        _actions.Add(action);
        return action;
    }

    private void HandOut(StoredAction action, SimulatedHost host, string? process, int post)
    {
        var expiresAt = clock.Now + Validity;
        void Reach()
        {
            if (clock.Now > expiresAt)
            {
                action.IsExpired = true;
                return;
            }

            if (!host.IsOnline)
            {
                clock.After(clock.Now < expiresAt - TimeSpan.FromHours(12) ? TimeSpan.FromMinutes(10) + (TimeSpan.FromHours(6) * random.NextDouble()) : TimeSpan.FromDays(1), Reach);
                return;
            }

            action.Code = Act(action.Command, host, process);
            action.IsCompleted = true;
            history.Executed(post, action, host, clock.Now);
        }

        clock.After(TimeSpan.FromMilliseconds(random.Next(500, 20_000)), Reach);
    }

    private string? Act(string command, SimulatedHost host, string? process)
    {
        switch (command)
        {
            case "isolate":
                host.Isolate(true, clock.Now);
                return null;
            case "unisolate":
                host.Isolate(false, clock.Now);
                return null;
            case "kill-process":
                return host.Processes.Remove(process!) ? "ra_kill-process_success_done"
                    : process!.StartsWith('e') ? "ra_kill-process_error_not-found" : "ra_kill-process_success_no-action";
            default:
                return host.Processes.Contains(process!) ? "ra_suspend-process_success_done" : "ra_suspend-process_error_not-found";
        }
    }

    private TransportResponse Metadata(string agent)
    {
        var host = Hosts.Single(h => h.AgentId == agent);
        var isolation = host.IsIsolated ? "true" : "false";
        var status = host.IsOnline ? "healthy" : "offline";
        return Json($$"""
            { "metadata": {
                "agent": { "id": "{{agent}}", "type": "endpoint" },
                "host": { "id": "{{host.HostId}}", "name": "{{host.Name}}", "os": { "type": "linux" } },
                "Endpoint": { "state": { "isolation": {{isolation}} } } },
              "host_status": "{{status}}", "last_checkin": "{{(host.IsOnline ? OwnNow : clock.Now - TimeSpan.FromDays(1)):O}}" }
            """);
    }

    private TransportResponse Details(string id) => _actions.Find(a => a.Id == id && a.IsListed) is { } action
        ? Answer(action)
        : Json($$"""{"statusCode":404,"message":"Action with id '{{id}}' not found."}""", 404);

    private TransportResponse List(TransportRequest request)
    {
        var agent = request.Query.First(q => q.Key == "agentIds").Value;
        var commands = request.Query.Where(q => q.Key == "commands").Select(q => q.Value).ToList();
        var start = request.Query.Where(q => q.Key == "startDate").Select(q => DateTimeOffset.Parse(q.Value, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
        var size = int.Parse(request.Query.First(q => q.Key == "pageSize").Value, System.Globalization.CultureInfo.InvariantCulture);
        var page = int.Parse(request.Query.First(q => q.Key == "page").Value, System.Globalization.CultureInfo.InvariantCulture);
        var found = _actions.Where(a => a.IsListed && a.AgentId == agent && commands.Contains(a.Command) && a.StartedAt >= start).Reverse().ToList();
        return Json($$"""{"page":{{page}},"total":{{found.Count}},"data":[{{string.Join(',', found.Skip((page - 1) * size).Take(size).Select(a => Write(a)))}}]}""");
    }

    private static string Write(StoredAction action, string? otherAgent = null)
    {
        var agent = otherAgent ?? action.AgentId;
        var status = action.IsExpired ? "failed" : !action.IsCompleted ? "pending" : action.WasSuccessful ? "successful" : "failed";
        var output = action.Code is null || agent is null ? "" : $$""","outputs": { "{{agent}}": { "type": "json", "content": { "code": "{{action.Code}}" } } }""";
        return $$"""
            {"id":"{{action.Id}}","command":"{{action.Command}}","agentType":"endpoint","agents":[{{(agent is null ? "" : $"\"{agent}\"")}}],"startedAt":"{{action.StartedAt:O}}","isCompleted":{{Bool(action.IsCompleted)}},"wasSuccessful":{{Bool(action.WasSuccessful)}},"isExpired":{{Bool(action.IsExpired)}},"status":"{{status}}","comment":"{{JsonEncodedText.Encode(action.Comment)}}"{{output}}}
            """;
    }

    private static string Bool(bool value) => value ? "true" : "false";
}
