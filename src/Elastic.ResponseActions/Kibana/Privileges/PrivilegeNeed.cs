namespace Elastic.ResponseActions;

/// <summary>One thing that a caller may need: a privilege of Kibana, and the least licence. Immutable; the table is <see cref="PrivilegeNeeds"/>.</summary>
public sealed record PrivilegeNeed
{
    /// <summary>What it is for: a command by its API name, or <c>write rules</c>, <c>read action history</c> and the like.</summary>
    public required string Name { get; init; }

    /// <summary>The privilege as Kibana's roles and <c>_has_privileges</c> know it.</summary>
    public required EndpointPrivilege Privilege { get; init; }

    /// <summary>The least licence; null where any will do, even an expired one.</summary>
    public LicenseLevel? LeastLicense { get; init; }

    /// <summary>Whether it belongs to the feature of rules where the server has one (9.3 and later); before, and else, to that of Security.</summary>
    public bool IsOfRules { get; init; }

    /// <summary>Whether it is a privilege of Elasticsearch on the space's alerts index (<c>.alerts-security.alerts-&lt;space&gt;</c>) and none of Kibana's.</summary>
    public bool IsOfAlertsIndex { get; init; }

    /// <summary>The command that it allows; null where it is none.</summary>
    public ResponseActionCommand? Command { get; init; }

    /// <summary>Name and privilege.</summary>
    public override string ToString() => $"{Name}: {Privilege}";
}
