using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>Reads the answer to a bulk action: that of a success and that of a 500 in which some rules succeeded.</summary>
internal sealed class RuleBulkReader(KibanaConnection kibana, TransportRequest request, TransportResponse response)
{
    /// <summary>Null where the answer holds no result.</summary>
    public RuleBulkResult? TryRead(JsonElement json)
    {
        if (json.Member("attributes") is not { } attributes || attributes.Member("summary") is not { ValueKind: JsonValueKind.Object } summary)
            return null;

        return new RuleBulkResult
        {
            Succeeded = summary.Count("succeeded") ?? 0,
            Failed = summary.Count("failed") ?? 0,
            Skipped = summary.Count("skipped") ?? 0,
            Total = summary.Count("total") ?? 0,
            Updated = Rules(attributes, "updated"),
            Created = Rules(attributes, "created"),
            Deleted = Rules(attributes, "deleted"),
            Errors = [.. attributes.Items("errors").Select(Error)],
        };
    }

    private RuleBulkError Error(JsonElement json) => new()
    {
        Message = VisibleText.Of(kibana.Conceal(json.Text("message") ?? "")),
        StatusCode = json.Count("status_code") is { } status and >= 100 and <= 599 ? (int)status : null,
        Code = json.Text("err_code"),
        RuleIds = [.. json.Items("rules").Select(static rule => rule.Text("id")).OfType<string>()],
    };

    private List<DetectionRule> Rules(JsonElement attributes, string list) =>
        attributes.Member("results") is { } results ? [.. results.Items(list).Select(rule => RuleJson.Read(kibana, request, response, rule))] : [];
}
