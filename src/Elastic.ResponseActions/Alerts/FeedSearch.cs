using System.Text.Json.Nodes;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions.Alerts;

/// <summary>
/// Finds the next alerts after a position. What was seen is excluded by id, so that the next page is the same search again, and a look that finds
/// nothing costs next to nothing.
/// </summary>
internal sealed class FeedSearch(AlertRoutes alerts, IReadOnlyList<string> ruleIds, int batchSize)
{
    // Each alert holds a copy of its whole rule, and Kibana lets nobody leave it out: `_source` is all, or a list of what is wanted.
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    public async ValueTask<IReadOnlyList<FeedItem>> ReadAsync(AlertFeedPosition position, CancellationToken cancellationToken)
    {
        for (var size = batchSize; ; size /= 2)
        {
            try
            {
                return Items(await alerts.SearchAsync(Search(position, size, withSource: true), MaxAnswerBytes, cancellationToken).ConfigureAwait(false), position);
            }
            catch (TransportException failure) when (failure.InnerException is InvalidDataException)
            {
                // The answer is too large. One alert alone that is too large must not stand in the way of all others.
                if (size == 1)
                    return Items(TooLarge(await alerts.SearchAsync(Search(position, 1, withSource: false), cancellationToken).ConfigureAwait(false)), position);
            }
        }
    }

    private static AlertPage TooLarge(AlertPage page) => new()
    {
        Unreadable = [.. page.Unreadable, .. page.Alerts.Select(static alert => new UnreadableAlert(alert.Id, alert.Timestamp, "The alert is larger than the largest answer that is read (64 MiB)."))],
    };

    private static List<FeedItem> Items(AlertPage page, AlertFeedPosition position) =>
    [
        .. page.Alerts.Select(static alert => new FeedItem(alert.Id, alert.Timestamp) { Alert = alert })
            .Concat(page.Unreadable.Select(static one => new FeedItem(one.Id, one.Timestamp) { Unreadable = one }))
            .Where(item => !position.Seen.ContainsKey(item.Id))
            .OrderBy(static item => item.Timestamp ?? DateTimeOffset.MinValue).ThenBy(static item => item.Id, StringComparer.Ordinal),
    ];

    private ReadOnlyMemory<byte> Search(AlertFeedPosition position, int size, bool withSource)
    {
        var rules = new JsonObject { ["kibana.alert.rule.rule_id"] = Texts(ruleIds) };
        var time = new JsonObject { ["@timestamp"] = new JsonObject { ["gte"] = JsonValue.Create(AlertFeedPositionJson.Text(position.From)) } };
        var search = new JsonObject
        {
            ["size"] = JsonValue.Create(size),
            ["track_total_hits"] = JsonValue.Create(false),
            ["sort"] = new JsonArray(Ascending("@timestamp"), Ascending("kibana.alert.uuid")),
            ["_source"] = withSource ? JsonValue.Create(true) : Texts(["@timestamp"]),
            ["query"] = new JsonObject
            {
                ["bool"] = new JsonObject
                {
                    ["filter"] = new JsonArray(new JsonObject { ["terms"] = rules }, new JsonObject { ["range"] = time }),
                    ["must_not"] = new JsonArray((JsonNode)new JsonObject { ["ids"] = new JsonObject { ["values"] = Texts(position.Seen.Keys) } }),
                },
            },
        };
        return RuleJson.Write(json => search.WriteTo(json));
    }

    private static JsonObject Ascending(string field) => new() { [field] = JsonValue.Create("asc") };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)JsonValue.Create(text))]);
}
