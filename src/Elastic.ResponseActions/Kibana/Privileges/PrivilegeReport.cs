namespace Elastic.ResponseActions;

/// <summary>What the credentials may do of what is planned, in one space of one Kibana. What is not known is not granted. Immutable.</summary>
public sealed record PrivilegeReport
{
    /// <summary>The findings, in the order of the table.</summary>
    public IReadOnlyList<PrivilegeFinding> Findings { get; init; } = [];

    /// <summary>The space that was asked about.</summary>
    public required string SpaceId { get; init; }

    /// <summary>Which Kibana.</summary>
    public required KibanaServer Server { get; init; }

    /// <summary>The licence in force; <see cref="LicenseLevel.None"/> for one that is not active, null where it is not known.</summary>
    public LicenseLevel? License { get; init; }

    /// <summary>Whether Kibana would run automated actions on this licence; null where it is not known or not planned.</summary>
    public bool? AutomatedAllowed { get; init; }

    /// <summary>What could not be found out, and what to know besides.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Everything that is planned is granted, for certain.</summary>
    public bool AllGranted => Findings.All(static finding => finding.Granted == true) && AutomatedAllowed != false && (AutomatedAllowed is not null || !IsAutomatedPlanned);

    /// <summary>What the dispatcher may rely on (<see cref="DispatchOptions.Rights"/>): the licence, and only commands that are granted for certain.</summary>
    public CallerRights Rights => new()
    {
        License = License,
        Commands = Findings.Where(static finding => finding is { Granted: true, Need.Command: not null }).Select(static finding => finding.Need.Command!.Value).ToHashSet(),
    };

    /// <summary>The body of a role that has the missing and unknown privileges, for <c>PUT /api/security/role/&lt;new name&gt;</c>, to be given beside the roles there are; null where none is missing.</summary>
    public string? RoleJson { get; init; }

    internal bool IsAutomatedPlanned { get; init; }

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Findings.Count(static finding => finding.Granted == true)} of {Findings.Count} needs granted in space '{SpaceId}'";
}
