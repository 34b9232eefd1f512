using System.Text;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Tests.Input;

public sealed class RuleFileReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Read_Export_SkipsTheSummaryAndNamesBrokenLines()
    {
        var file = _scratch.Write("rules.ndjson", """
            {"rule_id":"a"}
            {"rule_id":
            [1]
            {"rule_id":"b"}
            {"exported_count":2,"exported_rules_count":2}
            """);

        Assert.Equal([("""{"rule_id":"a"}""", 1), ("""{"rule_id":"b"}""", 4)], Read(file));
        var errors = _error.ToString().Trim().Split('\n');
        Assert.Equal(2, errors.Length);
        Assert.StartsWith($"{file}:2: not JSON", errors[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:3: not JSON: a rule is a JSON object.", errors[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules.json", "{\n\"rule_id\": \"a\" }", 1)]
    [InlineData("rules.json", "[\n{\"rule_id\": \"a\"},\n{\"rule_id\": \"b\"}\n]", 2)]
    [InlineData("no-ending", "{\n\"rule_id\": \"a\" }", 1)]
    [InlineData("no-ending", "{\"rule_id\":\"a\"}\n{\"rule_id\":\"b\"}\n", 2)]
    [InlineData("no-ending", " [ {\"rule_id\": \"a\"} ]", 1)]
    [InlineData("no-ending", "[rule]\nrule_id = \"a\"", 1)]
    [InlineData("no-ending", "# comment\n[rule]\nrule_id = \"a\"", 1)]
    public void Read_EachFormat_IsToldByEndingOrByItsBeginning(string name, string content, int expected)
    {
        var rules = Read(_scratch.Write(name, content));

        Assert.Equal(expected, rules.Count);
        Assert.Contains("\"a\"", rules[0].Json, StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Read_Folder_TakesRuleFilesBelowInOrder()
    {
        _scratch.Write("b/two.json", "{\"rule_id\":\"2\"}");
        _scratch.Write("a/one.toml", "[rule]\nrule_id = \"1\"");
        _scratch.Write("c.ndjson", "{\"rule_id\":\"3\"}");
        _scratch.Write("a/readme.md", "no rule");

        var files = InputFiles.Expand([_scratch.Folder], RuleFormats.Endings);

        Assert.Equal(["""{"rule_id":"1"}""", """{"rule_id":"2"}""", """{"rule_id":"3"}"""], Read([.. files]).Select(rule => rule.Json));
    }

    [Fact]
    public void Read_Toml_BecomesTheJsonThatKibanaImports()
    {
        var file = _scratch.Write("rule.toml", """
            [metadata]
            maturity = "production"
            [rule]
            rule_id = "a"
            risk_score = 47
            tags = ["x", "y"]
            enabled = true
            query = '''
            host.os.type: linux
            '''
            [rule.new_terms]
            field = "new_terms_fields"
            value = ["user.id", "host.id"]
            [[rule.new_terms.history_window_start]]
            field = "history_window_start"
            value = "now-7d"
            [[rule.threat]]
            framework = "MITRE ATT&CK"
            [rule.threat.tactic]
            id = "TA0005"
            """);

        Assert.Equal(
            """{"rule_id":"a","risk_score":47,"tags":["x","y"],"enabled":true,"query":"host.os.type: linux\n","new_terms_fields":["user.id","host.id"],"history_window_start":"now-7d","threat":[{"framework":"MITRE ATT\u0026CK","tactic":{"id":"TA0005"}}]}""",
            Assert.Single(Read(file)).Json);
    }

    [Theory]
    [InlineData("a.toml", "[metadata]\nmaturity = \"production\"", ": a TOML rule needs a `[rule]` table.")]
    [InlineData("a.toml", "[rule]\nname = \"x\nother = 1", ":2: not TOML")]
    [InlineData("a.json", "[\n{\"rule_id\": \"a\"},\n{\"rule_id\" \"b\"}\n]", ":3: not JSON")]
    public void Read_BrokenFile_IsNamedWithItsLine(string name, string content, string expected)
    {
        var file = _scratch.Write(name, content);

        Assert.Empty(Read(file));
        Assert.StartsWith(file + expected, _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private List<(string Json, int Line)> Read(params string[] files) =>
        [.. new RuleFileReader(new InputFiles(Stream.Null), new InputProblems(_error), new ExceptionInput(new InputProblems(_error))).Read(files)
            .Select(rule => (Encoding.UTF8.GetString(rule.Json.Span), rule.Place.Line))];
}
