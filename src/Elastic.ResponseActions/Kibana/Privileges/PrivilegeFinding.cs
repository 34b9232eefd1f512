namespace Elastic.ResponseActions;

/// <summary>What the preflight found out about one need. Immutable.</summary>
public sealed record PrivilegeFinding
{
    /// <summary>The need.</summary>
    public required PrivilegeNeed Need { get; init; }

    /// <summary>Whether the credentials have the privilege; null where that could not be found out, which counts as no.</summary>
    public bool? PrivilegeGranted { get; init; }

    /// <summary>Whether the licence is enough; null where it is not known, which counts as no.</summary>
    public bool? LicenseAllows { get; init; }

    /// <summary>Privilege and licence together: false where one of them is missing, null where one is not known, and true only where both are there.</summary>
    public bool? Granted => (PrivilegeGranted, LicenseAllows) switch
    {
        (false, _) or (_, false) => false,
        (true, true) => true,
        _ => null,
    };

    /// <summary>How the answer was found, or why there is none.</summary>
    public required string Basis { get; init; }

    /// <summary>How to grant what is missing: the role's JSON, the licence, or where to ask; null where nothing is missing.</summary>
    public string? HowToGrant { get; init; }

    /// <summary>Need and answer.</summary>
    public override string ToString() => $"{Need}: {Granted switch { true => "granted", false => "missing", null => "not known" }}";
}
