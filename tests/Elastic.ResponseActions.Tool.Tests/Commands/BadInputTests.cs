using System.IO.Compression;
using System.Text;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

/// <summary>What is broken is named with file and line, counted and left out; the rest goes on, unless --strict was given.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Rule = """{"rule_id":"r1","name":"All","type":"query","language":"kuery","query":"a: 1","response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}""";
    private const string Event = """{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1"}}""";
    private const string Enforce = """{"version":1,"mode":{"default":"enforce"},"approval":{"classes":[],"first_of_rule":false}}""";

    private readonly Scratch _scratch = new();

    [Fact]
    public async Task Match_BrokenEvents_AreNamedCountedAndLeftOut()
    {
        string[] lines =
        [
            Event,
            "{\"a\":",
            "[1]",
            "{\"a\":" + string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100)) + "}",
            $"{{\"a\":1,\"b\":\"{new string('x', 2 * 1024 * 1024)}\"}}",
            "{\"a\":1,\"agent\":{\"id\":\"x\"},\"agent\":{\"id\":\"y\"}}",
            Event,
        ];
        var events = _scratch.Write("events.ndjson", string.Join('\n', lines));

        var run = await ToolRun.Of("match", "--rules", _scratch.Write("rules.ndjson", Rule), "--events", events, "--format", "ndjson");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["line:1", "line:7"], run.Records.Select(record => record.GetProperty("event_ids")[0].GetString()));
        var errors = run.Error.TrimEnd().Split('\n');
        Assert.Equal([$"{events}:2:", $"{events}:3:", $"{events}:4:", $"{events}:5:", $"{events}:6:"], errors[..5].Select(error => error[..(events.Length + 3)]));
        Assert.Equal("5 left out of the input.", errors[5]);
    }

    [Fact]
    public async Task Match_TruncatedGzip_IsNamedAndTheRestGoesOn()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes($"{Event}\n{Event}\n{Event}\n"));

        var events = _scratch.Write("events.ndjson.gz", bytes.ToArray()[..(int)(bytes.Length - (Event.Length / 2))]);
        var run = await ToolRun.Of("match", "--rules", _scratch.Write("rules.ndjson", Rule), "--events", events, _scratch.Write("more.ndjson", Event), "--format", "ndjson");

        Assert.Equal((0, 3), (run.ExitCode, run.Records.Count));
        Assert.StartsWith($"{events}:3: the file ends here", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_BrokenRules_AreNamedCountedAndLeftOut()
    {
        var rules = _scratch.Write("rules.ndjson", $$"""
            {{Rule}}
            {"rule_id":"r2","name":"No query","type":"query","language":"kuery"}
            {"rule_id":"r3","name":"Broken query","type":"query","language":"kuery","query":"a: (1 or"}
            {"rule_id":"r4","name":"Elsewhere","type":"esql","language":"esql","query":"from logs"}
            {"rule_id":"r1","name":"Twice","type":"query","language":"kuery","query":"a: 1"}
            {"rule_id":"r6","name":"Bad action","type":"query","language":"kuery","query":"a: 1","response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true,"field":"process.pid"} } }]}
            {"rule_id":"r7"}
            no json
            """);

        var run = await ToolRun.Of("match", "--rules", rules, "--events", _scratch.Write("events.ndjson", Event), "--format", "ndjson");

        Assert.Equal("""{"rule_id":"r1","event_ids":["line:1"]}""", run.Output.TrimEnd());
        foreach (var line in Enumerable.Range(2, 7))
            Assert.Contains($"{rules}:{line}: ", run.Error, StringComparison.Ordinal);

        Assert.Contains("rule 'Broken query' (r3) is error (line 1, column 9)", run.Error, StringComparison.Ordinal);
        Assert.Contains("^", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("7 left out of the input.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_EachStatus_IsPrintedForEachRule()
    {
        var rules = _scratch.Write("rules.ndjson", $$"""
            {{Rule}}
            {"rule_id":"r2","name":"No query","type":"query","language":"kuery"}
            {"rule_id":"r3","name":"Broken query","type":"query","language":"kuery","query":"a: (1 or"}
            {"rule_id":"r4","name":"Elsewhere","type":"esql","language":"esql","query":"from logs"}
            {"rule_id":"r5","name":"Counts","type":"threshold","language":"kuery","query":"a: 1","threshold":{"field":["a"],"value":2} }
            {"rule_id":"r6","name":"Learns","type":"machine_learning","anomaly_threshold":50,"machine_learning_job_id":["j"]}
            """);

        var run = await ToolRun.Of("check", "--rules", rules, "--format", "ndjson");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["ok", "error", "error", "unsupported", "ok", "unsupported"], run.Records.Select(record => record.GetProperty("status").GetString()));
        Assert.Equal((1, 9), (run.Records[2].GetProperty("line").GetInt32(), run.Records[2].GetProperty("column").GetInt32()));
        Assert.All(run.Records.Where(record => record.GetProperty("status").GetString() != "ok"), record => Assert.NotEqual("", record.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("match", "events")]
    [InlineData("match", "rules")]
    [InlineData("check", "rules")]
    [InlineData("plan", "events")]
    public async Task Run_StrictAndBrokenInput_EndsWithThreeAfterTheRest(string command, string broken)
    {
        var rules = _scratch.Write("rules.ndjson", broken == "rules" ? $"{Rule}\nno json" : Rule);
        var events = _scratch.Write("events.ndjson", broken == "events" ? $"{Event}\nno json" : Event);
        string[] args = command == "check" ? [command, "--rules", rules] : [command, "--rules", rules, "--events", events];

        Assert.Equal(0, (await ToolRun.Of([.. args, "--format", "ndjson"])).ExitCode);
        var strict = await ToolRun.Of([.. args, "--format", "ndjson", "--strict"]);
        Assert.Equal(3, strict.ExitCode);
        Assert.NotEmpty(strict.Records);
    }

    [Fact]
    public async Task Respond_StrictAndBrokenInput_SendsNothing()
    {
        var args = Respond($"{Event}\nno json");

        Assert.Equal("confirmed", Assert.Single((await ToolRun.Of(args)).Records).GetProperty("outcome").GetString());
        var strict = await ToolRun.Of([.. args, "--strict"]);
        Assert.Equal((3, ""), (strict.ExitCode, strict.Output));
        Assert.Contains("nothing was sent", strict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_HostIdWrittenTwice_IsLeftOutAndNothingIsSentForIt()
    {
        var args = Respond(Event.Replace("\"host\":{\"id\":\"h1\"", "\"host\":{\"id\":\"h1\",\"id\":\"h2\"", StringComparison.Ordinal));

        var run = await ToolRun.Of(args);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{Path.Combine(_scratch.Folder, "events.ndjson")}:1: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--responses", "[{\"match\":{\"severty\":\"high\"},\"response_actions\":[]}]", ":1: `severty` is not known here")]
    [InlineData("--overlay", "{", ":1: not JSON")]
    [InlineData("--mapping", "{\"a\":\"strnig\"}", ":1: `a` has no type")]
    [InlineData("--policy", "{\n\"version\": 2}", ":2: `version`")]
    public async Task Plan_BrokenFileOfAnOption_EndsWithThreeAndNamesTheLine(string option, string content, string expected)
    {
        var file = _scratch.Write("file.json", content);

        var run = await ToolRun.Of("plan", "--rules", _scratch.Write("rules.ndjson", Rule), "--events", _scratch.Write("events.ndjson", Event), option, file);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(file + expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_YamlPolicy_ErrorsNameTheLinesOfTheYaml()
    {
        var policy = _scratch.Write("policy.yaml", "version: 1\n\nmode:\n  default: enfroce\nallow_pid: maybe\n");

        var run = await ToolRun.Of("plan", "--rules", _scratch.Write("rules.ndjson", Rule), "--events", _scratch.Write("events.ndjson", Event), "--policy", policy);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal([$"{policy}:4:", $"{policy}:5:"], run.Error.TrimEnd().Split('\n').Select(error => error[..(policy.Length + 3)]));
    }

    public void Dispose() => _scratch.Dispose();

    private string[] Respond(string events) =>
    [
        "respond",
        "--fake",
        "--rules", _scratch.Write("rules.ndjson", Rule),
        "--events", _scratch.Write("events.ndjson", events),
        "--policy", _scratch.Write("policy.json", Enforce),
        "--format", "ndjson",
    ];
}
