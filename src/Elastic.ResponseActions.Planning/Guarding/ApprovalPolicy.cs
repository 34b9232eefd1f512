namespace Elastic.ResponseActions;

/// <summary>What a person has to agree to beside the actions in mode <see cref="ActionMode.Approve"/>, and how long an answer is waited for. Immutable.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>How long an answer is waited for, and how long one holds. Default 30 minutes; the action's own deadline may come before.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Hosts on which a rule's action needs approval also in mode <see cref="ActionMode.Enforce"/>: patterns as in <see cref="ResponsePolicy.ProtectedHosts"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init => field = Json.ValueList<string>.Of(value); } = Json.ValueList<string>.Empty;

    /// <summary>Whether the first action of a new or changed rule needs approval also in mode <see cref="ActionMode.Enforce"/>. Default: no.</summary>
    public bool FirstOfRule { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"approval within {Expires}, {Hosts.Count} host patterns{(FirstOfRule ? ", first action of each rule" : "")}";
}
