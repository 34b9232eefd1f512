using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Tests.Matching;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

public sealed class FilterPropertyTests
{
    private static readonly long Texts = Environment.GetEnvironmentVariable("RA_FUZZ") is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 10_000;

    private static readonly string[] Names =
    [
        "meta", "negate", "disabled", "type", "relation", "params", "query", "$state", "bool", "must", "filter", "should", "must_not", "minimum_should_match",
        "exists", "field", "wildcard", "value", "case_insensitive", "match_phrase", "match", "slop", "match_all", "match_none", "boost", "a", "", "\\ud800",
        "term", "terms", "prefix", "regexp", "range", "gt", "lte", "from", "include_lower", "format", "time_zone", "operator", "lenient", "zero_terms_query", "match_phrase_prefix",
        "multi_match", "fields", "nested", "path", "constant_score", "query_string", "default_field", "default_operator", "escape", "a.b", "n", "ip", "t",
    ];

    private static readonly string[] Scalars =
        ["null", "true", "false", "0", "1", "-1", "1e400", "\"x*\"", "\"\"", "\"\\ud800\"", "\"combined\"", "\"AND\"", "\"OR\"", "\"phrase\"", "[]", "{}", "\"a\"", "\"a.b\"", "\"75%\"", "\"k:x AND (\"", "\"and\"", "\"epoch_millis\"", "[\"a\",\"b^2\"]", "\"a*\"", "\"now-1d/d\"", "\"10.0.0.0/8\""];

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
        iter: Texts);

    /// <summary>Filters of sound queries with one member or value replaced.</summary>
    [Fact]
    public void Compile_DamagedFilters_ThrowsNothing() => Gen.Select(RandomFilters.Filter, Gen.Int[0, 10_000], Gen.OneOf(Scalars), Gen.OneOf(Names)).Sample(
        (filter, place, scalar, name) =>
        {
            // Quoted texts of the filter are its names and texts; one becomes another, or no text at all.
            var texts = Regex.Matches(filter, @"""(?:[^""\\]|\\.)*""");
            var text = texts[place % texts.Count];
            var isName = filter[text.Index + text.Length] == ':';
            var damaged = filter.Remove(text.Index, text.Length).Insert(text.Index, isName ? $"\"{name}\"" : scalar);
            var rule = new RuleQuery { RuleId = "r", Query = "", Filters = [JsonElement.Parse(damaged)] };
            Assert.Equal(RuleSet.TryCompile([rule], CaseRunner.Options, out var usable, out var errors), errors.Count == 0 && usable.Rules.Count == 1);
        },
        iter: Texts / 2);

    private static Gen<string> Object(Gen<string> value) =>
        Gen.Select(Gen.OneOf(Names), value, (name, json) => $"\"{name}\":{json}").Array[0, 3].Select(members => $"{{{string.Join(',', members)}}}");
}
