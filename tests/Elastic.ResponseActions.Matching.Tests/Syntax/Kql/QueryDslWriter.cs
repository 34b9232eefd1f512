using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>Writes the Query DSL that Kibana makes of a KQL tree, to compare meanings where two trees are not at hand. Field types: Kibana's names.</summary>
internal sealed partial class QueryDslWriter(IReadOnlyDictionary<string, string> fieldTypes)
{
    public JsonNode Write(QueryNode node) => Write(node, path: null);

    private JsonObject Write(QueryNode node, string? path) => node switch
    {
        MatchAllNode => new JsonObject { ["match_all"] = new JsonObject() },
        AndNode and => Bool("filter", new JsonArray(and.Children.Select(child => (JsonNode)Write(child, path)).ToArray())),
        OrNode or => AnyOf(or.Children.Select(child => (JsonNode)Write(child, path)).ToArray()),
        NotNode not => Bool("must_not", Write(not.Child, path)),
        NestedNode nested => WriteNested(nested, Full(path, nested.Path.Text)),
        RangeNode range => AnyOf(Leaf("range", Full(path, range.Field.Text), new JsonObject { [Name(range.Operator)] = ValueOf(range.Value) })),
        IsNode @is => WriteIs(@is, path),
        _ => throw new InvalidOperationException($"KQL never gives {node}."),
    };

    private JsonObject WriteNested(NestedNode nested, string path) => new()
    {
        ["nested"] = new JsonObject { ["path"] = path, ["query"] = Write(nested.Child, path), ["score_mode"] = "none" },
    };

    private JsonObject WriteIs(IsNode node, string? path)
    {
        var exists = node.Value is WildcardValue { Parts: ["", ""] };
        if (exists && node.Field?.WildcardParts is ["", ""]) return new JsonObject { ["match_all"] = new JsonObject() };
        if (node.Field is null && path is null) return FreeText(node.Value);

        var field = Full(path, node.Field?.Text ?? "null");
        var type = fieldTypes.GetValueOrDefault(field);
        return AnyOf(node.Value switch
        {
            _ when exists => new JsonObject { ["exists"] = new JsonObject { ["field"] = field } },
            WildcardValue pattern when type == "keyword" => Leaf("wildcard", field, new JsonObject { ["value"] = QueryString(pattern) }),
            WildcardValue pattern => new JsonObject { ["query_string"] = new JsonObject { ["fields"] = new JsonArray(field), ["query"] = QueryString(pattern) } },
            var value when type == "date" => Leaf("range", field, new JsonObject { ["gte"] = ValueOf(value), ["lte"] = ValueOf(value) }),
            var value when type == "keyword" => Leaf("term", field, new JsonObject { ["value"] = ValueOf(value) }),
            LiteralValue { Quoted: true } value => Leaf("match_phrase", field, ValueOf(value)),
            var value => Leaf("match", field, ValueOf(value)),
        });
    }

    private static JsonObject FreeText(QueryValue value) => value switch
    {
        WildcardValue pattern => new JsonObject { ["query_string"] = new JsonObject { ["query"] = QueryString(pattern) } },
        _ => new JsonObject
        {
            ["multi_match"] = new JsonObject
            {
                ["type"] = value is LiteralValue { Quoted: true } ? "phrase" : "best_fields",
                ["query"] = ValueOf(value),
                ["lenient"] = true,
            },
        },
    };

    private static JsonObject Leaf(string query, string field, JsonNode? argument) => new() { [query] = new JsonObject { [field] = argument } };

    private static JsonObject Bool(string occurrence, JsonNode clauses) => new() { ["bool"] = new JsonObject { [occurrence] = clauses } };

    private static JsonObject AnyOf(params JsonNode[] clauses) =>
        new() { ["bool"] = new JsonObject { ["should"] = new JsonArray(clauses), ["minimum_should_match"] = 1 } };

    private static string Full(string? path, string name) => path is null ? name : $"{path}.{name}";

    private static JsonNode? ValueOf(QueryValue value) => value switch
    {
        LiteralValue { Kind: LiteralKind.Null } => null,
        LiteralValue { Kind: LiteralKind.True } => true,
        LiteralValue { Kind: LiteralKind.False } => false,
        LiteralValue literal => literal.Text,
        _ => string.Join('*', ((WildcardValue)value).Parts),
    };

    private static string Name(RangeOperator op) => op switch
    {
        RangeOperator.Less => "lt",
        RangeOperator.LessOrEqual => "lte",
        RangeOperator.Greater => "gt",
        _ => "gte",
    };

    private static string QueryString(WildcardValue pattern) => string.Join('*', pattern.Parts.Select(part => Reserved().Replace(part, @"\$0")));

    // The characters that query_string reserves: https://www.elastic.co/guide/en/elasticsearch/reference/current/query-dsl-query-string-query.html
    [GeneratedRegex("""[-+=&|<>!(){}\[\]^"~*?:\\/]""")]
    private static partial Regex Reserved();
}
