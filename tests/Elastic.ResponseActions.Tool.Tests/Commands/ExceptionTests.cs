namespace Elastic.ResponseActions.Tool.Tests.Commands;

/// <summary>Exception lists and value lists given to the commands that take rules.</summary>
public sealed class ExceptionTests : IDisposable
{
    private const string Rule = """{"rule_id":"r1","name":"R","type":"query","language":"kuery","query":"a: 1","exceptions_list":[{"id":"7","list_id":"trusted","type":"detection","namespace_type":"single"}],"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}""";
    private const string Threshold = """{"rule_id":"r2","name":"T","type":"threshold","language":"kuery","query":"a: 1","threshold":{"field":["host.name"],"value":1},"exceptions_list":[{"id":"7","list_id":"trusted","type":"detection","namespace_type":"single"}]}""";
    private const string List = """{"_version":"WzE2LDFd","description":"d","id":"7","list_id":"trusted","name":"Trusted","namespace_type":"single","type":"detection","version":1}""";
    private const string Item = """{"description":"d","entries":[{"field":"host.name","operator":"included","type":"match","value":"build-1"}],"id":"8","item_id":"i1","list_id":"trusted","name":"Build","namespace_type":"single","type":"simple"}""";
    private const string ListItem = """{"description":"d","entries":[{"field":"host.name","operator":"included","type":"list","list":{"id":"hosts.txt","type":"keyword"}}],"id":"9","item_id":"i2","list_id":"trusted","name":"Listed","namespace_type":"single","type":"simple"}""";
    private const string Connector = """{"attributes":{"actionTypeId":".slack","name":"S"},"coreMigrationVersion":"8.8.0","id":"9","references":[],"type":"action"}""";
    private const string Totals = """{"missing_rules":[],"exported_count":4,"exported_rules_count":1,"exported_exception_list_count":1}""";
    private const string Events = """
        {"_id":"e1","_source":{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"build-1"} } }
        {"_id":"e2","_source":{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a2","type":"endpoint"},"host":{"id":"h2","name":"web-1"} } }
        """;

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("match")]
    [InlineData("plan")]
    public async Task Run_ListsGiven_ExceptedEventIsLeftAlone(string command)
    {
        var run = await ToolRun.Of(Args(command, Rule, "--exceptions", Write("lists.ndjson", List, Item)));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(command == "match" ? "e2" : "a2", Subject(command, run));
    }

    [Theory]
    [InlineData("match")]
    [InlineData("plan")]
    public async Task Run_ExportOfRulesCarriesTheLists_TheyCount(string command)
    {
        var run = await ToolRun.Of(Args(command, string.Join('\n', Rule, List, Item, Connector, Totals)));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(command == "match" ? "e2" : "a2", Subject(command, run));
    }

    [Fact]
    public async Task Respond_ListsGiven_NothingIsSentToTheExceptedHost()
    {
        var run = await ToolRun.Of([.. Args("respond", Rule, "--exceptions", Write("lists.ndjson", List, Item)), "--fake", "--policy", Write("policy.json", """{"version":1,"mode":{"default":"enforce"},"approval":{"classes":[],"first_of_rule":false}}""")]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var action = Assert.Single(run.Records);
        Assert.Equal(("a2", "confirmed"), (action.GetProperty("agent_id").GetString(), action.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Match_ThresholdRule_CountsNoExceptedEvent()
    {
        var run = await ToolRun.Of(Args("match", Threshold, "--exceptions", Write("lists.ndjson", List, Item)));

        Assert.Equal("""{"rule_id":"r2","event_ids":["e2"],"terms":{"host.name":"web-1"},"count":1}""", run.Output.TrimEnd());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"list_id":"other","name":"Other","namespace_type":"single"}""")]
    public async Task Check_ListNotGiven_IsUnsupportedAndNamesTheOption(string lists)
    {
        var run = await ToolRun.Of(["check", "--rules", Write("rules.ndjson", Rule, Threshold), .. lists.Length == 0 ? [] : new[] { "--exceptions", Write("lists.ndjson", lists) }, "--format", "ndjson"]);

        Assert.Equal(2, run.Records.Count);
        Assert.All(run.Records, record => Assert.Equal("unsupported", record.GetProperty("status").GetString()));
        Assert.All(run.Records, record => Assert.EndsWith("Give the lists with --exceptions FILE.", record.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Match_ValueListGiven_ItsValuesAreExcepted()
    {
        var lists = Write("lists.ndjson", List, ListItem);

        var with = await ToolRun.Of(Args("match", Rule, "--exceptions", lists, "--value-list", Write("hosts.txt", "web-1\r", "", "web-2")));
        var without = await ToolRun.Of(Args("match", Rule, "--exceptions", lists));

        Assert.Equal(("e1", ""), (Subject("match", with), with.Error));
        Assert.Equal("", without.Output);
        Assert.StartsWith("rule r1 is undecided for 2 events: ", without.Error, StringComparison.Ordinal);
        Assert.Contains("hosts.txt", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_TwoExportsWithTheSameList_ItIsTakenOnce()
    {
        var other = Rule.Replace("r1", "r0", StringComparison.Ordinal);

        var run = await ToolRun.Of(Args("match", string.Join('\n', Rule, List, Item), "--rules", Write("more.ndjson", other, List, Item), "--exceptions", Write("lists.ndjson", Item, List)));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["r1", "r0"], run.Records.Select(record => record.GetProperty("rule_id").GetString()));
    }

    [Theory]
    [InlineData(List, "the exception list 'trusted' (single) differs from that in ")]
    [InlineData("no json", "exceptions, line 2: ")]
    [InlineData("""{"list_id":"x","item_id":"i","entries":[]}""", "exceptions, line 2: ")]
    public async Task Match_ListsThatCannotBeUsed_EndWithThreeOfAnOptionAndAreNamedOfAnExport(string line, string expected)
    {
        line = line == List ? List.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal) : line;
        var lists = Write("lists.ndjson", "", line);

        var option = await ToolRun.Of(Args("match", Rule, "--exceptions", Write("good.ndjson", List, Item), "--exceptions", lists));
        Assert.Equal((3, ""), (option.ExitCode, option.Output));
        Assert.StartsWith($"{lists}: {expected}", option.Error, StringComparison.Ordinal);

        var export = await ToolRun.Of(Args("match", $"{Rule}\n{line}", "--exceptions", Write("good.ndjson", List, Item)));
        Assert.Equal((0, "e2"), (export.ExitCode, Subject("match", export)));
        Assert.StartsWith(Path.Combine(_scratch.Folder, "rules.ndjson"), export.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--exceptions", "lists.ndjson")]
    [InlineData("--value-list", "list.txt")]
    public async Task Match_FileThatIsNotUtf8_EndsWithThree(string option, string name)
    {
        var run = await ToolRun.Of(Args("match", Rule, option, _scratch.Write(name, [0x61, 0xff, 0x0a])));

        Assert.Equal((3, $"{Path.Combine(_scratch.Folder, name)}: not UTF-8.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Match_TwoValueListsOfOneName_EndsWithThree()
    {
        var run = await ToolRun.Of(Args("match", Rule, "--value-list", Write("a/list.txt", "x"), Write("b/list.txt", "y")));

        Assert.Equal((3, "--value-list: two files are named `list.txt`; the name is the list's id, and each list has one.\n"), (run.ExitCode, run.Error));
    }

    public void Dispose() => _scratch.Dispose();

    private static string? Subject(string command, ToolRun run)
    {
        var record = Assert.Single(run.Records);
        return command == "match" ? record.GetProperty("event_ids")[0].GetString() : record.GetProperty("agent_id").GetString();
    }

    private string Write(string name, params string[] lines) => _scratch.Write(name, string.Join('\n', lines));

    private string[] Args(string command, string rules, params string[] more) =>
        [command, "--rules", _scratch.Write("rules.ndjson", rules), "--events", _scratch.Write("events.ndjson", Events), "--format", "ndjson", .. more];
}
