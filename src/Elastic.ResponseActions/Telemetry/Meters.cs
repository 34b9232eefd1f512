using System.Diagnostics.Metrics;
using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions.Telemetry;

/// <summary>The instruments. Tags have few values: no host, no rule, no text of anybody's.</summary>
internal static class Meters
{
    private static readonly Meter Meter = new(ResponseActionsTelemetry.MeterName);

    private static readonly Counter<long> Sends =
        Meter.CreateCounter<long>("response_actions.sends", "{request}", "Requests of actions that left, by what their answer meant.");

    private static readonly Histogram<double> SendDuration =
        Meter.CreateHistogram<double>("response_actions.send.duration", "s", "From the first byte of an action's request to the answer.");

    private static readonly Counter<long> Outcomes =
        Meter.CreateCounter<long>("response_actions.outcomes", "{action}", "Actions that were stopped, parked or ended, by outcome.");

    private static readonly Counter<long> ReadRetries =
        Meter.CreateCounter<long>("response_actions.read.retries", "{request}", "Reads of Kibana that were tried again.");

    public static void Sent(AskedAction asked, SendVerdict verdict, TimeSpan took)
    {
        var command = Command(asked);
        Sends.Add(1, command, new("response_actions.result", Result(verdict)));
        SendDuration.Record(took.TotalSeconds, command);
    }

    public static void Ended(AskedAction asked, ActionOutcome outcome) =>
        Outcomes.Add(1, Command(asked), new("response_actions.outcome", outcome.Kind.ToString()), new("response_actions.guard", outcome.Guard));

    public static void ReadRetried() => ReadRetries.Add(1);

    private static string Result(SendVerdict verdict) => verdict switch
    {
        SendVerdict.Executed => "executed",
        SendVerdict.Ambiguous => "ambiguous",
        SendVerdict.NotExecuted => "not_executed",
        SendVerdict.Blocked => "blocked",
        SendVerdict.Wrong => "wrong",
        _ => "refused",
    };

    private static KeyValuePair<string, object?> Command(AskedAction asked) => new("response_actions.command", asked.Command.Name);
}
