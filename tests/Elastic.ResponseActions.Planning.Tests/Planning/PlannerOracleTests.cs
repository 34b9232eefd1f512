using CsCheck;
using Elastic.ResponseActions.Planning.Tests.Oracle;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class PlannerOracleTests
{
    private static readonly Gen<string> Value = Gens.Pick("10", "10.0", "\"10\"", "7", "0", "0.0", "\"\"", "null", "false", "true", "[10]", "[]", "{}", "\"e1\"", "-3");

    private static readonly Gen<string> Document =
        Gen.Select(
            Gens.Pick("\"agent.id\":\"X\"", "\"agent.id\":\"Y\"", "\"agent\":{\"id\":\"X\"}", "\"agent.id\":\"\"", "\"agent.id\":[\"X\"]", "\"no\":1"),
            Gens.Pick("\"agent.type\":\"endpoint\"", "\"agent.type\":\"endpoint\"", "\"agent.type\":\"filebeat\"", "\"none\":1"),
            Gen.Select(Gens.Pick("\"process.pid\":", "\"process\":{\"pid\":", "\"process\":{\"entity_id\":", "\"process.parent\":{\"pid\":", "\"other\":"), Value, (name, value) => name + value + (name.Contains('{') ? "}" : "")),
            Gens.Pick("\"kibana.space_ids\":[\"default\"]", "\"kibana.space_ids\":[\"default\"]", "\"kibana\":{\"space_ids\":[]}"),
            (agent, type, process, space) => $"{{{agent},{type},{process},{space}}}");

    private static readonly Gen<ProcessSelector> Selector = Gens.Pick<ProcessSelector>(
        new(), new() { Overwrite = false, Field = "process.entity_id" }, new() { Overwrite = false, Field = "process.parent.pid" }, new() { Overwrite = false, Field = "nowhere" });

    private static readonly Gen<RuleResponseAction> Action = Gen.OneOf<RuleResponseAction>(
        Gen.Const<RuleResponseAction>(new IsolateAction()),
        Selector.Select(selector => (RuleResponseAction)new KillProcessAction { Selector = selector }),
        Selector.Select(selector => (RuleResponseAction)new SuspendProcessAction { Selector = selector }),
        Gen.Const<RuleResponseAction>(new KillProcessAction()));

    private static readonly Gen<PlanningFacts> Facts = Gens.Pick(
        PlanningFacts.Unknown,
        PlanCases.Known("X", "Y"),
        PlanCases.Known("X"),
        PlanCases.Known("Y") with { License = LicenseLevel.Gold },
        new PlanningFacts { License = LicenseLevel.Trial });

    [Fact]
    public void Plan_AnyAlerts_AgreesWithTheSlowPlanner() =>
        Gen.Select(Action.Array[0, 3], Document.Array[0, 8], Facts).Sample((actions, documents, facts) =>
        {
            var named = documents.Select((json, index) => ($"A{index}", json)).ToList();
            var alerts = named.Select(one => PlanCases.Read(one.Item1, one.json)).ToList();

            var plan = ResponsePlanner.Plan(PlanCases.Rule(actions), alerts, facts);

            Assert.Equal(
                SlowPlanner.Plan(actions, named, facts).Order(StringComparer.Ordinal),
                plan.Actions.Select(SlowPlanner.Line).Order(StringComparer.Ordinal));
        });

    [Fact]
    public void Plan_AnyAlerts_LosesNoneInSilence() =>
        Gen.Select(Action.Array[1, 3], Document.Array[0, 8], Facts).Sample((actions, documents, facts) =>
        {
            var alerts = documents.Select((json, index) => PlanCases.Read($"A{index}", json)).ToList();

            var plan = ResponsePlanner.Plan(PlanCases.Rule(actions), alerts, facts);

            for (var action = 0; action < actions.Length; action++)
            {
                var planned = plan.Actions.Where(one => one.ActionIndex == action).SelectMany(one => one.AlertIds);
                var noted = plan.Notes.Where(note => note.ActionIndex is null || note.ActionIndex == action).SelectMany(note => note.AlertIds);
                Assert.Equal(alerts.Select(alert => alert.Id).Order(StringComparer.Ordinal), planned.Concat(noted).Order(StringComparer.Ordinal));
            }
        });
}
