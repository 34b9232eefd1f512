namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/planning.md.</summary>
internal static class PlanARule
{
    public static void Run(DetectionRule rule, IReadOnlyList<Alert> alerts)
    {
        ResponsePlan plan = ResponsePlanner.Plan(rule, alerts, PlanningFacts.Unknown);
        foreach (PlannedAction action in plan.Actions)
            Console.WriteLine(action);   // kill-process pid 10 on 'X' (web-01)
        foreach (PlanNote note in plan.Notes)
            Console.WriteLine(note);     // what was dropped, and why
    }
}
