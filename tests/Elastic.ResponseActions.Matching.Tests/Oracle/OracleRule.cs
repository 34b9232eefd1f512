using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// A rule as the oracle reads it: KQL by the product's parser (which has a grammar of its own to agree with) and the <see cref="Interpreter"/>,
/// Lucene and filters from their text.
/// </summary>
internal sealed class OracleRule
{
    private readonly RuleQuery _rule;
    private readonly RuleSetOptions _options;
    private readonly List<Verdict> _conditions;

    /// <exception cref="QuerySyntaxException">The query or a filter is not well formed.</exception>
    /// <exception cref="OracleRefusalException">Elasticsearch refuses the query.</exception>
    public OracleRule(RuleQuery rule, RuleSetOptions options)
    {
        _rule = rule;
        _options = options;
        var fields = new OracleFields(options.FieldTypes, options.TimeProvider.GetUtcNow());
        _conditions = [Query(rule, fields)];
        foreach (var (index, filter) in rule.Filters.Index())
        {
            FilterParser.Parse(filter, index, new QueryBudget());
            _conditions.Add(KibanaFilter.Of(filter, fields));
        }

        var excepted = new KibanaExceptions(fields, options).AnyOf(rule.Exceptions.SelectMany(list => list.Items));
        _conditions.Add(scope => !excepted(scope));
    }

    private Verdict Query(RuleQuery rule, OracleFields fields)
    {
        if (rule.Language == QueryLanguage.Lucene)
        {
            return LuceneReference.OfRule(rule.Query, fields);
        }

        if (rule.Language == QueryLanguage.Eql)
        {
            return EqlEvent(EventFilter(EqlParser.Parse(rule.Query, new QueryBudget())));
        }

        var query = KqlParser.Parse(rule.Query, new QueryBudget());
        new Refusals(_options.FieldTypes).Check(query);
        return scope => new Interpreter(_options.FieldTypes, _options.TimeProvider.GetUtcNow()).Holds(query, scope);
    }

    private Verdict EqlEvent(EqlEventFilter filter)
    {
        var typing = new EqlTyping(_options.FieldTypes);
        typing.CheckCondition(filter.Condition);
        typing.CheckCategory(CategoryField, filter.Category);
        EqlRegexes.Check(filter.Condition, _options.FieldTypes);
        return scope => new EqlInterpreter(_options.FieldTypes, _options.TimeProvider.GetUtcNow()).Holds(filter, CategoryField, scope);
    }

    private static EqlEventFilter EventFilter(EqlStatement statement) =>
        statement is EqlEventQuery { Pipes: [] } query ? query.Filter : throw new OracleRefusalException("more than one event");

    private string CategoryField => _rule.EventCategoryField ?? "event.category";

    /// <summary>True: the rule matches; null: that cannot be decided here.</summary>
    public bool? Matches(OracleEvent @event)
    {
        if (!_options.IgnoreIndexPatterns && !IndexPatterns.Include(_rule.IndexPatterns, @event.Index))
        {
            return false;
        }

        return Three.All(_conditions.Select(condition => condition(@event.Root)));
    }
}

/// <summary>An event, flattened once for all rules, and the index it is in.</summary>
internal sealed record OracleEvent(EventScope Root, string? Index)
{
    /// <param name="json">The document; one JSON object.</param>
    /// <param name="index">Its index; where absent it is taken from <c>data_stream.*</c>, where all three parts are there.</param>
    /// <param name="types">Tells which paths are mapped <c>nested</c>.</param>
    public static OracleEvent Parse(ReadOnlyMemory<byte> json, string? index, FieldTypeTable types)
    {
        using var document = JsonDocument.Parse(json);
        var root = EventScope.Of(document.RootElement.Clone(), types);
        return new OracleEvent(root, index ?? DataStreamOf(root));
    }

    private static string? DataStreamOf(EventScope root)
    {
        string[] names = ["data_stream.type", "data_stream.dataset", "data_stream.namespace"];
        var parts = names.Select(name => root.At(name)).Where(values => values.Count > 0).Select(values => values[0].ToString()).ToList();
        return parts.Count == names.Length ? string.Join('-', parts) : null;
    }
}
