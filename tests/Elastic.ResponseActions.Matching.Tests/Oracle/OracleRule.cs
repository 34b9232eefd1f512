using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>A rule, parsed by the product's parsers and answered by the <see cref="Interpreter"/>.</summary>
internal sealed class OracleRule
{
    private readonly RuleQuery _rule;
    private readonly RuleSetOptions _options;
    private readonly List<QueryNode> _conditions;
    private readonly EqlEventFilter? _event;

    /// <exception cref="QuerySyntaxException">The query or a filter is not well formed.</exception>
    /// <exception cref="OracleRefusalException">Elasticsearch refuses the query.</exception>
    public OracleRule(RuleQuery rule, RuleSetOptions options)
    {
        _rule = rule;
        _options = options;
        var budget = new QueryBudget();
        var filters = rule.Filters.Select((filter, index) => FilterParser.Parse(filter, index, budget));
        _event = rule.Language == QueryLanguage.Eql ? EventFilter(EqlParser.Parse(rule.Query, budget)) : null;
        _conditions = _event is null ? [KqlParser.Parse(rule.Query, budget), .. filters] : [.. filters];

        if (_event is not null)
        {
            var typing = new EqlTyping(options.FieldTypes);
            typing.CheckCondition(_event.Condition);
            typing.CheckCategory(CategoryField, _event.Category);
            EqlRegexes.Check(_event.Condition, options.FieldTypes);
        }

        var refusals = new Refusals(options.FieldTypes);
        _conditions.ForEach(condition => refusals.Check(condition));
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

        var now = _options.TimeProvider.GetUtcNow();
        var interpreter = new Interpreter(_options.FieldTypes, now);
        var eql = _event is null ? true : new EqlInterpreter(_options.FieldTypes, now).Holds(_event, CategoryField, @event.Root);
        return Interpreter.All(_conditions.Select(condition => interpreter.Holds(condition, @event.Root)).Prepend(eql));
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
