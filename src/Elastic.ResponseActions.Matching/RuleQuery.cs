using System.Text.Json;

namespace Elastic.ResponseActions.Matching;

/// <summary>What matching needs of one detection rule: its query and what narrows it. Immutable; share it between threads.</summary>
public sealed record RuleQuery
{
    /// <summary>The rule's stable signature id (<c>rule_id</c>), reported with every match. Unique within a rule set.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name, used in error texts only; the id is used where it is absent.</summary>
    public string? RuleName { get; init; }

    /// <summary>The language of <see cref="Query"/>; <c>kuery</c> where a rule says nothing.</summary>
    public QueryLanguage Language { get; init; } = QueryLanguage.Kuery;

    /// <summary>The query text. Empty text matches every event in <c>kuery</c>.</summary>
    public required string Query { get; init; }

    /// <summary>
    /// The rule's <c>index</c> patterns: <c>*</c> stands for any run of characters, a leading <c>-</c> excludes,
    /// <c>cluster:</c> names a remote cluster. Empty: the rule sees every event.
    /// </summary>
    public IReadOnlyList<string> IndexPatterns { get; init; } = [];

    /// <summary>The rule's <c>filters</c>: Kibana filters (<c>meta</c>, <c>query</c>) in Query DSL. All of them have to hold.</summary>
    public IReadOnlyList<JsonElement> Filters { get; init; } = [];

    /// <summary>
    /// The lists of the rule's <c>exceptions_list</c>, with their items: an event that fits a live item of any of them is no match. An item that cannot be
    /// decided for an event leaves the verdict <em>unknown</em>.
    /// </summary>
    public IReadOnlyList<ExceptionList> Exceptions { get; init; } = [];

    /// <summary>The field that an EQL category is compared with (<c>event_category_override</c>); <c>event.category</c> where absent.</summary>
    public string? EventCategoryField { get; init; }

    /// <summary>The field that EQL orders events by (<c>timestamp_field</c>); <c>@timestamp</c> where absent.</summary>
    public string? TimestampField { get; init; }

    /// <summary>The field that orders EQL events of the same time (<c>tiebreaker_field</c>); the order of arrival where absent.</summary>
    public string? TiebreakerField { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{RuleId} ({Language})";
}
