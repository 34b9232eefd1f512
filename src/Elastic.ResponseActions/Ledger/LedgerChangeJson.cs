using System.Buffers;
using System.Text.Json;

namespace Elastic.ResponseActions.Ledger;

/// <summary>The JSON of a ledger's records. Members are only ever added; a kind that is not known is a newer version's, and nothing is guessed.</summary>
internal static class LedgerChangeJson
{
    public static ReadOnlyMemory<byte> Write(LedgerChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind(change));
            json.WriteString("at", change.At);
            WriteMembers(json, change);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is of a kind, or holds a word, that is not known.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member is of another type.</exception>
    public static LedgerChange Read(ReadOnlyMemory<byte> utf8Body)
    {
        using var document = JsonDocument.Parse(utf8Body);
        var json = document.RootElement;
        var at = LedgerJson.At(json);
        return LedgerJson.Required(json, "kind") switch
        {
            "opened" => new LedgerChange.Opened(at, json.GetProperty("writer").GetInt64()),
            "intended" => new LedgerChange.Intended(ReadEntry(json, at)),
            "moved" => new LedgerChange.Moved(ReadKey(json), ReadTransition(json, at)),
            "decided" => new LedgerChange.Decided(ReadApproval(json, at)),
            "tripped" => new LedgerChange.Tripped(new BreakerTrip { RuleId = LedgerJson.Text(json, "rule"), Reason = LedgerJson.Required(json, "reason"), At = at }),
            "reset" => new LedgerChange.Reset(new BreakerReset { RuleId = LedgerJson.Text(json, "rule"), By = LedgerJson.Required(json, "by"), Reason = LedgerJson.Required(json, "reason"), At = at }),
            "leased" => new LedgerChange.Leased(LeaseJson.ReadLease(json, at)),
            "lease_ended" => new LedgerChange.LeaseEnded(LeaseJson.ReadEnd(json, at)),
            var kind => throw new FormatException($"Its kind `{kind}` is not known to this version."),
        };
    }

    private static string Kind(LedgerChange change) => change switch
    {
        LedgerChange.Opened => "opened",
        LedgerChange.Intended => "intended",
        LedgerChange.Moved => "moved",
        LedgerChange.Decided => "decided",
        LedgerChange.Tripped => "tripped",
        LedgerChange.Reset => "reset",
        LedgerChange.Leased => "leased",
        LedgerChange.LeaseEnded => "lease_ended",
        _ => throw new ArgumentException($"No kind is known for {change}.", nameof(change)),
    };

    private static void WriteMembers(Utf8JsonWriter json, LedgerChange change)
    {
        switch (change)
        {
            case LedgerChange.Opened { Writer: var writer }:
                json.WriteNumber("writer", writer);
                break;

            case LedgerChange.Intended { Entry: var entry }:
                json.WriteString("key", entry.Key.Value);
                json.Time("not_after", entry.NotAfter);
                json.Text("trace", entry.TraceParent);
                json.WriteStartObject("action");
                PlannedActionJson.Write(json, entry.Action);
                json.WriteEndObject();
                break;

            case LedgerChange.Moved { Key: var key, Transition: var transition }:
                json.WriteString("key", key.Value);
                json.WriteString("state", transition.State.ToString());
                json.Text("id", transition.ActionId);
                json.Flag("may_be_unlisted", transition.MayBeUnlisted);
                WriteOutcome(json, transition.Outcome);
                break;

            case LedgerChange.Decided { Approval: var approval }:
                json.WriteString("key", approval.Key.Value);
                json.WriteString("digest", approval.Digest.Value);
                json.Flag("granted", approval.IsGranted);
                json.WriteString("by", approval.By);
                json.WriteString("reason", approval.Reason);
                break;

            case LedgerChange.Tripped { Trip: var trip }:
                json.Text("rule", trip.RuleId);
                json.WriteString("reason", trip.Reason);
                break;

            case LedgerChange.Reset { Decision: var reset }:
                json.Text("rule", reset.RuleId);
                json.WriteString("by", reset.By);
                json.WriteString("reason", reset.Reason);
                break;

            case LedgerChange.Leased { Lease: var lease }:
                LeaseJson.Write(json, lease);
                break;

            case LedgerChange.LeaseEnded { End: var end }:
                LeaseJson.Write(json, end);
                break;
        }
    }

    private static void WriteOutcome(Utf8JsonWriter json, ActionOutcome? outcome)
    {
        if (outcome is null)
            return;

        json.WriteStartObject("outcome");
        json.WriteString("kind", outcome.Kind.ToString());
        json.WriteString("reason", outcome.Reason);
        json.Text("code", outcome.Code);
        json.Text("guard", outcome.Guard);
        json.Flag("already_so", outcome.AlreadySo);
        json.WriteEndObject();
    }

    private static ActionKey ReadKey(JsonElement json) => new(LedgerJson.Required(json, "key"));

    private static LedgerEntry ReadEntry(JsonElement json, DateTimeOffset at) => new()
    {
        Key = ReadKey(json),
        IntendedAt = at,
        NotAfter = LedgerJson.Time(json, "not_after"),
        TraceParent = LedgerJson.Text(json, "trace"),
        Action = PlannedActionJson.Read(json.GetProperty("action")),
    };

    private static Approval ReadApproval(JsonElement json, DateTimeOffset at) => new()
    {
        Key = ReadKey(json),
        Digest = new ApprovalDigest(LedgerJson.Required(json, "digest")),
        IsGranted = LedgerJson.Flag(json, "granted"),
        By = LedgerJson.Required(json, "by"),
        Reason = LedgerJson.Required(json, "reason"),
        At = at,
    };

    private static LedgerTransition ReadTransition(JsonElement json, DateTimeOffset at) => new()
    {
        At = at,
        State = LedgerJson.Enum<ActionState>(json, "state"),
        ActionId = LedgerJson.Text(json, "id"),
        MayBeUnlisted = LedgerJson.Flag(json, "may_be_unlisted"),
        Outcome = json.TryGetProperty("outcome", out var outcome) ? ReadOutcome(outcome) : null,
    };

    private static ActionOutcome ReadOutcome(JsonElement json) => new()
    {
        Kind = LedgerJson.Enum<ActionOutcomeKind>(json, "kind"),
        Reason = LedgerJson.Required(json, "reason"),
        Code = LedgerJson.Text(json, "code"),
        Guard = LedgerJson.Text(json, "guard"),
        AlreadySo = LedgerJson.Flag(json, "already_so"),
    };
}
