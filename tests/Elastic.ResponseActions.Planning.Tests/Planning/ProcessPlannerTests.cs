using static Elastic.ResponseActions.Planning.Tests.Planning.PlanCases;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class ProcessPlannerTests
{
    [Theory]
    [InlineData("10", "pid=10")]
    [InlineData("\"10\"", "pid=\"10\"")]
    [InlineData("\"0\"", "pid=\"0\"")]
    [InlineData("-1", "pid=-1")]
    [InlineData("1.5", "pid=1.5")]
    [InlineData("true", "pid=true")]
    [InlineData("[]", "pid=[]")]
    [InlineData("[0]", "pid=[0]")]
    [InlineData("{}", "pid={}")]
    [InlineData("0", null)]
    [InlineData("-0", null)]
    [InlineData("0.0", null)]
    [InlineData("0e5", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("false", null)]
    public void Plan_Value_IsFoundWhereJavaScriptFindsItTrue(string value, string? process)
    {
        var line = Lines(Plan(Rule(Kill()), Alert("A", "X", $"\"process.pid\":{value}")));

        Assert.Equal(
            process is null
                ? "kill-process X <A> [The action was called with a non-existing event field name: process.pid]"
                : $"kill-process X {process} <A>",
            Assert.Single(line));
    }

    [Theory]
    [InlineData("process.entity_id", "entity_id")]
    [InlineData("process.parent.entity_id", "entity_id")]
    [InlineData("my_entity_id_field", "entity_id")]
    [InlineData("process.parent.pid", "pid")]
    [InlineData("process.name", "pid")]
    [InlineData("process.Entity_Id", "pid")]
    public void Plan_ParameterName_IsDecidedByTheFieldsName(string field, string expected)
    {
        var plan = Plan(Rule(Kill(field)), Alert("A", "X", $"\"{field}\":\"v\""));

        Assert.Equal($"kill-process X {expected}=\"v\" <A>", Assert.Single(Lines(plan)));
    }

    [Fact]
    public void Plan_OverwriteTrue_UsesProcessPidWhateverTheFieldSays()
    {
        var action = new SuspendProcessAction { Selector = new ProcessSelector { Overwrite = true, Field = "process.entity_id" } };

        var plan = Plan(Rule(action), Alert("A", "X", "\"process\":{\"pid\":5,\"entity_id\":\"e\"}"));

        Assert.Equal("suspend-process X pid=5 <A>", Assert.Single(Lines(plan)));
    }

    [Fact]
    public void Plan_Values_AreGroupedAsTextAndTheLastOneIsSent()
    {
        var plan = Plan(
            Rule(Kill()),
            Alert("A1", "X", "\"process.pid\":10"),
            Alert("A2", "Y", "\"process.pid\":10"),
            Alert("A3", "X", "\"process.pid\":7"),
            Alert("A4", "X", "\"process.pid\":1e1"),
            Alert("A5", "X", "\"process.pid\":[10]"),
            Alert("A6", "X", "\"process.pid\":\"10\""));

        Assert.Equal(
            ["kill-process X pid=\"10\" <A1,A4,A5,A6>", "kill-process X pid=7 <A3>", "kill-process Y pid=10 <A2>"],
            Lines(plan));
    }

    [Fact]
    public void Plan_SameAlertTwice_KeepsBothIds()
    {
        var alert = Alert("A", "X", "\"process.pid\":10");

        Assert.Equal("kill-process X pid=10 <A,A>", Assert.Single(Lines(Plan(Rule(Kill()), alert, alert))));
    }

    [Fact]
    public void Plan_MissingValues_GiveOneFailedActionAHost()
    {
        var plan = Plan(Rule(Kill("a.b")), Alert("A1", "X"), Alert("A2", "Y"), Alert("A3", "X", "\"a.b\":0"));

        const string Error = "[The action was called with a non-existing event field name: a.b]";
        Assert.Equal([$"kill-process X <A1,A3> {Error}", $"kill-process Y <A2> {Error}"], Lines(plan));
        Assert.All(plan.Actions, action => Assert.Equal(("a.b", null, null), (action.ParameterField, action.ParameterName, action.ParameterValue)));
    }

    [Fact]
    public void Plan_Evidence_DescribesTheProcessThatIsMeant()
    {
        const string Fields = "\"process\":{\"name\":\"child\",\"executable\":\"/child\",\"pid\":5,\"parent\":{\"name\":\"mother\",\"executable\":\"/mother\",\"pid\":4}}";

        AlertEvidence Evidence(string? field) => Assert.Single(Assert.Single(Plan(Rule(Kill(field)), Alert("A", "X", Fields)).Actions).Evidence);

        Assert.Equal(("child", "/child"), (Evidence(null).ProcessName, Evidence(null).ProcessExecutable));
        Assert.Equal(("mother", "/mother"), (Evidence("process.parent.pid").ProcessName, Evidence("process.parent.pid").ProcessExecutable));
        Assert.Equal((null, null), (Evidence("pid").ProcessName, Evidence("pid").ProcessExecutable));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, null, false)]
    [InlineData(false, true, false)]
    [InlineData(null, true, false)]
    public void Plan_KillDescendants_NeedsRuleAndServer(bool? rule, bool? server, bool expected)
    {
        var selector = new ProcessSelector { KillDescendants = rule };
        var facts = new PlanningFacts { HonoursKillDescendants = server };
        Alert[] alerts = [Alert("A", "X", "\"process.pid\":5")];

        Assert.Equal(expected, ResponsePlanner.Plan(Rule(new KillProcessAction { Selector = selector }), alerts, facts).Actions[0].KillDescendants);
        Assert.False(ResponsePlanner.Plan(Rule(new SuspendProcessAction { Selector = selector }), alerts, facts).Actions[0].KillDescendants);
    }

    [Fact]
    public void Equals_ProcessValue_ComparesByValue()
    {
        PlannedAction Action(string pid) => Plan(Rule(Kill()), Alert("A", "X", $"\"process.pid\":{pid}")).Actions[0];

        Assert.Equal(Action("5"), Action("5"));
        Assert.NotEqual(Action("5"), Action("6"));
    }
}
