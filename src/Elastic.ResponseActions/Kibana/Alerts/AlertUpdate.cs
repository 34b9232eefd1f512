namespace Elastic.ResponseActions;

/// <summary>How many alerts a change reached; Elasticsearch's answer to an update by query. Immutable.</summary>
public sealed record AlertUpdate
{
    /// <summary>How many alerts were found (<c>total</c>). Fewer than were named: the others are not there, or not in this space.</summary>
    public long Total { get; init; }

    /// <summary>How many were changed (<c>updated</c>).</summary>
    public long Updated { get; init; }

    /// <summary>How many somebody else changed in that moment (<c>version_conflicts</c>); they were left.</summary>
    public long VersionConflicts { get; init; }

    /// <summary>How many failed (<c>failures</c>).</summary>
    public int Failures { get; init; }

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Updated} of {Total} alerts updated, {VersionConflicts} conflicts, {Failures} failures";
}
