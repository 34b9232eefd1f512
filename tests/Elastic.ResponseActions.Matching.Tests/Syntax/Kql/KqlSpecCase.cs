using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>One case of the corpus folder <c>kql-spec</c>, which lies beside the repository where it is present.</summary>
internal sealed record KqlSpecCase(JsonElement Json)
{
    public string Kql => Json.GetProperty("kql").GetString()!;

    public bool Valid => Json.GetProperty("valid").GetBoolean();

    public int ErrorOffset => Json.GetProperty("error_offset").GetInt32();

    public IReadOnlyDictionary<string, string> FieldTypes => Json.TryGetProperty("field_types", out var types)
        ? types.EnumerateObject().ToDictionary(type => type.Name, type => type.Value.GetString()!)
        : new Dictionary<string, string>();

    public static IReadOnlyList<KqlSpecCase> LoadOrSkip()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(FileOrSkip("kql-spec", "dev.json")));
        return document.RootElement.EnumerateArray().Select(json => new KqlSpecCase(json.Clone())).ToList();
    }

    /// <summary>The path of a corpus file; skips the test, saying so, where it is absent.</summary>
    public static string FileOrSkip(string folder, string name)
    {
        var file = Path.Combine(CorpusFolder(), folder, name);
        if (!File.Exists(file)) Assert.Skip($"Corpus data is absent: no file at {file}. Set RA_CORPUS to the folder that holds {folder}.");
        return file;
    }

    /// <summary>The case's <c>ast</c> as a tree of this library, without places.</summary>
    public static QueryNode ReadAst(JsonElement ast)
    {
        var node = ast.EnumerateObject().Single();
        return node.Name switch
        {
            "and" => new AndNode(ReadAll(node.Value), default),
            "or" => new OrNode(ReadAll(node.Value), default),
            "not" => new NotNode(ReadAst(node.Value), default),
            "is" => new IsNode(ReadField(node.Value), ReadValue(node.Value.GetProperty("value")), default),
            "range" => new RangeNode(ReadField(node.Value)!, ReadOperator(node.Value), ReadValue(node.Value.GetProperty("value")), default),
            "nested" => new NestedNode(ReadName(node.Value.GetProperty("path")), ReadAst(node.Value.GetProperty("query")), default),
            _ => throw new InvalidDataException($"The spec has an ast node `{node.Name}` that this reader does not know."),
        };
    }

    private static List<QueryNode> ReadAll(JsonElement nodes) => nodes.EnumerateArray().Select(ReadAst).ToList();

    private static FieldName? ReadField(JsonElement node) =>
        node.GetProperty("field") is var field && field.TryGetProperty("literal", out var literal) && literal.ValueKind == JsonValueKind.Null
            ? null
            : ReadName(field);

    private static FieldName ReadName(JsonElement name) => ReadValue(name) switch
    {
        WildcardValue pattern => new FieldName(string.Join('*', pattern.Parts), pattern.Parts),
        LiteralValue literal => new FieldName(literal.Text, null, literal.Quoted, literal.Kind),
        var other => throw new InvalidDataException($"The spec has a field name {other}."),
    };

    private static QueryValue ReadValue(JsonElement value)
    {
        if (value.TryGetProperty("wildcard", out var parts)) return new WildcardValue(parts.EnumerateArray().Select(part => part.GetString()!).ToList());

        var literal = value.GetProperty("literal");
        var quoted = value.TryGetProperty("quoted", out var flag) && flag.GetBoolean();
        return literal.ValueKind switch
        {
            JsonValueKind.Null => new LiteralValue("null", false, LiteralKind.Null),
            JsonValueKind.True => new LiteralValue("true", false, LiteralKind.True),
            JsonValueKind.False => new LiteralValue("false", false, LiteralKind.False),
            _ => new LiteralValue(literal.GetString()!, quoted),
        };
    }

    private static RangeOperator ReadOperator(JsonElement node) => node.GetProperty("op").GetString() switch
    {
        "lt" => RangeOperator.Less,
        "lte" => RangeOperator.LessOrEqual,
        "gt" => RangeOperator.Greater,
        _ => RangeOperator.GreaterOrEqual,
    };

    private static string CorpusFolder()
    {
        if (Environment.GetEnvironmentVariable("RA_CORPUS") is { Length: > 0 } given) return given;

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? AppContext.BaseDirectory, "shared", "corpus");
    }
}
