using System.Text;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>A rule of one condition on a small event: what each kind of condition adds to reading it.</summary>
[MemoryDiagnoser]
public class Predicates : IEventBenchmark
{
    private static readonly Dictionary<string, (QueryLanguage Language, string Query)> Kinds = new()
    {
        ["exact"] = (QueryLanguage.Kuery, "process.name: powershell.exe"),
        ["in a list of 10"] = (QueryLanguage.Kuery, In(10)),
        ["in a list of 1,000"] = (QueryLanguage.Kuery, In(1_000)),
        ["any case"] = (QueryLanguage.Eql, "any where process.name : \"PowerShell.exe\""),
        ["prefix"] = (QueryLanguage.Kuery, "process.executable: C\\:\\\\Windows*"),
        ["suffix"] = (QueryLanguage.Kuery, "process.executable: *powershell.exe"),
        ["contains"] = (QueryLanguage.Kuery, "process.executable: *WindowsPowerShell*"),
        ["inner star"] = (QueryLanguage.Kuery, "process.executable: C\\:*\\\\v1.0*.exe"),
        ["question marks"] = (QueryLanguage.Eql, "any where process.executable : \"?:\\\\Windows\\\\*\\\\power?hell.exe\""),
        ["IPv4 network"] = (QueryLanguage.Kuery, "source.ip: \"10.0.0.0/8\""),
        ["IPv6 network"] = (QueryLanguage.Kuery, "destination.ip: \"2001:db8::/32\""),
        ["range"] = (QueryLanguage.Kuery, "destination.port >= 1024"),
        ["exists"] = (QueryLanguage.Kuery, "process.name: *"),
        ["regular expression"] = (QueryLanguage.Eql, "any where process.executable regex \"\"\"C:\\\\[A-Za-z0-9\\\\.]+\\\\power(shell|cmd)\\.exe\"\"\""),
        ["text"] = (QueryLanguage.Kuery, "message: interactive"),
    };

    private EventBlock _event = EventBlock.None;
    private RuleMatcher? _matcher;

    [ParamsSource(nameof(Names))]
    public string Kind { get; set; } = "exact";

    public IEnumerable<string> Names => Kinds.Keys;

    [GlobalSetup]
    public void Setup()
    {
        _event = EventBlock.Of(
        [
            Encoding.UTF8.GetBytes("""
                {"@timestamp":"2026-01-15T09:59:58Z","message":"an interactive session has started","event":{"category":"process","type":"start"},
                "process":{"name":"powershell.exe","executable":"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"},
                "source":{"ip":"10.1.2.3"},"destination":{"ip":"2001:db8::7","port":8443}}
                """),
        ]);
        var (language, query) = Kinds[Kind];
        _matcher = RuleSet.Compile([new RuleQuery { RuleId = Kind, Language = language, Query = query }]).CreateMatcher();
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _event;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_event);

    /// <returns>The number of matches: one.</returns>
    [Benchmark(Description = "match")]
    public int Match() => EventLoops.Match(_matcher!, _event);

    private static string In(int count) => $"process.name: ({string.Join(" or ", Enumerable.Range(1, count - 1).Select(i => $"other{i}.exe"))} or powershell.exe)";
}
