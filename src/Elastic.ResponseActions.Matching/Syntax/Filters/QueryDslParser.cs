using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Reads the part of Elasticsearch's Query DSL that is evaluated here. What only ranks results, or says how a search is carried out,
/// is passed over; what would change the matches and is not evaluated is refused with its name.
/// </summary>
internal sealed class QueryDslParser
{
    private readonly QueryBudget _budget;
    private readonly BoolQueryParser _bool;
    private readonly MatchQueryParser _match;
    private readonly TermQueryParser _term;
    private readonly RangeQueryParser _range;
    private string _nestedPath = "";

    public QueryDslParser(QueryBudget budget)
    {
        _budget = budget;
        _bool = new BoolQueryParser(this, budget);
        _match = new MatchQueryParser(this, budget);
        _term = new TermQueryParser(budget);
        _range = new RangeQueryParser(budget);
    }

    public bool IsInsideNested => _nestedPath.Length > 0;

    public QueryNode Parse(DslObject clause)
    {
        if (clause.Members is not [var query]) throw FilterErrors.NotOneMember(clause.Path, clause.Members.Count, "one query");

        var path = $"{clause.Path}.{query.Key}";
        return query.Key switch
        {
            "bool" => _bool.Parse(DslObject.Read(query.Value, path)),
            "constant_score" => ParseConstantScore(DslObject.Read(query.Value, path)),
            "exists" => ParseExists(DslObject.Read(query.Value, path)),
            "match" => ParseFieldQuery(query.Value, path, "query", _match.ParseMatch),
            "match_all" => ParseMatchAll(DslObject.Read(query.Value, path)),
            "match_none" => MatchNone(ParseMatchAll(DslObject.Read(query.Value, path))),
            "match_phrase" => ParseFieldQuery(query.Value, path, "query", _match.ParseMatchPhrase),
            "match_phrase_prefix" => ParseFieldQuery(query.Value, path, "query", _match.ParseMatchPhrasePrefix),
            "multi_match" => _match.ParseMultiMatch(DslObject.Read(query.Value, path)),
            "nested" => ParseNested(DslObject.Read(query.Value, path)),
            "prefix" => ParseFieldQuery(query.Value, path, "value", _term.ParsePrefix),
            "query_string" => QueryStringParser.Parse(DslObject.Read(query.Value, path), IsInsideNested, _budget),
            "range" => ParseFieldQuery(query.Value, path, "", _range.Parse),
            "regexp" => ParseFieldQuery(query.Value, path, "value", _term.ParseRegexp),
            "term" => ParseFieldQuery(query.Value, path, "value", _term.ParseTerm),
            "terms" => ParseTerms(DslObject.Read(query.Value, path)),
            "wildcard" => ParseFieldQuery(query.Value, path, "value", _term.ParseWildcard),
            _ => throw FilterErrors.UnsupportedQuery(clause.Path, query.Key),
        };
    }

    /// <summary>Kibana's phrase filter of old, in today's shape.</summary>
    public QueryNode ParseMatchPhrase(string field, DslObject options) => OnField(field, name => _match.ParseMatchPhrase(name, options));

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

    /// <summary>Query DSL names fields in full; inside <c>nested</c> the tree names them from the path on, and no other field has a value there.</summary>
    public QueryNode OnField(string field, Func<string, QueryNode> parse)
    {
        if (_nestedPath.Length == 0) return parse(field);
        return TryRelative(field, out var relative) ? parse(relative) : MatchNone(parse(field));
    }

    private bool TryRelative(string field, out string relative)
    {
        var isBelow = field.StartsWith($"{_nestedPath}.", StringComparison.Ordinal) && field.Length > _nestedPath.Length + 1;
        relative = isBelow ? field[(_nestedPath.Length + 1)..] : field;
        return isBelow;
    }

    private NotNode MatchNone(QueryNode instead) => _budget.Count(new NotNode(_budget.Count(new MatchAllNode(instead.Span)), instead.Span));

    private QueryNode ParseNested(DslObject options)
    {
        options.Allow("path", "query", "score_mode", "ignore_unmapped", "inner_hits");
        var path = options.Text("path", _budget) ?? throw FilterErrors.Missing(options.Path, "path");
        if (path.Length == 0) throw FilterErrors.EmptyField($"{options.Path}.path");
        if (!options.TryGet("query", out var query)) throw FilterErrors.Missing(options.Path, "query");

        return OnField(path, relative =>
        {
            var outer = _nestedPath;
            _nestedPath = path;
            var inner = ParseInner(query, $"{options.Path}.query");
            _nestedPath = outer;
            return _budget.Count(new NestedNode(new FieldName(relative), inner, default));
        });
    }

    private QueryNode ParseConstantScore(DslObject options)
    {
        options.Allow("filter");
        if (!options.TryGet("filter", out var filter)) throw FilterErrors.Missing(options.Path, "filter");
        return ParseInner(filter, $"{options.Path}.filter");
    }

    private QueryNode ParseInner(JsonElement query, string path)
    {
        _budget.Enter(default);
        var inner = Parse(DslObject.Read(query, path));
        _budget.Leave();
        return inner;
    }

    private QueryNode ParseTerms(DslObject options)
    {
        var fields = options.Where(name => name is not ("boost" or "_name"));
        if (fields.Members is not [var (field, values)]) throw FilterErrors.NotOneMember(options.Path, fields.Members.Count, "one field");
        if (field.Length == 0) throw FilterErrors.EmptyField(options.Path);
        return OnField(field, name => _term.ParseTerms(name, values, $"{options.Path}.{field}"));
    }

    private QueryNode ParseExists(DslObject options)
    {
        options.Allow("field");
        var field = options.Text("field", _budget) ?? throw FilterErrors.Missing(options.Path, "field");
        if (field.Length == 0) throw FilterErrors.EmptyField($"{options.Path}.field");
        _budget.CheckWildcards(field.Count(c => c == '*'), default);
        return OnField(field, name => _budget.Count(new ExistsNode(name, default)));
    }

    private MatchAllNode ParseMatchAll(DslObject options)
    {
        options.Allow();
        return _budget.Count(new MatchAllNode(default));
    }

    /// <summary><c>{ field: { … } }</c>, or the short form <c>{ field: text }</c>, which stands for the member <paramref name="main"/> alone.</summary>
    private QueryNode ParseFieldQuery(JsonElement element, string path, string main, Func<string, DslObject, QueryNode> parse)
    {
        var fields = DslObject.Read(element, path);
        if (fields.Members is not [var (field, value)]) throw FilterErrors.NotOneMember(path, fields.Members.Count, "one field");
        if (field.Length == 0) throw FilterErrors.EmptyField(path);

        var fieldPath = $"{path}.{field}";
        var options = value.ValueKind == JsonValueKind.Object || main.Length == 0 ? DslObject.Read(value, fieldPath) : DslObject.Of(fieldPath, main, value);
        return OnField(field, name => parse(name, options));
    }
}
