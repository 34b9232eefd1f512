using System.Text;
using Elastic.ResponseActions.Matching.Syntax.Lucene;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>Reads <c>query_string</c>: a Lucene query with its settings.</summary>
internal static class QueryStringParser
{
    // These shape fuzzy terms, synonyms and the order of results, which there are none of.
    private static readonly string[] Idle =
    [
        "fuzziness", "fuzzy_max_expansions", "fuzzy_prefix_length", "fuzzy_transpositions", "fuzzy_rewrite", "auto_generate_synonyms_phrase_query",
        "enable_position_increments", "max_determinized_states", "tie_breaker", "rewrite",
    ];

    public static QueryNode Parse(DslObject options, bool isInsideNested, QueryBudget budget)
    {
        options.Allow(
        [
            "query", "default_field", "fields", "default_operator", "lenient", "analyze_wildcard", "allow_leading_wildcard", "escape", "phrase_slop", "type",
            "time_zone", .. Idle,
        ]);
        if (isInsideNested) throw FilterErrors.InsideNested(options.Path, "`query_string`");

        var query = options.Text("query", budget) ?? throw FilterErrors.Missing(options.Path, "query");
        RangeQueryParser.CheckTimeZone(options, budget);
        CheckOneOf(options, budget, "type", "best_fields", "most_fields");
        CheckOneOf(options, budget, "phrase_slop", "0");
        CheckOneOf(options, budget, "allow_leading_wildcard", "true");

        var text = options.IsTrue("escape") ? Escape(query) : query;
        try
        {
            return LuceneParser.ParseFilter(text, Settings(options, budget), budget);
        }
        catch (QuerySyntaxException e) when (e.Span != default)
        {
            throw FilterErrors.QueryString($"{options.Path}.query", e, new SourceText(text).PositionAt(e.Span.Start));
        }
    }

    private static LuceneSettings Settings(DslObject options, QueryBudget budget)
    {
        var fields = options.TryGet("fields", out var list) ? FieldList.Read(list, $"{options.Path}.fields", budget) : null;
        var field = options.TryGet("default_field", out var name) ? FieldList.Name(name, $"{options.Path}.default_field", budget) : null;
        if (fields is not null && field is not null) throw FilterErrors.UnsupportedTogether(options.Path, "fields", "default_field");

        var asksAllFields = fields?.Exists(one => one.WildcardParts is ["", ""]) ?? field is null or { WildcardParts: ["", ""] };
        return new LuceneSettings
        {
            DefaultField = fields is null ? field ?? LuceneSettings.AnyField : null,
            Fields = fields,
            AllByDefault = IsAnd(options, budget),
            Lenient = options.TryGet("lenient", out _) ? options.IsTrue("lenient") : asksAllFields,
            AnalyzeWildcard = options.IsTrue("analyze_wildcard"),
        };
    }

    private static bool IsAnd(DslObject options, QueryBudget budget)
    {
        CheckOneOf(options, budget, "default_operator", "or", "OR", "and", "AND");
        return "and".Equals(options.Text("default_operator", budget), StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckOneOf(DslObject options, QueryBudget budget, string name, params ReadOnlySpan<string> values)
    {
        if (options.Text(name, budget) is { } text && !values.Contains(text))
            throw FilterErrors.UnsupportedValue(options.Path, name, options.Members.First(member => member.Key == name).Value, $"`{string.Join("` or `", values!)}`");
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if ("\\+-!():^[]\"{}~*?|&/".Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
