using System.Diagnostics;

namespace Elastic.ResponseActions.Telemetry;

/// <summary>The spans. Tags have few values: no host, no rule, no text of anybody's.</summary>
internal static class Traces
{
    private static readonly ActivitySource Source = new(ResponseActionsTelemetry.ActivitySourceName);

    /// <summary>A pass that has alerts, from facts to outcomes.</summary>
    public static Activity? Respond(int alerts) => Source.StartActivity("response_actions.respond")?.SetTag("response_actions.alerts", alerts);

    /// <summary>One action, from its approval to where it is sent, stopped or parked.</summary>
    public static Activity? Dispatch(AskedAction asked) => Of("response_actions.dispatch", asked, ActivityKind.Client);

    /// <summary>The wait for a host's answer.</summary>
    public static Activity? Wait(AskedAction asked) => Of("response_actions.wait", asked, ActivityKind.Internal);

    public static void End(Activity? activity, ActionOutcome outcome)
    {
        if (activity is null)
            return;

        activity.SetTag("response_actions.outcome", outcome.Kind.ToString());
        if (outcome.Kind is ActionOutcomeKind.Failed or ActionOutcomeKind.Parked or ActionOutcomeKind.Blocked)
            activity.SetStatus(ActivityStatusCode.Error);
    }

    private static Activity? Of(string name, AskedAction asked, ActivityKind kind) => Source.StartActivity(name, kind)
        ?.SetTag("response_actions.command", asked.Command.Name)
        .SetTag("response_actions.agent_type", asked.AgentType.Name);
}
