using System.Text.Json;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Alerts;

/// <summary>An alerts index in which each alert is seen only from some time on, searched in the slow and obvious way. It stops the reader when the time is over.</summary>
internal sealed class SlowAlertIndex(TimeProvider time, DateTimeOffset end, CancellationTokenSource stop) : IResponseActionTransport
{
    public sealed record Stored(string Id, DateTimeOffset Timestamp, DateTimeOffset VisibleAt, string RuleId = "r-1", string Extra = "");

    public List<Stored> Alerts { get; } = [];

    public List<DateTimeOffset> Searches { get; } = [];

    public int MaxBytes { get; set; } = int.MaxValue;

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        Assert.Equal("POST /api/detection_engine/signals/search", request.ToString());
        var now = time.GetUtcNow();
        if (now > end)
            stop.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        Searches.Add(now);

        var search = JsonElement.Parse(request.Body.Span);
        var filter = search.GetProperty("query").GetProperty("bool").GetProperty("filter");
        var rules = Texts(filter[0].GetProperty("terms").GetProperty("kibana.alert.rule.rule_id"));
        var from = filter[1].GetProperty("range").GetProperty("@timestamp").GetProperty("gte").GetDateTimeOffset();
        var seen = Texts(search.GetProperty("query").GetProperty("bool").GetProperty("must_not")[0].GetProperty("ids").GetProperty("values")).ToHashSet();
        var whole = search.GetProperty("_source").ValueKind == JsonValueKind.True;
        var hits = Alerts
            .Where(alert => alert.VisibleAt <= now && alert.Timestamp >= from && rules.Contains(alert.RuleId) && !seen.Contains(alert.Id))
            .OrderBy(alert => alert.Timestamp).ThenBy(alert => alert.Id, StringComparer.Ordinal)
            .Take(search.GetProperty("size").GetInt32())
            .Select(alert => Hit(alert, whole));
        var body = $$$"""{"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"hits":[{{{string.Join(',', hits)}}}]}}""";
        return body.Length <= MaxBytes
            ? ValueTask.FromResult(FaultTransport.Answer(200, body))
            : throw new TransportException("too large", true, new InvalidDataException("the answer is larger"));
    }

    private static string Hit(Stored alert, bool whole) => whole
        ? $$$"""{"_id":"{{{alert.Id}}}","_source":{"@timestamp":"{{{alert.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}","kibana.alert.rule.rule_id":"{{{alert.RuleId}}}","kibana.space_ids":["default"]{{{alert.Extra}}}}}"""
        : $$$"""{"_id":"{{{alert.Id}}}","_source":{"@timestamp":"{{{alert.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}"}}""";

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
