using System.Text.Json;
using CsCheck;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Ledger;

public sealed class LedgerJsonTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.Const("\r\n\u001b[31m\u202e"), Gen.Const("\"}{,"), Gen.String[Gen.Char['a', 'z'], 0, 400]).Where(static t => !t.Any(char.IsSurrogate));
    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Text.Select(static t => (string?)t));
    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, TimeSpan.TicksPerDay * 3650].Select(static t => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(t));
    private static readonly Gen<JsonElement?> Value = Gen.Int[0, 8].Select(static i => new string?[] { "4242", "12.0", "1e3", "\"12\"", "[1,2]", "null", "{\"a\":1}", "\"ent\\u0000ity\"", null }[i])
        .Select(static t => t is null ? (JsonElement?)null : JsonElement.Parse(t));

    private static readonly Gen<AlertEvidence> Evidence = Gen.Select(Text, Maybe, Maybe, Maybe, Maybe, Maybe).Select(static (id, type, host, name, process, path) => new AlertEvidence
    {
        AlertId = id,
        AgentType = type is null ? null : new AgentType(type),
        HostId = host,
        HostName = name,
        HostOsType = type,
        ProcessName = process,
        ProcessExecutable = path,
    });

    private static readonly Gen<PlannedAction> Action = Gen.Select(
        Gen.Select(Text, Text, Maybe, Maybe, Value, Gen.Bool, Maybe),
        Gen.Select(Text.List[0, 3], Evidence.List[0, 3], Text.List[0, 3], Gen.Int, Text, Maybe, Gen.OneOf(Gen.Const((DateTimeOffset?)null), Time.Select(static t => (DateTimeOffset?)t))))
        .Select(static (a, b) => new PlannedAction
        {
            Command = new ResponseActionCommand(a.Item1),
            Target = new EndpointId(a.Item2),
            AgentIds = [.. b.Item1.Select(static t => new EndpointId(t))],
            HostName = a.Item3,
            ParameterName = a.Item4,
            ParameterValue = a.Item5,
            ParameterField = a.Item7,
            KillDescendants = a.Item6,
            Script = a.Item6 ? new RunScript { ScriptId = a.Item3, ScriptInput = a.Item4, TimeoutSeconds = a.Item3 is null ? null : 1.5 } : null,
            AlertIds = b.Item1,
            AlertOrigin = a.Item6 ? AlertOrigin.Kibana : default,
            Evidence = b.Item2,
            RuleId = b.Item6,
            RuleUuid = a.Item7,
            RuleName = b.Item6,
            RuleTags = b.Item3,
            ActionIndex = b.Item4,
            SpaceId = b.Item5,
            Comment = a.Item3,
            Error = b.Item6,
            Reason = b.Item5,
            EventTime = b.Item7,
            RequestId = a.Item7,
        });

    [Fact]
    public void Load_AnyActionThatWasWritten_IsTheSameAction() => Action.Sample(static action =>
    {
        var ledger = new ListLedger();
        var key = ActionKey.Of(action, "https://kibana");
        var intent = new LedgerEntry { Key = key, Action = action, IntendedAt = DateTimeOffset.UnixEpoch, NotAfter = action.EventTime };
        var written = ledger.AddIntentAsync(intent, default).AsTask().Result;

        var read = new ListLedger(ledger.Records).FindAsync(key, default).AsTask().Result!;

        Assert.Equal(written, read);
        Assert.Equal(key, ActionKey.Of(read.Action, "https://kibana"));
    }, iter: 5_000);
}
