using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>Reads the part of Elasticsearch's Query DSL that rule filters use. <c>boost</c> and <c>_name</c> do not change what matches and are ignored.</summary>
internal sealed class QueryDslParser
{
    private readonly QueryBudget _budget;
    private readonly BoolQueryParser _bool;

    public QueryDslParser(QueryBudget budget)
    {
        _budget = budget;
        _bool = new BoolQueryParser(this, budget);
    }

    public QueryNode Parse(DslObject clause)
    {
        if (clause.Members is not [var query]) throw FilterErrors.NotOneMember(clause.Path, clause.Members.Count, "one query");

        var path = $"{clause.Path}.{query.Key}";
        return query.Key switch
        {
            "bool" => _bool.Parse(DslObject.Read(query.Value, path)),
            "exists" => ParseExists(DslObject.Read(query.Value, path)),
            "match_all" => ParseMatchAll(DslObject.Read(query.Value, path)),
            "match_none" => _budget.Count(new NotNode(ParseMatchAll(DslObject.Read(query.Value, path)), default)),
            "match_phrase" => ParseFieldQuery(query.Value, path, "query", ParseMatchPhrase),
            "wildcard" => ParseFieldQuery(query.Value, path, "value", ParseWildcard),
            _ => throw FilterErrors.UnsupportedQuery(clause.Path, query.Key),
        };
    }

    public MatchPhraseNode ParseMatchPhrase(string field, DslObject options)
    {
        foreach (var (name, value) in options.Members)
        {
            switch (name)
            {
                case "query" or "boost" or "_name": break;
                case "slop" when IsZero(value): break;
                case "slop": throw FilterErrors.UnsupportedValue(options.Path, name, value, "`0`");
                case "zero_terms_query" when value.ValueKind == JsonValueKind.String && value.ValueEquals("none"): break;
                case "zero_terms_query": throw FilterErrors.UnsupportedValue(options.Path, name, value, "`none`");
                default: throw FilterErrors.UnsupportedMember(options.Path, name, "`query`, `slop`, `zero_terms_query`, `boost` and `_name`");
            }
        }

        if (!options.TryGet("query", out var text)) throw FilterErrors.Missing(options.Path, "query");
        return _budget.Count(new MatchPhraseNode(field, DslObject.TextOf(text, $"{options.Path}.query", _budget), default));
    }

    public QueryNode All(List<QueryNode> children) => children switch
    {
        [] => _budget.Count(new MatchAllNode(default)),
        [var only] => only,
        _ => _budget.Count(new AndNode(children, default)),
    };

    public QueryNode Any(List<QueryNode> children, string path) => children switch
    {
        [] => throw FilterErrors.NotOneMember(path, 0, "at least one clause"),
        [var only] => only,
        _ => _budget.Count(new OrNode(children, default)),
    };

    private WildcardNode ParseWildcard(string field, DslObject options)
    {
        foreach (var (name, _) in options.Members)
        {
            if (name is not ("value" or "wildcard" or "case_insensitive" or "rewrite" or "boost" or "_name"))
                throw FilterErrors.UnsupportedMember(options.Path, name, "`value`, `wildcard`, `case_insensitive`, `rewrite`, `boost` and `_name`");
        }

        var hasValue = options.TryGet("value", out var pattern);
        if (options.TryGet("wildcard", out var older))
        {
            if (hasValue) throw FilterErrors.Twice(options.Path, "value");
            pattern = older;
        }
        else if (!hasValue)
        {
            throw FilterErrors.Missing(options.Path, "value");
        }

        var text = DslObject.TextOf(pattern, $"{options.Path}.{(hasValue ? "value" : "wildcard")}", _budget);
        _budget.CheckWildcards(CountStars(text), default);
        return _budget.Count(new WildcardNode(field, text, options.IsTrue("case_insensitive"), default));
    }

    private ExistsNode ParseExists(DslObject options)
    {
        foreach (var (name, _) in options.Members)
        {
            if (name is not ("field" or "boost" or "_name"))
                throw FilterErrors.UnsupportedMember(options.Path, name, "`field`, `boost` and `_name`");
        }

        if (!options.TryGet("field", out var value)) throw FilterErrors.Missing(options.Path, "field");
        var field = DslObject.TextOf(value, $"{options.Path}.field", _budget);
        if (field.Length == 0) throw FilterErrors.EmptyField($"{options.Path}.field");
        if (field.Contains('*', StringComparison.Ordinal)) throw FilterErrors.FieldPattern($"{options.Path}.field", field);
        return _budget.Count(new ExistsNode(field, default));
    }

    private MatchAllNode ParseMatchAll(DslObject options)
    {
        foreach (var (name, _) in options.Members)
        {
            if (name is not ("boost" or "_name")) throw FilterErrors.UnsupportedMember(options.Path, name, "`boost` and `_name`");
        }

        return _budget.Count(new MatchAllNode(default));
    }

    /// <summary><c>{ field: { … } }</c>, or the short form <c>{ field: text }</c>, which stands for the member <paramref name="main"/> alone.</summary>
    private static QueryNode ParseFieldQuery(JsonElement element, string path, string main, Func<string, DslObject, QueryNode> parse)
    {
        var fields = DslObject.Read(element, path);
        if (fields.Members is not [var (field, value)]) throw FilterErrors.NotOneMember(path, fields.Members.Count, "one field");
        if (field.Length == 0) throw FilterErrors.EmptyField(path);

        var fieldPath = $"{path}.{field}";
        return parse(field, value.ValueKind == JsonValueKind.Object ? DslObject.Read(value, fieldPath) : DslObject.Of(fieldPath, main, value));
    }

    private static bool IsZero(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var slop) && slop == 0)
        || (value.ValueKind == JsonValueKind.String && value.ValueEquals("0"));

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
