using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>Reads the queries whose text is analysed: <c>match</c>, <c>match_phrase</c>, <c>match_phrase_prefix</c>, <c>multi_match</c>.</summary>
internal sealed class MatchQueryParser(QueryDslParser dsl, QueryBudget budget)
{
    // These shape fuzzy terms and synonyms, which there are none of.
    private static readonly string[] Idle = ["max_expansions", "prefix_length", "fuzzy_transpositions", "fuzzy_rewrite", "auto_generate_synonyms_phrase_query"];

    public MatchNode ParseMatch(string field, DslObject options)
    {
        options.Allow(["query", "operator", "minimum_should_match", "lenient", "zero_terms_query", .. Idle]);
        var matchOptions = new MatchOptions(options.IsTrue("lenient"), IsAll(options, "zero_terms_query", "none", "all"));
        return budget.Count(new MatchNode(new FieldName(field), Query(options), Words(options), matchOptions, default));
    }

    public MatchPhraseNode ParseMatchPhrase(string field, DslObject options)
    {
        CheckPhrase(options, "query", "slop", "zero_terms_query");
        return budget.Count(new MatchPhraseNode(field, Query(options), default));
    }

    public MatchPhrasePrefixNode ParseMatchPhrasePrefix(string field, DslObject options)
    {
        CheckPhrase(options, "query", "slop", "zero_terms_query", "max_expansions");
        return budget.Count(new MatchPhrasePrefixNode(field, Query(options), default));
    }

    public QueryNode ParseMultiMatch(DslObject options)
    {
        options.Allow(["query", "fields", "type", "operator", "minimum_should_match", "lenient", "slop", "tie_breaker", .. Idle]);
        CheckSlop(options);
        var type = options.Text("type", budget) ?? "best_fields";
        if (type is not ("best_fields" or "most_fields" or "phrase"))
            throw FilterErrors.UnsupportedValue(options.Path, "type", options.Members.First(member => member.Key == "type").Value, "`best_fields`, `most_fields` or `phrase`");

        var words = type == "phrase" ? new MatchWords(MatchWordsKind.Phrase) : Words(options);
        var fields = Fields(options);
        var lenient = options.TryGet("lenient", out _) ? options.IsTrue("lenient") : fields is [{ WildcardParts: ["", ""] }];
        if (words.Kind is MatchWordsKind.All or MatchWordsKind.AtLeast && fields.Exists(field => field.IsPattern))
            throw FilterErrors.OnFieldPattern(options.Path, words.Kind == MatchWordsKind.All ? "operator" : "minimum_should_match");

        var text = Query(options);
        List<QueryNode> matches = [.. fields.Select(field => dsl.OnField(field.Text, name =>
            budget.Count(new MatchNode(field.IsPattern ? field : new FieldName(name), text, words, new MatchOptions(lenient), default))))];
        return dsl.Any(matches, $"{options.Path}.fields");
    }

    private List<FieldName> Fields(DslObject options)
    {
        if (!options.TryGet("fields", out var fields)) return Checked([LuceneSettings.AnyField], options.Path);
        return Checked(FieldList.Read(fields, $"{options.Path}.fields", budget), $"{options.Path}.fields");
    }

    private List<FieldName> Checked(List<FieldName> fields, string path) => dsl.IsInsideNested && fields.Exists(field => field.IsPattern)
        ? throw FilterErrors.InsideNested(path, "a search over several fields")
        : fields;

    private string Query(DslObject options) => options.Text("query", budget) ?? throw FilterErrors.Missing(options.Path, "query");

    private MatchWords Words(DslObject options)
    {
        var all = IsAll(options, "operator", "or", "and");
        if (!options.TryGet("minimum_should_match", out var value)) return new MatchWords(all ? MatchWordsKind.All : MatchWordsKind.Any);
        if (all) throw FilterErrors.UnsupportedTogether(options.Path, "operator", "minimum_should_match");
        return new MatchWords(MatchWordsKind.AtLeast, BoolQueryParser.Minimum(value, options.Path));
    }

    /// <summary>True for the second of two words, false for the first or where the member is absent. Either case will do.</summary>
    private bool IsAll(DslObject options, string name, string no, string yes)
    {
        var text = options.Text(name, budget);
        if (text is null || text.Equals(no, StringComparison.OrdinalIgnoreCase)) return false;
        if (text.Equals(yes, StringComparison.OrdinalIgnoreCase)) return true;
        throw FilterErrors.UnsupportedValue(options.Path, name, options.Members.First(member => member.Key == name).Value, $"`{no}` or `{yes}`");
    }

    private static void CheckPhrase(DslObject options, params ReadOnlySpan<string> names)
    {
        options.Allow(names);
        CheckSlop(options);
        if (options.TryGet("zero_terms_query", out var zero) && !DslObject.IsText(zero, "none"))
            throw FilterErrors.UnsupportedValue(options.Path, "zero_terms_query", zero, "`none`");
    }

    private static void CheckSlop(DslObject options)
    {
        if (options.TryGet("slop", out var slop) && !IsZero(slop)) throw FilterErrors.UnsupportedValue(options.Path, "slop", slop, "`0`");
    }

    private static bool IsZero(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var slop) && slop == 0)
        || DslObject.IsText(value, "0");
}
