using System.Text;

namespace Elastic.ResponseActions.Planning.Tests.Rules;

public sealed class ResponseActionsDiffTests
{
    private const string Isolate = """{"action_type_id":".endpoint","params":{"command":"isolate"}}""";
    private const string KillPid = """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true,"field":""}}}""";
    private const string KillParent = """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":false,"field":"process.parent.pid"}}}""";
    private const string KillFuture = """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true,"field":"","future":1}}}""";
    private const string Osquery = """{"action_type_id":".osquery","params":{"query":"select 1"}}""";

    [Theory]
    [InlineData("", "", "")]
    [InlineData(Isolate, Isolate, "")]
    [InlineData(Isolate + "," + KillPid, KillPid + "," + Isolate, "")]
    [InlineData("", Isolate, "+ isolate on 'N' (r)")]
    [InlineData(Isolate, "", "- isolate on 'N' (r)")]
    [InlineData(Isolate + "," + Isolate, Isolate, "- isolate on 'N' (r)")]
    [InlineData(KillPid, KillParent, "~ kill-process on 'N' (r)")]
    [InlineData(KillPid, KillFuture, "~ kill-process on 'N' (r)")]
    [InlineData(Isolate, Osquery, "- isolate on 'N' (r); + .osquery on 'N' (r)")]
    [InlineData(KillPid + "," + Isolate, KillParent + "," + Osquery, "~ kill-process on 'N' (r); - isolate on 'N' (r); + .osquery on 'N' (r)")]
    public void Compare_TwoStates_TellsWhatDiffers(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join("; ", ResponseActionsDiff.Compare([Rule("r", before)], [Rule("r", after)])));

    [Fact]
    public void Compare_RuleGoneAndNew_TellsTheirActionsByRuleId() => Assert.Equal(
        "- isolate on 'N' (a); + isolate on 'N' (b)",
        string.Join("; ", ResponseActionsDiff.Compare([Rule("a", Isolate), Rule("c", Isolate)], [Rule("c", Isolate), Rule("b", Isolate), Rule("d", "")])));

    [Fact]
    public void Compare_RuleIdTwice_NamesAll() => Assert.StartsWith(
        "The rules hold a rule_id twice: `a`, `b`. Which one counts cannot be told.",
        Assert.Throws<ArgumentException>(() => ResponseActionsDiff.Compare([], [Rule("a", ""), Rule("b", ""), Rule("a", ""), Rule("b", "")])).Message, StringComparison.Ordinal);

    private static DetectionRule Rule(string id, string actions) =>
        DetectionRule.Parse(Encoding.UTF8.GetBytes($$"""{"rule_id":"{{id}}","name":"N","type":"query","response_actions":[{{actions}}]}"""));
}
