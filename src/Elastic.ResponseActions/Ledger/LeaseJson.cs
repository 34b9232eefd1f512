using System.Text.Json;

namespace Elastic.ResponseActions.Ledger;

/// <summary>A ledger's records about leases.</summary>
internal static class LeaseJson
{
    public static void Write(Utf8JsonWriter json, HostLease lease)
    {
        json.WriteString("host", lease.Host.Value);
        json.WriteString("rule", lease.RuleId);
        json.WriteString("isolation", lease.Isolation.Value);
        json.WriteString("until", lease.Until);
    }

    public static void Write(Utf8JsonWriter json, LeaseEnd end)
    {
        json.WriteString("host", end.Host.Value);
        json.Text("by", end.By);
        json.WriteString("reason", end.Reason);
    }

    public static HostLease ReadLease(JsonElement json, DateTimeOffset at) => new()
    {
        Host = new EndpointId(LedgerJson.Required(json, "host")),
        RuleId = LedgerJson.Required(json, "rule"),
        Isolation = new ActionKey(LedgerJson.Required(json, "isolation")),
        At = at,
        Until = LedgerJson.Time(json, "until") ?? throw new FormatException("`until` is missing."),
    };

    public static LeaseEnd ReadEnd(JsonElement json, DateTimeOffset at) => new()
    {
        Host = new EndpointId(LedgerJson.Required(json, "host")),
        By = LedgerJson.Text(json, "by"),
        Reason = LedgerJson.Required(json, "reason"),
        At = at,
    };
}
