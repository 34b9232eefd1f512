namespace Elastic.ResponseActions;

/// <summary>What a person has to agree to beside the actions in mode <see cref="ActionMode.Approve"/>, and how long an answer is waited for. Immutable.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>How long an answer is waited for, and how long one holds. Default 30 minutes; the action's own deadline may come before.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Hosts on which a rule's action needs approval also in mode <see cref="ActionMode.Enforce"/>: patterns as in <see cref="ResponsePolicy.ProtectedHosts"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init => field = Json.ValueList<string>.Of(value); } = Json.ValueList<string>.Empty;

    /// <summary>
    /// Classes of hosts on which a rule's action needs approval also in mode <see cref="ActionMode.Enforce"/>. Default: servers, domain controllers,
    /// and what is of no known class; so workstations are left. See <see cref="HostClassPolicy"/>.
    /// </summary>
    public IReadOnlyList<HostClass> Classes { get; init => field = Json.ValueList<HostClass>.Of(value); } =
        Json.ValueList<HostClass>.Of([HostClass.Server, HostClass.DomainController, HostClass.Unknown]);

    /// <summary>Whether a rule's actions need approval also in mode <see cref="ActionMode.Enforce"/> until one of this version of the rule was sent. Default: yes.</summary>
    public bool FirstOfRule { get; init; } = true;

    /// <inheritdoc />
    public override string ToString() => $"approval within {Expires}, {Hosts.Count} host patterns, {Classes.Count} classes{(FirstOfRule ? ", first action of each rule" : "")}";
}
