using System.Text.Json;
using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

public sealed class FilterPropertyTests
{
    private static readonly string[] Names =
    [
        "meta", "negate", "disabled", "type", "relation", "params", "query", "$state", "bool", "must", "filter", "should", "must_not", "minimum_should_match",
        "exists", "field", "wildcard", "value", "case_insensitive", "match_phrase", "match", "slop", "match_all", "match_none", "boost", "a", "", "\\ud800",
    ];

    private static readonly string[] Scalars =
        ["null", "true", "false", "0", "1", "-1", "1e400", "\"x*\"", "\"\"", "\"\\ud800\"", "\"combined\"", "\"AND\"", "\"OR\"", "\"phrase\"", "[]", "{}"];

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, json) => depth == 5
        ? Gen.OneOf(Scalars)
        : Gen.OneOf(
            Gen.OneOf(Scalars),
            json.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"),
            Object(json),
            Object(json)));

    [Fact]
    public void Parse_RandomJson_ThrowsNothingElse() => Object(Json).Sample(
        text =>
        {
            using var document = JsonDocument.Parse(text);
            try
            {
                Assert.NotEmpty(FilterParser.Parse(document.RootElement, 0, new QueryBudget()).ToString());
            }
            catch (QuerySyntaxException error)
            {
                Assert.StartsWith("filter at `filters[0]", error.Message, StringComparison.Ordinal);
            }
        },
        iter: 10_000);

    private static Gen<string> Object(Gen<string> value) =>
        Gen.Select(Gen.OneOf(Names), value, (name, json) => $"\"{name}\":{json}").Array[0, 3].Select(members => $"{{{string.Join(',', members)}}}");
}
