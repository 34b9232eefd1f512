using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Testing.Tests.Rules;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Tests.Fuzz;

/// <summary>Wrong requests by the hundred thousand: always an answer of Kibana's shape, never a 500 that is not its own, never a hang. <c>RA_FUZZ</c> sets how many.</summary>
public sealed class FuzzTests
{
    private const int UsualCases = 200_000, CasesOfOneFake = 500, MostFailures = 8;

    private static readonly string[] Versions = ["8.9.0", "8.18.0", "9.1.0", "9.4.0", "9.6.0"];

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    // Every 500 that the contract names.
    private static readonly string[] NamedFailures = ["missing 'agent.policy' information", "Invalid file id [", "Bulk edit", "Bulk manual rule run", "is not compatible with host OS"];

    [Fact]
    public async Task AnyRequest_GetsAnAnswerOfKibanasShape()
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("RA_FUZZ") ?? UsualCases.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var random = new Random(20260115);
        var mutator = new RequestMutator(random);
        SortedDictionary<int, int> statuses = [];
        List<string> failures = [];
        long warm = 0;
        for (var done = 0; done < cases && failures.Count < MostFailures; done += CasesOfOneFake)
        {
            await RunOneFakeAsync(mutator, Versions[done / CasesOfOneFake % Versions.Length], Math.Min(CasesOfOneFake, cases - done), statuses, failures);
            if (done == CasesOfOneFake * 20)
                warm = GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(statuses[200] > cases / 20, "the cases are not so wrong that none gets through");
        Assert.True(statuses[400] > cases / 20, "the cases are not so right that none is refused");
        if (warm > 0)
            Assert.True(GC.GetTotalMemory(forceFullCollection: true) < warm + 32 * 1024 * 1024, "memory is flat");
    }

    private static async Task RunOneFakeAsync(RequestMutator mutator, string version, int cases, SortedDictionary<int, int> statuses, List<string> failures)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory, new FakeKibanaOptions { Version = version, KeptRequests = 1, AllowsKillDescendants = true });
        bench.Kibana.Hosts["a1"].AddFile("/x", "x").AddProcess(4, "p", "e");
        bench.AddVendorHost("s1", AgentType.SentinelOne);
        bench.AddVendorHost("d1", AgentType.MicrosoftDefenderEndpoint);
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        var rule = await bench.CreateAsync(RuleBench.Rule("r-1"));
        bench.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);
        var action = await bench.ActAsync("/api/endpoint/action/get_file", """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}""");
        bench.Pass(5);

        for (var i = 0; i < cases && failures.Count < MostFailures; i++)
        {
            var (method, path, body) = mutator.Next();
            path = path.Replace("{action}", action.GetProperty("id").GetString(), StringComparison.Ordinal);
            body = body?.Replace("{action}", action.GetProperty("id").GetString(), StringComparison.Ordinal).Replace("{rule}", rule.GetProperty("id").GetString(), StringComparison.Ordinal);
            var status = await SendAsync(bench.Kibana, method, path, body, failures);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }
    }

    // Straight to where both faces end: a server between would cost more than the answer.
    private static async Task<int> SendAsync(FakeKibana kibana, string method, string path, string? body, List<string> failures)
    {
        if (!Uri.TryCreate(kibana.Address, path, out var address) || address.Host != kibana.Address.Host)
            return 0;
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = answer;
        context.Request.Method = method;
        context.Request.Path = PathString.FromUriComponent(Uri.UnescapeDataString(address.AbsolutePath));
        context.Request.QueryString = new QueryString(address.Query);
        context.Request.Headers.Authorization = $"ApiKey {kibana.ApiKey}";
        context.Request.Headers["kbn-xsrf"] = "x";
        if (body is not null)
        {
            var isForm = address.AbsolutePath.EndsWith("/_import", StringComparison.Ordinal) || address.AbsolutePath.EndsWith("/upload", StringComparison.Ordinal);
            var bytes = Encoding.UTF8.GetBytes(isForm ? Form(body) : body);
            context.Request.Body = new MemoryStream(bytes);
            context.Request.ContentLength = bytes.Length;
            context.Request.ContentType = isForm ? "multipart/form-data; boundary=b" : "application/json";
        }
        var started = Stopwatch.GetTimestamp();
        await kibana.HandleAsync(context);
        var status = context.Response.StatusCode;
        if (Stopwatch.GetElapsedTime(started) > LongestAnswer || (status >= 400 && method != "HEAD" && !IsError(status, answer.ToArray())))
            failures.Add($"{method} {path}\n{body}\n{status} {Encoding.UTF8.GetString(answer.ToArray())} after {Stopwatch.GetElapsedTime(started)}\n{kibana.Requests[^1].Why}");
        return status;
    }

    // One form for both routes that take one: a part that a route does not know is refused or passed over, as it says.
    private static string Form(string body) => string.Concat(
        Part("file\"; filename=\"rules.ndjson", body), body.Contains("overwrite", StringComparison.Ordinal) ? Part("parameters", body) + Part("endpoint_ids", "[\"a1\"]") : "", "--b--\r\n");

    private static string Part(string name, string content) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n";

    private static bool IsError(int status, byte[] bytes)
    {
        try
        {
            var error = JsonElement.Parse(bytes);
            return (error.TryGetProperty("statusCode", out var code) || error.TryGetProperty("status_code", out code))
                && code.GetInt32() == status
                && error.TryGetProperty("message", out var message)
                && (status != 500 || NamedFailures.Any(text => message.ToString().Contains(text, StringComparison.Ordinal)));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
