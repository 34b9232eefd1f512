using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>One item of <c>threat_mapping</c>: all of its entries have to hold for the same indicator. Immutable; unknown members survive.</summary>
public sealed record RuleThreatMapping : IJsonModel
{
    /// <summary>Creates an item without entries.</summary>
    public RuleThreatMapping()
    {
    }

    internal RuleThreatMapping(JsonMembers item)
    {
        Entries = ValueList<RuleThreatMappingEntry>.Of(item.Objects("entries").Select(entry => new RuleThreatMappingEntry(entry)));
        Origin = new JsonOrigin(item.Json, this);
    }

    /// <summary>The comparisons, at least one.</summary>
    public IReadOnlyList<RuleThreatMappingEntry> Entries { get; init => field = ValueList<RuleThreatMappingEntry>.Of(value); } = ValueList<RuleThreatMappingEntry>.Empty;

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => string.Join(" and ", Entries);

    void IJsonModel.Describe(MemberImage members) => members.Objects("entries", Entries);
}

/// <summary>One comparison of a threat mapping; mirrors an item of <c>entries</c>. Immutable; unknown members survive.</summary>
public sealed record RuleThreatMappingEntry : IJsonModel
{
    /// <summary>Creates a comparison of type <c>mapping</c>; set field and value.</summary>
    public RuleThreatMappingEntry()
    {
    }

    internal RuleThreatMappingEntry(JsonMembers entry)
    {
        Field = entry.Text("field");
        Type = entry.Text("type");
        Value = entry.Text("value");
        Negate = entry.Flag("negate");
        Origin = new JsonOrigin(entry.Json, this);
    }

    /// <summary>The event's field.</summary>
    public string? Field { get; init; }

    /// <summary>The kind of comparison (<c>type</c>); Kibana knows <c>mapping</c> alone.</summary>
    public string? Type { get; init; } = "mapping";

    /// <summary>The indicator's field.</summary>
    public string? Value { get; init; }

    /// <summary>True: the event must not have the indicator's value (<c>negate</c>). Null means false.</summary>
    public bool? Negate { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"{Field} {(Negate == true ? "is not" : "is")} {Value}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Text("field", Field);
        members.Text("type", Type);
        members.Text("value", Value);
        members.Flag("negate", Negate);
    }
}
