using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>Reads the queries on terms as the index holds them: <c>term</c>, <c>terms</c>, <c>prefix</c>, <c>wildcard</c>, <c>regexp</c>.</summary>
internal sealed class TermQueryParser(QueryBudget budget)
{
    public TermsNode ParseTerm(string field, DslObject options)
    {
        options.Allow("value", "term", "case_insensitive");
        return budget.Count(new TermsNode(field, [Value(options, older: "term")], options.IsTrue("case_insensitive"), default));
    }

    public TermsNode ParseTerms(string field, JsonElement values, string path)
    {
        if (values.ValueKind == JsonValueKind.Object) throw FilterErrors.NoTermsLookup(path);
        if (values.ValueKind != JsonValueKind.Array) throw FilterErrors.WrongShape(path, values, "an array of texts");

        var terms = new List<string>();
        foreach (var value in values.EnumerateArray())
            terms.Add(DslObject.TextOf(value, FormattableString.Invariant($"{path}[{terms.Count}]"), budget));
        budget.CountMore(terms.Count, default);
        return budget.Count(new TermsNode(field, terms, CaseInsensitive: false, default));
    }

    public PrefixNode ParsePrefix(string field, DslObject options)
    {
        options.Allow("value", "prefix", "case_insensitive", "rewrite");
        return budget.Count(new PrefixNode(field, Value(options, older: "prefix"), options.IsTrue("case_insensitive"), default));
    }

    public WildcardNode ParseWildcard(string field, DslObject options)
    {
        options.Allow("value", "wildcard", "case_insensitive", "rewrite");
        var pattern = Value(options, older: "wildcard");
        budget.CheckWildcards(CountStars(pattern), default);
        return budget.Count(new WildcardNode(field, pattern, options.IsTrue("case_insensitive"), default));
    }

    public RegexpNode ParseRegexp(string field, DslObject options)
    {
        options.Allow("value", "flags", "case_insensitive", "max_determinized_states", "rewrite");
        if (options.TryGet("flags", out var flags) && !DslObject.IsText(flags, "ALL"))
            throw FilterErrors.UnsupportedValue(options.Path, "flags", flags, "`ALL`");

        var pattern = options.Text("value", budget) ?? throw FilterErrors.Missing(options.Path, "value");
        return budget.Count(new RegexpNode(field, pattern, options.IsTrue("case_insensitive"), default));
    }

    /// <summary>The value under today's name or the older one.</summary>
    private string Value(DslObject options, string older)
    {
        var value = options.Text("value", budget);
        var other = options.Text(older, budget);
        if (value is not null && other is not null) throw FilterErrors.Twice(options.Path, "value");
        return value ?? other ?? throw FilterErrors.Missing(options.Path, "value");
    }

    private static int CountStars(string pattern)
    {
        var stars = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '*') stars++;
        }

        return stars;
    }
}
