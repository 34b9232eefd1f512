using System.Text.Json;
using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random Kibana filters as JSON: every query of Query DSL that is evaluated, in long and short forms.</summary>
internal static class RandomFilters
{
    private static readonly Gen<string> TextField = Gen.OneOf(Gen.OneOf(RandomVocabulary.TextFields), Gen.OneOf(RandomVocabulary.Views));

    private static readonly Gen<string> Word = RandomVocabulary.Word.Select(Quote);

    private static readonly Gen<string> Number = RandomVocabulary.Number.Select(number => number == "1e30" ? "1e30" : number);

    private static readonly Gen<string> Date = RandomVocabulary.DateOrMath.Select(Quote);

    private static readonly Gen<string> Address = RandomVocabulary.Address.Select(Quote);

    private static readonly Gen<string> Network = Gen.OneOf(RandomVocabulary.Address, RandomVocabulary.Block).Select(Quote);

    /// <summary>A field and a value that most often suits it.</summary>
    private static readonly Gen<(string Field, string Json)> Pair = Gen.Frequency(
        (8, Gen.Select(TextField, Word)),
        (2, Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), Number)),
        (1, Gen.Select(Gen.Const("b"), RandomVocabulary.Flag)),
        (2, Gen.Select(Gen.Const("ip"), Network)),
        (2, Gen.Select(Gen.Const("t"), Date)),
        (1, Gen.Select(Gen.OneOf("n", "ip", "t", "b", "obj", "obj.k", "a"), Word)));

    private static readonly Gen<string> IgnoreCase = Gen.OneOf("", ",\"case_insensitive\":true", ",\"case_insensitive\":false");

    private static readonly Gen<string> Pattern = RandomVocabulary.Pattern.Select(parts => Quote(string.Join('*', parts).Replace('x', '?')));

    private static readonly Gen<string> WordsAsked = Gen.OneOf(
        "", ",\"operator\":\"and\"", ",\"operator\":\"OR\"", ",\"minimum_should_match\":2", ",\"minimum_should_match\":\"-1\"", ",\"minimum_should_match\":\"75%\"", ",\"lenient\":true",
        ",\"zero_terms_query\":\"all\"");

    private static readonly Gen<string> Bounds = Gen.Select(
        Gen.OneOf(
            Gen.Select(TextField, Word, Word),
            Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), Number, Number),
            Gen.Select(Gen.Const("ip"), Address, Address),
            Gen.Select(Gen.Const("t"), Date, Date),
            Gen.Select(Gen.OneOf("n", "ip", "t", "obj"), Word, Word)),
        Gen.OneOf("gt", "gte"),
        Gen.OneOf("lt", "lte"),
        Gen.Int[0, 3],
        (of, low, high, form) => Object("range", Object(of.Item1, form switch
        {
            0 => $"{{\"{low}\":{of.Item2}}}",
            1 => $"{{\"{high}\":{of.Item3}}}",
            2 => $"{{\"from\":{of.Item2},\"to\":{of.Item3},\"include_upper\":false}}",
            _ => $"{{\"{low}\":{of.Item2},\"{high}\":{of.Item3}}}",
        })));

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (3, Pair.Select(of => Object("match_phrase", Object(of.Field, of.Json)))),
        (4, Gen.Select(Pair, WordsAsked, (of, words) => Object("match", Object(of.Field, $"{{\"query\":{of.Json}{words}}}")))),
        (4, Gen.Select(Pair, IgnoreCase, (of, ignoreCase) => Object("term", Object(of.Field, $"{{\"value\":{of.Json}{ignoreCase}}}")))),
        (2, Gen.Select(TextField, Word.Array[0, 3], (field, values) => Object("terms", Object(field, $"[{string.Join(',', values)}]")))),
        (1, Gen.Select(Network.Array[1, 4], values => Object("terms", Object("ip", $"[{string.Join(',', values)}]")))),
        (1, Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), Number.Array[1, 4], (field, values) => Object("terms", Object(field, $"[{string.Join(',', values)}]")))),
        (2, Gen.Select(Pair, IgnoreCase, (of, ignoreCase) => Object("prefix", Object(of.Field, $"{{\"value\":{of.Json}{ignoreCase}}}")))),
        (3, Gen.Select(TextField, Pattern, IgnoreCase, (field, pattern, ignoreCase) => Object("wildcard", Object(field, $"{{\"value\":{pattern}{ignoreCase}}}")))),
        (2, Gen.Select(Gen.OneOf(TextField, Gen.Const("n")), RandomLucene.Expression.Select(Quote), IgnoreCase, (field, regex, ignoreCase) => Object("regexp", Object(field, $"{{\"value\":{regex}{ignoreCase}}}")))),
        (1, Gen.Select(Gen.OneOf("txt", "process.name.text", "k"), Word, (field, text) => Object("match_phrase_prefix", Object(field, text)))),
        (2, Gen.OneOf(TextField, Gen.OneOf("n", "a", "obj", "a.*", "*", "*.b", "process")).Select(field => Object("exists", Object("field", Quote(field))))),
        (4, Bounds),
        (2, Gen.Select(TextField.Array[1, 2], Word, Gen.OneOf("", ",\"type\":\"phrase\"", ",\"operator\":\"and\"", ",\"lenient\":true"), (names, text, options) =>
            Object("multi_match", $"{{\"query\":{text},\"fields\":[{string.Join(',', names.Select(Quote))}]{options}}}"))),
        (1, Gen.Select(Gen.OneOf("*", "a.*", "t*"), Word, (names, text) => Object("multi_match", $"{{\"query\":{text},\"fields\":[\"{names}\"]}}"))),
        (3, Gen.Select(RandomLucene.Query, Gen.OneOf("", ",\"default_field\":\"k\"", ",\"default_field\":\"txt\"", ",\"fields\":[\"k\",\"a.*\"]", ",\"lenient\":true"),
            Gen.OneOf("", ",\"default_operator\":\"AND\""), Gen.OneOf("", ",\"analyze_wildcard\":true"), Gen.OneOf("", "", "", ",\"escape\":true"),
            (query, field, @operator, analyze, escape) => Object("query_string", $"{{\"query\":{Quote(query)}{field}{@operator}{analyze}{escape}}}"))),
        (1, Gen.OneOf("{\"match_all\":{}}", "{\"match_none\":{}}")));

    private static readonly Gen<string> NestedLeaf = Gen.OneOf(
        Gen.Select(Gen.OneOf("obj.k", "obj.a.b", "obj.e", "k"), Word, (field, value) => Object("term", Object(field, value))),
        Gen.Select(Number, Number, (low, high) => Object("range", Object("obj.n", $"{{\"gte\":{low},\"lte\":{high}}}"))),
        Gen.OneOf("obj.k", "obj.in", "obj.n").Select(field => Object("exists", Object("field", Quote(field)))),
        Number.Select(number => Object("nested", $"{{\"path\":\"obj.in\",\"query\":{{\"term\":{{\"obj.in.n\":{number}}}}}}}")));

    private static readonly Gen<string> Nested = Bool(NestedLeaf).Select(query => Object("nested", $"{{\"path\":\"obj\",\"query\":{query}}}"));

    private static readonly Gen<string> Query = Gen.Frequency((5, Leaf), (1, Nested), (4, Bool(Gen.Frequency((6, Leaf), (1, Nested), (1, Bool(Leaf))))), (1, Leaf.Select(leaf => Object("constant_score", Object("filter", leaf)))));

    public static Gen<string> Filter { get; } = Gen.Frequency(
        (6, Gen.Select(Query, Gen.Bool, (query, negate) => $"{{\"meta\":{Object("negate", negate ? "true" : "false")},\"query\":{query}}}")),
        (1, Gen.Select(Query, Query, Gen.OneOf("AND", "OR"), (first, second, relation) =>
            $"{{\"meta\":{{\"type\":\"combined\",\"relation\":\"{relation}\",\"params\":[{{\"query\":{first}}},{{\"meta\":{{\"negate\":true}},\"query\":{second}}}]}}}}")),
        (1, Bounds.Select(range => $"{{\"meta\":{{\"type\":\"range\"}},{range[1..^1]}}}")),
        (1, Query.Select(query => $"{{\"meta\":{{\"disabled\":true}},\"query\":{query}}}")));

    private static Gen<string> Bool(Gen<string> clause) => Gen.Select(
        clause.Array[0, 2], clause.Array[0, 3], clause.Array[0, 2], Gen.OneOf("", "", ",\"minimum_should_match\":1", ",\"minimum_should_match\":2", ",\"minimum_should_match\":\"-1\"", ",\"minimum_should_match\":\"60%\""),
        (filter, should, mustNot, minimum) => Object("bool", $"{{\"filter\":[{string.Join(',', filter)}],\"should\":[{string.Join(',', should)}],\"must_not\":[{string.Join(',', mustNot)}]{minimum}}}"));

    private static string Object(string name, string json) => $"{{{Quote(name)}:{json}}}";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
