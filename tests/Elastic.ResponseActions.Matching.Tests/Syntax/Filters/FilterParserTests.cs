namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

/// <summary>Kibana's envelope around Query DSL.</summary>
public sealed class FilterParserTests
{
    [Theory]
    [InlineData("""{"query":{"exists":{"field":"a"}}}""", "exists(a)")]
    [InlineData("""{"meta":{},"query":{"exists":{"field":"a"}}}""", "exists(a)")]
    [InlineData("""{"$state":{"store":"appState"},"meta":{"disabled":false,"key":"a","negate":true,"type":"exists"},"query":{"exists":{"field":"a"}}}""", "not(exists(a))")]
    [InlineData("""{"meta":{"negate":false},"query":{"exists":{"field":"a"}}}""", "exists(a)")]
    [InlineData("""{"meta":{"negate":null,"disabled":null},"query":{"exists":{"field":"a"}}}""", "exists(a)")]
    [InlineData("""{"meta":null,"query":{"exists":{"field":"a"}}}""", "exists(a)")]
    public void Parse_Envelope_NegatesItsQuery(string json, string expected) => Assert.Equal(expected, FilterText.Parse(json).ToString());

    [Theory]
    [InlineData("""{"meta":{"disabled":true},"query":{"exists":{"field":"a"}}}""")]
    [InlineData("""{"meta":{"disabled":true,"negate":true},"query":{"exists":{"field":"a"}}}""")]
    [InlineData("""{"meta":{"disabled":true},"query":{"script":{"source":"not read"}}}""")]
    [InlineData("null")]
    public void Parse_DisabledOrNull_SaysNothing(string json) => Assert.Equal("all", FilterText.Parse(json).ToString());

    [Theory]
    [InlineData("""{"meta":{"negate":true},"exists":{"field":"a"}}""", "not(exists(a))")]
    [InlineData("""{"exists":{"field":"a"}}""", "exists(a)")]
    [InlineData("""{"query":null,"exists":{"field":"a"}}""", "exists(a)")]
    [InlineData("""{"$state":{"store":"appState"},"match_all":{}}""", "all")]
    [InlineData("""{"bool":{"must":{"exists":{"field":"a"}}}}""", "exists(a)")]
    [InlineData("""{"query":{"exists":{"field":"a"}},"range":{"b":{"gt":1}}}""", "exists(a)")]
    [InlineData("""{"query":{"match":{"a":{"query":"x y","type":"phrase"}}}}""", "phrase(a, \"x y\")")]
    [InlineData("""{"meta":{"negate":true},"match":{"a":{"query":"x y","type":"phrase","slop":0}}}""", "not(phrase(a, \"x y\"))")]
    public void Parse_OldShapes_AreReadAsKibanaMigratesThem(string json, string expected) => Assert.Equal(expected, FilterText.Parse(json).ToString());

    [Theory]
    [InlineData("""{"meta":{"type":"combined","relation":"AND","params":[{"query":{"exists":{"field":"a"}}},{"exists":{"field":"b"}}]}}""", "and(exists(a), exists(b))")]
    [InlineData("""{"meta":{"type":"combined","relation":"OR","params":[{"meta":{"negate":true},"query":{"exists":{"field":"a"}}},{"exists":{"field":"b"}}]}}""", "or(not(exists(a)), exists(b))")]
    [InlineData("""{"meta":{"type":"combined","relation":"OR","negate":true,"params":[{"exists":{"field":"a"}}]},"query":{}}""", "not(exists(a))")]
    [InlineData("""{"meta":{"type":"combined","relation":"AND","params":[]}}""", "all")]
    [InlineData("""{"meta":{"type":"combined","relation":"AND","params":[{"meta":{"type":"combined","relation":"OR","params":[{"exists":{"field":"a"}},{"exists":{"field":"b"}}]}},{"meta":{"disabled":true},"exists":{"field":"c"}}]}}""", "and(or(exists(a), exists(b)), all)")]
    public void Parse_CombinedFilter_JoinsItsParams(string json, string expected) => Assert.Equal(expected, FilterText.Parse(json).ToString());

    [Theory]
    [InlineData("[]", "filter at `filters[0]`: found an array, expected an object.")]
    [InlineData("\"a\"", "filter at `filters[0]`: found `\"a\"`, expected an object.")]
    [InlineData("{}", "filter at `filters[0]`: the object is empty; expected one query.")]
    [InlineData("""{"meta":{"negate":true}}""", "filter at `filters[0]`: the object is empty; expected one query.")]
    [InlineData("""{"query":{}}""", "filter at `filters[0].query`: the object is empty; expected one query.")]
    [InlineData("""{"query":[]}""", "filter at `filters[0].query`: found an array, expected an object.")]
    [InlineData("""{"query":{"exists":{"field":"a"},"match_all":{}}}""", "filter at `filters[0].query`: the object has 2 members; expected one query.")]
    [InlineData("""{"meta":{"negate":"true"},"query":{"match_all":{}}}""", "filter at `filters[0].meta.negate`: found `\"true\"`, expected `true` or `false`.")]
    [InlineData("""{"meta":{"disabled":1},"query":{"match_all":{}}}""", "filter at `filters[0].meta.disabled`: found `1`, expected `true` or `false`.")]
    [InlineData("""{"meta":{"negate":false,"negate":true},"query":{"match_all":{}}}""", "filter at `filters[0].meta`: `negate` occurs twice; keep one.")]
    [InlineData("""{"query":{"match_all":{}},"query":{"exists":{"field":"a"}}}""", "filter at `filters[0]`: `query` occurs twice; keep one.")]
    [InlineData("""{"meta":{"type":"combined","relation":"AND"}}""", "filter at `filters[0].meta`: `params` is missing; add it.")]
    [InlineData("""{"meta":{"type":"combined","params":[]}}""", "filter at `filters[0].meta`: `relation` is missing; add it.")]
    [InlineData("""{"meta":{"type":"combined","relation":"\ud800","params":[]}}""", "filter at `filters[0].meta.relation`: found `\"\\ud800\"`, expected `AND` or `OR`.")]
    [InlineData("""{"meta":{"type":"\ud800"},"query":{}}""", "filter at `filters[0].query`: the object is empty; expected one query.")]
    [InlineData("""{"meta":{"type":"combined","relation":"XOR","params":[]}}""", "filter at `filters[0].meta.relation`: found `\"XOR\"`, expected `AND` or `OR`.")]
    [InlineData("""{"meta":{"type":"combined","relation":"OR","params":{}}}""", "filter at `filters[0].meta.params`: found an object, expected an array of filters.")]
    [InlineData("""{"meta":{"type":"combined","relation":"OR","params":[]}}""", "filter at `filters[0].meta.params`: the object is empty; expected at least one clause.")]
    public void Parse_MalformedFilter_SaysWhereAndWhat(string json, string message) =>
        FilterText.AssertRefused(json, QueryErrorKind.Syntax, message);

    [Fact]
    public void Parse_MatchBesideQuery_IsRefused() => FilterText.AssertRefused(
        """{"query":{"match_all":{}},"match":{"a":{"query":"x","type":"phrase"}}}""",
        QueryErrorKind.Unsupported,
        "filter at `filters[0]`: `match` beside `query` has no clear meaning; remove one of them.");
}
