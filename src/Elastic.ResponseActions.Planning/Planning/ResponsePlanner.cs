namespace Elastic.ResponseActions;

/// <summary>Plans what Kibana would do for the alerts of one rule pass, exactly, the actions that fail at once included. Sends nothing; holds no state; share it between threads.</summary>
public static class ResponsePlanner
{
    /// <summary>Plans one pass: the alerts that one run of the rule has made.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alerts">The alerts of this pass, in the order they were made.</param>
    /// <param name="facts">What is known of the server; unknown facts fail nothing.</param>
    public static ResponsePlan Plan(DetectionRule rule, IReadOnlyList<Alert> alerts, PlanningFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(facts);
        throw new NotImplementedException();
    }
}
