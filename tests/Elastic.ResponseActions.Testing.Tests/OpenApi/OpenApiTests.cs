using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Tests.Fuzz;
using Elastic.ResponseActions.Testing.Tests.Rules;

namespace Elastic.ResponseActions.Testing.Tests.OpenApi;

/// <summary>
/// Answers whose route and status an API description names are held to it. The description is no part of this repository: its YAML files lie beside it, or where
/// <c>RA_OPENAPI</c> says; without them the test is skipped, and says so.
/// </summary>
public sealed class OpenApiTests
{
    [Theory]
    [InlineData("endpoint-management.yaml", 20)]
    [InlineData("detections.yaml", 10)]
    public async Task Answers_RouteAndStatusDescribed_FitTheirSchema(string file, int least)
    {
        var folder = Environment.GetEnvironmentVariable("RA_OPENAPI") ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "..", "shared", "spec", "openapi");
        if (!File.Exists(Path.Combine(folder, file)))
            Assert.Skip($"{file} is absent (../shared/spec/openapi beside the repository, or RA_OPENAPI): the answers were not held to the API description.");
        var document = YamlTree.Read(Path.Combine(folder, file));
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        bench.Kibana.Hosts["a1"].AddFile("/x", "x").AddProcess(4, "p", "e").CommandResults["ls"] = new("x");
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        var rule = await bench.CreateAsync(RuleBench.Rule("r-1"));
        var action = await bench.ActAsync("/api/endpoint/action/get_file", """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}""");
        bench.Pass(5);

        List<string> errors = [];
        var described = 0;
        foreach (var (method, path, body) in RequestSeeds.All.Concat(RequestSeeds.All))
        {
            var filled = Fill(path);
            var reply = await bench.SendAsync(new HttpMethod(method), filled.Replace("?apiVersion=2023-10-31", "", StringComparison.Ordinal), body is null ? null : Fill(body));
            bench.Pass(5);
            if (reply.Body.ValueKind == JsonValueKind.Undefined || Schema(document, method, filled.Split('?')[0], reply.Status) is not { } schema)
                continue;
            described++;
            if (new SchemaValidator(document).Check(schema, reply.Body) is { } error)
                errors.Add($"{method} {path} -> {reply.Status}: {error}");
        }

        Assert.Empty(errors.Distinct());
        Assert.True(described >= least, $"only {described} answers are described");

        string Fill(string text) => text
            .Replace("{action}", action.GetProperty("id").GetString(), StringComparison.Ordinal).Replace("{rule}", rule.GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static JsonNode? Schema(JsonObject document, string method, string path, int status)
    {
        var segments = path.Split('/');
        foreach (var (template, operations) in document["paths"]!.AsObject().OrderBy(route => route.Key.Contains('{', StringComparison.Ordinal)))
        {
            var expected = template.Split('/');
            if (expected.Length == segments.Length && expected.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second))
                return operations?[LowerCase(method)]?["responses"]?[$"{status}"]?["content"]?["application/json"]?["schema"];
        }
        return null;
    }

#pragma warning disable CA1308 // The description spells methods in lower case.
    private static string LowerCase(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308
}
