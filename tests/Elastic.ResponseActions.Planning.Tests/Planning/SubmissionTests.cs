using static Elastic.ResponseActions.Planning.Tests.Planning.PlanCases;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class SubmissionTests
{
    private const string Licence = "At least Enterprise license is required to use Response Actions.";
    private const string NoDefend = "The host does not have Elastic Defend integration installed";
    private const string NoField = "The action was called with a non-existing event field name: process.pid";

    private static readonly PolicyLookUpFailure Failure = new("policy look-up broke", Repeats: false);

    [Fact]
    public void Plan_Errors_TheFirstOfTheOrderHidesTheOthers()
    {
        string? Error(PlanningFacts facts, string fields = "") => Assert.Single(ResponsePlanner.Plan(Rule(Kill()), [Alert("A", "X", fields)], facts).Actions).Error;

        var nobody = Known() with { License = LicenseLevel.Platinum, PolicyLookUpFailure = Failure };
        Assert.Equal(Licence, Error(nobody));
        Assert.Equal(NoDefend, Error(nobody with { License = LicenseLevel.Trial }));
        Assert.Equal(Failure.Message, Error(Known("X") with { PolicyLookUpFailure = Failure }));
        Assert.Equal(NoField, Error(Known("X")));
        Assert.Null(Error(Known("X"), "\"process.pid\":5"));
    }

    [Theory]
    [InlineData(false, "Action [runscript] not supported")]
    [InlineData(true, null)]
    [InlineData(null, null)]
    public void Plan_RunScript_IsUnsupportedWhereTheServerSaysSo(bool? automates, string? error)
    {
        var script = new RunScriptAction { Config = new() { Linux = new() { ScriptId = "s" } } };
        var facts = Known("X") with { AutomatesRunScript = automates, PolicyLookUpFailure = automates == false ? Failure : null };

        Assert.Equal(error, ResponsePlanner.Plan(Rule(script), [Alert("A", "X", "\"host.os.type\":\"linux\"")], facts).Actions[0].Error);
    }

    [Theory]
    [InlineData("c", "c. (WARNING: The following agent ids are not valid: [\"X\"] and will not be included in action request)")]
    [InlineData("", "(WARNING: The following agent ids are not valid: [\"X\"] and will not be included in action request)")]
    [InlineData(null, "(WARNING: The following agent ids are not valid: [\"X\"] and will not be included in action request)")]
    public void Plan_HostWithoutElasticDefend_IsDroppedWithAWarning(string? comment, string expected)
    {
        var plan = ResponsePlanner.Plan(Rule(new IsolateAction { Comment = comment }), [Alert("A", "X")], Known("Y"));

        var action = Assert.Single(plan.Actions);
        Assert.Empty(action.AgentIds);
        Assert.Equal((new EndpointId("X"), expected, NoDefend), (action.Target, action.Comment, action.Error));
    }

    [Fact]
    public void Plan_UnknownFacts_FailNothing()
    {
        var action = Assert.Single(Plan(Rule(Isolate), Alert("A", "X")).Actions);

        Assert.Equal((null, 1, "c"), (action.Error, action.AgentIds.Count, action.Comment));
    }

    [Fact]
    public void Plan_PolicyLookUpFailsTwice_StoresNothing()
    {
        var facts = Known("X") with { PolicyLookUpFailure = Failure with { Repeats = true } };

        var plan = ResponsePlanner.Plan(Rule(Isolate), [Alert("A", "X"), Alert("B", "Y")], facts);

        Assert.Equal($"isolate Y <B> [{NoDefend}]", Assert.Single(Lines(plan)));
        Assert.Equal("the policy look-up fails twice (policy look-up broke). Kibana stores no action for agent 'X'.", Assert.Single(plan.Notes).Message);
        Assert.Equal(["A"], plan.Notes[0].AlertIds);
    }
}
