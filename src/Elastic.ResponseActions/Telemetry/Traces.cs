using System.Diagnostics;

namespace Elastic.ResponseActions.Telemetry;

/// <summary>The spans. Tags have few values: no host, no rule, no text of anybody's.</summary>
internal static class Traces
{
    private static readonly ActivitySource Source = new(ResponseActionsTelemetry.ActivitySourceName);

    /// <summary>A pass that has alerts, from facts to outcomes.</summary>
    public static Activity? Respond(int alerts) => Source.StartActivity("response_actions.respond")?.SetTag("response_actions.alerts", alerts);

    /// <summary>The W3C <c>traceparent</c> of what is under way here; null where nothing is traced.</summary>
    public static string? Parent => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>One action, from its approval to where it is sent, stopped or parked. What was enqueued goes on in the trace it came from.</summary>
    public static Activity? Dispatch(AskedAction asked, string? parent = null) => Of("response_actions.dispatch", asked, ActivityKind.Client, ContextOf(parent));

    /// <summary>The wait for a host's answer.</summary>
    public static Activity? Wait(AskedAction asked) => Of("response_actions.wait", asked, ActivityKind.Internal, default);

    /// <summary>The same wait, told when it is over: nobody was waiting but the dispatcher.</summary>
    public static void Waited(AskedAction asked, string? parent, DateTimeOffset? from, DateTimeOffset to, ActionOutcome outcome)
    {
        using var span = Of("response_actions.wait", asked, ActivityKind.Internal, ContextOf(parent), from ?? to);
        End(span, outcome);
        span?.SetEndTime(to.UtcDateTime);
    }

    /// <summary>Nothing has changed: a host that stays offline must not fill the trace.</summary>
    public static void Forget(Activity? activity)
    {
        if (activity is null)
            return;

        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    public static void End(Activity? activity, ActionOutcome outcome)
    {
        if (activity is null)
            return;

        activity.SetTag("response_actions.outcome", outcome.Kind.ToString());
        if (outcome.Kind is ActionOutcomeKind.Failed or ActionOutcomeKind.Parked or ActionOutcomeKind.Blocked)
            activity.SetStatus(ActivityStatusCode.Error);
    }

    // From the ledger, and so from whoever may write there: what cannot be read is no parent.
    private static ActivityContext ContextOf(string? parent) => ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default;

    private static Activity? Of(string name, AskedAction asked, ActivityKind kind, ActivityContext parent, DateTimeOffset from = default) => Source.StartActivity(name, kind, parent, startTime: from)
        ?.SetTag("response_actions.command", asked.Command.Name)
        .SetTag("response_actions.agent_type", asked.AgentType.Name);
}
