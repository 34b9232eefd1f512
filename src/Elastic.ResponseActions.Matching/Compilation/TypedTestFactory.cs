using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Compiles a value, a pattern or a bound for a field type, as Elasticsearch would run it on a field of that type.</summary>
internal static class TypedTestFactory
{
    public const string NullRefusal = "`null` is no value; write `not field: *` for a missing field";

    /// <summary>KQL <c>field: value</c>: <c>term</c>, <c>match</c> or <c>match_phrase</c>.</summary>
    public static TypedTest Value(FieldType type, LiteralValue value) => value.Kind == LiteralKind.Null
        ? TypedTest.Refused(NullRefusal)
        : type switch
        {
            FieldType.Keyword => Term(value.Text, keywordLimit: true),
            FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened => Term(value.Text, keywordLimit: false),
            FieldType.Text => Words(value.Text, phrase: value.Quoted, TextAnalyzer.Standard),
            FieldType.Long => IntegerValue.TryParseTerm(value.Text, out var range, out var error) ? Integer(range) : TypedTest.Refused(error),
            FieldType.Double => DoubleValue.TryParseTerm(value.Text, out var range, out var error) ? Double(range) : TypedTest.Refused(error),
            FieldType.Ip => IpRange.TryParseTerm(value.Text, out var range, out var error) ? Ip(range) : TypedTest.Refused(error),
            FieldType.Date => DateRange.TryParseTerm(value.Text, out var range, out var error) ? Date(range, $"is {value.Text}") : TypedTest.Refused(error),
            FieldType.Boolean => BooleanValue.TryParseTerm(value.Text, out var flag, out var error) ? TypedTest.Of(new BooleanTest(flag), $"boolean {flag}") : TypedTest.Refused(error),
            FieldType.Nested => TypedTest.Never,
            _ => TypedTest.Undecided("its mapped type is not evaluated here"),
        };

    /// <summary>A whole value given with stars: <c>wildcard</c> on a keyword, <c>query_string</c> on any other field.</summary>
    public static TypedTest Wildcard(FieldType type, WildcardValue value, TextAnalyzer analyzer = TextAnalyzer.Standard) => type switch
    {
        FieldType.Keyword => Glob(GlobPattern.FromParts(value.Parts), $"parts {string.Join('\u0001', value.Parts)}", type),
        FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened => ValueGlobs(value.Parts),
        FieldType.Text => WordGlobs(value.Parts, analyzer),
        FieldType.Nested => TypedTest.Never,
        FieldType.Other => TypedTest.Undecided("its mapped type is not evaluated here"),
        _ => TypedTest.Refused("a wildcard needs a keyword, wildcard or text field"),
    };

    /// <summary>Query DSL <c>wildcard</c>; on analysed text the pattern has to fit one word.</summary>
    public static TypedTest Wildcard(FieldType type, string pattern, bool ignoreCase, TextAnalyzer analyzer = TextAnalyzer.Standard) => type switch
    {
        FieldType.Text => TypedTest.Of(new WordGlobTest(analyzer, GlobPattern.Parse(pattern, ignoreCase)), $"word wildcard {analyzer} {ignoreCase} {pattern}"),
        FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened =>
            Glob(GlobPattern.Parse(pattern, ignoreCase), $"wildcard {ignoreCase} {pattern}", type),
        FieldType.Nested => TypedTest.Never,
        FieldType.Other => TypedTest.Undecided("its mapped type is not evaluated here"),
        _ => TypedTest.Refused("a wildcard needs a keyword, wildcard or text field"),
    };

    /// <summary>KQL <c>field &gt;= value</c> and its kin.</summary>
    public static TypedTest Bound(FieldType type, Comparison comparison, string text) => type switch
    {
        FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Flattened =>
            TypedTest.Of(new TermOrderTest(comparison, Encoding.UTF8.GetBytes(text), type == FieldType.Keyword), $"{comparison} {text}"),
        FieldType.Long => IntegerValue.TryParseBound(comparison, text, out var range, out var error) ? Integer(range) : TypedTest.Refused(error),
        FieldType.Double => DoubleValue.TryParseBound(comparison, text, out var range, out var error) ? Double(range) : TypedTest.Refused(error),
        FieldType.Ip => IpRange.TryParseBound(comparison, text, out var range, out var error) ? Ip(range) : TypedTest.Refused(error),
        FieldType.Date => DateRange.TryParseBound(comparison, text, out var range, out var error) ? Date(range, $"{comparison} {text}") : TypedTest.Refused(error),
        FieldType.Nested => TypedTest.Never,
        _ => TypedTest.Undecided($"the order of a field of type {type.ToString().ToLowerInvariant()} is not evaluated here"),
    };

    /// <summary>The words of a query's text, in lower case.</summary>
    public static IReadOnlyList<string> WordsOf(string text, TextAnalyzer analyzer)
    {
        var words = new List<string>();
        foreach (var word in new TextTokenizer(analyzer, Encoding.UTF8.GetBytes(text)))
            words.Add(FoldedText.Of(Encoding.UTF8.GetString(word)));
        return words;
    }

    /// <summary>Analysed text: any word, or all of them in a row. Text without a word in it matches nothing.</summary>
    public static TypedTest Words(string text, bool phrase, TextAnalyzer analyzer)
    {
        var words = WordsOf(text, analyzer);
        if (words.Count == 0)
            return TypedTest.Never;

        var key = string.Join(' ', words);
        byte[][] utf8 = [.. words.Select(Encoding.UTF8.GetBytes)];
        return phrase && utf8.Length > 1
            ? TypedTest.Of(new PhraseTest(analyzer, utf8), $"phrase {analyzer} {key}")
            : TypedTest.Of(new AnyWordTest(analyzer, utf8), $"words {analyzer} {key}");
    }

    /// <summary>Analysed text: the words in a row, of the last one its beginning.</summary>
    public static TypedTest PhrasePrefix(string text, TextAnalyzer analyzer)
    {
        var words = WordsOf(text, analyzer);
        return words.Count == 0
            ? TypedTest.Never
            : TypedTest.Of(new PhraseTest(analyzer, [.. words.Select(Encoding.UTF8.GetBytes)], lastIsPrefix: true), $"phrase prefix {analyzer} {string.Join(' ', words)}");
    }

    private static TypedTest Term(string text, bool keywordLimit) =>
        TypedTest.Of(new TermTest(Encoding.UTF8.GetBytes(text), keywordLimit), $"term {text}");

    private static TypedTest Glob(GlobPattern pattern, string key, FieldType type) =>
        TypedTest.Of(new GlobTest(pattern, keywordLimit: type == FieldType.Keyword), key);

    private static TypedTest WordGlobs(IReadOnlyList<string> parts, TextAnalyzer analyzer) => Clauses(
        parts,
        $"{analyzer}",
        clause => new WordGlobTest(analyzer, GlobPattern.FromParts([.. clause.Parts.Select(FoldedText.Of)])),
        text => Words(text, phrase: false, analyzer).Test);

    private static TypedTest ValueGlobs(IReadOnlyList<string> parts) => Clauses(
        parts,
        "whole",
        clause => new GlobTest(GlobPattern.FromParts(clause.Parts), keywordLimit: false),
        text => new TermTest(Encoding.UTF8.GetBytes(text), keywordLimit: false));

    private static TypedTest Clauses(IReadOnlyList<string> parts, string kind, Func<QueryStringClause, ValueTest> withStar, Func<string, ValueTest?> plain)
    {
        ValueTest[] tests =
        [
            .. QueryStringClause.Split(parts).Select(clause => clause.HasStar ? withStar(clause) : plain(clause.Parts[0])).OfType<ValueTest>(),
        ];
        return tests.Length == 0
            ? TypedTest.Never
            : TypedTest.Of(tests.Length == 1 ? tests[0] : new AnyOfTest(tests), $"clauses {kind} {string.Join('\u0002', parts)}");
    }

    private static TypedTest Integer(ValueRange<Int128> range) =>
        range.IsEmpty ? TypedTest.Never : TypedTest.Of(new IntegerTest(range), $"integer {range.Low} {range.High}");

    private static TypedTest Double(ValueRange<double> range) =>
        range.IsEmpty ? TypedTest.Never : TypedTest.Of(new DoubleTest(range), FormattableString.Invariant($"double {range.Low:R} {range.High:R}"));

    private static TypedTest Ip(ValueRange<UInt128> range) =>
        range.IsEmpty ? TypedTest.Never : TypedTest.Of(new IpTest(range), $"ip {range.Low} {range.High}");

    private static TypedTest Date(DateRange range, string key) => TypedTest.Of(new DateTest(range), $"date {key}", range.IsRelative);
}
