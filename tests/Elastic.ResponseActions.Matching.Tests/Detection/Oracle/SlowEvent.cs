using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

/// <summary>An event of a made-up stream: a few fields with any number of values, when it happened and when it arrived.</summary>
internal sealed record SlowEvent(int Arrival, long Time, int? Tiebreaker, IReadOnlyDictionary<string, string[]> Fields)
{
    public string Id => $"e{Arrival}";

    public byte[] Utf8Id => Encoding.UTF8.GetBytes(Id);

    public string[] this[string field] => Fields.GetValueOrDefault(field, []);

    public bool Is(string field, string value) => this[field].Contains(value);

    public byte[] ToUtf8Json()
    {
        var json = new Dictionary<string, object> { ["@timestamp"] = Time };
        if (Tiebreaker is { } tiebreaker)
        {
            json["tie"] = tiebreaker;
        }

        foreach (var (field, values) in Fields)
        {
            json[field] = values.Length == 1 ? values[0] : values;
        }

        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    /// <summary>The order in which Elasticsearch sees events: time, then tiebreaker (none comes last), then order of arrival.</summary>
    public static IReadOnlyList<SlowEvent> InOrder(IEnumerable<SlowEvent> events) =>
        [.. events.OrderBy(it => it.Time).ThenBy(it => it.Tiebreaker is null).ThenBy(it => it.Tiebreaker).ThenBy(it => it.Arrival)];

    /// <summary>All keys of an event, sorted and without repetition: the Cartesian product of the fields' values. None where a field that must be there is not.</summary>
    public IReadOnlyList<string?[]> Keys(IReadOnlyList<SlowKey> fields)
    {
        IEnumerable<string?[]> keys = [[]];
        foreach (var field in fields)
        {
            string?[] values = [.. this[field.Field].Distinct().Order(StringComparer.Ordinal)];
            if (values.Length == 0 && field.Optional)
            {
                values = [null];
            }

            keys = keys.SelectMany(key => values.Select(value => (string?[])[.. key, value]));
        }

        return [.. keys];
    }
}

/// <summary>A key field; an optional one counts as null where it is missing.</summary>
internal sealed record SlowKey(string Field, bool Optional = false);
