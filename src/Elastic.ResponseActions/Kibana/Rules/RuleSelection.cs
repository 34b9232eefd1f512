using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Which rules a bulk action is done to. Immutable. Every rule at once has to be asked for by name: <see cref="All"/>.</summary>
public sealed record RuleSelection
{
    /// <summary>The most ids that one bulk action takes.</summary>
    public const int MaxIds = 100;

    private readonly IReadOnlyList<string>? _ids;
    private readonly string? _query;

    private RuleSelection(IReadOnlyList<string>? ids, string? query) => (_ids, _query) = (ids, query);

    /// <summary>Every rule of the space, Elastic's own included.</summary>
    public static RuleSelection All { get; } = new(null, "");

    /// <summary>The rules with these saved-object ids (<c>ids</c>).</summary>
    /// <param name="ids">1 to <see cref="MaxIds"/> ids.</param>
    /// <exception cref="ArgumentException">None, too many, or one that is blank.</exception>
    public static RuleSelection Ids(params IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count is 0 or > MaxIds)
            throw new ArgumentException($"{ids.Count} ids were given; expected 1 to {MaxIds}. Nothing was sent.", nameof(ids));
        foreach (var id in ids)
            RuleKey.OfId(id);
        return new([.. ids], null);
    }

    /// <summary>The rules that a KQL finds (<c>query</c>), such as <c>alert.attributes.tags: "prod"</c>.</summary>
    /// <param name="kuery">The query; not blank, since that would mean all.</param>
    /// <exception cref="ArgumentException">The query is blank.</exception>
    public static RuleSelection Query(string kuery) => string.IsNullOrWhiteSpace(kuery)
        ? throw new ArgumentException($"A blank query would mean every rule. If that is meant, say {nameof(RuleSelection)}.{nameof(All)}. Nothing was sent.", nameof(kuery))
        : new(null, kuery);

    /// <summary>What is selected.</summary>
    public override string ToString() => _ids is not null ? $"{_ids.Count} rules" : _query!.Length == 0 ? "all rules" : $"rules of `{VisibleText.Of(_query, 128)}`";

    internal void WriteTo(Utf8JsonWriter json)
    {
        if (_ids is null)
        {
            json.WriteString("query", _query);
            return;
        }

        json.WriteStartArray("ids");
        foreach (var id in _ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
