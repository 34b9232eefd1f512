using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Benchmarks.Sequences;

/// <summary>Events of the workload that begin a sequence, again and again with other keys, so that every one leaves a sequence open.</summary>
internal sealed class OpeningEvents
{
    private const int MostTemplates = 50;

    private readonly List<Template> _templates = [];

    public OpeningEvents(Workload workload, IReadOnlyList<RuleQuery> sequences)
    {
        var openers = sequences.Select(sequence => (Step: EventQueries.StepsOf(sequence).First(), Keys: KeysOf(sequence)))
            .Where(opener => opener.Keys.Length > 0)
            .ToList();
        var keysOf = openers.ToDictionary(opener => opener.Step.RuleId, opener => opener.Keys);
        var matcher = RuleSet.Compile(openers.Select(opener => opener.Step), Workload.AnyIndex).CreateMatcher();
        for (var i = 0; i < workload.Events.Count && _templates.Count < MostTemplates; i++)
        {
            foreach (var match in matcher.Match(workload.Events.Document(i)))
            {
                _templates.Add(new Template((JsonObject)JsonNode.Parse(workload.Events.Document(i))!, keysOf[match.RuleId]));
                break;
            }
        }
    }

    /// <summary>False: no event begins a sequence.</summary>
    public bool Any => _templates.Count > 0;

    public IEnumerable<byte[]> Make(int count, DateTimeOffset time)
    {
        for (var i = 0; i < count; i++)
        {
            var (document, keys) = _templates[i % _templates.Count];
            foreach (var key in keys)
                JsonPaths.Set(document, key, KeyValue(key, i));
            JsonPaths.Set(document, "@timestamp", StreamTime.Text(time));
            yield return JsonSerializer.SerializeToUtf8Bytes(document);
        }
    }

    private static string[] KeysOf(RuleQuery sequence)
    {
        var statement = (EqlSequence)EqlParser.Parse(sequence.Query, EventQueries.Budget());
        return [.. statement.Keys.Concat(statement.Stages[0].Keys).Select(key => key.Field).Distinct()];
    }

    private static JsonNode KeyValue(string field, int number)
    {
        FieldTypeTable.BuiltIn.TryGetType(field, out var type);
        return type switch
        {
            FieldType.Long or FieldType.Double => number,
            FieldType.Ip => string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
        };
    }

    private sealed record Template(JsonObject Document, string[] Keys);
}
