using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Tool.Tests.Corpus;

/// <summary>The corpus of real rules and events, read plainly.</summary>
internal sealed class CorpusFiles
{
    private readonly string _folder = Repository.Corpus();

    public string Rules => Path.Combine(_folder, "rules", "dev.ndjson");

    public string[] Events => [.. new[] { "dev", "dev-positive", "dev-negative" }.Select(name => Path.Combine(_folder, "events", $"{name}.ndjson"))];

    public IReadOnlyList<JsonObject> ReadRules() => ReadAll(Rules);

    /// <summary>Id and document of every event, in the order of the files.</summary>
    public IReadOnlyList<(string Id, JsonObject Document)> ReadEvents() =>
        [.. Events.SelectMany(ReadAll).Select(hit => ((string)hit["_id"]!, hit["_source"]!.AsObject()))];

    public IReadOnlyList<JsonObject> ReadExpected(string name) => ReadAll(Path.Combine(_folder, "expected", $"{name}.ndjson"));

    /// <summary>The lines of a file of events as they stand.</summary>
    public IReadOnlyList<JsonObject> ReadLines(string name) => ReadAll(Path.Combine(_folder, "events", $"{name}.ndjson"));

    private static IReadOnlyList<JsonObject> ReadAll(string file) => [.. File.ReadLines(file).Select(line => JsonNode.Parse(line)!.AsObject())];
}
