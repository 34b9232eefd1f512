using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Fuzz;

/// <summary>The six parsers that read what others wrote. Each takes any bytes; what it throws is a finding.</summary>
internal static class Parsers
{
    private static readonly byte[] Event = """{"@timestamp":"2026-01-15T10:00:00Z","event":{"category":"process","code":4},"process":{"name":"cmd.exe","pid":7},"host":{"ip":"10.0.0.1"}}"""u8.ToArray();

    private static readonly RuleSet Rules = RuleSet.Compile(
    [
        new RuleQuery { RuleId = "kql", Language = QueryLanguage.Kuery, Query = "process.name: (cmd.exe or *shell*) and process.pid > 4 and host.ip: 10.0.0.0/8" },
        new RuleQuery { RuleId = "lucene", Language = QueryLanguage.Lucene, Query = "process.name:cmd* AND event.code:[1 TO 9]" },
        new RuleQuery { RuleId = "eql", Language = QueryLanguage.Eql, Query = "process where process.name : \"c*\" and process.pid > 1" },
    ]);

    public static SortedDictionary<string, Action<byte[]>> All { get; } = new(StringComparer.Ordinal)
    {
        ["kql"] = static bytes => Query(QueryLanguage.Kuery, Encoding.UTF8.GetString(bytes), []),
        ["eql"] = static bytes => Query(QueryLanguage.Eql, Encoding.UTF8.GetString(bytes), []),
        ["lucene"] = static bytes => Query(QueryLanguage.Lucene, Encoding.UTF8.GetString(bytes), []),
        ["filter"] = Filter,
        ["event"] = static bytes => _ = Rules.CreateMatcher().Match(bytes).Count,
        ["response"] = Response,
    };

    // What compiles is matched as well: a program that the compiler built has to run.
    private static void Query(QueryLanguage language, string text, IReadOnlyList<JsonElement> filters)
    {
        var rule = new RuleQuery { RuleId = "r", Language = language, Query = text, Filters = filters };
        if (RuleSet.TryCompile([rule], null, out var usable, out _))
            _ = usable.CreateMatcher().Match(Event).Count;
    }

    private static void Filter(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            Query(QueryLanguage.Kuery, "", [json.RootElement]);
        }
        catch (JsonException)
        {
            // Text that is no JSON never becomes a filter.
        }
    }

    private static void Response(byte[] bytes)
    {
        var options = new KibanaOptions { Address = new Uri("https://kibana.example"), MaxReadRetries = 0 };
        var client = new ResponseActionsClient(new OneAnswer(bytes), options);
        Read(() => client.Actions.GetAsync("a"));
        Read(() => client.Actions.ListAsync(new ActionQuery()));
        Read(() => client.Endpoints.GetAsync(new EndpointId("a")));
    }

    private static void Read<T>(Func<ValueTask<T>> read)
    {
        try
        {
            _ = read().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception documented) when (documented is ResponseActionsException or TransportException)
        {
            // It says what it did not understand.
        }
    }

    private sealed class OneAnswer(byte[] body) : IResponseActionTransport
    {
        public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

        public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new TransportResponse { StatusCode = 200, Headers = [new("content-type", "application/json")], Body = body });
    }
}
