using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Tests.OpenApi;

namespace Elastic.ResponseActions.Tests.OpenApi;

/// <summary>
/// A description of the API, to hold requests to. It is no part of this repository: its files lie beside it, or where <c>RA_OPENAPI</c> says; without them a test is skipped, and
/// says so.
/// </summary>
internal sealed class ApiDescription
{
    private readonly JsonObject _document;
    private readonly SchemaValidator _validator;

    private ApiDescription(JsonObject document) => (_document, _validator) = (document, new SchemaValidator(document));

    public static ApiDescription Read(string file)
    {
        var folder = Environment.GetEnvironmentVariable("RA_OPENAPI") ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "..", "shared", "spec", "openapi");
        if (!File.Exists(Path.Combine(folder, file)))
            Assert.Skip($"{file} is absent (../shared/spec/openapi beside the repository, or RA_OPENAPI): the requests were not held to the API description.");
        return new(YamlTree.Read(Path.Combine(folder, file)));
    }

    /// <summary>The described route that a request fits; a literal one before one with a parameter.</summary>
    public (string Template, JsonObject Operation)? Find(TransportRequest request)
    {
        var segments = request.Path.Split('/');
        foreach (var (template, operations) in _document["paths"]!.AsObject().OrderBy(route => route.Key.Contains('{', StringComparison.Ordinal)))
        {
            var expected = template.Split('/');
            if (expected.Length == segments.Length && expected.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second) && operations?[LowerCase(request.Method)] is JsonObject operation)
                return ($"{request.Method} {template}", operation);
        }

        return null;
    }

    public async Task<IEnumerable<string>> CheckAsync(JsonObject operation, TransportRequest request) => [.. CheckQuery(operation, request), .. await CheckBodyAsync(operation, request)];

    private IEnumerable<string> CheckQuery(JsonObject operation, TransportRequest request)
    {
        var known = (operation["parameters"] as JsonArray ?? []).Select(p => p!.AsObject()).Where(p => p["in"]!.ToString() == "query").ToDictionary(p => p["name"]!.ToString());
        foreach (var given in request.Query.GroupBy(q => q.Key, q => q.Value))
        {
            if (!known.TryGetValue(given.Key, out var parameter))
                yield return $"`{given.Key}` is not described";
            else if (_validator.Check(parameter["schema"], Value($"{parameter["schema"]!["type"]}", [.. given])) is { } error)
                yield return $"`{given.Key}`: {error}";
        }
    }

    // What a server makes of a query's texts: numbers, flags, lists of one name given again, and JSON where only a list is taken.
    private static JsonElement Value(string type, string[] values) => type switch
    {
        "integer" or "number" or "boolean" => JsonElement.Parse(values[0]),
        "array" when values is [['[', ..]] => JsonElement.Parse(values[0]),
        _ when values.Length > 1 || type == "array" => JsonElement.Parse(new JsonArray([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]).ToJsonString()),
        _ => JsonElement.Parse(JsonValue.Create(values[0]).ToJsonString()),
    };

    private async Task<IEnumerable<string>> CheckBodyAsync(JsonObject operation, TransportRequest request)
    {
        // No transport takes a change without a body, so a route that has none gets an empty object.
        if (request.Method == "GET" || (operation["requestBody"] is null && request.Body.Span.SequenceEqual("{}"u8)))
            return [];

        var type = request.ContentType.Split(';')[0];
        if (operation["requestBody"]?["content"]?[type]?["schema"] is not { } schema)
            return [$"a body of type {type} is not described"];

        var body = request.StreamedBody is { } form ? await FieldsAsync(request.ContentType, form) : JsonElement.Parse(request.Body.Span);
        return _validator.Check(schema, body) is { } error ? [error] : [];
    }

    // A form's fields as one object; its lists and objects are JSON texts.
    private static async Task<JsonElement> FieldsAsync(string contentType, StreamedBody form)
    {
        using var bytes = new MemoryStream();
        await form.WriteAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(form.Length, bytes.Length);
        var fields = new JsonObject();
        foreach (var part in Encoding.UTF8.GetString(bytes.ToArray()).Split($"--{contentType.Split("boundary=")[1]}", StringSplitOptions.RemoveEmptyEntries)[..^1])
        {
            var (head, value) = part.Split("\r\n\r\n", 2) is [var h, var v] ? (h, v[..^2]) : default;
            var name = head.Split("name=\"")[1].Split('"')[0];
            fields[name] = name is "comment" or "agent_type" or "file" ? JsonValue.Create(value) : JsonNode.Parse(value);
        }

        return JsonElement.Parse(fields.ToJsonString());
    }

#pragma warning disable CA1308 // The description spells methods in lower case.
    private static string LowerCase(string method) => method.ToLowerInvariant();
#pragma warning restore CA1308

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
