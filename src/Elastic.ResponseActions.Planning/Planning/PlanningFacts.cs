namespace Elastic.ResponseActions;

/// <summary>
/// What the planner may know of the server. A fact that is null is unknown, as in a dry run without a server, and never fails an action.
/// Immutable; pure data.
/// </summary>
public sealed record PlanningFacts
{
    /// <summary>Nothing is known.</summary>
    public static PlanningFacts Unknown { get; } = new();

    /// <summary>The licence in force; <see cref="LicenseLevel.None"/> where it is inactive or expired.</summary>
    public LicenseLevel? License { get; init; }

    /// <summary>The endpoint metadata of every agent asked for. An agent that is not in it has no Elastic Defend. Null: nobody asked.</summary>
    public IReadOnlyDictionary<EndpointId, EndpointMetadata>? Endpoints { get; init; }

    /// <summary>The script library by script id. A script that is not in it does not exist. Null: nobody asked.</summary>
    public IReadOnlyDictionary<string, ScriptFacts>? Scripts { get; init; }

    /// <summary>Whether the server automates <c>runscript</c> (from 9.4, feature on). Null counts as yes.</summary>
    public bool? AutomatesRunScript { get; init; }

    /// <summary>Whether the server honours <c>kill_descendants</c> (newest servers, behind a flag). Null counts as no.</summary>
    public bool? HonoursKillDescendants { get; init; }

    /// <summary>The failure of the server's policy look-up (9.1 and later), where there was one.</summary>
    public PolicyLookUpFailure? PolicyLookUpFailure { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"licence {License?.ToString() ?? "unknown"}, {Endpoints?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} endpoints";
}

/// <summary>What the planner needs to know of a script of the script library.</summary>
/// <param name="Name">The script's name.</param>
/// <param name="RequiresInput">Whether it refuses to run without arguments.</param>
public sealed record ScriptFacts(string Name, bool RequiresInput);

/// <summary>A failed look-up of a host's policies.</summary>
/// <param name="Message">The server's message.</param>
/// <param name="Repeats">True where the second look-up, when the action is stored, fails as well: nothing is stored then.</param>
public sealed record PolicyLookUpFailure(string Message, bool Repeats);
