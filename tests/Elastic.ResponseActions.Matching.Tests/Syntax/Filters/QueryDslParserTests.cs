namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

public sealed class QueryDslParserTests
{
    [Theory]
    [InlineData("""{"wildcard":{"a":{"value":"x*"}}}""", "wildcard(a, /x*/)")]
    [InlineData("""{"wildcard":{"a":{"wildcard":"x*"}}}""", "wildcard(a, /x*/)")]
    [InlineData("""{"wildcard":{"a":"x*"}}""", "wildcard(a, /x*/)")]
    [InlineData("""{"wildcard":{"a":{"value":"x*","case_insensitive":false}}}""", "wildcard(a, /x*/)")]
    [InlineData("""{"wildcard":{"file.path":{"case_insensitive":true,"value":"?:\\\\Users\\\\*"}}}""", "wildcard(file.path, /?:\\\\\\\\Users\\\\\\\\*/, ignore case)")]
    [InlineData("""{"wildcard":{"a":{"value":"x","boost":2.0,"rewrite":"constant_score","_name":"n"}}}""", "wildcard(a, /x/)")]
    [InlineData("""{"wildcard":{"a":4624}}""", "wildcard(a, /4624/)")]
    [InlineData("""{"wildcard":{"a":{"value":true}}}""", "wildcard(a, /true/)")]
    [InlineData("""{"wildcard":{"a":""}}""", "wildcard(a, //)")]
    [InlineData("""{"exists":{"field":"a.b","boost":1}}""", "exists(a.b)")]
    [InlineData("""{"match_phrase":{"a":"x y"}}""", "phrase(a, \"x y\")")]
    [InlineData("""{"match_phrase":{"a":{"query":"x y"}}}""", "phrase(a, \"x y\")")]
    [InlineData("""{"match_phrase":{"a":{"query":4624,"slop":0,"zero_terms_query":"none","boost":1}}}""", "phrase(a, \"4624\")")]
    [InlineData("""{"match_phrase":{"a":1.50}}""", "phrase(a, \"1.50\")")]
    [InlineData("""{"match_all":{}}""", "all")]
    [InlineData("""{"match_all":{"boost":1.2}}""", "all")]
    [InlineData("""{"match_none":{}}""", "not(all)")]
    public void Parse_Leaf_GivesItsNode(string query, string expected) => Assert.Equal(expected, Parse(query));

    [Theory]
    [InlineData("""{"bool":{}}""", "all")]
    [InlineData("""{"bool":{"must":[],"filter":[],"should":[],"must_not":[]}}""", "all")]
    [InlineData("""{"bool":{"must":null}}""", "all")]
    [InlineData("""{"bool":{"must":A}}""", "exists(a)")]
    [InlineData("""{"bool":{"must":[A,B]}}""", "and(exists(a), exists(b))")]
    [InlineData("""{"bool":{"filter":A,"must":B}}""", "and(exists(b), exists(a))")]
    [InlineData("""{"bool":{"must_not":A}}""", "not(exists(a))")]
    [InlineData("""{"bool":{"must_not":[A,B]}}""", "and(not(exists(a)), not(exists(b)))")]
    [InlineData("""{"bool":{"should":A}}""", "exists(a)")]
    [InlineData("""{"bool":{"should":[A,B]}}""", "or(exists(a), exists(b))")]
    [InlineData("""{"bool":{"should":[A,B],"must_not":C}}""", "and(or(exists(a), exists(b)), not(exists(c)))")]
    [InlineData("""{"bool":{"must":A,"filter":B,"must_not":C}}""", "and(exists(a), exists(b), not(exists(c)))")]
    [InlineData("""{"bool":{"must":{"bool":{"should":[A,B]}},"boost":1,"_name":"n","adjust_pure_negative":true}}""", "or(exists(a), exists(b))")]
    public void Parse_Bool_JoinsItsClauses(string query, string expected) => Assert.Equal(expected, Parse(query));

    [Theory]
    [InlineData("""{"bool":{"filter":A,"should":[B,C]}}""", "exists(a)")]
    [InlineData("""{"bool":{"must":A,"should":B,"minimum_should_match":0}}""", "exists(a)")]
    [InlineData("""{"bool":{"filter":A,"should":[B,C],"minimum_should_match":1}}""", "and(exists(a), or(exists(b), exists(c)))")]
    [InlineData("""{"bool":{"filter":A,"should":[B,C],"minimum_should_match":"1"}}""", "and(exists(a), or(exists(b), exists(c)))")]
    [InlineData("""{"bool":{"filter":A,"should":[B,C],"minimum_should_match":2}}""", "and(exists(a), exists(b), exists(c))")]
    [InlineData("""{"bool":{"should":[A,B,C],"minimum_should_match":-2}}""", "or(exists(a), exists(b), exists(c))")]
    [InlineData("""{"bool":{"filter":A,"should":[B,C],"minimum_should_match":-5}}""", "exists(a)")]
    [InlineData("""{"bool":{"should":[A,B],"minimum_should_match":0}}""", "or(exists(a), exists(b))")]
    [InlineData("""{"bool":{"should":[],"minimum_should_match":1}}""", "all")]
    public void Parse_Should_FollowsElasticsearchsMinimum(string query, string expected) => Assert.Equal(expected, Parse(query));

    [Theory]
    [InlineData("""{"range":{"a":{"gt":1}}}""", "filter at `filters[0].query`: the query `range` cannot be matched here; supported are `bool`, `exists`, `match_all`, `match_none`, `match_phrase` and `wildcard`.")]
    [InlineData("""{"match":{"a":"x"}}""", "filter at `filters[0].query`: the query `match` cannot be matched here; supported are `bool`, `exists`, `match_all`, `match_none`, `match_phrase` and `wildcard`.")]
    [InlineData("""{"match":{"a":{"query":"x","type":"phrase_prefix"}}}""", "filter at `filters[0].query`: the query `match` cannot be matched here; supported are `bool`, `exists`, `match_all`, `match_none`, `match_phrase` and `wildcard`.")]
    [InlineData("""{"bool":{"must":[A,{"term":{"a":1}}]}}""", "filter at `filters[0].query.bool.must[1]`: the query `term` cannot be matched here; supported are `bool`, `exists`, `match_all`, `match_none`, `match_phrase` and `wildcard`.")]
    [InlineData("""{"bool":{"filter":A,"should":{"script":{}}}}""", "filter at `filters[0].query.bool.should`: the query `script` cannot be matched here; supported are `bool`, `exists`, `match_all`, `match_none`, `match_phrase` and `wildcard`.")]
    [InlineData("""{"bool":{"mustNot":A}}""", "filter at `filters[0].query.bool`: `mustNot` is not supported; supported are `must`, `filter`, `should`, `must_not`, `minimum_should_match`, `boost` and `_name`.")]
    [InlineData("""{"bool":{"must_not":A,"adjust_pure_negative":false}}""", "filter at `filters[0].query.bool`: `adjust_pure_negative` is `false`; supported is `true`.")]
    [InlineData("""{"bool":{"should":[A,B],"minimum_should_match":"75%"}}""", "filter at `filters[0].query.bool`: `minimum_should_match` is `\"75%\"`; supported is a whole number.")]
    [InlineData("""{"bool":{"should":[A,B],"minimum_should_match":1.5}}""", "filter at `filters[0].query.bool`: `minimum_should_match` is `1.5`; supported is a whole number.")]
    [InlineData("""{"bool":{"should":[A,B,C],"minimum_should_match":2}}""", "filter at `filters[0].query.bool`: `minimum_should_match` asks for 2 of 3 `should` clauses; supported are 1 and all of them.")]
    [InlineData("""{"bool":{"should":[A,B],"minimum_should_match":3}}""", "filter at `filters[0].query.bool`: `minimum_should_match` asks for 3 of 2 `should` clauses, so nothing can match; lower it or add clauses.")]
    [InlineData("""{"bool":{"filter":A,"should":[],"minimum_should_match":1}}""", "filter at `filters[0].query.bool`: `minimum_should_match` asks for 1 of 0 `should` clauses, so nothing can match; lower it or add clauses.")]
    [InlineData("""{"match_phrase":{"a":{"query":"x y","slop":2}}}""", "filter at `filters[0].query.match_phrase.a`: `slop` is `2`; supported is `0`.")]
    [InlineData("""{"match_phrase":{"a":{"query":"x y","zero_terms_query":"all"}}}""", "filter at `filters[0].query.match_phrase.a`: `zero_terms_query` is `\"all\"`; supported is `none`.")]
    [InlineData("""{"match_phrase":{"a":{"query":"x y","analyzer":"french"}}}""", "filter at `filters[0].query.match_phrase.a`: `analyzer` is not supported; supported are `query`, `slop`, `zero_terms_query`, `boost` and `_name`.")]
    [InlineData("""{"wildcard":{"a":{"value":"x","flags":1}}}""", "filter at `filters[0].query.wildcard.a`: `flags` is not supported; supported are `value`, `wildcard`, `case_insensitive`, `rewrite`, `boost` and `_name`.")]
    [InlineData("""{"exists":{"field":"a.*"}}""", "filter at `filters[0].query.exists.field`: the field pattern `a.*` is not supported; name one field.")]
    [InlineData("""{"exists":{"field":"a","fields":["b"]}}""", "filter at `filters[0].query.exists`: `fields` is not supported; supported are `field`, `boost` and `_name`.")]
    [InlineData("""{"match_all":{"a":1}}""", "filter at `filters[0].query.match_all`: `a` is not supported; supported are `boost` and `_name`.")]
    public void Parse_Unsupported_SaysWhereWhatAndWhatElse(string query, string message) =>
        FilterText.AssertRefused(Filter(query), QueryErrorKind.Unsupported, message);

    [Theory]
    [InlineData("""{"wildcard":{}}""", "filter at `filters[0].query.wildcard`: the object is empty; expected one field.")]
    [InlineData("""{"wildcard":{"a":"x","b":"y"}}""", "filter at `filters[0].query.wildcard`: the object has 2 members; expected one field.")]
    [InlineData("""{"wildcard":{"":"x"}}""", "filter at `filters[0].query.wildcard`: the field name is empty; name a field.")]
    [InlineData("""{"wildcard":{"a":{}}}""", "filter at `filters[0].query.wildcard.a`: `value` is missing; add it.")]
    [InlineData("""{"wildcard":{"a":null}}""", "filter at `filters[0].query.wildcard.a`: `value` is missing; add it.")]
    [InlineData("""{"wildcard":{"a":{"value":"x","wildcard":"y"}}}""", "filter at `filters[0].query.wildcard.a`: `value` occurs twice; keep one.")]
    [InlineData("""{"wildcard":{"a":["x"]}}""", "filter at `filters[0].query.wildcard.a.value`: found an array, expected a text.")]
    [InlineData("""{"wildcard":{"a":{"value":"x","case_insensitive":"yes"}}}""", "filter at `filters[0].query.wildcard.a.case_insensitive`: found `\"yes\"`, expected `true` or `false`.")]
    [InlineData("""{"wildcard":{"a":{"value":"\ud800"}}}""", "filter at `filters[0].query.wildcard.a.value`: a text has half of a surrogate pair (`\\ud800` to `\\udfff`); write the whole character.")]
    [InlineData("""{"wildcard":{"\ud800":"x"}}""", "filter at `filters[0].query.wildcard`: a text has half of a surrogate pair (`\\ud800` to `\\udfff`); write the whole character.")]
    [InlineData("""{"wildcard":{"a\u001b[2J":[]}}""", "filter at `filters[0].query.wildcard.a\\u001B[2J.value`: found an array, expected a text.")]
    [InlineData("""{"exists":{}}""", "filter at `filters[0].query.exists`: `field` is missing; add it.")]
    [InlineData("""{"exists":{"field":""}}""", "filter at `filters[0].query.exists.field`: the field name is empty; name a field.")]
    [InlineData("""{"exists":"a"}""", "filter at `filters[0].query.exists`: found `\"a\"`, expected an object.")]
    [InlineData("""{"match_phrase":{"a":{"slop":0}}}""", "filter at `filters[0].query.match_phrase.a`: `query` is missing; add it.")]
    [InlineData("""{"bool":{"must":"a"}}""", "filter at `filters[0].query.bool.must`: found `\"a\"`, expected a query or an array of queries.")]
    [InlineData("""{"bool":{"must":[{}]}}""", "filter at `filters[0].query.bool.must[0]`: the object is empty; expected one query.")]
    [InlineData("""{"bool":{"must":[null]}}""", "filter at `filters[0].query.bool.must[0]`: found `null`, expected an object.")]
    [InlineData("""{"bool":{"must":A,"must":B}}""", "filter at `filters[0].query.bool`: `must` occurs twice; keep one.")]
    public void Parse_Malformed_SaysWhereAndWhat(string query, string message) =>
        FilterText.AssertRefused(Filter(query), QueryErrorKind.Syntax, message);

    private static string Parse(string query) => FilterText.Parse(Filter(query)).ToString();

    /// <summary>A filter around a query in which A, B and C stand for <c>exists</c> queries.</summary>
    private static string Filter(string query)
    {
        foreach (var name in new[] { "A", "B", "C" })
        {
            var clause = $$$"""{"exists":{"field":"{{{name.ToLowerInvariant()}}}"}}""";
            foreach (var (before, after) in new[] { (':', '}'), (':', ','), ('[', ','), ('[', ']'), (',', ','), (',', ']') })
                query = query.Replace($"{before}{name}{after}", $"{before}{clause}{after}", StringComparison.Ordinal);
        }

        return $$"""{"query":{{query}}}""";
    }
}
