using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Exceptions;

/// <summary>Makes a query of an exception item, the one that Kibana sends for it.</summary>
/// <param name="options">Value lists and limits.</param>
internal sealed class ExceptionParser(RuleSetOptions options)
{
    /// <exception cref="QuerySyntaxException">The item is not well formed, or passes a limit.</exception>
    public QueryNode Parse(ExceptionItem item)
    {
        // Items come from the caller's Kibana, not from the rule: each has a budget of its own.
        var budget = new QueryBudget(options.MaxQueryBytes, options.MaxQueryDepth, options.MaxQueryNodes, options.MaxPatternWildcards);
        if (item.Entries.Count == 0)
            throw new QuerySyntaxException("there are no entries; expected at least one", default);

        List<QueryNode> all = [.. item.Entries.Select(entry => Entry(item, entry, budget))];
        if (item.OsTypes.Count > 0)
            all.Add(OnSystems(item.OsTypes, budget));
        if (item.ExpireTime is { } time)
            all.Add(budget.Count(new UntilNode(time.ToUnixTimeMilliseconds(), default)));
        return all.Count == 1 ? all[0] : budget.Count(new AndNode(all, default));
    }

    private QueryNode Entry(ExceptionItem item, ExceptionEntry entry, QueryBudget budget)
    {
        if (entry.Field.Length == 0)
            throw new QuerySyntaxException("an entry has no field; name one", default);

        var query = entry switch
        {
            MatchEntry match => Phrase(match.Field, match.Value, budget),
            MatchAnyEntry { Values.Count: 0 } => throw new QuerySyntaxException($"the entry on {VisibleText.Excerpt(entry.Field)} has no values; expected at least one", default),
            MatchAnyEntry any => AnyOf(any.Field, any.Values, budget),
            ExistsEntry => budget.Count(new ExistsNode(entry.Field, default)),
            WildcardEntry wildcard => Wildcard(wildcard, budget),
            ListEntry list => List(item, list, budget),
            NestedEntry nested => Nested(item, nested, budget),
            UnknownEntry unknown => budget.Count(new UnknownNode("", $"{Name(item)}: an entry of type {VisibleText.Excerpt(unknown.Type)} is not known to this version", default)),
            _ => throw new InvalidOperationException($"{entry.GetType().Name} has no meaning yet."),
        };
        return entry is OperatorEntry { Operator: ExceptionOperator.Excluded } ? budget.Count(new NotNode(query, default)) : query;
    }

    private NestedNode Nested(ExceptionItem item, NestedEntry nested, QueryBudget budget)
    {
        if (nested.Entries.Count == 0)
            throw new QuerySyntaxException($"the nested entry on {VisibleText.Excerpt(nested.Field)} has no entries; expected at least one", default);
        if (nested.Entries.Any(inner => inner is NestedEntry))
            throw new QuerySyntaxException($"the nested entry on {VisibleText.Excerpt(nested.Field)} holds another; nested entries hold plain ones only", default);

        List<QueryNode> inner = [.. nested.Entries.Select(entry => Entry(item, entry, budget))];
        return budget.Count(new NestedNode(new FieldName(nested.Field), inner.Count == 1 ? inner[0] : budget.Count(new AndNode(inner, default)), default));
    }

    private QueryNode List(ExceptionItem item, ListEntry entry, QueryBudget budget)
    {
        if (entry.ListType is not ("keyword" or "ip" or "ip_range"))
        {
            return budget.Count(new UnknownNode(
                entry.Field, $"{Name(item)}: value lists of type {VisibleText.Excerpt(entry.ListType)} are not evaluated here", default));
        }

        var given = options.ValueLists.Where(list => list.Id == entry.ListId).ToList();
        if (given.Count > 1)
            throw new QuerySyntaxException($"the value list {VisibleText.Excerpt(entry.ListId)} is given {given.Count} times; give it once", default);
        if (given.Count == 0)
            return budget.Count(new UnknownNode(entry.Field, $"{Name(item)}: the value list {VisibleText.Excerpt(entry.ListId)} is not given", default));

        var values = given[0].Values;
        if (values.Count > options.MaxValueListValues)
        {
            var message = FormattableString.Invariant($"the value list {VisibleText.Excerpt(entry.ListId)} has {values.Count:N0} values, the limit is {options.MaxValueListValues:N0}");
            throw new QuerySyntaxException($"{message}. Shorten it, or raise RuleSetOptions.{nameof(RuleSetOptions.MaxValueListValues)}.", default, QueryErrorKind.Limit);
        }

        return entry.ListType == "ip_range"
            ? budget.Count(new IpRangesNode(entry.Field, values, default))
            : budget.Count(new TermsNode(entry.Field, values, CaseInsensitive: false, default));
    }

    // Agents write the system's type to one of two fields.
    private static OrNode OnSystems(IReadOnlyList<string> systems, QueryBudget budget) => budget.Count(new OrNode(
        [AnyOf("host.os.type", systems, budget), AnyOf("host.os.name.caseless", systems, budget)], default));

    private static QueryNode AnyOf(string field, IReadOnlyList<string> values, QueryBudget budget) => values.Count == 1
        ? Phrase(field, values[0], budget)
        : budget.Count(new OrNode([.. values.Select(value => Phrase(field, value, budget))], default));

    private static MatchPhraseNode Phrase(string field, string text, QueryBudget budget)
    {
        budget.CheckBytes(text);
        return budget.Count(new MatchPhraseNode(field, text, default));
    }

    private static WildcardNode Wildcard(WildcardEntry entry, QueryBudget budget)
    {
        budget.CheckBytes(entry.Value);
        budget.CheckWildcards(entry.Value.Count(c => c == '*'), default);
        return budget.Count(new WildcardNode(entry.Field, entry.Value, CaseInsensitive: false, default));
    }

    private static string Name(ExceptionItem item) => $"exception item {VisibleText.Excerpt(item.Name ?? item.ItemId)}";
}
