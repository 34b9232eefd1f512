using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Exception items as Kibana takes them: each becomes Query DSL (build_exception_filter.ts), which is answered as any other. What Kibana would have to look
/// up and is not there has no answer.
/// </summary>
internal sealed class KibanaExceptions(OracleFields fields, RuleSetOptions options)
{
    /// <summary>The event fits some live item.</summary>
    public Verdict AnyOf(IEnumerable<ExceptionItem> items)
    {
        var verdicts = items.Where(item => item.ExpireTime is not { } time || time.ToUnixTimeMilliseconds() >= options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds()).Select(Item).ToList();
        return scope => Three.Any(verdicts.Select(verdict => verdict(scope)));
    }

    private Verdict Item(ExceptionItem item)
    {
        var entries = item.Entries.Select(entry => Entry(entry, "")).ToList();
        if (item.OsTypes.Count > 0)
        {
            var systems = item.OsTypes.SelectMany(os => new[] { "host.os.type", "host.os.name.caseless" }.Select(field => Phrase(field, os)));
            entries.Add(Dsl(Should([.. systems])));
        }

        return scope => Three.All(entries.Select(entry => entry(scope)));
    }

    private Verdict Entry(ExceptionEntry entry, string parent)
    {
        var field = parent + entry.Field;
        var verdict = entry switch
        {
            MatchEntry match => Dsl(Should(Phrase(field, match.Value))),
            MatchAnyEntry any => Dsl(Should([.. any.Values.Select(value => Phrase(field, value))])),
            ExistsEntry => Dsl(Should(Object("exists", Object("field", Quote(field))))),
            WildcardEntry wildcard => Dsl(Object("bool", Object("filter", Object("wildcard", Object(field, Quote(wildcard.Value)))))),
            ListEntry list => List(list, field),
            NestedEntry nested => Nested(nested),
            _ => _ => null,
        };
        return entry is OperatorEntry { Operator: ExceptionOperator.Excluded } ? scope => !verdict(scope) : verdict;
    }

    private Verdict Nested(NestedEntry nested)
    {
        var entries = nested.Entries.Select(entry => Entry(entry, $"{nested.Field}.")).ToList();
        return scope => Three.Any(scope.ObjectsAt(nested.Field).Select(inner => Three.All(entries.Select(entry => entry(inner)))));
    }

    private Verdict List(ListEntry entry, string field)
    {
        var list = options.ValueLists.SingleOrDefault(list => list.Id == entry.ListId);
        if (list is null || entry.ListType is not ("keyword" or "ip" or "ip_range"))
        {
            return fields.On(field, _ => _ => null);
        }

        var isRanges = entry.ListType == "ip_range";
        var clauses = list.Values.Where(value => isRanges && value.Contains('-', StringComparison.Ordinal)).Select(value =>
            Object("range", Object(field, $"{{\"gte\":{Quote(value.Split('-')[0])},\"lte\":{Quote(value.Split('-')[1])}}}"))).ToList();
        var terms = list.Values.Where(value => !isRanges || !value.Contains('-', StringComparison.Ordinal)).Select(Quote).ToList();
        clauses.Add(Object("terms", Object(field, $"[{string.Join(',', terms)}]")));
        return Dsl(Should([.. clauses]));
    }

    private Verdict Dsl(string json) => new DslQuery(fields).Of(JsonElement.Parse(json));

    private static string Should(params string[] clauses) => Object("bool", $"{{\"minimum_should_match\":1,\"should\":[{string.Join(',', clauses)}]}}");

    private static string Phrase(string field, string value) => Object("match_phrase", Object(field, Quote(value)));

    private static string Object(string name, string json) => $"{{{Quote(name)}:{json}}}";

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
