using System.Text.Json;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Tests;

public sealed class RuleReplicasTests
{
    [Theory]
    [InlineData("event.category: process and process.name: (cmd.exe or \"sh\")", "event.category: process and process.name: (cmd.exeq3 or \"shq3\")")]
    [InlineData("process.command_line: *foo*  and not a: *", "process.command_line: *fooq3*  and not a: *")]
    [InlineData("a: b* or c: *d or e: f*g", "a: bq3* or c: *dq3 or e: f*gq3")]
    [InlineData("a: b\\* and c: d\\\\*", "a: b\\*q3 and c: d\\\\q3*")]
    [InlineData("destination.port: 443 and source.ip: \"10.0.0.0/8\" and a: true", "destination.port: 443 and source.ip: \"10.0.0.0/8\" and a: true")]
    [InlineData("host.os.type: \"windows\" and a.b:{ c: d }", "host.os.type: \"windows\" and a.b:{ c: dq3 }")]
    public void Alter_Kql_AddsToEveryTextButThoseOfClassFields(string query, string expected) =>
        Assert.Equal(expected, RuleReplicas.Alter(new RuleQuery { RuleId = "r", Query = query }, 3).Query);

    [Theory]
    [InlineData("process where host.os.type == \"linux\" and process.name : (\"a*\", \"b\")", "process where host.os.type == \"linux\" and process.name : (\"aq3*\", \"bq3\")")]
    [InlineData("any where a in (\"x\", \"y\") and b == 5 and c == null", "any where a in (\"xq3\", \"yq3\") and b == 5 and c == null")]
    [InlineData("any where a regex~ \"\"\"x\\.(y|z).*\"\"\" and b like \"*\\\\z*\"", "any where a regex~ \"\"\"x\\.(y|z)q3.*\"\"\" and b like \"*\\\\zq3*\"")]
    [InlineData("any where stringContains(a, \"x\") and length(b) > 3", "any where stringContains(a, \"xq3\") and length(b) > 3")]
    [InlineData("any where cidrMatch(source.ip, \"10.0.0.0/8\") and event.action : \"start*\"", "any where cidrMatch(source.ip, \"10.0.0.0/8\") and event.action : \"start*\"")]
    public void Alter_Eql_AddsToEveryTextButThoseOfClassFields(string query, string expected) =>
        Assert.Equal(expected, RuleReplicas.Alter(new RuleQuery { RuleId = "r", Language = QueryLanguage.Eql, Query = query }, 3).Query);

    [Theory]
    [InlineData("""{"query":{"wildcard":{"a":{"value":"x*","case_insensitive":true}}}}""", """{"query":{"wildcard":{"a":{"value":"xq3*","case_insensitive":true}}}}""")]
    [InlineData("""{"query":{"match_phrase":{"a":"x"}},"meta":{"key":"a"}}""", """{"query":{"match_phrase":{"a":"xq3"}},"meta":{"key":"a"}}""")]
    [InlineData("""{"query":{"bool":{"should":[{"match_phrase":{"event.type":"x"}},{"exists":{"field":"b"}}]}}}""", """{"query":{"bool":{"should":[{"match_phrase":{"event.type":"x"}},{"exists":{"field":"b"}}]}}}""")]
    public void Alter_Filters_AddsToTheirValues(string filter, string expected)
    {
        var altered = RuleReplicas.Alter(new RuleQuery { RuleId = "r", Query = "", Filters = [JsonElement.Parse(filter)] }, 3);

        Assert.Equal(expected, altered.Filters[0].GetRawText());
    }

    [Fact]
    public void Grow_MoreThanThereAre_KeepsTheOriginalsAndAddsOthersThatCompile()
    {
        var rules = Tests.Workloads.Samples.Queries;

        var grown = RuleReplicas.Grow(rules, 100);

        Assert.Equal(100, grown.DistinctBy(rule => rule.RuleId).Count());
        Assert.Equal(rules.Select(rule => rule.RuleId).Order(), grown.Take(rules.Count).Select(rule => rule.RuleId).Order());
        Assert.Equal(grown.Select(rule => rule.Query).Distinct().Count(), grown.Count);
        Assert.Equal(100, RuleSet.Compile(grown, Workload.AnyIndex).Rules.Count);
    }

    [Fact]
    public void Grow_FewerThanThereAre_TakesTheSameEachTime()
    {
        var rules = Tests.Workloads.Samples.Queries;

        Assert.Equal(RuleReplicas.Grow(rules, 2), RuleReplicas.Grow(rules, 2));
    }

    [Fact]
    public void Grow_RealRules_AllCompile()
    {
        var rules = Tests.Workloads.Real().Queries;

        Assert.Equal(2 * rules.Count, RuleSet.Compile(RuleReplicas.Grow(rules, 2 * rules.Count), Workload.AnyIndex).Rules.Count);
    }
}
